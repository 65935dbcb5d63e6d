-- one row a slot: how many findings name it, and how many suspect it
select
    named.slot,
    count(*) as findings,
    count(*) filter (
        list_contains(findings.suspect_slots, named.slot)
        and len(findings.suspect_slots) < len(findings.slots)
    ) as suspect
from marts.findings as findings
cross join unnest(findings.slots) as named (slot)
where findings.state <> 'fixed'
group by named.slot
order by suspect desc, findings desc, named.slot
