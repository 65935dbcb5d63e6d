-- one row a series: its reports, and its numbers by category, as JSON in the order that explorer.js reads
with paged as (
    select distinct report_id from marts.findings
),

categories as (
    select
        category,
        row_number() over (order by "position", category) - 1 as number
    from marts.categories
),

reports as (
    select
        agencies.series_id,
        reports.report_id,
        json_array(
            reports.report_id, reports.agency_id, reports.agency_name, reports."year", reports.form,
            (? or paged.report_id is not null)::integer
        ) as told,
        row_number() over (partition by agencies.series_id order by reports."year", reports.report_id) - 1 as number
    from marts.reports as reports
    inner join marts.agencies as agencies on reports.agency_id = agencies.agency_id
    left join paged on reports.report_id = paged.report_id
    where agencies.series_id in (select unnest(?::varchar[]))
),

disclosures as (
    select
        *,
        nullif(concat_ws(' / ', reason_zh, reason_en), '') as reason
    from marts.disclosures
    where series_id in (select unnest(?::varchar[]))
),

reasons as (
    select
        series_id,
        list(distinct reason order by reason) filter (where reason is not null) as reasons
    from disclosures
    group by series_id
),

numbers as (
    select
        disclosures.series_id,
        list(
            json_array(
                categories.number, reports.number, disclosures."value"::double,
                array_position(['number', 'blank', 'not_applicable', 'unreadable'], disclosures.state) - 1,
                array_position(['same', 'near', 'break'], disclosures.comparability) - 1,
                (disclosures.source = 'claim')::integer,
                array_position(reasons.reasons, disclosures.reason) - 1
            )
            order by categories.number, reports.number
        ) as rows_told
    from disclosures
    inner join categories on disclosures.category = categories.category
    inner join reports on disclosures.report_id = reports.report_id
    inner join reasons on disclosures.series_id = reasons.series_id
    group by disclosures.series_id
),

told_reports as (
    select
        series_id,
        list(told order by number) as reports_told
    from reports
    group by series_id
)

select
    told_reports.series_id,
    to_json(told_reports.reports_told)::varchar as reports,
    coalesce(to_json(numbers.rows_told)::varchar, '[]') as "rows",
    coalesce(to_json(reasons.reasons)::varchar, '[]') as reasons
from told_reports
left join numbers on told_reports.series_id = numbers.series_id
left join reasons on told_reports.series_id = reasons.series_id
