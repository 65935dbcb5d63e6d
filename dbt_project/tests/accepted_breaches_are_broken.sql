-- An accepted breach that is no longer broken has been put right by the agency: take its row out of accepted.csv.
select
    accepted.agency,
    accepted."year",
    accepted.identity,
    accepted.instance
from {{ ref('accepted') }} as accepted
inner join {{ ref('reports') }} as reports
    on
        accepted.agency = reports.agency_name
        and accepted."year" = reports."year"
left join {{ ref('findings') }} as findings
    on
        reports.report_id = findings.report_id
        and accepted.identity = findings.identity
        and accepted.instance = findings.instance
where findings.finding_id is null
