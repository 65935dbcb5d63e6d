-- one row a finding, the gravest first
select
    findings.*,
    reports.source_uri,
    reports.form,
    results.left_value,
    results.right_value,
    results.reason
from marts.findings as findings
left join marts.reports as reports using (report_id)
left join marts.identity_results as results using (report_id, identity, instance)
order by
    case findings.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
    case findings.status when 'broken' then 0 else 1 end,
    findings.agency_name, findings.year desc, findings.identity, findings.instance
limit ?
