-- Every region that an agency lies in: the county, the city and the province. A region is known by its names,
-- so that an agency of a county that has no code here is still one of its city.
with

places as (

    select
        agency_id,
        agency_kind,
        province,
        city,
        county
    from {{ ref('int_agencies') }}

),

paths as (

    select
        agency_id,
        agency_kind,
        'province' as level,
        province as region,
        city is null and county is null as is_own
    from places
    where province is not null

    union all

    select
        agency_id,
        agency_kind,
        'city' as level,
        concat_ws('/', province, city) as region,
        county is null as is_own
    from places
    where city is not null

    union all

    select
        agency_id,
        agency_kind,
        'county' as level,
        concat_ws('/', province, city, county) as region,
        true as is_own
    from places
    where county is not null

),

regions as (

    select
        region_code,
        level,
        case level
            when 'province' then region_name
            when 'city' then concat_ws('/', province, region_name)
            else concat_ws('/', province, city, region_name)
        end as region
    from {{ ref('int_regions') }}
    qualify row_number() over (partition by region, level order by last_year desc nulls first, region_code asc) = 1

)

select
    paths.agency_id,
    paths.agency_kind,
    paths.region,
    paths.level,
    paths.is_own,
    regions.region_code,
    regions.region_code is not null
    and row_number() over (
        partition by paths.agency_id
        order by regions.region_code is null, list_position(['county', 'city', 'province'], paths.level)
    ) = 1 as is_lowest
from paths
left join regions
    on
        paths.region = regions.region
        and paths.level = regions.level
