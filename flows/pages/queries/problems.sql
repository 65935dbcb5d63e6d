-- one row a problem with the report it was met in, if it is part of one
select
    problems.document_id,
    problems.kind,
    problems.printed,
    problems.locator,
    problems.message,
    reports.report_id,
    reports.agency_name,
    reports.year,
    reports.source_uri
from marts.problems as problems
left join marts.reports as reports using (document_id)
order by reports.agency_name nulls first, reports.year desc, problems.kind, problems.locator
limit ?
