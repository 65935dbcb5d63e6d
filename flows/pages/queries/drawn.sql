-- the facts of these reports
select
    facts.report_id,
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.state
from marts.facts as facts
where list_contains(?::varchar[], facts.report_id)
