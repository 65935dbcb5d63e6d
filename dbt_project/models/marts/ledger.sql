-- Everything that was ever found and published, and what became of it; a row is never lost.
with

sightings as (

    select
        finding_id,
        count(distinct seen_at) as runs_seen,
        bool_or(seen_at = {{ run_started_at_literal() }}) as is_counted
    from {{ ref('stg_sightings') }}
    group by finding_id

)

select
    findings.finding_id,
    findings.report_id,
    findings.agency_id,
    findings.agency_name,
    findings."year",
    findings.identity,
    findings.instance,
    findings.status,
    findings.kind,
    findings.severity,
    findings.document_id,
    findings.state,
    findings.first_seen,
    findings.last_seen,
    coalesce(sightings.runs_seen, 0)
    + if(findings.state = 'fixed' or coalesce(sightings.is_counted, false), 0, 1) as runs_seen,
    findings.accepted_reason as verdict_reason,
    findings.verdict_author,
    findings.verdict_date,
    findings.fixed_at,
    cast(null as timestamp) as forgotten_at,
    cast(null as varchar) as forgotten_reason
from {{ ref('findings') }} as findings
left join sightings on findings.finding_id = sightings.finding_id

union all

select
    finding_id,
    report_id,
    agency_id,
    agency_name,
    "year",
    identity,
    instance,
    status,
    kind,
    severity,
    document_id,
    'withdrawn' as state,
    first_seen,
    last_seen,
    runs_seen,
    accepted_reason as verdict_reason,
    verdict_author,
    verdict_date,
    cast(null as timestamp) as fixed_at,
    forgotten_at,
    forgotten_reason
from {{ ref('int_past_findings') }}
where is_withdrawn
