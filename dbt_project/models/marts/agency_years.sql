with

metrics as (

    select
        report_id,
        map_from_entries(list((metric, {
            'value': "value", -- noqa: RF04
            'change': change,
            'rank': rank,
            'peers': peers
        }))) as value_of
    from {{ ref('agency_metrics') }}
    group by report_id

),

findings as (

    select
        report_id,
        count(*) as findings,
        count(*) filter (where state = 'open') as open_findings,
        count(*) filter (where kind = 'mandated' and status = 'broken') as broken_mandated
    from {{ ref('findings') }}
    where state != 'fixed'
    group by report_id

)

select
    reports.agency_id,
    reports.agency_name,
    series.series_id,
    agencies.province,
    agencies.city,
    agencies.county,
    agencies.region_code,
    agencies.level,
    agencies.agency_kind,
    agencies.sector,
    reports."year",
    reports.report_id,
    reports.form,
    coalesce(counted.is_counted, false) as is_counted,
    {{- wide_metrics() }}
    coalesce(findings.findings, 0) as findings,
    coalesce(findings.open_findings, 0) as open_findings,
    coalesce(findings.broken_mandated, 0) as broken_mandated
from {{ ref('reports') }} as reports
inner join {{ ref('agencies') }} as agencies on reports.agency_id = agencies.agency_id
inner join {{ ref('int_series') }} as series on reports.agency_id = series.agency_id
left join {{ ref('int_counted_reports') }} as counted on reports.report_id = counted.report_id
left join metrics on reports.report_id = metrics.report_id
left join findings on reports.report_id = findings.report_id
where reports."year" is not null
