-- A term that names no slot of its form would make its identity unassessable everywhere, in silence.
select
    terms.identity,
    terms.form,
    terms.instance,
    terms.row_code,
    terms.column_code
from {{ ref('stg_identity_terms') }} as terms
left join {{ ref('stg_slots') }} as slots
    on
        (terms.form = slots.form or terms.link != '')
        and terms.table_name = slots.table_name
        and terms.row_code = slots.row_code
        and terms.column_code = slots.column_code
where terms.row_code is not null and slots.form is null
