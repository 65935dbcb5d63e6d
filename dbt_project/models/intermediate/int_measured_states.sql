-- Of each report one number that changes with all that its harmonised values are made from: what it is judged on, for a
-- sum that holds proves blanks to be zeros, and the crosswalk.
with

crosswalk as (

    select bit_xor(hash(crosswalk)) as rules
    from {{ ref('int_crosswalk') }} as crosswalk -- noqa: AL05

),

slots as (

    select bit_xor(hash(slots)) as rules
    from {{ ref('int_crosswalk_slots') }} as slots -- noqa: AL05

)

select
    states.report_id,
    hash(states.judged_on, crosswalk.rules, slots.rules) as measured_on
from {{ ref('int_report_states') }} as states
cross join crosswalk
cross join slots
