-- Each category on each form: the slots or topics that make it up, and how far they compare with those of other forms.
-- A row for every category (*) gives the reason where the row itself gives none.
with

seed as (

    select
        category,
        source,
        nullif(measure, '') as measure,
        comparability,
        priority,
        factor,
        nullif(reason_zh, '') as reason_zh,
        nullif(reason_en, '') as reason_en,
        unnest(string_split(forms, ' ')) as form
    from {{ ref('seed_crosswalk') }}
    where category is not null and category != ''

),

stated as (

    select * from seed
    where category != '*'

),

-- each term of a row of requests names the column of the total: by applicant it names those of the applicant
applicant_columns as (

    select
        applicant,
        "position",
        unnest(string_split(columns, ' + ')) as column_code
    from {{ ref('seed_applicants') }}

),

by_applicant as (

    select
        stated.category || '/' || columns.applicant as category,
        stated.source,
        stated.comparability,
        stated.priority,
        stated.factor,
        stated.reason_zh,
        stated.reason_en,
        stated.form,
        string_agg(replace(stated.measure, '/total', '/' || columns.column_code), ' + ' order by slots."position")
            as measure
    from stated
    inner join {{ ref('seed_categories') }} as categories
        on stated.category = categories.category and categories.by_applicant
    cross join applicant_columns as columns
    inner join {{ ref('stg_slots') }} as slots
        on
            stated.form = slots.form
            and columns.column_code = slots.column_code
            and slots.table_name = 'requests'
            and slots.row_code = 'received'
    where stated.source = 'table' and stated.measure like '%/total'
    group by all

),

mapped as (

    select * from stated

    union all by name

    select * from by_applicant

),

known as (

    select distinct category
    from mapped

),

-- where nothing is said of a form, it has no such row
unmapped as (

    select
        known.category,
        forms.form,
        'table' as source,
        'break' as comparability,
        1 as priority,
        1 as factor
    from known
    cross join {{ ref('forms') }} as forms
    anti join mapped
        on
            known.category = mapped.category
            and forms.form = mapped.form

),

completed as (

    select * from mapped

    union all by name

    select * from unmapped

)

select
    completed.category,
    completed.form,
    completed.source,
    completed.measure,
    completed.comparability,
    completed.priority,
    completed.factor,
    coalesce(completed.reason_zh, defaults.reason_zh) as reason_zh,
    coalesce(completed.reason_en, defaults.reason_en) as reason_en,
    list_position(['same', 'near', 'break'], completed.comparability) - 1 as step,
    cast(
        row_number() over (order by completed.category, completed.form, completed.source, completed.priority) as integer
    ) as mapping
from completed
left join seed as defaults
    on
        defaults.category = '*'
        and completed.source = defaults.source
        and completed.comparability = defaults.comparability
