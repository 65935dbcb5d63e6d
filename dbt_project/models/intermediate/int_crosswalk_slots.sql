-- The slots of each mapping; `*` in a term stands for any end of a row's code.
with

terms as (

    select
        mapping,
        category,
        form,
        unnest(string_split(measure, ' + ')) as term
    from {{ ref('int_crosswalk') }}
    where source = 'table' and measure is not null

)

select
    terms.mapping,
    terms.category,
    terms.form,
    slots.table_name,
    slots.row_code,
    slots.column_code,
    {{ slot_name('slots') }} as slot,
    terms.term,
    slots."position",
    count(*) over (partition by terms.mapping) as terms
from terms
left join {{ ref('stg_slots') }} as slots
    on
        terms.form = slots.form
        and {{ slot_name('slots') }} glob terms.term
