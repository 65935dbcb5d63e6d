-- Every fact that the latest extraction of a document counted stands in staging, and those of a report in the mart;
-- of a report in parts, a slot that an earlier part fills stands there once.
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

),

repeated as (

    select
        document_id,
        count(*) as facts
    from {{ ref('int_part_facts') }}
    where not is_first
    group by document_id

),

current_parts as (

    select parts.document_id
    from {{ ref('int_parts') }} as parts
    inner join {{ ref('int_reports') }} as reports on parts.first_document_id = reports.document_id
    where not parts.is_superseded

)

select
    reports.document_id,
    reports.fact_count,
    staged.facts as staged_facts,
    published.facts as published_facts
from {{ ref('stg_reports') }} as reports
left join staged on reports.document_id = staged.document_id
left join published on reports.document_id = published.document_id
left join repeated on reports.document_id = repeated.document_id
left join current_parts on reports.document_id = current_parts.document_id
where
    coalesce(staged.facts, 0) != reports.fact_count
    or (
        current_parts.document_id is not null
        and coalesce(published.facts, 0) + coalesce(repeated.facts, 0) != reports.fact_count
    )
