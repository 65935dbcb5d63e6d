-- Each slot of each form stands for itself in one category; sums may take it up besides.
select
    slots.form,
    {{ slot_name('slots') }} as slot,
    count(crosswalk.mapping) as categories
from {{ ref('stg_slots') }} as slots
left join {{ ref('int_crosswalk_slots') }} as crosswalk
    on
        slots.form = crosswalk.form
        and {{ slot_name('slots') }} = crosswalk.slot
        and crosswalk.terms = 1
group by all
having count(crosswalk.mapping) != 1
