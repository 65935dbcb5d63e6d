-- What was read of every document, under the name of its agency that counts; how it was called stays beside it.
select
    reports.* exclude (agency_name),
    names.read_agency,
    coalesce(spellings.agency_name, names.agency_name) as agency_name
from {{ ref('stg_reports') }} as reports
left join {{ ref('int_read_names') }} as names on reports.document_id = names.document_id
left join {{ ref('int_agency_spellings') }} as spellings on names.agency_name = spellings.spelling
