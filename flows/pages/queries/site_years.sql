-- one row a year and metric: the sum over the agencies that told it, and how many these are;
-- of a whole and its parts only one is counted
select
    metrics."year",
    metrics.metric,
    sum(metrics."value") as total,
    count(metrics."value") as agencies
from marts.agency_metrics as metrics
where metrics.is_counted
group by metrics."year", metrics.metric
order by metrics."year", metrics.metric
