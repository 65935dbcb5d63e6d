-- Every region that the lists have had since the regulations are in force, with the names of what it lies in.
with

regions as (

    select * from {{ ref('seed_regions') }}

),

names as (

    select
        region_code,
        list(other_name order by kind, other_name) as other_names
    from {{ ref('seed_region_names') }}
    group by region_code

),

paths as (

    select
        regions.*,
        coalesce(names.other_names, []) as other_names,
        parents.region_name as parent_name,
        parents.level as parent_level,
        provinces.region_name as province
    from regions
    left join names on regions.region_code = names.region_code
    left join regions as parents on regions.parent_code = parents.region_code
    left join regions as provinces on left(regions.region_code, 2) || '0000' = provinces.region_code

)

select
    region_code,
    region_name,
    other_names,
    level,
    parent_code,
    province,
    case level
        when 'city' then region_name
        when 'county' then if(parent_level = 'city', parent_name, null)
    end as city,
    if(level = 'county', region_name, null) as county,
    first_year,
    last_year,
    succeeded_by,
    vintage,
    makes_rules
from paths
