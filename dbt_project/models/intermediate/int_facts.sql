-- The facts that count, with the first document of their report: all of a document by itself,
-- and of a report in parts those that fill their slot first.
select
    parts.first_document_id,
    facts.document_id,
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.printed_unit,
    facts."value",
    facts.unit,
    facts.state,
    facts.locator,
    facts.method,
    facts.confidence
from {{ ref('stg_facts') }} as facts
inner join {{ ref('int_parts') }} as parts on facts.document_id = parts.document_id
where parts.part_count = 1 and not parts.is_superseded

union all

select
    first_document_id,
    document_id,
    form,
    table_name,
    row_code,
    column_code,
    printed,
    printed_unit,
    "value",
    unit,
    state,
    locator,
    method,
    confidence
from {{ ref('int_part_facts') }}
where is_first
