-- one row an open finding in the reports of these series, the youngest report first, the gravest first
select
    agencies.series_id,
    findings.finding_id,
    findings.report_id,
    findings.agency_name,
    findings."year",
    findings.form,
    findings.table_name,
    findings.instance,
    findings.status,
    findings.severity,
    findings.identity,
    findings.says,
    findings.says_en,
    findings.expected,
    findings.actual,
    findings.difference
from marts.findings as findings
inner join marts.reports as reports on findings.report_id = reports.report_id
inner join marts.agencies as agencies on reports.agency_id = agencies.agency_id
where agencies.series_id in (select unnest(?::varchar[])) and findings.state <> 'fixed'
order by
    findings."year" desc, array_position(['critical', 'warning', 'info'], findings.severity), findings.finding_id
