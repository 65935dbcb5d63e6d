-- Every readable document with the first document of its report: itself, or the first of several files.
-- The manifest's word is taken; what only links and file names say must be borne out by what was read in them.
with

documents as (

    select * from {{ ref('stg_documents') }}

),

reports as (

    select *
    from {{ ref('int_read_reports') }}
    where document_kind != 'unreadable'

),

-- a file that landed again with other bytes takes the place of the former one
candidates as (

    select
        documents.*,
        reports.agency_name,
        reports."year",
        reports.title,
        max_by(reports.title, length(reports.title)) filter (
            where reports.agency_name is not null and reports."year" is not null
        ) over (partition by documents.part_of, documents.part_stated) as longest_title,
        reports.document_id is not null as is_readable,
        row_number() over (
            partition by documents.part_of, documents.part_stated, documents.uri
            order by documents.landed_at desc, documents.document_id desc
        ) > 1 as is_superseded
    from documents
    left join reports on documents.document_id = reports.document_id
    where documents.part_of is not null

),

repeated_slots as (

    select candidates.part_of
    from candidates
    inner join {{ ref('stg_facts') }} as facts on candidates.document_id = facts.document_id
    where candidates.is_readable and not candidates.is_superseded and not candidates.part_stated
    group by candidates.part_of, facts.table_name, facts.row_code, facts.column_code
    having count(*) > 1

),

-- numbered from 1 without a gap, of one agency and year, and no slot filled twice;
-- a second title that says neither whose nor when is that of another report, unless it is the first one shortened
borne_out as (

    select part_of
    from candidates
    where
        not part_stated
        and not is_superseded
        and part_of not in (select repeated_slots.part_of from repeated_slots)
    group by part_of
    having
        count(*) > 1
        and min(part_no) = 1
        and max(part_no) = count(*)
        and count(distinct part_no) = count(*)
        and count(distinct agency_name) <= 1
        and count(distinct "year") <= 1
        and (
            count(distinct title) <= 1
            or bool_and(
                title is null
                or (agency_name is not null and "year" is not null)
                or contains(longest_title, title)
            )
        )

),

parts as (

    select
        document_id,
        part_of,
        part_stated,
        is_superseded,
        -- members of one archive have the number of its row in the manifest: then names decide, 2 before 10
        row_number() over (
            partition by part_of, part_stated
            order by is_superseded, part_no, length(uri), uri, document_id
        ) as part_no
    from candidates
    where is_readable and (part_stated or part_of in (select borne_out.part_of from borne_out))

),

grouped as (

    select
        document_id,
        part_no,
        is_superseded,
        first_value(document_id) over (partition by part_of, part_stated order by part_no) as first_document_id,
        count(*) filter (where not is_superseded) over (partition by part_of, part_stated) as part_count
    from parts

)

select
    reports.document_id,
    coalesce(grouped.first_document_id, reports.document_id) as first_document_id,
    coalesce(grouped.part_no, 1) as part_no,
    coalesce(grouped.part_count, 1) as part_count,
    coalesce(grouped.is_superseded, false) as is_superseded
from reports
left join grouped on reports.document_id = grouped.document_id
