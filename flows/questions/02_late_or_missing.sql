-- zh: 哪些机关某年度的报告迟发或者缺失？
-- en: Which agencies published their report of a year late, or not at all?
-- read_zh: 缺失指本库未取得，不等于未公布；迟发按公布日期与法定期限比较，公布日期不明的不判迟发。
-- read_en: Missing means missing here, which is not the same as unpublished. Late is judged by the date of publishing; a report without one is never called late.
-- given: year = 2021
select
    agency_name,
    province,
    level,
    status,
    due_on,
    published_on,
    days_late
from marts.coverage
where
    "year" = coalesce(getvariable('year'), 2021)
    and status in ('late', 'missing')
order by status, coalesce(days_late, 0) desc, province, level, agency_name
