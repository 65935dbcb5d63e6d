-- zh: 哪些勾稽关系最常不成立，涉及多少报告？
-- en: Which identities are broken most often, and in how many reports?
-- read_zh: 只列不成立而未处理的；from_source 为怀疑机关印错的项数。plausibility 一类是提示，不是差错。
-- read_en: Broken and open findings; from_source counts those where the agency's own error is suspected. Those of kind plausibility are hints, not errors.
select
    identity,
    max(kind) as kind,
    max(says) as says_zh,
    max(says_en) as says_en,
    count(*) as findings,
    count(distinct report_id) as reports,
    sum(case when suspected = 'source' then 1 else 0 end) as from_source,
    min("year") as first_year,
    max("year") as last_year
from marts.findings
where
    status = 'broken'
    and state = 'open'
group by identity
order by reports desc, findings desc, identity
