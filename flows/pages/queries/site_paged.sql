-- one row a report that has findings, and so a page of its own whatever the number of reports
select distinct report_id
from marts.findings
