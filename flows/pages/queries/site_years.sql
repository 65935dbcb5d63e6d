-- one row a year and metric of counts: the sum over all agencies that told it, and how many these are
select
    "year",
    metric,
    sum("value") as total,
    count("value") as agencies
from marts.agency_metrics
group by "year", metric
order by "year", metric
