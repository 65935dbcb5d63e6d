-- The regions of the administrative division as published.
create temp table sim_regions as
select
    region_code::varchar as region_code,
    region_name,
    level,
    province,
    city,
    if(level = 'county', region_name, null) as county
from sim_seed_regions;
