-- the facts of the tables that a finding of these reports names
with tables as (
    select distinct report_id, split_part(slot, '/', 1) as table_name
    from (select report_id, unnest(slots) as slot from marts.findings)
)

select
    facts.report_id,
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.state,
    facts.locator
from marts.facts as facts
inner join tables using (report_id, table_name)
where list_contains(?::varchar[], facts.report_id)
