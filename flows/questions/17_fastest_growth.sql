-- zh: 哪些机关的新收申请比上年增长最多？
-- en: In which agencies did new requests grow most on the year before?
-- read_zh: 只列上年不少于20件、两年可比的机关；times 为倍数。突然翻几倍的，先看 marts.findings 中有无 jump，再看原文。
-- read_en: Agencies with at least 20 requests the year before, both years comparable; `times` is the ratio. Where it leaps, look for findings of `jump`, then at the document.
-- given: year = 2023
select
    agencies.agency_name,
    agencies.province,
    agencies.level,
    metrics."value" - metrics.change as received_before,
    metrics."value" as received,
    metrics.change,
    round(1.0 * metrics."value" / (metrics."value" - metrics.change), 2) as times,
    metrics.comparability
from marts.agency_metrics as metrics
inner join marts.agencies as agencies on metrics.agency_id = agencies.agency_id
where
    metrics.metric = 'received'
    and metrics."year" = coalesce(getvariable('year'), 2023)
    and metrics.change > 0
    and metrics."value" - metrics.change >= 20
    and metrics.comparability <> 'break'
order by times desc, metrics.change desc, agencies.agency_name
limit 50
