-- one row a report with its verdict as in totals.sql, those with the gravest findings first
select
    reports.*,
    coalesce(results.judged, 0) as judged,
    case
        when coalesce(results.broken, 0) > 0 then 'broken'
        when coalesce(results.holds, 0) > 0 then 'holds'
        else 'not_assessable'
    end as verdict
from marts.reports as reports
left join (
    select
        report_id,
        count(*) filter (status in ('holds', 'broken')) as judged,
        count(*) filter (status = 'holds' and kind <> 'form') as holds,
        count(*) filter (status = 'broken') as broken,
        count(*) filter (status = 'broken' and severity = 'critical') as critical
    from marts.identity_results
    group by report_id
) as results using (report_id)
order by results.critical desc nulls last, results.broken desc nulls last, reports.findings desc, reports.agency_name, reports.year desc
limit ?
