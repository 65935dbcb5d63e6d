-- Of each report, named by its first document, one number that changes when any part of it is read anew, or the
-- project that makes facts of it changes. The year counts because it can decide of which form a part's table is.
select
    parts.first_document_id as document_id,
    hash(
        list((parts.document_id, parts.part_no, reports.loaded_at, reports.extractor_version) order by parts.part_no),
        any_value(documents."year"),
        '{{ env_var("GOUJI_JUDGING", "by hand") }}'
    ) as read_from
from {{ ref('int_parts') }} as parts
inner join {{ ref('stg_reports') }} as reports on parts.document_id = reports.document_id
inner join {{ ref('int_documents') }} as documents on parts.first_document_id = documents.document_id
where not parts.is_superseded
group by parts.first_document_id
