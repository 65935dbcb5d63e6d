-- Successions that nobody has stated: in one region an organ stopped reporting and one that a reform put in its place
-- began, or the region itself gave way to another. Proposed, never taken for granted.
with

years as (

    select
        agencies.agency_id,
        agencies.agency_name,
        agencies.region_code,
        agencies.organ,
        agencies.zone_name,
        agencies.former_name,
        agencies.answers_to,
        min(documents."year") as first_year,
        max(documents."year") as last_year
    from {{ ref('int_agencies') }} as agencies
    inner join {{ ref('int_documents') }} as documents on agencies.agency_name = documents.agency_name
    where agencies.region_code is not null
    group by all

),

reformed as (

    select
        before.agency_id as predecessor_id,
        before.agency_name as predecessor_name,
        after.agency_id as successor_id,
        after.agency_name as successor_name,
        least(after.first_year, reforms.last_year) as "year",
        reforms.kind,
        reforms.note
    from {{ ref('seed_reforms') }} as reforms
    inner join years as before on regexp_matches(before.organ, reforms.organ_before)
    inner join years as after
        on
            before.region_code = after.region_code
            and before.zone_name is not distinct from after.zone_name
            and before.answers_to = after.answers_to
            and regexp_matches(after.organ, reforms.organ_after)
    where
        before.agency_id != after.agency_id
        and before.last_year < after.first_year
        and before.last_year <= reforms.last_year
        and after.first_year >= reforms.first_year

),

moved as (

    select
        before.agency_id as predecessor_id,
        before.agency_name as predecessor_name,
        after.agency_id as successor_id,
        after.agency_name as successor_name,
        coalesce(names.last_year, regions.last_year, after.first_year - 1) + 1 as "year",
        if(before.former_name != '' or new_regions.first_year > regions.last_year, 'renamed', 'merged') as kind,
        concat_ws(' → ', coalesce(nullif(before.former_name, ''), regions.region_name), new_regions.region_name) as note
    from years as before
    inner join {{ ref('int_regions') }} as regions on before.region_code = regions.region_code
    left join {{ ref('seed_region_names') }} as names
        on
            before.region_code = names.region_code
            and before.former_name = names.other_name
            and names.kind = 'former'
    inner join years as after
        on
            (
                regions.succeeded_by = after.region_code
                or (before.region_code = after.region_code and before.former_name != '' and after.former_name = '')
            )
            and before.organ = after.organ
            and before.zone_name is not distinct from after.zone_name
            and before.answers_to = after.answers_to
    inner join {{ ref('int_regions') }} as new_regions on after.region_code = new_regions.region_code
    where before.agency_id != after.agency_id and before.last_year < after.first_year

),

proposed as (

    select * from reformed

    union all

    select * from moved

)

select proposed.*
from proposed
left join {{ ref('int_successions') }} as stated
    on
        proposed.predecessor_id = stated.predecessor_id
        and proposed.successor_id = stated.successor_id
where stated.predecessor_id is null
qualify row_number() over (
    partition by proposed.predecessor_id, proposed.successor_id order by proposed."year" asc
) = 1
