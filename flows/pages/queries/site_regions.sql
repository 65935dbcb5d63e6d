-- one row a region that has figures, with its region above
select
    region_years.region_code,
    any_value(region_years.region_name) as region_name,
    any_value(region_years.level) as level,
    any_value(region_years.province) as province,
    any_value(regions.parent_code) as parent_code,
    any_value(regions.other_names) as other_names,
    max(region_years.agencies_expected) as agencies
from marts.region_years as region_years
left join marts.regions as regions on region_years.region_code = regions.region_code
group by region_years.region_code
order by region_years.region_code
