-- Which reports an identity reads beside its own: those of the year before, of the agencies below, of the one above.
-- A report that should be there and is not is a row without a source: what needs it cannot be assessed.
with

reports as (

    select * from {{ ref('int_reports') }}
    where agency_name is not null and "year" is not null

),

successions as (

    select * from {{ ref('int_successions') }}

),

-- whose reports of the year before a report continues: its predecessors' in the year of the change, else its own
continued as (

    select
        reports.report_id,
        reports."year",
        successions.predecessor_name as agency_name
    from reports
    inner join successions
        on
            reports.agency_name = successions.successor_name
            and reports."year" = successions."year"
    where successions.kind != 'split'

    union all

    select
        reports.report_id,
        reports."year",
        reports.agency_name
    from reports
    left join reports as own
        on
            reports.agency_name = own.agency_name
            and reports."year" = own."year" + 1
    where
        own.report_id is not null
        or reports.agency_name not in (
            select successions.successor_name
            from successions
            where successions."year" = reports."year"
        )

),

links as (

    select
        report_id,
        'prior' as link,
        agency_name,
        "year" - 1 as "year"
    from continued

    union all

    select
        reports.report_id,
        'children' as link,
        parents.agency as agency_name,
        reports."year"
    from reports
    inner join {{ ref('seed_parents') }} as parents
        on
            reports.agency_name = parents.parent
            and reports."year" between parents.first_year and coalesce(parents.last_year, reports."year")

    union all

    select
        reports.report_id,
        'parent' as link,
        parents.parent as agency_name,
        reports."year"
    from reports
    inner join {{ ref('seed_parents') }} as parents
        on
            reports.agency_name = parents.agency
            and reports."year" between parents.first_year and coalesce(parents.last_year, reports."year")

)

select
    links.report_id,
    links.link,
    links.agency_name as source_agency_name,
    links."year" as source_year,
    sources.report_id as source_report_id
from links
left join reports as sources
    on
        links.agency_name = sources.agency_name
        and links."year" = sources."year"
