-- What is to be found in the reports as they stand, and what is fixed since it was last published.
with

sightings as (

    select
        finding_id,
        min(seen_at) as first_seen
    from {{ ref('stg_sightings') }}
    group by finding_id

),

present as (

    select
        findings.*,
        coalesce(verdicts.verdict, 'open') as state,
        verdicts.reason as accepted_reason,
        coalesce(sightings.first_seen, {{ run_started_at_literal() }}) as first_seen,
        {{ run_started_at_literal() }} as last_seen,
        verdicts.author as verdict_author,
        verdicts.decided_on as verdict_date,
        cast(null as timestamp) as fixed_at
    from {{ ref('int_findings') }} as findings
    left join {{ ref('int_verdicts') }} as verdicts on findings.finding_id = verdicts.finding_id
    left join sightings on findings.finding_id = sightings.finding_id

)

select
    present.*,
    if(present.state in ('open', 'source_error'), requests.request_zh, null) as request_zh,
    if(present.state in ('open', 'source_error'), requests.request_en, null) as request_en
from present
left join {{ ref('int_finding_requests') }} as requests on present.finding_id = requests.finding_id

union all by name

select
    * exclude (state, request_zh, request_en, runs_seen, is_withdrawn, forgotten_at, forgotten_reason),
    'fixed' as state,
    cast(null as varchar) as request_zh,
    cast(null as varchar) as request_en
from {{ ref('int_past_findings') }}
where not is_withdrawn
