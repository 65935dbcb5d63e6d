-- one row a year: how many reports were expected, and how many of those are there
select
    "year",
    count(*) filter (is_expected) as expected,
    count(*) filter (is_expected and report_id is not null) as found,
    count(*) filter (report_id is not null) as reports
from marts.coverage
group by "year"
order by "year"
