-- one row a finding, the gravest first
select
    findings.*,
    reports.text_agency,
    reports.text_year
from marts.findings as findings
inner join marts.reports as reports on findings.report_id = reports.report_id
order by
    case findings.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
    case findings.status when 'broken' then 0 else 1 end,
    findings.agency_name, findings."year" desc, findings.identity, findings.instance
limit ?
