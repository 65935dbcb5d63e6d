-- one row a renaming, merger or split, the oldest first
select
    predecessor_id,
    predecessor_name,
    successor_id,
    successor_name,
    "year",
    kind,
    note
from marts.successions
order by "year", predecessor_name, successor_name
