-- Every renaming, merger and split by the keys of the agencies; year is the first report year of the successor.
select
    {{ short_key('a', 'predecessor') }} as predecessor_id,
    predecessor as predecessor_name,
    {{ short_key('a', 'successor') }} as successor_id,
    successor as successor_name,
    "year",
    kind,
    note
from {{ ref('seed_successions') }}
