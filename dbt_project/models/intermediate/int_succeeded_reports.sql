-- Reports of one body for one year under two names, before a renaming or merger and after it: the one not counted.
-- Of two names of one body that which is in force in the year counts; what was merged counts in its successor, unless
-- that one speaks for a whole: then it is one of its parts.
with recursive

reports as (

    select * from {{ ref('int_report_scopes') }}
    where has_figures

),

successions as (

    select * from {{ ref('int_successions') }}

),

begun as (

    select
        successor_id as agency_id,
        max("year") as "year"
    from successions
    where kind = 'renamed'
    group by successor_id

),

ended as (

    select
        predecessor_id as agency_id,
        max("year") as "year"
    from successions
    where kind = 'renamed'
    group by predecessor_id

),

named as (

    select
        reports.*,
        first_value(reports.report_id) over (
            partition by reports.series_id, reports."year"
            order by
                reports.is_whole asc,
                reports."year" >= coalesce(begun."year", 0) and reports."year" < coalesce(ended."year", 9999) desc,
                coalesce(begun."year", 0) desc,
                reports.agency_id asc
        ) as report_in_force
    from reports
    left join begun on reports.agency_id = begun.agency_id
    left join ended on reports.agency_id = ended.agency_id

),

mergers as (

    select
        parts.series_id,
        wholes.series_id as successor_id,
        successions."year"
    from successions
    inner join {{ ref('int_series') }} as parts on successions.predecessor_id = parts.agency_id
    inner join {{ ref('int_series') }} as wholes on successions.successor_id = wholes.agency_id
    where successions.kind = 'merged'

),

chains as (

    select * from mergers

    union

    select
        chains.series_id,
        mergers.successor_id,
        greatest(chains."year", mergers."year") as "year"
    from chains
    inner join mergers on chains.successor_id = mergers.series_id

)

select
    named.report_id,
    coalesce(min(nullif(named.report_in_force, named.report_id)), min(merged_into.report_id)) as counted_under
from named
left join chains
    on
        named.series_id = chains.series_id
        and named."year" >= chains."year"
        and chains.series_id != chains.successor_id
left join named as merged_into
    on
        chains.successor_id = merged_into.series_id
        and named."year" = merged_into."year"
        and merged_into.report_id = merged_into.report_in_force
        and not merged_into.is_whole
where named.report_id != named.report_in_force or merged_into.report_id is not null
group by named.report_id
