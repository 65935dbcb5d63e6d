-- one row a published state of the tables, the oldest first: its findings by severity, and how many came and went;
-- read from the warehouse, which remembers. To publish the same tables once more makes no new state of them
with states as (
    select distinct seen_at as started_at from raw.sightings
    union
    select started_at from raw.runs
    where status = 'published' and run_id not in (select run_id from raw.sightings)
),

ordered as (
    select started_at, row_number() over (order by started_at) as place
    from states
),

seen as (
    select distinct ordered.place, sightings.finding_id, findings.finding ->> 'severity' as severity
    from raw.sightings as sightings
    inner join ordered on sightings.seen_at = ordered.started_at
    left join raw.past_findings as findings on sightings.finding_id = findings.finding_id
),

gone as (
    select seen.place + 1 as place, count(*) as fixed
    from seen
    where not exists (
        select 1 from seen as later where later.finding_id = seen.finding_id and later.place = seen.place + 1
    )
    group by seen.place
),

arrived as (
    select place, count(*) as new
    from (select finding_id, min(place) as place from seen group by finding_id)
    group by place
),

counted as (
    select
        place,
        count(*) filter (severity = 'critical') as critical,
        count(*) filter (severity = 'warning') as warning,
        count(*) filter (severity = 'info') as info
    from seen
    group by place
)

select
    ordered.started_at,
    coalesce(counted.critical, 0) as critical,
    coalesce(counted.warning, 0) as warning,
    coalesce(counted.info, 0) as info,
    coalesce(arrived.new, 0) as new,
    coalesce(gone.fixed, 0) as fixed
from ordered
left join counted on ordered.place = counted.place
left join arrived on ordered.place = arrived.place
left join gone on ordered.place = gone.place
qualify row_number() over (order by ordered.started_at desc) <= ?
order by ordered.started_at
