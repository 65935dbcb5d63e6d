-- zh: 各级机关在信息公开的复议和诉讼中，被纠正的比例各是多少？
-- en: What share of reconsiderations and lawsuits over disclosure did agencies of each level lose?
-- read_zh: 分母只含已审结的案件（维持、纠正、其他结果）；2024年起诉讼的构成因复议前置而改变，与此前各年只能近似比较。
-- read_en: Of decided cases only (upheld, corrected, other result). Since 2024 refusals go to reconsideration first, so lawsuits are others than before.
select
    metrics."year",
    metrics.level,
    case metrics.metric
        when 'reconsiderations_corrected_rate' then 'reconsideration'
        else 'litigation'
    end as kind,
    count(*) as agencies,
    sum(metrics.numerator) as lost,
    sum(metrics.denominator) as decided,
    round(1.0 * sum(metrics.numerator) / sum(metrics.denominator), 4) as share_lost
from marts.agency_metrics as metrics
where
    metrics.metric in ('reconsiderations_corrected_rate', 'litigations_corrected_rate')
    and metrics."value" is not null
    and metrics.is_counted
group by metrics."year", metrics.level, metrics.metric
order by metrics."year", metrics.level, kind
