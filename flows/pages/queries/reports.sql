-- one row a report with its verdict, those with the gravest findings first
select
    reports.*,
    coalesce(results.holds, 0) as holds,
    coalesce(results.broken, 0) as broken,
    coalesce(results.critical, 0) as critical,
    coalesce(results.not_assessable, 0) as not_assessable,
    case
        when coalesce(results.broken, 0) > 0 then 'broken'
        when coalesce(results.holds, 0) > 0 then 'holds'
        else 'not_assessable'
    end as verdict
from marts.reports as reports
left join (
    select
        report_id,
        count(*) filter (status = 'holds') as holds,
        count(*) filter (status = 'broken') as broken,
        count(*) filter (status = 'broken' and severity = 'critical') as critical,
        count(*) filter (status = 'not_assessable') as not_assessable
    from marts.identity_results
    group by report_id
) as results using (report_id)
order by critical desc, broken desc, reports.findings desc, reports.agency_name, reports.year desc
limit ?
