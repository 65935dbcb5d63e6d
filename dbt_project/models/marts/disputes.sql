{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{{ forget_changed_reports(this) }}",
    post_hook="{{ keep_states(this) }}"
) }}
{{ wide_slots('disputes') }}
