-- one row a metric
select
    metric,
    section,
    label_zh,
    label_en,
    unit,
    numerator,
    denominator,
    undefined_zh,
    undefined_en,
    first_year
from marts.metrics
order by "position", metric
