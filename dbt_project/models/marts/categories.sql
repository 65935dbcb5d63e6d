-- First version: one category a row of a form. The measure of a row is its total; where a row has several measures that
-- do not add up (proactive disclosure), each is a category of its own under that row.
with

labels as (

    select * from {{ ref('headings') }}

),

slots as (

    select
        *,
        column_code in ('total', 'value') as is_row_measure
    from {{ ref('stg_slots') }}
    where column_code in ('total', 'value') or table_name = 'proactive_disclosure'

),

measures as (

    select
        slots.table_name,
        slots.row_code,
        slots.column_code,
        slots.unit,
        slots.form,
        slots."position",
        slots.table_name || '/' || slots.row_code as row_category,
        if(slots.is_row_measure, null, slots.column_code) as measure,
        row_labels.label as row_label,
        column_labels.label as column_label
    from slots
    left join labels as row_labels
        on
            slots.table_name = row_labels.table_name
            and row_labels.role = 'row'
            and slots.row_code = row_labels.code
            and list_contains(string_split(row_labels.forms, ' '), slots.form)
    left join labels as column_labels
        on
            slots.table_name = column_labels.table_name
            and column_labels.role = 'column'
            and slots.column_code = column_labels.code
            and list_contains(string_split(column_labels.forms, ' '), slots.form)

)

select
    concat_ws('/', row_category, measure) as category,
    if(measure is null, null, row_category) as parent,
    table_name as section,
    row_code,
    column_code,
    arg_max(concat_ws(' ', row_label, if(measure is null, null, column_label)), form) as label_zh,
    replace(concat_ws(': ', row_code, measure), '_', ' ') as label_en,
    any_value(unit) as unit,
    list(distinct form order by form) as forms,
    min("position") as "position"
from measures
group by row_category, measure, table_name, row_code, column_code
