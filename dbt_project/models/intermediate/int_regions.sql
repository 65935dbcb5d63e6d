-- Every region that the lists have had since the regulations are in force, with the names of what it lies in.
with recursive

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

patterns as (

    select any_value(pattern) as after_city
    from {{ ref('seed_place_patterns') }}
    where "role" = 'after_city'

),

-- a region of the same name under a new code is the same region
renumbered as (

    select
        region_code as first_code,
        region_code,
        region_name,
        level,
        succeeded_by
    from regions

    union all

    select
        renumbered.first_code,
        regions.region_code,
        regions.region_name,
        regions.level,
        regions.succeeded_by
    from renumbered
    inner join regions
        on
            renumbered.succeeded_by = regions.region_code
            and renumbered.region_name = regions.region_name
            and renumbered.level = regions.level

),

lasting as (

    select
        renumbered.first_code,
        arg_max(renumbered.region_code, coalesce(regions.last_year, 9999)) as region_code
    from renumbered
    inner join regions on renumbered.region_code = regions.region_code
    group by renumbered.first_code

),

paths as (

    select
        regions.*,
        coalesce(names.other_names, []) as other_names,
        parents.region_name as parent_name,
        parents.level as parent_level,
        provinces.region_name as province,
        patterns.after_city,
        lasting.region_code as lasting_code
    from regions
    cross join patterns
    inner join lasting on regions.region_code = lasting.first_code
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
    -- a district is called after its city; that of a municipality, which has no prefectures, after the province
    case
        when level != 'county' then ''
        when not regexp_matches(region_name, after_city) then ''
        when parent_level = 'city' then parent_name
        when count(*) filter (where level = 'city') over (partition by province) = 0 then province
        else ''
    end || region_name as place,
    first_year,
    last_year,
    succeeded_by,
    lasting_code,
    vintage,
    makes_rules
from paths
