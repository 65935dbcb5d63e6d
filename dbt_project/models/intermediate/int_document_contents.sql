-- What a document says, as one hash: its facts, or where it has none its claims.
with

fact_lines as (

    select
        document_id,
        concat_ws(
            '|', form, table_name, row_code, column_code, state, coalesce(cast("value" as varchar), printed)
        ) as line
    from {{ ref('stg_facts') }}

),

claim_lines as (

    select
        document_id,
        concat_ws('|', topic, cast("value" as varchar), approximate, sentence) as line
    from {{ ref('stg_claims') }}

),

facts as (

    select
        document_id,
        md5(string_agg(line, chr(10) order by line)) as contents
    from fact_lines
    group by document_id

),

claims as (

    select
        document_id,
        md5(string_agg(line, chr(10) order by line)) as contents
    from claim_lines
    group by document_id

)

select
    documents.document_id,
    coalesce(facts.contents, claims.contents, 'nothing') as contents
from {{ ref('int_documents') }} as documents
left join facts on documents.document_id = facts.document_id
left join claims on documents.document_id = claims.document_id
