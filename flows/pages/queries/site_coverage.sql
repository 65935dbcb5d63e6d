-- one row an agency of these series and a year: expected, found, late or missing
select
    agencies.series_id,
    coverage.agency_id,
    coverage."year",
    coverage.is_expected,
    coverage.status,
    coverage.report_id,
    coverage.published_on,
    coverage.due_on,
    coverage.days_late
from marts.coverage as coverage
inner join marts.agencies as agencies on coverage.agency_id = agencies.agency_id
where agencies.series_id in (select unnest(?::varchar[]))
order by coverage."year" desc, coverage.agency_id
