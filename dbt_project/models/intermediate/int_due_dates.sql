-- The last day on which each kind of agency may publish its report of each year.
with

terms as (

    select * from {{ ref('seed_publication_terms') }}

),

kinds as (

    select distinct agency_kind from {{ ref('seed_agency_kinds') }}

),

years as (

    select distinct "year"
    from (
        select unnest(range(min(terms.first_year), max(reports."year") + 1)) as "year"
        from terms
        cross join {{ ref('int_reports') }} as reports
    )

)

select
    kinds.agency_kind,
    cast(years."year" as integer) as "year",
    make_date(years."year" + 1, terms."month", terms."day") as due_on
from kinds
cross join years
inner join terms
    on
        years."year" between terms.first_year and coalesce(terms.last_year, years."year")
        and terms.agency_kind in (kinds.agency_kind, '*')
-- what is said of a kind goes before what is said of all
qualify row_number() over (partition by kinds.agency_kind, years."year" order by terms.agency_kind = '*') = 1
