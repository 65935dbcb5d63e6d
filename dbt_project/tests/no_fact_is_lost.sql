-- Every fact that the latest extraction of a document counted stands in staging, and those of a report in the mart.
with

staged as (

    select
        document_id,
        count(*) as facts
    from {{ ref('stg_facts') }}
    group by document_id

),

published as (

    select
        document_id,
        count(*) as facts
    from {{ ref('facts') }}
    group by document_id

)

select
    reports.document_id,
    reports.fact_count,
    staged.facts as staged_facts,
    published.facts as published_facts
from {{ ref('stg_reports') }} as reports
left join staged on reports.document_id = staged.document_id
left join published on reports.document_id = published.document_id
left join {{ ref('int_reports') }} as current_reports on reports.document_id = current_reports.document_id
where
    coalesce(staged.facts, 0) != reports.fact_count
    or (current_reports.document_id is not null and coalesce(published.facts, 0) != reports.fact_count)
