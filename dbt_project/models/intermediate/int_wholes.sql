-- Which agency may be within the figures of which other one, and in which years: those that are listed below it, and
-- all that lie in the region of a government or its office; also what lies below those.
with recursive

agencies as (

    select * from {{ ref('int_agencies') }}

),

regions as (

    select * from {{ ref('int_agency_regions') }}

),

edges as (

    select
        parts.agency_id,
        wholes.agency_id as whole_id,
        parents.first_year,
        coalesce(parents.last_year, 9999) as last_year
    from {{ ref('seed_parents') }} as parents
    inner join agencies as parts on parents.agency = parts.agency_name
    inner join agencies as wholes on parents.parent = wholes.agency_name

    union

    select
        parts.agency_id,
        wholes.agency_id as whole_id,
        0 as first_year,
        9999 as last_year
    from regions as wholes
    inner join {{ ref('seed_region_speakers') }} as speakers on wholes.agency_kind = speakers.agency_kind
    inner join regions as parts on wholes.region = parts.region and wholes.level = parts.level
    where wholes.is_own

),

closure as (

    select * from edges

    union

    select
        closure.agency_id,
        edges.whole_id,
        greatest(closure.first_year, edges.first_year) as first_year,
        least(closure.last_year, edges.last_year) as last_year
    from closure
    inner join edges on closure.whole_id = edges.agency_id
    where greatest(closure.first_year, edges.first_year) <= least(closure.last_year, edges.last_year)

)

select distinct
    agency_id,
    whole_id,
    first_year,
    last_year
from closure
where agency_id != whole_id
