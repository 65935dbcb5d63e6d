-- one row a province and year: how many reports were expected and how many are there
select
    coverage.province,
    coverage."year",
    count(*) filter (coverage.is_expected) as expected,
    count(*) filter (coverage.is_expected and coverage.report_id is not null) as found,
    count(*) filter (coverage.report_id is not null) as reports
from marts.coverage as coverage
group by coverage.province, coverage."year"
order by coverage.province nulls last, coverage."year"
