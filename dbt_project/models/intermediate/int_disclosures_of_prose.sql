-- What the prose says of each category that the tables of the report leave out.
-- Only exact numbers; where the prose gives several that differ, there is no value.
with

-- the years before any form are read as those of the first
first_form as (

    select min(form) as form
    from {{ ref('forms') }}

),

claims as (

    select
        claims.report_id,
        claims.topic,
        coalesce(forms.form, first_form.form) as form,
        min(claims."value") as "value",
        count(distinct claims."value") as numbers
    from {{ ref('claims') }} as claims
    left join {{ ref('forms') }} as forms
        on claims."year" between forms.first_year and coalesce(forms.last_year, claims."year")
    cross join first_form
    where not claims.approximate and claims.agency_id is not null and claims."year" is not null
    group by claims.report_id, claims.topic, coalesce(forms.form, first_form.form)

),

terms as (

    select
        *,
        length(string_split(measure, ' + ')) as terms,
        unnest(string_split(measure, ' + ')) as topic
    from {{ ref('int_crosswalk') }}
    where source = 'claim'

),

stated as (

    select
        claims.report_id,
        terms.category,
        terms.mapping,
        terms.priority,
        any_value(terms.form) as form,
        try_cast(any_value(terms.factor) * sum(claims."value") as decimal(28, 6)) as "value",
        max(claims.numbers) as numbers
    from claims
    inner join terms
        on
            claims.form = terms.form
            and claims.topic = terms.topic
    group by claims.report_id, terms.category, terms.mapping, terms.priority
    having count(*) = any_value(terms.terms)

)

select
    stated.report_id,
    stated.category,
    stated.mapping,
    stated.form,
    case when stated.numbers = 1 then stated."value" end as "value",
    if(stated.numbers = 1, 'number', 'several') as state
from stated
anti join {{ ref('int_disclosures_of_tables') }} as tables
    on
        stated.report_id = tables.report_id
        and stated.category = tables.category
qualify row_number() over (partition by stated.report_id, stated.category order by stated.priority) = 1
