select
    reports.*,
    2 as revision,
    1 as prior_revision,
    sha256(reports.document_id) as prior_document_id,
    published_on - 30 as prior_published_on,
    slots.table_name,
    slots.row_code,
    slots.column_code,
    slots.table_name || '/' || slots.row_code || '/' || slots.column_code as slot,
    '7' as printed_before,
    '8' as printed_after,
    7 as value_before,
    8 as value_after,
    slots.unit,
    'number' as state_before,
    'number' as state_after,
    sha256(reports.document_id) as document_before,
    reports.document_id as document_after,
    slots.locator as locator_before,
    slots.locator as locator_after
from sim_chunk as reports
inner join sim_slots as slots on reports.form = slots.form and slots.slot in ('granted__total', 'received__total', 'requests_received__value')
where reports.revised
