-- zh: 有多少机关全年没有收到一件申请，各级如何？
-- en: How many agencies received no request in a whole year, by level?
-- read_zh: 印的是 0 才算没有；空白不算零，列在 unknown。
-- read_en: A printed 0 counts as none; a blank is not zero and stands under `unknown`.
select
    "year",
    level,
    count(*) as agencies,
    sum(case when received = 0 then 1 else 0 end) as without_requests,
    sum(case when received is null then 1 else 0 end) as unknown,
    round(
        1.0 * sum(case when received = 0 then 1 else 0 end) / nullif(sum(case when received is not null then 1 else 0 end), 0),
        4
    ) as share_without
from marts.agency_years
group by "year", level
order by "year", level
