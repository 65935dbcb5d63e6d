-- one row a report with its verdict as in totals.sql and its region, those with the gravest findings first
with results as (
    select
        report_id,
        count(*) filter (status in ('holds', 'broken')) as judged,
        count(*) filter (status = 'holds' and kind <> 'form') as holds,
        count(*) filter (status = 'broken') as broken,
        count(*) filter (status = 'broken' and severity = 'critical') as critical
    from marts.identity_results
    group by report_id
),

found as (
    select
        report_id,
        count(*) filter (state <> 'fixed') as open_findings,
        count(*) as all_findings
    from marts.findings
    group by report_id
)

select
    reports.*,
    agencies.province,
    agencies.city,
    coalesce(results.judged, 0) as judged,
    coalesce(found.open_findings, 0) as open_findings,
    coalesce(found.all_findings, 0) as all_findings,
    case
        when coalesce(results.broken, 0) > 0 then 'broken'
        when coalesce(results.holds, 0) > 0 then 'holds'
        else 'not_assessable'
    end as verdict
from marts.reports as reports
left join marts.agencies as agencies on reports.agency_name = agencies.agency_name
left join results on reports.report_id = results.report_id
left join found on reports.report_id = found.report_id
order by
    results.critical desc nulls last, results.broken desc nulls last, open_findings desc, all_findings desc,
    reports.agency_name, reports."year" desc, reports.report_id
