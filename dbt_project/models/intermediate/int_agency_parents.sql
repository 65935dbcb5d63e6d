-- The agency above each: as stated, else by rule: the body that its name puts first, the government of its region, or
-- that of the region above. A name formed by rule may be that of an agency of which there is no report.
with

agencies as (

    select * from {{ ref('int_agencies') }}

),

regions as (

    select
        region_code,
        parent_code,
        region_name,
        place
    from {{ ref('int_regions') }}

),

governments as (

    select
        regions.region_code,
        regions.parent_code,
        regions.place || organs.organ as government
    from regions
    inner join {{ ref('seed_government_organs') }} as organs on regexp_matches(regions.region_name, organs.pattern)
    qualify row_number() over (partition by regions.region_code order by organs.priority) = 1

),

-- how the government of a region is called in the warehouse goes before how it would be called
called as (

    select
        governments.region_code,
        governments.parent_code,
        coalesce(min(agencies.agency_name), any_value(governments.government)) as government
    from governments
    left join agencies
        on
            governments.region_code = agencies.region_code
            and agencies.agency_kind = 'government'
            and agencies.zone_name is null
            and agencies.former_name = ''
    group by governments.region_code, governments.parent_code

),

stated as (

    select
        agency as agency_name,
        arg_max(parent, first_year) as parent_name
    from {{ ref('seed_parents') }}
    group by agency

),

ruled as (

    select
        agencies.agency_name,
        case
            when agencies.answers_to != '' and agencies.organ != '' then agencies.answers_to
            when rules.parent_name != '' then rules.parent_name
            when rules.parent = 'same' then own.government
            when rules.parent = 'above' then above.government
        end as parent_name
    from agencies
    inner join {{ ref('seed_parent_rules') }} as rules
        on
            agencies.agency_kind = rules.agency_kind
            and (coalesce(rules.level, '') = '' or agencies.level = rules.level)
            and regexp_matches(agencies.organ, coalesce(rules.organ, ''))
    left join called as own on agencies.region_code = own.region_code
    left join called as above on own.parent_code = above.region_code
    qualify row_number() over (partition by agencies.agency_name order by rules.priority) = 1

),

chosen as (

    select
        agencies.agency_id,
        agencies.agency_name,
        coalesce(stated.parent_name, ruled.parent_name) as parent_name,
        case when stated.parent_name is not null then 'stated' else 'rule' end as parent_source
    from agencies
    left join stated on agencies.agency_name = stated.agency_name
    left join ruled on agencies.agency_name = ruled.agency_name

)

select
    chosen.agency_id,
    chosen.parent_name,
    chosen.parent_source,
    parents.agency_id as parent_id
from chosen
left join agencies as parents on chosen.parent_name = parents.agency_name
where chosen.parent_name != chosen.agency_name
