-- one row: how much was examined, and how many reports and identities hold, are broken or cannot be judged;
-- a report of which only the outer form could be judged is not one whose figures hold
with verdicts as (
    select
        reports.report_id,
        count(*) filter (results.status = 'broken') as broken,
        count(*) filter (results.status = 'broken' and results.severity = 'critical') as critical,
        count(*) filter (results.status = 'holds' and results.kind <> 'form') as holds
    from marts.reports as reports
    left join marts.identity_results as results on reports.report_id = results.report_id
    group by reports.report_id
),

-- those behind the current reports, and those that could not become one
documents as (
    select sum(documents) as documents
    from marts.reports
    union all
    select count(distinct document_id) as documents
    from marts.problems
    where report_id is null or report_id not in (select report_id from marts.reports)
)

select
    (select sum(documents) from documents) as documents,
    (select count(*) from marts.reports) as reports,
    (select count(*) from marts.facts) as facts,
    (select count(*) from marts.facts where state <> 'number') as facts_without_number,
    (select count(*) from marts.identity_results where status = 'holds') as holds,
    (select count(*) from marts.identity_results where status = 'broken') as broken,
    (select count(*) from marts.identity_results where status = 'not_assessable') as not_assessable,
    (select count(*) from verdicts where broken > 0) as reports_broken,
    (select count(*) from verdicts where critical > 0) as reports_critical,
    (select count(*) from verdicts where broken = 0 and holds > 0) as reports_hold,
    (select count(*) from verdicts where broken = 0 and holds = 0) as reports_not_assessable,
    (select count(*) from marts.findings where severity = 'critical' and state <> 'fixed') as critical_findings,
    (select count(*) from marts.findings where severity = 'warning' and state <> 'fixed') as warning_findings,
    (select count(*) from marts.findings where severity = 'info' and state <> 'fixed') as info_findings,
    (select count(*) from marts.findings where state <> 'fixed') as findings,
    (select count(*) from marts.findings where state = 'fixed') as fixed_findings,
    (select count(*) from marts.findings where state <> 'fixed' and first_seen >= last_seen) as new_findings,
    (select max(first_seen) from marts.findings where first_seen < last_seen) as seen_before
