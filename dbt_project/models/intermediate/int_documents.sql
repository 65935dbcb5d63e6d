-- Every document that could be read, with the agency and year of its report: both or neither.
-- Of a report in several files, each part has what any of them says; the first that says it is heard.
with

parts as (

    select
        reports.*,
        documents.published_on,
        documents.landed_at,
        documents.stated_region_code,
        parts.first_document_id,
        parts.part_no,
        parts.part_no - if(reports.agency_source = 'manifest', parts.part_count, 0) as agency_place,
        parts.part_no - if(reports.year_source = 'manifest', parts.part_count, 0) as year_place,
        parts.is_superseded
    from {{ ref('int_parts') }} as parts
    inner join {{ ref('int_read_reports') }} as reports on parts.document_id = reports.document_id
    inner join {{ ref('stg_documents') }} as documents on parts.document_id = documents.document_id

),

-- a report in parts is what the most telling of them is
whole as (

    select
        first_document_id,
        arg_min(published_on, part_no) as published_on,
        max(landed_at) as landed_at,
        arg_min(stated_region_code, part_no) as stated_region_code,
        arg_min(
            document_kind,
            list_position(
                ['statutory_report', 'narrative_report', 'work_summary', 'blank_form', 'other'], document_kind
            )
        ) as document_kind,
        arg_min(title, part_no) as title,
        arg_min(text_agency, part_no) as text_agency,
        arg_min(text_year, part_no) as text_year,
        arg_min(agency_locator, part_no) filter (where text_agency is not null) as agency_locator,
        arg_min(year_locator, part_no) filter (where text_year is not null) as year_locator,
        arg_min(document_id, part_no) filter (where text_agency is not null) as agency_document_id,
        arg_min(document_id, part_no) filter (where text_year is not null) as year_document_id,
        -- parts that say different things of their figures say nothing of the whole
        case when count(distinct stated_scope) = 1 then min(stated_scope) end as stated_scope,
        arg_min(scope_locator, part_no) filter (where stated_scope is not null) as scope_locator,
        arg_min(document_id, part_no) filter (where stated_scope is not null) as scope_document_id,
        flatten(list(coalesce(sentences, []) order by part_no)) as sentences,
        arg_min(agency_name, agency_place) as agency_name,
        arg_min(read_agency, agency_place) as read_agency,
        arg_min("year", year_place) as "year",
        arg_min(agency_source, agency_place) as agency_source,
        arg_min(year_source, year_place) as year_source
    from parts
    where not is_superseded
    group by first_document_id

),

identified as (

    select
        *,
        agency_name is not null and "year" is not null as is_identified
    from whole

)

select
    documents.document_id,
    documents.document_name,
    documents.source_uri,
    identified.published_on,
    identified.landed_at,
    identified.stated_region_code,
    identified.document_kind,
    identified.title,
    identified.text_agency,
    identified.text_year,
    identified.agency_locator,
    identified.year_locator,
    identified.agency_document_id,
    identified.year_document_id,
    identified.agency_source,
    identified.year_source,
    identified.stated_scope,
    identified.scope_locator,
    identified.scope_document_id,
    identified.sentences,
    identified.read_agency,
    parts.first_document_id,
    parts.part_no,
    parts.part_count,
    parts.is_superseded,
    case when identified.is_identified then identified.agency_name end as agency_name,
    case when identified.is_identified then identified."year" end as "year",
    case
        when identified.is_identified then {{ short_key('r', "identified.agency_name || '|' || identified.\"year\"") }}
        else {{ short_key('r', 'parts.first_document_id') }}
    end as report_id
from {{ ref('int_parts') }} as parts
inner join identified on parts.first_document_id = identified.first_document_id
inner join {{ ref('stg_documents') }} as documents on parts.document_id = documents.document_id
