-- Every renaming, merger and split by the keys of the agencies; year is the first report year of the successor.
select
    {{ short_key('a', 'predecessors.agency_name') }} as predecessor_id,
    predecessors.agency_name as predecessor_name,
    {{ short_key('a', 'successors.agency_name') }} as successor_id,
    successors.agency_name as successor_name,
    successions."year",
    successions.kind,
    successions.note
from {{ ref('seed_successions') }} as successions
inner join {{ ref('int_agency_spellings') }} as predecessors on successions.predecessor = predecessors.spelling
inner join {{ ref('int_agency_spellings') }} as successors on successions.successor = successors.spelling
