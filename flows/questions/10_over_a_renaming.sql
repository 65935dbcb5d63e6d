-- zh: 一个机关的申请量与公开率，连同更名前的年份，逐年如何？
-- en: How did requests and the share granted of an agency develop, years under former names included?
-- read_zh: 同一 series_id 的机关是同一系列，任何一个名称都可以问。comparability 为 near 或 break 的年份，与上一份报告相比要看 marts.disclosures 所写的原因；change 只在可比且相邻的两年之间给出。
-- read_en: Any of the names finds the whole series. Where `comparability` is near or break, marts.disclosures tells why; `change` is given between neighbouring years that compare.
-- given: agency_name = 沈阳市工业和信息化局
select
    years."year",
    years.agency_name,
    years.form,
    years.received,
    years.concluded,
    years.granted,
    round(metrics."value", 4) as granted_rate,
    round(metrics.change, 4) as change,
    metrics.comparability
from marts.agency_years as years
inner join marts.agencies as agencies on years.series_id = agencies.series_id
left join marts.agency_metrics as metrics
    on
        years.report_id = metrics.report_id
        and metrics.metric = 'granted_rate'
where agencies.agency_name = coalesce(getvariable('agency_name'), '沈阳市工业和信息化局')
order by years."year", years.agency_name
