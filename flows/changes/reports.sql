-- reports that only one of the releases has, and those of which another revision or document counts now
select
    case when b.report_id is null then 'appeared' when a.report_id is null then 'gone' else 'revised' end as change,
    coalesce(a.report_id, b.report_id) as report_id,
    coalesce(a.agency_name, b.agency_name) as agency_name,
    coalesce(a."year", b."year") as "year",
    coalesce(a.document_name, b.document_name) as document_name,
    coalesce(a.source_uri, b.source_uri) as source_uri,
    b.revision as revision_before,
    a.revision as revision_after,
    b.document_id as document_before,
    a.document_id as document_after
from before.marts.reports as b
full outer join after.marts.reports as a on b.report_id = a.report_id
where a.report_id is null or b.report_id is null
    or a.revision is distinct from b.revision or a.document_id is distinct from b.document_id
order by all
