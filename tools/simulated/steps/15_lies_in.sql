-- The regions that each agency lies in: its county, its city, its province.
create temp table sim_lies_in as
select
    agencies.agency_id,
    regions.region_code as lies_in,
    agencies.level = regions.level as is_own
from sim_agencies as agencies
inner join sim_regions as regions on regions.level = 'province' and agencies.province = regions.province
union all
select
    agencies.agency_id,
    regions.region_code as lies_in,
    agencies.level = regions.level as is_own
from sim_agencies as agencies
inner join sim_regions as regions
    on
        regions.level = 'city'
        and agencies.province = regions.province
        and agencies.city = regions.city
union all
select
    agencies.agency_id,
    regions.region_code as lies_in,
    true as is_own
from sim_agencies as agencies
inner join sim_regions as regions on regions.level = 'county' and agencies.region_code = regions.region_code;
