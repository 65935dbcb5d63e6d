-- The regions of the administrative division as published, those that are in force.
create temp table sim_regions as
select
    regions.region_code::varchar as region_code,
    regions.region_name,
    regions.level,
    provinces.region_name as province,
    case
        when regions.level = 'city' then regions.region_name
        when cities.level = 'city' then cities.region_name
    end as city,
    if(regions.level = 'county', regions.region_name, null) as county
from sim_seed_regions as regions
inner join sim_seed_regions as provinces
    on left(regions.region_code::varchar, 2) || '0000' = provinces.region_code::varchar
left join sim_seed_regions as cities on regions.parent_code::varchar = cities.region_code::varchar
where regions.last_year is null;
