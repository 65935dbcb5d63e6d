-- depends_on: {{ ref('int_reports_to_judge') }}
-- depends_on: {{ ref('int_report_states') }}
{#- What was judged before and has not changed stays. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{{ forget_changed_reports(this, 'int_report_states', 'judged_on') }}",
    post_hook="{{ keep_states(this, 'int_report_states', 'judged_on') }}"
) }}
with

verdicts as (

    select * from {{ ref('int_identity_verdicts') }}

),

-- an identity that follows from another speaks only where that one could not be assessed,
-- and only if it can say something
speaking as (

    select verdicts.*
    from verdicts
    left join verdicts as principal
        on
            verdicts.unless_assessable = principal.identity
            and verdicts.report_id = principal.report_id
            and verdicts.form = principal.form
            and verdicts.place = principal.place
    where
        verdicts.unless_assessable is null
        or (
            verdicts.status != 'not_assessable'
            and coalesce(principal.status = 'not_assessable', true)
        )

)

select
    speaking.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    speaking.identity,
    speaking.form,
    speaking.table_name,
    speaking.each,
    speaking.instance,
    speaking.left_value,
    speaking.right_value,
    speaking.left_value - speaking.right_value as difference,
    speaking.status,
    speaking.reason,
    speaking.blanks_as_zero,
    identities.kind,
    speaking.severity
from speaking
inner join {{ ref('int_reports') }} as reports on speaking.report_id = reports.report_id
inner join {{ ref('stg_identities') }} as identities
    on
        speaking.identity = identities.identity
        and speaking.form = identities.form
        and speaking.table_name = identities.table_name
        and speaking.each = identities.each
