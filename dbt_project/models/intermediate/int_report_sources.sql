-- Of each report one number that changes with all that its facts are made from: whose it is, what was read in its
-- documents and when, and the corrections in force. Where the number is the same, its facts are the same.
with

corrections as (

    select
        agency_name,
        "year",
        bit_xor(hash(corrections)) as corrections
    from {{ ref('stg_corrections') }} as corrections -- noqa: AL05
    group by agency_name, "year"

)

select
    reports.report_id,
    hash(
        reports.agency_id,
        reports.agency_name,
        reports."year",
        reports.document_count,
        contents.read_from,
        corrections.corrections
    ) as made_from
from {{ ref('int_reports') }} as reports
inner join {{ ref('int_document_contents') }} as contents on reports.document_id = contents.document_id
left join corrections
    on
        reports.agency_name = corrections.agency_name
        and reports."year" = corrections."year"
