-- each document that counts, with the report it gave; what a report is by its kind decides its terms
select
    documents.document_id as sha256,
    documents.name,
    documents.uri,
    documents.source_url,
    documents.media_type,
    documents.bytes,
    documents.landed_at as fetched_at,
    documents.published_on,
    reports.agency_name,
    reports."year",
    reports.report_id,
    if(reports.document_kind = 'statutory_report', 'statutory_publication', 'not_known') as terms
from built.raw.documents_in_force as documents
left join built.marts.reports as reports using (document_id)
qualify row_number() over (partition by documents.document_id order by documents.landed_at desc, documents.run_id desc) = 1
order by reports.agency_name nulls last, reports."year", documents.uri, documents.document_id
