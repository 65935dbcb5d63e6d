-- one row a report of these series that the light page shows: those without a page of their own with all their figures,
-- and those whose prose is read; site_slots gives each slot its number
with reports as (
    select
        agencies.series_id,
        reports.*,
        not (? or exists (from marts.findings as findings where findings.report_id = reports.report_id)) as is_light
    from marts.reports as reports
    inner join marts.agencies as agencies on reports.agency_id = agencies.agency_id
    where agencies.series_id in (select unnest(?::varchar[]))
),

facts as (
    select
        facts.report_id,
        list(
            json_array(
                site_slots.number, facts.printed,
                array_position(['number', 'blank', 'not_applicable', 'unreadable'], facts.state) - 1,
                regexp_replace(regexp_replace(facts.locator, ';box=.*$', ''), '^path=.*(/tr)', 'path=\1')
            )
            order by site_slots.number
        ) as told
    from marts.facts as facts
    inner join reports on facts.report_id = reports.report_id and reports.is_light
    inner join site_slots on concat_ws('/', facts.table_name, facts.row_code, facts.column_code) = site_slots.slot
    group by facts.report_id
),

said as (
    select distinct
        disclosures.report_id,
        disclosures.category,
        claims.printed,
        claims.sentence,
        claims.locator
    from marts.disclosures as disclosures
    inner join reports on disclosures.report_id = reports.report_id
    inner join marts.crosswalk as crosswalk
        on
            disclosures.category = crosswalk.category
            and disclosures.form = crosswalk.form
            and crosswalk.source = 'claim'
    inner join marts.claims as claims
        on disclosures.report_id = claims.report_id and crosswalk.topic = claims.topic
    where disclosures.source = 'claim'
),

claims as (
    select
        report_id,
        list(
            json_array(category, printed, sentence, regexp_replace(locator, ';box=.*$', ''))
            order by category, sentence, printed
        ) as told
    from said
    group by report_id
)

select
    reports.series_id,
    reports.report_id,
    json_array(
        reports.agency_id, reports.agency_name, reports."year", reports.form, reports.document_name, reports.source_uri,
        reports.document_id
    )::varchar as about,
    coalesce(to_json(facts.told)::varchar, '[]') as facts,
    coalesce(to_json(claims.told)::varchar, '[]') as claims
from reports
left join facts on reports.report_id = facts.report_id
left join claims on reports.report_id = claims.report_id
where facts.told is not null or claims.told is not null
order by reports.series_id, reports.report_id
