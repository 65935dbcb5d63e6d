-- the findings of these reports, each report's gravest first, those that are fixed last
select
    findings.*,
    reports.text_agency,
    reports.text_year
from marts.findings as findings
inner join marts.reports as reports on findings.report_id = reports.report_id
where list_contains(?::varchar[], findings.report_id)
order by
    findings.report_id,
    findings.state = 'fixed',
    case findings.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
    case findings.status when 'broken' then 0 else 1 end,
    findings.identity, findings.instance, findings.finding_id
