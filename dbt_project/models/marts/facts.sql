with

reports as (

    select * from {{ ref('int_reports') }}

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.printed_unit,
    facts."value",
    facts.unit,
    facts.state,
    facts.document_id,
    facts.locator,
    facts.method,
    facts.confidence
from {{ ref('int_facts') }} as facts
inner join reports on facts.first_document_id = reports.document_id
