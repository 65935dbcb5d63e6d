-- Every name that stands for an agency: of reports, of successions, of those above and below one another, of those
-- that the operator expects, with the last year in which it is known and the region that the manifest states.
with

mentions as (

    select
        agency_name,
        "year",
        stated_region_code,
        landed_at,
        false as is_seeded
    from {{ ref('int_read_names') }}

    union all

    select
        predecessor as agency_name,
        "year" - 1 as "year",
        null as stated_region_code,
        null as landed_at,
        true as is_seeded
    from {{ ref('seed_successions') }}

    union all

    select
        successor as agency_name,
        "year",
        null as stated_region_code,
        null as landed_at,
        true as is_seeded
    from {{ ref('seed_successions') }}

    union all

    select
        unnest([agency, parent]) as agency_name,
        coalesce(last_year, first_year) as "year",
        null as stated_region_code,
        null as landed_at,
        true as is_seeded
    from {{ ref('seed_parents') }}

    union all

    select
        agency_name,
        coalesce(last_year, first_year) as "year",
        null as stated_region_code,
        null as landed_at,
        true as is_seeded
    from {{ ref('stg_expected_agencies') }}

)

select
    agency_name,
    coalesce(max("year"), 9999) as known_in,
    arg_max(stated_region_code, landed_at) as stated_region_code,
    min(landed_at) as landed_at,
    bool_or(is_seeded) as is_seeded
from mentions
group by agency_name
