with

reports as (

    select
        agency_name,
        min("year") as first_year,
        max("year") as last_year,
        count(*) as reports
    from {{ ref('int_reports') }}
    group by agency_name

),

called as (

    select
        agency_name,
        unnest([text_agency, read_agency]) as other_name
    from {{ ref('int_documents') }}

    union all

    select
        agency_name,
        spelling as other_name
    from {{ ref('int_agency_spellings') }}

    union all

    select
        agency as agency_name,
        other_name
    from {{ ref('seed_agency_names') }}

),

other_names as (

    select
        agency_name,
        list(distinct other_name order by other_name) as other_names
    from called
    where other_name != agency_name
    group by agency_name

)

select
    agencies.agency_id,
    agencies.agency_name,
    coalesce(other_names.other_names, []) as other_names,
    agencies.agency_kind,
    agencies.region_code,
    agencies.province,
    agencies.city,
    agencies.county,
    agencies.level,
    agencies.sector,
    parents.parent_id,
    parents.parent_name,
    parents.parent_source,
    series.series_id,
    agencies.makes_rules,
    reports.first_year,
    reports.last_year,
    coalesce(reports.reports, 0) as reports
from {{ ref('int_agencies') }} as agencies
inner join {{ ref('int_series') }} as series on agencies.agency_id = series.agency_id
left join {{ ref('int_agency_parents') }} as parents on agencies.agency_id = parents.agency_id
left join reports on agencies.agency_name = reports.agency_name
left join other_names on agencies.agency_name = other_names.agency_name
