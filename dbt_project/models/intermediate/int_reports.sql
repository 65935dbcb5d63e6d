-- One row a report: the document that speaks for its current revision, and the report of the year before.
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
    current_documents.*,
    agencies.agency_id,
    agencies.makes_rules,
    prior.report_id as prior_report_id
from current_documents
left join agencies on current_documents.agency_name = agencies.agency_name
left join current_documents as prior
    on
        current_documents.agency_name = prior.agency_name
        and current_documents."year" = prior."year" + 1
