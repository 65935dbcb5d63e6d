-- one row a region and year
select
    region_code,
    "year",
    agencies_expected,
    agencies_found,
    share_found,
    agencies_counted,
    agencies_left_out,
    received,
    concluded,
    granted,
    partially_granted,
    refused,
    unable,
    disputes,
    granted_rate,
    refused_rate,
    disputes_rate
from marts.region_years
order by region_code, "year"
