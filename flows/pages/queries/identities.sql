-- one row an identity: its instances by status, the reports it is broken in
select
    identity,
    any_value(kind) as kind,
    any_value(severity) as severity,
    count(*) filter (status = 'holds') as holds,
    count(*) filter (status = 'broken') as broken,
    count(*) filter (status = 'not_assessable') as not_assessable,
    count(distinct report_id) filter (status = 'broken') as reports_broken,
    count(distinct report_id) as reports
from marts.identity_results
group by identity
order by
    case any_value(severity) when 'critical' then 0 when 'warning' then 1 else 2 end,
    broken desc, not_assessable desc, identity
