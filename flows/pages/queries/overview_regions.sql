-- one row a province: reports by verdict as in totals.sql, and what is found in them; null where it is not known
with verdicts as (
    select
        report_id,
        count(*) filter (status = 'broken') as broken,
        count(*) filter (status = 'holds' and kind <> 'form') as holds
    from marts.identity_results
    group by report_id
),

found as (
    select report_id, count(*) as findings
    from marts.findings
    where state <> 'fixed'
    group by report_id
)

select
    agencies.province as region,
    count(*) as reports,
    count(*) filter (verdicts.broken > 0) as broken,
    count(*) filter (verdicts.broken = 0 and verdicts.holds > 0) as holds,
    count(*) filter (coalesce(verdicts.broken, 0) = 0 and coalesce(verdicts.holds, 0) = 0) as not_assessable,
    coalesce(sum(found.findings), 0)::bigint as findings
from marts.reports as reports
left join marts.agencies as agencies on reports.agency_name = agencies.agency_name
left join verdicts on reports.report_id = verdicts.report_id
left join found on reports.report_id = found.report_id
group by agencies.province
order by broken desc, findings desc, reports desc, region nulls last
