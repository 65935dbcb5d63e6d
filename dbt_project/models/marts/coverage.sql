-- Agency by year: which reports were expected, and which of them were found, in time, late or not at all.
with

expected as (

    select * from {{ ref('int_expected_reports') }}

),

found as (

    select * from {{ ref('int_found_reports') }}

),

joined as (

    select
        coalesce(expected.agency_id, found.agency_id) as agency_id,
        coalesce(expected."year", found."year") as "year",
        expected.agency_id is not null as is_expected,
        found.report_id,
        found.published_on
    from expected
    full outer join found
        on
            expected.agency_id = found.agency_id
            and expected."year" = found."year"

)

select
    joined.agency_id,
    agencies.agency_name,
    agencies.region_code,
    agencies.province,
    agencies.level,
    agencies.sector,
    joined."year",
    joined.is_expected,
    case
        when joined.report_id is null then 'missing'
        when not joined.is_expected then 'unexpected'
        when joined.published_on > due_dates.due_on then 'late'
        else 'found'
    end as status,
    joined.report_id,
    joined.published_on,
    due_dates.due_on,
    case
        when joined.published_on is not null
            then greatest(date_diff('day', due_dates.due_on, joined.published_on), 0)
    end as days_late,
    counted.is_counted,
    counted.reason as counting_reason
from joined
inner join {{ ref('agencies') }} as agencies on joined.agency_id = agencies.agency_id
left join {{ ref('int_due_dates') }} as due_dates
    on
        agencies.agency_kind = due_dates.agency_kind
        and joined."year" = due_dates."year"
left join {{ ref('int_counted_reports') }} as counted on joined.report_id = counted.report_id
