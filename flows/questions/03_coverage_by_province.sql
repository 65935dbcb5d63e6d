-- zh: 各省每年应有多少份报告，取得了多少？
-- en: How many reports are expected in each province and year, and how many were found?
-- read_zh: 先看 share_found 再比较省份；应有的报告是从本库所知的机关推算的，不是机关名录。agencies_left_out 为取得而不计入合计的报告（如已含各部门数字的汇总报告）。
-- read_en: Look at share_found before you compare provinces. Expected are the agencies that this warehouse knows of, no official list. agencies_left_out were found but not summed, such as reports that repeat the figures of others.
select
    region_name as province,
    "year",
    agencies_expected,
    agencies_found,
    round(share_found, 4) as share_found,
    agencies_left_out
from marts.region_years
where level = 'province'
order by region_name, "year"
