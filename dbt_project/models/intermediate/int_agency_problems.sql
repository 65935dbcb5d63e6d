-- What the name of an agency leaves open, on the reports that bear it: of several files the first one tells.
with

documents as (

    select * from {{ ref('int_documents') }}
    where document_id = first_document_id

)

select
    documents.document_id,
    doubts.kind,
    doubts.printed,
    documents.agency_locator as locator,
    doubts.message
from {{ ref('int_agency_doubts') }} as doubts
inner join documents on doubts.agency_name = documents.agency_name

union all

select
    names.document_id,
    'agency_incomplete' as kind,
    names.read_agency as printed,
    null as locator,
    names.read_agency
    || ' names no place, so that many agencies bear it; state the region code in the manifest' as message
from {{ ref('int_read_names') }} as names
inner join documents on names.document_id = documents.document_id
inner join {{ ref('int_agencies') }} as agencies on names.agency_name = agencies.agency_name
left join {{ ref('int_agency_doubts') }} as doubts on names.agency_name = doubts.agency_name
where
    names.lacks_place
    and names.agency_name = names.read_agency
    and agencies.level is null
    and doubts.agency_name is null

union all

-- on the first report of the successor
select
    documents.document_id,
    'succession_proposed' as kind,
    proposed.predecessor_name as printed,
    null as locator,
    proposed.successor_name || ' seems to have taken the place of ' || proposed.predecessor_name || ' in '
    || proposed."year" || ' (' || proposed.kind || ', ' || proposed.note
    || '); if so, confirm it as a row of seed_successions.csv' as message
from {{ ref('int_proposed_successions') }} as proposed
inner join documents on proposed.successor_name = documents.agency_name
qualify row_number() over (
    partition by proposed.predecessor_id, proposed.successor_id
    order by documents."year" asc, documents.document_id asc
) = 1
