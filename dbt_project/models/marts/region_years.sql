-- Sums by region and year over the region with all regions below it; own_… are those of its own level alone.
-- No figure is counted twice: int_counted_reports says which reports are counted.
with

regions as (

    select * from {{ ref('int_agency_regions') }}
    where region_code is not null

),

named as (

    select * from {{ ref('int_regions') }}

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

summed as (

    select
        regions.region_code,
        reports."year",
        count(*) filter (where reports.is_counted) as agencies_counted,
        count(*) filter (where not reports.is_counted) as agencies_left_out,
        count(*) filter (where reports.is_counted and regions.is_own) as own_agencies_counted,
        sum(figures.received) filter (where reports.is_counted) as received,
        sum(figures.concluded) filter (where reports.is_counted) as concluded,
        sum(figures.granted) filter (where reports.is_counted) as granted,
        sum(figures.partially_granted) filter (where reports.is_counted) as partially_granted,
        sum(figures.refused) filter (where reports.is_counted) as refused,
        sum(figures.unable) filter (where reports.is_counted) as unable,
        sum(figures.disputes) filter (where reports.is_counted) as disputes,
        sum(figures.received) filter (where reports.is_counted and regions.is_own) as own_received,
        sum(figures.concluded) filter (where reports.is_counted and regions.is_own) as own_concluded,
        sum(figures.granted) filter (where reports.is_counted and regions.is_own) as own_granted,
        sum(figures.partially_granted) filter (where reports.is_counted and regions.is_own) as own_partially_granted,
        sum(figures.refused) filter (where reports.is_counted and regions.is_own) as own_refused,
        sum(figures.unable) filter (where reports.is_counted and regions.is_own) as own_unable,
        sum(figures.disputes) filter (where reports.is_counted and regions.is_own) as own_disputes
    from {{ ref('int_counted_reports') }} as reports
    inner join regions on reports.agency_id = regions.agency_id
    left join {{ ref('int_key_figures') }} as figures on reports.report_id = figures.report_id
    group by regions.region_code, reports."year"

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
    coalesce(summed.agencies_counted, 0) as agencies_counted,
    coalesce(summed.agencies_left_out, 0) as agencies_left_out,
    summed.received,
    summed.concluded,
    summed.granted,
    summed.partially_granted,
    summed.refused,
    summed.unable,
    summed.disputes,
    summed.granted / nullif(summed.concluded, 0) as granted_rate,
    summed.refused / nullif(summed.concluded, 0) as refused_rate,
    summed.disputes / nullif(summed.concluded, 0) as disputes_rate,
    coalesce(summed.own_agencies_counted, 0) as own_agencies_counted,
    summed.own_received,
    summed.own_concluded,
    summed.own_granted,
    summed.own_partially_granted,
    summed.own_refused,
    summed.own_unable,
    summed.own_disputes
from covered
inner join named on covered.region_code = named.region_code
left join summed
    on
        covered.region_code = summed.region_code
        and covered."year" = summed."year"
