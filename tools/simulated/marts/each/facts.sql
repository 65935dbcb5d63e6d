with

cells as (
    select 'requests' as table_name, report_id, slot, value
    from (unpivot sim_wide_requests on columns(* exclude (report_id, agency_id, agency_name, year, form)) into name slot value value)
    union all
    select 'disputes' as table_name, report_id, slot, value
    from (unpivot sim_wide_disputes on columns(* exclude (report_id, agency_id, agency_name, year, form)) into name slot value value)
    union all
    select 'proactive_disclosure' as table_name, report_id, slot, value
    from (unpivot sim_wide_proactive_disclosures on columns(* exclude (report_id, agency_id, agency_name, year, form)) into name slot value value)
    union all
    select 'statistics' as table_name, report_id, slot, value
    from (unpivot sim_wide_statistics on columns(* exclude (report_id, agency_id, agency_name, year, form)) into name slot value value)
)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports.year,
    reports.form,
    slots.table_name,
    slots.row_code,
    slots.column_code,
    if(slots.unit = '万元', format('{:.2f}', cells.value), cells.value::bigint::varchar) as printed,
    cells.value,
    slots.unit,
    'number' as state,
    reports.document_id,
    if(reports.scanned, slots.locator_scanned, slots.locator) as locator,
    'heading' as method,
    if(reports.scanned, 1 - 0.4 * pow(unit(reports.seed, hash(slots.slot)), 40), 1)::decimal(5, 4)::double as confidence,
    false as corrected,
    cells.value as read_value,
    'number' as read_state
from cells
inner join sim_chunk as reports on cells.report_id = reports.report_id
inner join sim_slots as slots
    on reports.form = slots.form and cells.table_name = slots.table_name and cells.slot = slots.slot
where getvariable('whole') or slots.column_code in ('total', 'value') or cells.table_name <> 'requests'
