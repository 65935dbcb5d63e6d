-- Comparable with the agency's report before only while the form is the same; a crosswalk between forms comes later.
with

facts as (

    select
        facts.*,
        categories.category
    from {{ ref('facts') }} as facts
    inner join {{ ref('categories') }} as categories
        on
            facts.table_name = categories.section
            and facts.row_code = categories.row_code
            and facts.column_code = categories.column_code

),

followed as (

    select
        *,
        lag(form) over (partition by agency_id, category order by "year") as form_before
    from facts
    where agency_id is not null

)

select
    agency_id,
    agency_name,
    "year",
    category,
    "value",
    unit,
    state,
    form,
    if(coalesce(form_before, form) = form, 'same', 'break') as comparability,
    report_id
from followed
