-- one row a finding of the list, the gravest first, those that are fixed last; `is_new` since the last published run
select
    findings.finding_id,
    findings.report_id,
    findings.agency_name,
    findings."year",
    findings.identity,
    findings.form,
    findings.table_name,
    findings.instance,
    findings.status,
    findings.severity,
    findings.kind,
    findings.state,
    findings.expected,
    findings.actual,
    findings.difference,
    findings.slots,
    findings.says,
    findings.says_en,
    findings.state <> 'fixed' and findings.first_seen >= findings.last_seen as is_new
from marts.findings as findings
order by
    findings.state = 'fixed',
    case findings.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
    case findings.status when 'broken' then 0 else 1 end,
    findings.agency_name, findings."year" desc, findings.identity, findings.instance, findings.finding_id
limit ?
