-- Of each report one number that changes with all that its rows of the harmonised series are made from: its own values,
-- those of its whole series, whether it is counted, and the changes of law.
with

laws as (

    select bit_xor(hash(breaks)) as rules
    from {{ ref('seed_breaks') }} as breaks -- noqa: AL05

),

categories as (

    select bit_xor(hash(categories)) as rules
    from {{ ref('int_categories') }} as categories -- noqa: AL05

),

reports as (

    select
        reports.report_id,
        reports.agency_name,
        series.series_id,
        hash(reports.report_id, reports.agency_id, reports."year", measured.measured_on) as measured
    from {{ ref('int_reports') }} as reports
    inner join {{ ref('int_series') }} as series on reports.agency_id = series.agency_id
    inner join {{ ref('int_measured_states') }} as measured on reports.report_id = measured.report_id

)

select
    reports.report_id,
    reports.series_id,
    hash(
        reports.agency_name,
        reports.series_id,
        reports.measured,
        bit_xor(reports.measured) over (partition by reports.series_id),
        counted.is_counted,
        laws.rules,
        categories.rules
    ) as followed_on
from reports
cross join laws
cross join categories
left join {{ ref('int_counted_reports') }} as counted on reports.report_id = counted.report_id
