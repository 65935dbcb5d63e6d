-- one row a year: the numbers of the agencies that were expected, each with whether its report is there
select
    coverage."year",
    to_json(
        list(
            json_array(site_numbers.number, (coverage.report_id is not null)::integer)
            order by site_numbers.number
        )
    )::varchar as told
from marts.coverage as coverage
inner join site_numbers on coverage.agency_id = site_numbers.agency_id
where coverage.is_expected
group by coverage."year"
order by coverage."year"
