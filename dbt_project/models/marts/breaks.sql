-- Where a series does not simply go on: changes of law as they are listed, and the step from each form to the next.
with

forms as (

    select
        form,
        first_year,
        concat(decree, '《', title_zh, '》') as basis,
        lag(form) over (order by first_year) as form_before
    from {{ ref('forms') }}

),

mappings as (

    select * from {{ ref('int_crosswalk') }}
    where source = 'table'

),

steps as (

    select
        after.category,
        forms.first_year,
        forms.basis,
        greatest(after.step, before.step) as step,
        if(after.step >= before.step, after.reason_zh, before.reason_zh) as reason_zh,
        if(after.step >= before.step, after.reason_en, before.reason_en) as reason_en
    from forms
    inner join mappings as after on forms.form = after.form
    inner join mappings as before
        on
            forms.form_before = before.form
            and after.category = before.category
    where after.measure is not null or before.measure is not null

)

select
    nullif(category, '') as category,
    "year",
    'law' as kind,
    comparability,
    reason_zh,
    reason_en,
    basis
from {{ ref('seed_breaks') }}

union all

select
    category,
    first_year as "year",
    'form' as kind,
    ['same', 'near', 'break'][step + 1] as comparability,
    reason_zh,
    reason_en,
    basis
from steps
where step > 0
