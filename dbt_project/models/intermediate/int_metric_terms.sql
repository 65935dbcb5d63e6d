-- The categories that each metric adds up, above and below the line.
with

sides as (

    select
        metric,
        'numerator' as side,
        numerator as equation
    from {{ ref('seed_metrics') }}

    union all

    select
        metric,
        'denominator' as side,
        denominator as equation
    from {{ ref('seed_metrics') }}
    where nullif(denominator, '') is not null

)

select
    metric,
    side,
    unnest(string_split(equation, ' + ')) as category,
    length(string_split(equation, ' + ')) as terms
from sides
