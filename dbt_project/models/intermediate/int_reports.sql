-- One row a report: the document that speaks for its current revision.
with

current_documents as (

    select
        documents.*,
        revisions.revision,
        revisions.document_count
    from {{ ref('int_documents') }} as documents
    inner join {{ ref('int_revisions') }} as revisions
        on documents.document_id = revisions.document_id
    where revisions.is_current and revisions.speaks_for_revision

),

agencies as (

    select * from {{ ref('int_agencies') }}

)

select
    current_documents.document_id,
    current_documents.document_name,
    current_documents.source_uri,
    current_documents.published_on,
    current_documents.landed_at,
    current_documents.stated_region_code,
    current_documents.document_kind,
    current_documents.title,
    current_documents.text_agency,
    current_documents.read_agency,
    current_documents.text_year,
    current_documents.agency_locator,
    current_documents.year_locator,
    current_documents.agency_document_id,
    current_documents.year_document_id,
    current_documents.agency_source,
    current_documents.year_source,
    current_documents.stated_scope,
    current_documents.scope_locator,
    current_documents.scope_document_id,
    current_documents.sentences,
    current_documents.agency_name,
    current_documents."year",
    current_documents.report_id,
    current_documents.revision,
    current_documents.document_count,
    agencies.agency_id,
    agencies.makes_rules
from current_documents
left join agencies on current_documents.agency_name = agencies.agency_name
