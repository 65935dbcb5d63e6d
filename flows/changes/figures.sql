-- figures of a report that both releases have and that are no longer the same
select
    a.agency_id,
    a.agency_name,
    a."year",
    a.report_id,
    concat_ws('/', a.table_name, a.row_code, a.column_code) as slot,
    a.form,
    a.unit,
    b.value as value_before,
    a.value as value_after,
    b.printed as printed_before,
    a.printed as printed_after,
    b.state as state_before,
    a.state as state_after,
    b.document_id as document_before,
    a.document_id as document_after
from told_facts as told
inner join after.marts.facts as a using (report_id, table_name, row_code, column_code)
inner join before.marts.facts as b using (report_id, table_name, row_code, column_code)
where told.change = 'changed'
    and (a.value is distinct from b.value or a.printed is distinct from b.printed or a.state is distinct from b.state)
order by all
