with

slots as (

    select
        category,
        arg_max(row_code, form) as row_code,
        arg_max(column_code, form) as column_code
    from {{ ref('int_crosswalk_slots') }}
    where terms = 1
    group by category

),

forms as (

    select
        category,
        list(distinct form order by form) as forms
    from {{ ref('int_crosswalk_slots') }}
    group by category

)

select
    categories.category,
    categories.parent,
    split_part(categories.category, '/', 1) as section,
    slots.row_code,
    slots.column_code,
    categories.label_zh,
    categories.label_en,
    categories.unit,
    coalesce(forms.forms, []) as forms,
    categories."position"
from {{ ref('int_categories') }} as categories
left join slots on categories.category = slots.category
left join forms on categories.category = forms.category
