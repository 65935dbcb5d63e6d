-- Sums by region and year over the region with all regions below it; own_… are those of its own level alone.
-- No figure is counted twice: int_counted_reports says which reports are counted.
with

regions as (

    select * from {{ ref('int_agency_regions') }}
    where region_code is not null

),

covered as (

    select
        regions.region_code,
        coverage."year",
        count(*) filter (where coverage.is_expected) as agencies_expected,
        count(coverage.report_id) as agencies_found,
        count(coverage.report_id) filter (where coverage.is_expected) as expected_found
    from {{ ref('coverage') }} as coverage
    inner join regions on coverage.agency_id = regions.agency_id
    group by regions.region_code, coverage."year"

),

counted as (

    select
        regions.region_code,
        reports."year",
        count(*) filter (where reports.is_counted) as agencies_counted,
        count(*) filter (where not reports.is_counted) as agencies_left_out,
        count(*) filter (where reports.is_counted and regions.is_lowest) as own_agencies_counted
    from {{ ref('int_counted_reports') }} as reports
    inner join regions on reports.agency_id = regions.agency_id
    group by regions.region_code, reports."year"

),

-- what the government of the region, or its office, states for the whole, whether or not it is counted
wholes as (

    select
        regions.region_code,
        reports."year",
        arg_min(reports.report_id, (reports.precedence, reports.report_id)) as report_id
    from {{ ref('int_counted_reports') }} as reports
    inner join regions on reports.agency_id = regions.agency_id
    inner join {{ ref('seed_region_speakers') }} as speakers on regions.agency_kind = speakers.agency_kind
    where reports.is_whole and regions.is_own
    group by regions.region_code, reports."year"

),

metrics as (

    select
        region_code,
        "year",
        map_from_entries(list((metric, { 'value': "value", 'own': own }))) as value_of
    from {{ ref('int_region_metrics') }}
    group by region_code, "year"

)

select
    covered.region_code,
    named.region_name,
    named.level,
    named.province,
    named.city,
    covered."year",
    covered.agencies_expected,
    covered.agencies_found,
    covered.expected_found / nullif(covered.agencies_expected, 0) as share_found,
    coalesce(counted.agencies_counted, 0) as agencies_counted,
    coalesce(counted.agencies_left_out, 0) as agencies_left_out,
    coalesce(counted.own_agencies_counted, 0) as own_agencies_counted,
    {{- wide_metrics() }}
    wholes.report_id as whole_report_id,
    stated."value" as whole_received
from covered
inner join {{ ref('int_regions') }} as named on covered.region_code = named.region_code
left join counted
    on
        covered.region_code = counted.region_code
        and covered."year" = counted."year"
left join wholes
    on
        covered.region_code = wholes.region_code
        and covered."year" = wholes."year"
left join {{ ref('agency_metrics') }} as stated
    on
        wholes.report_id = stated.report_id
        and stated.metric = 'received'
left join metrics
    on
        covered.region_code = metrics.region_code
        and covered."year" = metrics."year"
