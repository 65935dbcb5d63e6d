-- Whether a report speaks for a whole: its text says so, else the seeds do, else the kind of its agency does.
-- One that says it speaks for itself does.
with

summing as (

    select
        agency,
        first_year,
        last_year
    from {{ ref('seed_summaries') }}

    union all

    select
        parent as agency,
        first_year,
        last_year
    from {{ ref('seed_parents') }}

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    coalesce(any_value(speakers.precedence), 9) as precedence,
    coalesce(
        any_value(reports.stated_scope),
        if(count(summing.agency) > 0, 'whole', null),
        any_value(speakers.unless_stated),
        'own'
    ) = 'whole' as is_whole
from {{ ref('int_found_reports') }} as reports
inner join {{ ref('int_agencies') }} as agencies on reports.agency_id = agencies.agency_id
left join {{ ref('seed_region_speakers') }} as speakers on agencies.agency_kind = speakers.agency_kind
left join summing
    on
        reports.agency_name = summing.agency
        and reports."year" between summing.first_year and coalesce(summing.last_year, reports."year")
group by reports.report_id, reports.agency_id, reports.agency_name, reports."year"
