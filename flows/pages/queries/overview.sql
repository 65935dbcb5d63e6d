-- one row a year and one a province (`part` says which): reports by verdict as in totals.sql, and what is found in
-- them; the year or the province is null where it is not known; provinces with the most breaches first
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
    if(grouping(reports."year") = 0, 'year', 'region') as part,
    reports."year",
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
group by grouping sets ((reports."year"), (agencies.province))
order by part, reports."year" nulls last, broken desc, findings desc, reports desc, region nulls last
