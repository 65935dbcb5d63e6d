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

documents as (

    select
        agency_name,
        max(stated_region_code) as stated_region_code,
        list(distinct text_agency order by text_agency) filter (where text_agency != agency_name) as other_names
    from {{ ref('int_documents') }}
    group by agency_name

)

select
    agencies.agency_id,
    agencies.agency_name,
    coalesce(documents.other_names, []) as other_names,
    agencies.agency_kind,
    coalesce(documents.stated_region_code, agencies.region_code) as region_code,
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
left join documents on agencies.agency_name = documents.agency_name
