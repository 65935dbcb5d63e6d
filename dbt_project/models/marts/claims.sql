select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    claims.topic,
    claims."value",
    claims.unit,
    claims.approximate,
    claims.printed,
    claims.sentence,
    claims.locator,
    claims.document_id,
    claims.other_value,
    claims.relation,
    claims.tolerance
from {{ ref('stg_claims') }} as claims
inner join {{ ref('int_parts') }} as parts on claims.document_id = parts.document_id
inner join {{ ref('int_reports') }} as reports on parts.first_document_id = reports.document_id
where not parts.is_superseded
