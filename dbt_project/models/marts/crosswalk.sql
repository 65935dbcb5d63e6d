with

slots as (

    select
        mapping,
        string_agg(slot, ' + ' order by "position") as slots
    from {{ ref('int_crosswalk_slots') }}
    group by mapping

)

select
    crosswalk.category,
    crosswalk.form,
    crosswalk.source,
    slots.slots,
    case when crosswalk.source = 'claim' then crosswalk.measure end as topic,
    crosswalk.comparability,
    crosswalk.reason_zh,
    crosswalk.reason_en,
    crosswalk.priority,
    crosswalk.factor
from {{ ref('int_crosswalk') }} as crosswalk
left join slots on crosswalk.mapping = slots.mapping
