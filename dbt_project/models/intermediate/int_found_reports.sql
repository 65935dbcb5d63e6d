-- The reports that were found of a known agency and year. A work summary or a blank form is none.
-- A report that was published in time and amended later was published in time.
with

published as (

    select
        report_id,
        min(published_on) as published_on
    from {{ ref('int_documents') }}
    where document_kind in ('statutory_report', 'narrative_report')
    group by report_id

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    reports.stated_scope,
    published.published_on
from {{ ref('int_reports') }} as reports
inner join published on reports.report_id = published.report_id
where
    reports.agency_id is not null
    and reports."year" is not null
    and reports.document_kind in ('statutory_report', 'narrative_report')
