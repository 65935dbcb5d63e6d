-- What people decided about the findings of the reports as they stand; a decision on one finding goes before one
-- on its place.
select
    findings.finding_id,
    verdicts.verdict,
    verdicts.reason,
    verdicts.author,
    verdicts.decided_on
from {{ ref('int_findings') }} as findings
inner join {{ ref('stg_verdicts') }} as verdicts
    on
        findings.agency_name = verdicts.agency_name
        and findings."year" = verdicts."year"
        and findings.identity = verdicts.identity
        and findings.instance = verdicts.instance
        and findings.finding_id = coalesce(verdicts.finding_id, findings.finding_id)
qualify row_number() over (
    partition by findings.finding_id
    order by verdicts.finding_id is null, verdicts.place
) = 1
