-- Findings of former releases that are no longer there: since when, and whether the report itself has gone.
with

seen as (

    select
        finding_id,
        min(seen_at) as first_seen,
        max(seen_at) as last_seen,
        count(distinct seen_at) as runs_seen,
        arg_max(run_id, seen_at) as last_run_id
    from {{ ref('stg_sightings') }}
    group by finding_id

),

-- the first release without it, else the one that is being built
ended as (

    select
        seen.finding_id,
        coalesce(min(later.started_at), {{ run_started_at_literal() }}) as fixed_at
    from seen
    left join {{ ref('stg_runs') }} as last_runs on seen.last_run_id = last_runs.run_id
    left join {{ ref('stg_runs') }} as later
        on
            later.status = 'published'
            and later.started_at > coalesce(last_runs.started_at, seen.last_seen)
    group by seen.finding_id

),

taken_back as (

    select
        document_id,
        arg_max(reason, forgotten_at) as forgotten_reason,
        max(forgotten_at) as forgotten_at
    from {{ ref('stg_forgotten') }}
    where document_id not in (select stg_documents.document_id from {{ ref('stg_documents') }})
    group by document_id

)

select
    past.*,
    seen.first_seen,
    seen.last_seen,
    seen.runs_seen,
    taken_back.forgotten_at,
    taken_back.forgotten_reason,
    reports.report_id is null or taken_back.document_id is not null as is_withdrawn,
    case when reports.report_id is not null and taken_back.document_id is null then ended.fixed_at end as fixed_at
from {{ ref('stg_past_findings') }} as past
inner join seen on past.finding_id = seen.finding_id
inner join ended on past.finding_id = ended.finding_id
left join {{ ref('int_findings') }} as present on past.finding_id = present.finding_id
left join {{ ref('int_reports') }} as reports on past.report_id = reports.report_id
left join taken_back on past.document_id = taken_back.document_id
where present.finding_id is null
