-- What the form prints at the row and the column of each slot; in English the codes as words.
with

labels as (

    select
        *,
        unnest(string_split(forms, ' ')) as form
    from {{ ref('headings') }}

),

rows_of_forms as (

    select
        labels.table_name,
        labels.form,
        labels.code,
        concat_ws(' ', groups.label, labels.label) as label
    from labels
    left join labels as groups
        on
            labels.table_name = groups.table_name
            and labels.form = groups.form
            and labels.parent = groups.code
            and groups.role = 'group'
    where labels.role = 'row'

)

select
    slots.form,
    slots.table_name,
    slots.row_code,
    slots.column_code,
    {{ slot_name('slots') }} as slot,
    rows_of_forms.label as row_zh,
    if(slots.column_code = 'value', null, columns_of_forms.label) as column_zh,
    replace(slots.row_code, '_', ' ') as row_en,
    if(slots.column_code = 'value', null, replace(slots.column_code, '_', ' ')) as column_en
from {{ ref('stg_slots') }} as slots
left join rows_of_forms
    on
        slots.table_name = rows_of_forms.table_name
        and slots.form = rows_of_forms.form
        and slots.row_code = rows_of_forms.code
left join labels as columns_of_forms
    on
        columns_of_forms.role = 'column'
        and slots.table_name = columns_of_forms.table_name
        and slots.form = columns_of_forms.form
        and slots.column_code = columns_of_forms.code
