-- zh: 哪些机关的报告不成立的法定勾稽关系最多？
-- en: In the reports of which agencies are the most mandated identities broken?
-- read_zh: broken 只计法定而不成立的；是机关印错还是识读有误，看 marts.findings 的 suspected 与所附位置，先核对再引用。
-- read_en: Mandated identities that do not hold. Whether the agency or our reading erred, marts.findings tells (suspected, locator): check before you cite.
select
    series_id,
    max(agency_name) as agency_name,
    count(*) as reports,
    sum(case when broken_mandated > 0 then 1 else 0 end) as reports_broken,
    sum(broken_mandated) as broken,
    sum(open_findings) as open_findings
from marts.agency_years
group by series_id
having sum(broken_mandated) > 0
order by broken desc, agency_name
limit 50
