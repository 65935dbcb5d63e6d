-- Each agency's name taken apart from the left: province, prefecture, county, and what is left is the organ.
with

names as (

    select distinct agency_name
    from {{ ref('int_documents') }}
    where agency_name is not null

),

regions as (

    select * from {{ ref('seed_regions') }}

),

provinces as (

    select
        names.agency_name,
        regions.region_name as province,
        regions.region_code as province_code,
        substr(names.agency_name, length(coalesce(regions.region_name, '')) + 1) as after_province
    from names
    left join regions
        on
            regions.level = 'province'
            and starts_with(names.agency_name, regions.region_name)

),

cities as (

    select
        provinces.agency_name,
        coalesce(provinces.province, regions.province) as province,
        provinces.province_code,
        regions.region_name as city,
        regions.region_code as city_code,
        regions.makes_rules as city_makes_rules,
        substr(provinces.after_province, length(coalesce(regions.region_name, '')) + 1) as after_city
    from provinces
    left join regions
        on
            regions.level = 'city'
            and starts_with(provinces.after_province, regions.region_name)
            and coalesce(provinces.province = regions.province, true)

),

-- a district or county ends where its kind stands;
-- a county-level city is known by name, for 市 alone does not tell its level
counties as (

    select
        cities.agency_name,
        coalesce(cities.province, regions.province) as province,
        cities.province_code,
        coalesce(cities.city, nullif(regions.city, '')) as city,
        cities.city_code,
        cities.city_makes_rules,
        regions.region_code as county_code,
        cities.after_city,
        coalesce(
            regions.region_name,
            nullif(regexp_extract(cities.after_city, '^[^局委厅办部会院镇乡]{1,9}?(自治县|自治旗|林区|县|旗|区)'), '')
        ) as named_county
    from cities
    left join regions
        on
            regions.level = 'county'
            and starts_with(cities.after_city, regions.region_name)
            and coalesce(cities.province = regions.province, true)
    qualify row_number() over (partition by cities.agency_name order by regions.region_code) = 1

),

-- 开发区管理委员会 is an organ, not a county with one
parted as (

    select
        *,
        case
            when not regexp_matches(substr(after_city, length(named_county) + 1), '^(管理?委员?会|管理局|办事处)')
                then named_county
        end as county
    from counties

)

select
    agency_name,
    province,
    city,
    county,
    city_makes_rules,
    coalesce(
        county_code,
        case when county is null then coalesce(city_code, province_code) end
    ) as region_code,
    case
        when county is not null then 'county'
        when city_code is not null then 'city'
        when province_code is not null then 'province'
    end as place_level,
    substr(after_city, length(coalesce(county, '')) + 1) as organ
from parted
