-- one row a finding with its region, the gravest first, those that are fixed last
select
    findings.*,
    agencies.province,
    agencies.city
from marts.findings as findings
left join marts.agencies as agencies on findings.agency_name = agencies.agency_name
order by
    findings.state = 'fixed',
    case findings.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
    case findings.status when 'broken' then 0 else 1 end,
    findings.agency_name, findings."year" desc, findings.identity, findings.instance, findings.finding_id
