-- Every way in which the name of an agency may begin with its region: alone, or after what it lies in.
-- A bare name (without its kind) counts only where nothing else fits, and where an organ of such a name follows.
with

regions as (

    select * from {{ ref('int_regions') }}

),

names as (

    select
        region_code,
        region_name as name, -- noqa: RF04
        'own' as kind,
        first_year,
        last_year
    from regions

    union all

    select
        region_code,
        other_name as name, -- noqa: RF04
        kind,
        first_year,
        last_year
    from {{ ref('seed_region_names') }}

),

full_names as (

    select * from names
    where kind != 'bare'

),

-- what lies in a region is often written after its bare name
leading_names as (

    select
        region_code,
        name
    from full_names

    union

    select
        region_code,
        name
    from names
    where kind = 'bare' and ends_with(region_code, '00')

),

above as (

    select
        regions.region_code,
        '' as place
    from regions

    union all

    select
        regions.region_code,
        provinces.name as place
    from regions
    inner join leading_names as provinces on left(regions.region_code, 2) || '0000' = provinces.region_code
    where regions.level != 'province'

    union all

    select
        regions.region_code,
        cities.name as place
    from regions
    inner join leading_names as cities on regions.parent_code = cities.region_code
    where regions.level = 'county' and not ends_with(regions.parent_code, '0000')

    union all

    select
        regions.region_code,
        provinces.name || cities.name as place
    from regions
    inner join leading_names as cities on regions.parent_code = cities.region_code
    inner join leading_names as provinces on left(regions.region_code, 2) || '0000' = provinces.region_code
    where regions.level = 'county' and not ends_with(regions.parent_code, '0000')

)

select distinct
    names.region_code,
    above.place || names.name as spelling,
    names.kind = 'bare' as is_bare,
    -- a former name is another name, not another way to write it
    if(names.kind = 'former', names.name, '') as former_name,
    names.first_year,
    names.last_year
from names
inner join above
    on
        names.region_code = above.region_code
        and (names.kind != 'bare' or above.place = '')
