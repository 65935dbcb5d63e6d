-- one row a province and year, in the order of their codes: how many reports were expected and how many are there
select
    coverage.province,
    coverage."year",
    count(*) filter (coverage.is_expected) as expected,
    count(*) filter (coverage.is_expected and coverage.report_id is not null) as found,
    count(coverage.report_id) as reports
from marts.coverage as coverage
group by coverage.province, coverage."year"
order by
    coverage.province is null,
    min(min(left(coverage.region_code, 2))) over (partition by coverage.province),
    coverage.province,
    coverage."year"
