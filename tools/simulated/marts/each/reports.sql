select
    *,
    'statutory_report' as document_kind,
    if(revised, 2, 1) as revision,
    1 as documents,
    case form when '2014' then 58 when '2019' then 198 else 200 end as facts,
    5 as claims,
    scanned::integer as problems,
    coalesce(error_counts.findings, 0) as findings,
    agency_name as text_agency,
    year as text_year,
    'title' as agency_source,
    'title' as year_source
from sim_chunk
left join (
    select
        error,
        form,
        count(*) as findings
    from sim_errors
    group by error, form
) as error_counts using (error, form)
