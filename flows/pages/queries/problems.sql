-- one row a problem, with the agency and year of the report it was met in, if it is part of one
select
    problems.document_id,
    problems.document_name,
    problems.source_uri,
    problems.report_id,
    problems.kind,
    problems.printed,
    problems.locator,
    problems.message,
    reports.agency_name,
    reports."year"
from marts.problems as problems
left join marts.reports as reports on problems.report_id = reports.report_id
order by
    reports.agency_name nulls first, reports."year" desc, problems.document_name, problems.kind, problems.locator,
    problems.printed
limit ?
