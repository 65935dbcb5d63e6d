-- one row a metric and year: each agency's number in the files of the explorer, its value, and what it is made of
select
    agency_metrics.metric,
    agency_metrics."year",
    to_json(
        list(
            json_array(
                site_numbers.number, agency_metrics."value", agency_metrics.numerator::double,
                agency_metrics.denominator::double
            )
            order by agency_metrics."value" desc, site_numbers.number
        )
    )::varchar as told
from marts.agency_metrics as agency_metrics
inner join site_numbers on agency_metrics.agency_id = site_numbers.agency_id
where agency_metrics."value" is not null
group by agency_metrics.metric, agency_metrics."year"
order by agency_metrics.metric, agency_metrics."year"
