-- one row a finding and slot of these reports: what is printed there and where; null where the slot was not read
-- (a finding that suspects all its slots singles out none)
with named as (
    select
        findings.finding_id,
        findings.report_id,
        each_slot.slot,
        each_slot.position,
        list_contains(findings.suspect_slots, each_slot.slot)
        and len(findings.suspect_slots) < len(findings.slots) as suspect
    from marts.findings as findings
    cross join unnest(findings.slots) with ordinality as each_slot (slot, position)
    where list_contains(?::varchar[], findings.report_id)
),

-- what the sums accuse may stand outside the identity that is broken
accused as (
    select
        findings.finding_id,
        findings.report_id,
        each_slot.slot,
        1000 + each_slot.position as position,
        true as suspect
    from marts.findings as findings
    cross join unnest(findings.suspect_slots) with ordinality as each_slot (slot, position)
    where
        list_contains(?::varchar[], findings.report_id)
        and not list_contains(findings.slots, each_slot.slot)
)

select
    all_named.finding_id,
    all_named.slot,
    all_named.suspect,
    facts.printed,
    facts.printed_unit,
    facts.value,
    facts.unit,
    facts.state,
    facts.locator,
    facts.document_id
from (from named union all from accused) as all_named
left join marts.facts as facts
    on all_named.report_id = facts.report_id
    and all_named.slot = concat_ws('/', facts.table_name, facts.row_code, facts.column_code)
order by all_named.finding_id, all_named.position
