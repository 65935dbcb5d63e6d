-- The hierarchy of categories, those by applicant written out.
with

categories as (

    select
        category,
        parent,
        label_zh,
        label_en,
        nullif(unit, '') as unit,
        coalesce(by_applicant, false) as by_applicant,
        "position" * 100 as "position"
    from {{ ref('seed_categories') }}

)

select
    category,
    nullif(parent, '') as parent,
    label_zh,
    label_en,
    unit,
    "position"
from categories

union all

select
    categories.category || '/' || applicants.applicant as category,
    concat_ws('/', categories.category, nullif(applicants.parent, '')) as parent,
    concat_ws('：', categories.label_zh, applicants.label_zh) as label_zh,
    concat_ws(': ', categories.label_en, applicants.label_en) as label_en,
    categories.unit,
    categories."position" + applicants."position" as "position"
from categories
cross join {{ ref('seed_applicants') }} as applicants
where categories.by_applicant
