-- one row a year and metric of these series
select
    series_id,
    agency_id,
    "year",
    report_id,
    metric,
    numerator,
    denominator,
    "value",
    comparability,
    change,
    "rank",
    peers
from marts.agency_metrics
where series_id in (select unnest(?::varchar[]))
order by series_id, metric, "year"
