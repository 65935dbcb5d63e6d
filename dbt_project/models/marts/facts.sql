-- What was read in every slot, and over it the layer of corrections: the value in force is the corrected one.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{{ forget_changed_reports(this) }}",
    post_hook="{{ keep_states(this) }}"
) }}
with

reports as (

    select *
    from {{ ref('int_reports') }}
    where report_id in ({{ changed_reports(this) }})

),

corrections as (

    select * from {{ ref('int_corrections') }}
    where is_applied

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.printed_unit,
    if(corrections.slot is null, facts."value", corrections.new_number) as "value",
    facts.unit,
    coalesce(corrections.new_state, facts.state) as state,
    facts.document_id,
    facts.locator,
    facts.method,
    facts.confidence,
    corrections.slot is not null as corrected,
    facts."value" as read_value,
    facts.state as read_state,
    corrections.new_value as corrected_to,
    corrections.error_of,
    corrections.reason as correction_reason
from {{ ref('int_facts') }} as facts
inner join reports on facts.first_document_id = reports.document_id
left join corrections
    on
        reports.report_id = corrections.report_id
        and {{ slot_name('facts') }} = corrections.slot
