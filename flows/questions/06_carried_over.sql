-- zh: 哪些机关本年报告的“上年结转”与上一年报告的“结转下年度继续办理”不一致？
-- en: Where do requests carried in differ from those that the year before carried out?
-- read_zh: 按机关系列（含更名前后）接续；相邻两年都有报告才比较。difference 为正，本年多出；为负，有申请不见了。
-- read_en: Along the series of an agency, renamings included, where both years were found. A positive difference came from nowhere, a negative one is lost.
select
    this.agency_name,
    this."year",
    before.carried_over as carried_out_before,
    this.carried_in,
    this.carried_in - before.carried_over as difference
from marts.agency_years as this
inner join marts.agency_years as before
    on
        this.series_id = before.series_id
        and this."year" = before."year" + 1
where this.carried_in <> before.carried_over
order by abs(this.carried_in - before.carried_over) desc, this.agency_name, this."year"
limit 100
