-- one row a series: its metrics by year as JSON in the order that explorer.js reads
with metrics as (
    select
        metric,
        row_number() over (order by "position", metric) - 1 as number
    from marts.metrics
)

select
    agency_metrics.series_id,
    to_json(
        list(
            json_array(
                metrics.number, agency_metrics."year", agency_metrics."value"::double,
                array_position(['same', 'near', 'break'], agency_metrics.comparability) - 1,
                agency_metrics."rank", agency_metrics.peers
            )
            order by metrics.number, agency_metrics."year"
        )
    )::varchar as metrics
from marts.agency_metrics as agency_metrics
inner join metrics on agency_metrics.metric = metrics.metric
where agency_metrics.series_id in (select unnest(?::varchar[]))
group by agency_metrics.series_id
