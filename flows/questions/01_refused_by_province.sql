-- zh: 2014年以来，各省的地市级工信部门不予公开的申请占办结申请的比例如何变化？
-- en: How did the share of refused requests develop in city bureaus of industry since 2014, by province?
-- read_zh: 比例是各机关不予公开件数之和除以办结件数之和，bureaus 为计入的机关数，太少时不宜比较省份。comparability 指该年与上一年可否比较：near 为口径有变，break 为不可比，原因见 marts.breaks。
-- read_en: The share is the sum of refusals over the sum of concluded requests of the counted bureaus; with few bureaus provinces do not compare. `comparability` says whether the year compares with the one before; why not stands in marts.breaks.
with

laws as (
    select
        "year",
        max(case comparability when 'break' then 2 when 'near' then 1 else 0 end) as step
    from marts.breaks
    where category in ('requests', 'requests/refused', 'requests/outcomes_total')
    group by "year"
)

select
    metrics.province,
    metrics."year",
    count(*) as bureaus,
    sum(metrics.numerator) as refused,
    sum(metrics.denominator) as concluded,
    round(1.0 * sum(metrics.numerator) / sum(metrics.denominator), 4) as refused_share,
    case max(laws.step) when 2 then 'break' when 1 then 'near' else 'same' end as comparability
from marts.agency_metrics as metrics
left join laws on metrics."year" = laws."year"
where
    metrics.metric = 'refused_rate'
    and metrics."value" is not null
    and metrics."year" >= 2014
    and metrics.level = 'city'
    and metrics.sector = 'industry'
    and metrics.is_counted
group by metrics.province, metrics."year"
order by metrics.province, metrics."year"
