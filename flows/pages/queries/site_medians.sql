-- one row a year, metric, level and kind of agency: the median of those that have a value, and how many they are
select
    metrics."year",
    metrics.metric,
    agencies.level,
    agencies.agency_kind,
    median(metrics."value") as median,
    count(metrics."value") as peers
from marts.agency_metrics as metrics
inner join marts.agencies as agencies on metrics.agency_id = agencies.agency_id
group by metrics."year", metrics.metric, agencies.level, agencies.agency_kind
