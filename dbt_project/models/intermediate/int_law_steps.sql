-- For each category that a change of law touches and each year: how many changes lie behind it, and the last of them.
with

breaks as (

    select
        categories.category,
        breaks."year",
        breaks.comparability,
        breaks.reason_zh,
        breaks.reason_en
    from {{ ref('seed_breaks') }} as breaks
    inner join {{ ref('int_categories') }} as categories
        on
            nullif(breaks.category, '') is null
            or breaks.category = categories.category
            or starts_with(categories.category, breaks.category || '/')

),

years as (

    select distinct "year"
    from {{ ref('int_reports') }}
    where "year" is not null

)

select
    breaks.category,
    years."year",
    count(*) as changes,
    count(*) filter (where breaks.comparability = 'break') as breaks,
    arg_max(breaks.reason_zh, breaks."year") as reason_zh,
    arg_max(breaks.reason_en, breaks."year") as reason_en
from breaks
inner join years on breaks."year" <= years."year"
group by breaks.category, years."year"
