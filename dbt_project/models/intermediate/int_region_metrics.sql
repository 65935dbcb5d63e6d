-- Each metric of each region and year: what the counted reports of all agencies in it add up to, above and below the
-- line; a share is that of the sums, over the reports that give both. Reports are added up in the lowest region first.
with

regions as (

    select * from {{ ref('int_agency_regions') }}
    where region_code is not null

),

lowest as (

    select
        agency_id,
        region_code
    from regions
    where is_lowest

),

places as (

    select distinct
        lowest.region_code as lowest_code,
        regions.region_code
    from lowest
    inner join regions on lowest.agency_id = regions.agency_id

),

counted as (

    select
        lowest.region_code as lowest_code,
        reports."year",
        metrics.metric,
        count(*) as reports,
        sum(metrics.numerator) as numerator,
        sum(metrics.denominator) as denominator
    from {{ ref('int_counted_reports') }} as reports
    inner join {{ ref('agency_metrics') }} as metrics on reports.report_id = metrics.report_id
    inner join {{ ref('seed_metrics') }} as definitions on metrics.metric = definitions.metric
    inner join lowest on reports.agency_id = lowest.agency_id
    where
        reports.is_counted
        and metrics.numerator is not null
        and (definitions.unit = 'count' or metrics.denominator is not null)
    group by all

),

summed as (

    select
        places.region_code,
        counted."year",
        counted.metric,
        cast(sum(counted.reports) as bigint) as reports,
        cast(sum(counted.numerator) as double) as numerator,
        cast(sum(counted.denominator) as double) as denominator,
        cast(sum(counted.numerator) filter (where places.region_code = places.lowest_code) as double) as own
    from counted
    inner join places on counted.lowest_code = places.lowest_code
    group by all

)

select
    summed.region_code,
    summed."year",
    summed.metric,
    summed.reports,
    summed.numerator,
    summed.denominator,
    if(definitions.unit = 'count', summed.numerator, summed.numerator / nullif(summed.denominator, 0)) as "value",
    if(definitions.unit = 'count', summed.own, null) as own
from summed
inner join {{ ref('seed_metrics') }} as definitions on summed.metric = definitions.metric
