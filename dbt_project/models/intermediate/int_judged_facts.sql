-- The facts as reports are judged on them: what was read, a reading of ours that was wrong put right.
-- An error of the agency stays in, whatever figure analysts are given instead: it is what the report prints.
select
    report_id,
    form,
    table_name,
    row_code,
    column_code,
    unit,
    document_id,
    locator,
    method,
    confidence,
    if(error_of = 'extraction', corrected_to, printed) as printed,
    if(error_of = 'source', read_value, "value") as "value",
    if(error_of = 'source', read_state, state) as state
from {{ ref('facts') }}
