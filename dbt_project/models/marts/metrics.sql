with

-- a metric starts with the first form that has all of its terms
covered as (

    select
        terms.metric,
        forms.form,
        forms.first_year
    from {{ ref('int_metric_terms') }} as terms
    cross join {{ ref('forms') }} as forms
    left join {{ ref('int_crosswalk') }} as crosswalk
        on
            terms.category = crosswalk.category
            and forms.form = crosswalk.form
            and crosswalk.source = 'table'
            and crosswalk.measure is not null
    group by terms.metric, forms.form, forms.first_year
    having count(crosswalk.mapping) = count(*)

),

starts as (

    select
        metric,
        min(first_year) as first_year
    from covered
    group by metric

)

select
    metrics.metric,
    metrics.section,
    metrics.label_zh,
    metrics.label_en,
    metrics.unit,
    metrics.numerator,
    nullif(metrics.denominator, '') as denominator,
    metrics.undefined_zh,
    metrics.undefined_en,
    starts.first_year,
    metrics."position"
from {{ ref('seed_metrics') }} as metrics
left join starts on metrics.metric = starts.metric
