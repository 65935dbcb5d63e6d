-- What the tables of a report say of each category: one slot as it stands, several as their sum.
-- A blank is unknown and not zero, unless a mandated sum proves it to be one.
-- depends_on: {{ ref('int_measured_states') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{{ forget_changed_reports(this, 'int_measured_states', 'measured_on') }}",
    post_hook="{{ keep_states(this, 'int_measured_states', 'measured_on') }}"
) }}
with

to_measure as (

    select * from {{ ref('int_reports_to_measure') }}

),

placed as (

    select
        facts.report_id,
        slots.category,
        slots.mapping,
        facts.form,
        slots.terms,
        if(zeros.report_id is null, facts."value", 0) as "value",
        if(zeros.report_id is null, facts.state, 'proved_zero') as state
    from {{ ref('facts') }} as facts
    inner join {{ ref('int_crosswalk_slots') }} as slots
        on
            facts.form = slots.form
            and facts.table_name = slots.table_name
            and facts.row_code = slots.row_code
            and facts.column_code = slots.column_code
    left join {{ ref('int_proved_zeros') }} as zeros
        on
            facts.report_id = zeros.report_id
            and facts.form = zeros.form
            and facts.table_name = zeros.table_name
            and facts.row_code = zeros.row_code
            and facts.column_code = zeros.column_code
            and facts.state in ('blank', 'not_applicable')
    where
        facts.agency_id is not null
        and facts."year" is not null
        and facts.report_id in (select to_measure.report_id from to_measure)

)

select
    report_id,
    category,
    mapping,
    form,
    "value",
    state
from placed
where terms = 1

union all

select
    report_id,
    category,
    mapping,
    any_value(form) as form,
    case when count("value") = any_value(terms) then try_cast(sum("value") as decimal(28, 6)) end as "value",
    case
        when count(*) = any_value(terms) and min(state) = max(state) then any_value(state)
        when count("value") = any_value(terms) then 'number'
        else 'partial'
    end as state
from placed
where terms > 1
group by report_id, category, mapping
