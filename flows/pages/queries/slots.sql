-- one row a finding and slot: what is printed there and where; null where the slot was not read
-- (a finding that suspects all its slots singles out none)
select
    findings.finding_id,
    named.slot,
    list_contains(findings.suspect_slots, named.slot)
    and len(findings.suspect_slots) < len(findings.slots) as suspect,
    facts.printed,
    facts.printed_unit,
    facts.value,
    facts.unit,
    facts.state,
    facts.locator
from marts.findings as findings
cross join (select unnest(?::varchar[]) as finding_id) as wanted
cross join unnest(findings.slots) with ordinality as named (slot, position)
left join marts.facts as facts
    on findings.report_id = facts.report_id
    and named.slot = concat_ws('/', facts.table_name, facts.row_code, facts.column_code)
where findings.finding_id = wanted.finding_id
order by findings.finding_id, named.position
