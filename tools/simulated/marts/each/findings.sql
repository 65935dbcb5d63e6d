-- What the planted errors break.
select
    'f_' || left(md5(reports.report_id || errors.identity || errors.instance), 16) as finding_id,
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports.year,
    errors.identity,
    reports.form,
    errors.table_name,
    errors.instance,
    'broken' as status,
    rules.kind,
    'critical' as severity,
    rules.equation,
    rules.says,
    rules.says_en,
    rules.basis,
    (reports.scale::integer) as expected,
    (reports.scale::integer + errors.off_by) as actual,
    errors.off_by as difference,
    [errors.table_name || '/' || replace(errors.slot, '__', '/')] as slots,
    [errors.table_name || '/' || replace(errors.slot, '__', '/')] as suspect_slots,
    if(reports.scanned, 'extraction', 'source') as suspected,
    if(reports.scanned, 'doubtful_reading', 'digital_text') as suspected_reason,
    'one_digit' as pattern,
    [(reports.scale::integer + errors.off_by)::varchar] as printed_values,
    [slots.locator] as locators,
    slots.locator,
    reports.document_id,
    reports.document_name,
    reports.source_uri,
    [reports.document_id] as document_ids,
    'open' as state,
    timestamp '2026-01-01 00:00:00' as first_seen,
    timestamp '2026-02-01 00:00:00' as last_seen,
    reports.title || '：' || rules.says as request_zh,
    reports.title || ': ' || rules.says_en as request_en
from sim_chunk as reports
inner join sim_errors as errors on reports.error = errors.error and reports.form = errors.form
inner join sim_rules as rules on errors.identity = rules.identity
inner join sim_slots as slots
    on reports.form = slots.form and errors.table_name = slots.table_name and errors.slot = slots.slot
