-- The problems of every document, those that only show when the parts of a report are put together too.
-- What a part does not say of itself is no problem where another part says it.
with

parts as (

    select
        documents.document_id,
        documents.agency_name,
        documents."year",
        reports.agency_name as part_agency,
        reports."year" as part_year,
        reports.agency_locator as part_agency_locator,
        reports.year_locator as part_year_locator
    from {{ ref('int_documents') }} as documents
    inner join {{ ref('int_read_reports') }} as reports on documents.document_id = reports.document_id
    where documents.part_count > 1 and not documents.is_superseded

)

select
    problems.document_id,
    problems.kind,
    problems.printed,
    problems.locator,
    problems.message
from {{ ref('stg_problems') }} as problems
left join {{ ref('int_documents') }} as documents on problems.document_id = documents.document_id
where
    coalesce(documents.part_count, 1) = 1
    or documents.report_id is null
    or not (
        (problems.kind in ('agency_unknown', 'year_unknown') and documents.agency_name is not null)
        or (problems.kind = 'no_tables' and documents.document_kind != 'other')
    )

union all

select
    document_id,
    'second_figure' as kind,
    printed,
    locator,
    concat_ws('/', table_name, row_code, column_code)
    || ': another part of the report prints another figure for this slot before; the first was kept' as message
from {{ ref('int_part_facts') }}
where not is_first and not agrees_with_first

union all

-- a text often shortens the name or leaves out the place, so one within the other is no contradiction
select
    document_id,
    'agency_contradiction' as kind,
    part_agency as printed,
    part_agency_locator as locator,
    'this part of the report names ' || part_agency || ', the report is taken for that of ' || agency_name
    || '; state which in the manifest' as message
from parts
where not contains(agency_name, part_agency) and not contains(part_agency, agency_name)

union all

select
    document_id,
    'year_contradiction' as kind,
    cast(part_year as varchar) as printed,
    part_year_locator as locator,
    'this part of the report says ' || part_year || ', the report is taken for that of ' || "year"
    || '; state which in the manifest' as message
from parts
where part_year != "year"

union all

-- a correction whose old value no longer stands there
select
    document_id,
    'correction_refused' as kind,
    printed,
    null as locator,
    message
from {{ ref('int_corrections') }}
where message is not null

union all

select
    document_id,
    kind,
    printed,
    locator,
    message
from {{ ref('int_agency_problems') }}
