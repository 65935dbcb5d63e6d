-- zh: 哪些领域的部门公开得最多：各领域全部或部分公开的比例如何？
-- en: Departments of which sectors grant most: what share is granted in whole or in part?
-- read_zh: 比例为各部门件数之和相除，大机关的分量重；agencies 为计入的机关数。各领域被申请的信息不同，比例低不等于公开得不好。
-- read_en: Sums over sums, so large agencies weigh more. Sectors are asked for other things: a low share is not a bad one.
select
    metrics."year",
    metrics.sector,
    count(*) as agencies,
    sum(metrics.denominator) as concluded,
    round(1.0 * sum(metrics.numerator) / sum(metrics.denominator), 4) as granted_share,
    rank() over (
        partition by metrics."year" order by 1.0 * sum(metrics.numerator) / sum(metrics.denominator) desc
    ) as place
from marts.agency_metrics as metrics
where
    metrics.metric = 'granted_any_rate'
    and metrics."value" is not null
    and metrics.agency_kind = 'department'
    and metrics.sector is not null
    and metrics.is_counted
group by metrics."year", metrics.sector
order by metrics."year", place, metrics.sector
