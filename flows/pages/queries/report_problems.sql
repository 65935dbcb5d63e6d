-- what was read in these reports and could not be placed
select report_id, document_name, kind, printed, locator, message
from marts.problems
where list_contains(?::varchar[], report_id)
order by report_id, document_name, kind, locator, printed
