with

figures as (
    select
        report_id,
        received__total as received,
        outcomes_total__total as concluded,
        carried_out__total as carried_out
    from sim_wide_requests
    union all
    select
        report_id,
        requests_received__value,
        requests_concluded__value,
        null
    from sim_wide_statistics
),

said as (
    select
        report_id,
        unnest([
            {'topic': 'requests_received', 'value': received},
            {'topic': 'requests_concluded', 'value': concluded},
            {'topic': 'requests_carried_out', 'value': carried_out}
        ], recursive := true)
    from figures
)

select
    reports.*,
    said.topic,
    said.value,
    '件' as unit,
    false as approximate,
    said.value::bigint || '件' as printed,
    format('{}年，本机关办理政府信息公开申请{}件。', reports.year, said.value::bigint) as sentence,
    'path=/html/body[1]/p[2]' as locator
from said
inner join sim_chunk as reports on said.report_id = reports.report_id
where said.value is not null
