-- Of every document, also of those that are no report or an older revision: nothing read is lost.
select
    documents.document_id,
    documents.document_name,
    documents.source_uri,
    reports.report_id,
    problems.kind,
    problems.printed,
    problems.locator,
    problems.message
from {{ ref('int_problems') }} as problems
inner join {{ ref('stg_documents') }} as documents on problems.document_id = documents.document_id
left join {{ ref('int_documents') }} as reports on problems.document_id = reports.document_id
