-- Every metric of every report, from the rows that define it: null where a term is missing or the denominator is zero.
-- Peers are the agencies of the same kind and level in the same year of which the metric has a value.
with

sides as (

    select
        metric,
        any_value(terms) filter (where side = 'numerator') as above,
        any_value(terms) filter (where side = 'denominator') as below
    from {{ ref('int_metric_terms') }}
    group by metric

),

summed as (

    select
        disclosures.report_id,
        terms.metric,
        case
            when count(disclosures."value") filter (where terms.side = 'numerator') = any_value(sides.above)
                then sum(disclosures."value") filter (where terms.side = 'numerator')
        end as numerator,
        case
            when count(disclosures."value") filter (where terms.side = 'denominator') = any_value(sides.below)
                then sum(disclosures."value") filter (where terms.side = 'denominator')
        end as denominator,
        any_value(sides.below) is null as is_count,
        max(list_position(['same', 'near', 'break'], disclosures.comparability)) as step
    from {{ ref('disclosures') }} as disclosures
    inner join {{ ref('int_metric_terms') }} as terms on disclosures.category = terms.category
    inner join sides on terms.metric = sides.metric
    group by disclosures.report_id, terms.metric

),

valued as (

    select
        *,
        ['same', 'near', 'break'][step] as comparability,
        case
            when is_count then cast(numerator as double)
            when denominator > 0 then cast(numerator as double) / cast(denominator as double)
        end as "value"
    from summed

),

placed as (

    select
        reports.agency_id,
        series.series_id,
        reports."year",
        agencies.level,
        agencies.agency_kind,
        agencies.province,
        agencies.sector,
        coalesce(counted.is_counted, false) as is_counted,
        valued.*
    from valued
    inner join {{ ref('int_reports') }} as reports on valued.report_id = reports.report_id
    inner join {{ ref('int_series') }} as series on reports.agency_id = series.agency_id
    inner join {{ ref('agencies') }} as agencies on reports.agency_id = agencies.agency_id
    left join {{ ref('int_counted_reports') }} as counted on reports.report_id = counted.report_id

)

select
    agency_id,
    series_id,
    "year",
    report_id,
    metric,
    numerator,
    denominator,
    "value",
    comparability,
    case
        when comparability != 'break' and lag("year") over in_series = "year" - 1
            then "value" - lag("value") over in_series
    end as change,
    case
        when "value" is not null
            then cast(rank() over (among_peers order by "value" desc nulls last) as integer)
    end as rank,
    cast(count("value") over among_peers as integer) as peers,
    case
        when "value" is not null
            then cast(rank() over (in_region order by "value" desc nulls last) as integer)
    end as rank_in_region,
    cast(count("value") over in_region as integer) as peers_in_region,
    level,
    agency_kind,
    sector,
    province,
    is_counted
from placed
window
    in_series as (partition by series_id, metric order by "year", agency_id),
    among_peers as (partition by metric, "year", level, agency_kind),
    in_region as (partition by metric, "year", level, agency_kind, province)
