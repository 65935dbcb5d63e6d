-- What a report says, all its parts together, as one hash: its facts, or where it has none its claims.
-- What was hashed before and has not been read anew stays.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{% if is_incremental() %}delete from {{ this }} as kept where not exists (
        select 1 from {{ ref('int_reading_states') }} as states
        where states.document_id = kept.document_id and states.read_from = kept.read_from
    ){% endif %}"
) }}
with

unread as (

    select *
    from {{ ref('int_reading_states') }}
    {%- if is_incremental() %}
    where document_id not in (select kept.document_id from {{ this }} as kept)
    {%- endif %}

),

fact_lines as (

    select
        first_document_id,
        concat_ws(
            '|', form, table_name, row_code, column_code, state, coalesce(cast("value" as varchar), printed)
        ) as line
    from {{ ref('int_facts') }}
    where first_document_id in (select unread.document_id from unread)

),

claim_lines as (

    select
        parts.first_document_id,
        concat_ws('|', claims.topic, cast(claims."value" as varchar), claims.approximate, claims.sentence) as line
    from {{ ref('stg_claims') }} as claims
    inner join {{ ref('int_parts') }} as parts on claims.document_id = parts.document_id
    where
        not parts.is_superseded
        and parts.first_document_id in (select unread.document_id from unread)

),

facts as (

    select
        first_document_id,
        md5(string_agg(line, chr(10) order by line)) as contents
    from fact_lines
    group by first_document_id

),

claims as (

    select
        first_document_id,
        md5(string_agg(line, chr(10) order by line)) as contents
    from claim_lines
    group by first_document_id

)

select
    unread.document_id,
    coalesce(facts.contents, claims.contents, 'nothing') as contents,
    unread.read_from
from unread
left join facts on unread.document_id = facts.first_document_id
left join claims on unread.document_id = claims.first_document_id
