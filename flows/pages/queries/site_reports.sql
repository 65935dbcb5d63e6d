-- one row a report of these series, the youngest first, and how it came out
with found as (
    select
        report_id,
        count(*) filter (state <> 'fixed') as open_findings,
        count(*) as all_findings
    from marts.findings
    group by report_id
)

select
    agencies.series_id,
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    reports.form,
    reports.document_kind,
    reports.document_name,
    reports.source_uri,
    reports.published_on,
    reports.revision,
    reports.facts,
    coalesce(found.open_findings, 0) as open_findings,
    coalesce(found.all_findings, 0) as all_findings
from marts.reports as reports
inner join marts.agencies as agencies on reports.agency_id = agencies.agency_id
left join found on reports.report_id = found.report_id
where agencies.series_id in (select unnest(?::varchar[]))
order by reports."year" desc, reports.agency_name, reports.report_id
