-- A readable document belongs to exactly one report, and every report has one document that speaks for it.
select documents.document_id
from {{ ref('int_documents') }} as documents
left join {{ ref('reports') }} as reports on documents.report_id = reports.report_id
where reports.report_id is null
