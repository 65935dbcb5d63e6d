-- The regions that are in force in the model.
create temp table sim_regions as
select
    region_code,
    region_name,
    level,
    province,
    city,
    county
from model.marts.regions
where last_year is null;
