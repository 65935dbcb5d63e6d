-- What a report says, all its parts together, as one hash: its facts, or where it has none its claims.
with

fact_lines as (

    select
        first_document_id,
        concat_ws(
            '|', form, table_name, row_code, column_code, state, coalesce(cast("value" as varchar), printed)
        ) as line
    from {{ ref('int_facts') }}

),

claim_lines as (

    select
        parts.first_document_id,
        concat_ws('|', claims.topic, cast(claims."value" as varchar), claims.approximate, claims.sentence) as line
    from {{ ref('stg_claims') }} as claims
    inner join {{ ref('int_parts') }} as parts on claims.document_id = parts.document_id
    where not parts.is_superseded

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
    parts.document_id,
    coalesce(facts.contents, claims.contents, 'nothing') as contents
from {{ ref('int_parts') }} as parts
left join facts on parts.first_document_id = facts.first_document_id
left join claims on parts.first_document_id = claims.first_document_id
where parts.document_id = parts.first_document_id
