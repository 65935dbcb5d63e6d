-- A fact in a slot that its form does not have was misplaced by us.
select
    facts.document_id,
    facts.form,
    facts.table_name,
    facts.row_code,
    facts.column_code
from {{ ref('stg_facts') }} as facts
left join {{ ref('stg_slots') }} as slots
    on
        facts.form = slots.form
        and facts.table_name = slots.table_name
        and facts.row_code = slots.row_code
        and facts.column_code = slots.column_code
where slots.form is null
