-- Every document that could be read, with the agency and year of its report: both or neither.
with

documents as (

    select * from {{ ref('stg_documents') }}

),

reports as (

    select
        *,
        agency_name is not null and "year" is not null as is_identified
    from {{ ref('stg_reports') }}
    where document_kind != 'unreadable'

)

select
    documents.document_id,
    documents.document_name,
    documents.source_uri,
    documents.published_on,
    documents.landed_at,
    documents.stated_region_code,
    reports.document_kind,
    reports.title,
    reports.text_agency,
    reports.text_year,
    reports.agency_locator,
    reports.year_locator,
    reports.agency_source,
    reports.year_source,
    case when reports.is_identified then reports.agency_name end as agency_name,
    case when reports.is_identified then reports."year" end as "year",
    case
        when reports.is_identified then {{ short_key('r', "reports.agency_name || '|' || reports.\"year\"") }}
        else {{ short_key('r', 'documents.document_id') }}
    end as report_id
from reports
inner join documents on reports.document_id = documents.document_id
