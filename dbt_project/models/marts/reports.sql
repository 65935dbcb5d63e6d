with

facts as (

    select
        report_id,
        count(*) as fact_count,
        count(distinct form) as forms,
        any_value(form) filter (where table_name = 'requests') as requests_form,
        any_value(form) filter (where table_name = 'proactive_disclosure') as proactive_form,
        any_value(form) as any_form
    from {{ ref('facts') }}
    group by report_id

),

claims as (

    select
        report_id,
        count(*) as claim_count
    from {{ ref('claims') }}
    group by report_id

),

problems as (

    select
        parts.first_document_id,
        count(*) as problem_count
    from {{ ref('int_problems') }} as problems
    inner join {{ ref('int_parts') }} as parts on problems.document_id = parts.document_id
    where not parts.is_superseded
    group by parts.first_document_id

),

findings as (

    select
        report_id,
        count(*) as finding_count
    from {{ ref('findings') }}
    where state != 'fixed'
    group by report_id

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    case
        when facts.forms > 1 then 'mixed'
        else coalesce(facts.requests_form, facts.proactive_form, facts.any_form, forms.form)
    end as form,
    reports.document_kind,
    reports.document_id,
    reports.document_name,
    reports.title,
    reports.source_uri,
    reports.published_on,
    reports.revision,
    reports.document_count as documents,
    coalesce(facts.fact_count, 0) as facts,
    coalesce(claims.claim_count, 0) as claims,
    coalesce(problems.problem_count, 0) as problems,
    coalesce(findings.finding_count, 0) as findings,
    reports.text_agency,
    reports.text_year,
    reports.agency_source,
    reports.year_source
from {{ ref('int_reports') }} as reports
left join facts on reports.report_id = facts.report_id
left join claims on reports.report_id = claims.report_id
left join problems on reports.document_id = problems.first_document_id
left join findings on reports.report_id = findings.report_id
left join {{ ref('forms') }} as forms
    on reports."year" between forms.first_year and coalesce(forms.last_year, reports."year")
