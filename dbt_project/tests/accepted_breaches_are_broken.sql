-- A breach on which somebody decided and which is no longer broken has been put right: take its row out of accepted.csv.
-- Of reports that this home does not hold, nothing is known.
select
    verdicts.place,
    verdicts.agency_name,
    verdicts."year",
    verdicts.identity,
    verdicts.instance,
    'is no longer broken: take the row out' as why
from {{ ref('stg_verdicts') }} as verdicts
inner join {{ ref('reports') }} as reports
    on
        verdicts.agency_name = reports.agency_name
        and verdicts."year" = reports."year"
left join {{ ref('findings') }} as findings
    on
        reports.report_id = findings.report_id
        and verdicts.identity = findings.identity
        and verdicts.instance = findings.instance
        and findings.state != 'fixed'
where findings.finding_id is null
