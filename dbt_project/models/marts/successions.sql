select
    predecessor_id,
    predecessor_name,
    successor_id,
    successor_name,
    "year",
    kind,
    note
from {{ ref('int_successions') }}
