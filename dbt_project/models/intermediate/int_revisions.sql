-- Documents of one report, each spoken for by its first part, in the order of their publishing;
-- those with equal facts are one revision, the last one is current.
-- A page of prose never displaces a report with tables, as the page that announces one; a work summary or a blank
-- form displaces neither.
with

documents as (

    select
        documents.document_id,
        documents.report_id,
        documents.part_count,
        contents.contents,
        row_number() over (
            partition by documents.report_id
            order by
                documents.document_kind = 'statutory_report',
                documents.document_kind in ('statutory_report', 'narrative_report'),
                documents.published_on nulls first,
                documents.landed_at,
                documents.document_id
        ) as place
    from {{ ref('int_documents') }} as documents
    inner join {{ ref('int_document_contents') }} as contents
        on documents.document_id = contents.document_id
    where documents.document_id = documents.first_document_id

),

placed as (

    select
        *,
        max(place) over (partition by report_id, contents) as last_place
    from documents

)

select
    document_id,
    report_id,
    dense_rank() over (partition by report_id order by last_place) as revision,
    last_place = max(last_place) over (partition by report_id) as is_current,
    -- the first document speaks for its revision, so that a copy which lands later changes nothing
    place = min(place) over (partition by report_id, contents) as speaks_for_revision,
    cast(sum(part_count) over (partition by report_id, contents) as bigint) as document_count
from placed
