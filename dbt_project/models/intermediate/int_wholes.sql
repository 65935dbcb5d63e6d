-- Which body may be within the figures of which other one, and in which years: those that are listed below it, those
-- merged into it, and all that lie in the region of a government or its office; also what lies within those.
-- Bodies are series of agencies: under its later names an agency is where it was.
with recursive

series as (

    select
        series.agency_id,
        series.series_id,
        agencies.agency_name
    from {{ ref('int_series') }} as series
    inner join {{ ref('int_agencies') }} as agencies on series.agency_id = agencies.agency_id

),

regions as (

    select * from {{ ref('int_agency_regions') }}

),

stated as (

    select
        agency as part,
        parent as whole,
        first_year,
        coalesce(last_year, 9999) as last_year
    from {{ ref('seed_parents') }}

    union all

    select
        predecessor_name as part,
        successor_name as whole,
        "year" as first_year,
        9999 as last_year
    from {{ ref('int_successions') }}
    where kind = 'merged'

),

edges as (

    select
        parts.series_id,
        wholes.series_id as whole_id,
        stated.first_year,
        stated.last_year
    from stated
    inner join series as parts on stated.part = parts.agency_name
    inner join series as wholes on stated.whole = wholes.agency_name

    union

    select
        part_series.series_id,
        whole_series.series_id as whole_id,
        0 as first_year,
        9999 as last_year
    from regions as wholes
    inner join {{ ref('seed_region_speakers') }} as speakers on wholes.agency_kind = speakers.agency_kind
    inner join regions as parts
        on
            wholes.region = parts.region
            and wholes.level = parts.level
    inner join series as whole_series on wholes.agency_id = whole_series.agency_id
    inner join series as part_series on parts.agency_id = part_series.agency_id
    where wholes.is_own

),

closure as (

    select * from edges

    union

    select
        closure.series_id,
        edges.whole_id,
        greatest(closure.first_year, edges.first_year) as first_year,
        least(closure.last_year, edges.last_year) as last_year
    from closure
    inner join edges on closure.whole_id = edges.series_id
    where greatest(closure.first_year, edges.first_year) <= least(closure.last_year, edges.last_year)

)

select
    series_id,
    whole_id,
    first_year,
    last_year
from closure
where series_id != whole_id
