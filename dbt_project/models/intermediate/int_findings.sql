-- Every finding of the reports as they stand: its fingerprint, its cells, and the place that it points at.
with

accused as (

    select * from {{ ref('int_accused') }}

),

evidence as (

    select
        report_id,
        identity,
        form,
        instance,
        list(slot order by slot_position) filter (where link = '') as slots,
        list(printed order by slot_position) filter (where link = '') as printed,
        list(locator order by slot_position) filter (where link = '') as locators,
        list(document_id order by slot_position) filter (where link = '') as document_ids,
        string_agg(
            concat_ws('=', if(link = '', '', link || '.') || slot, coalesce(printed, '?')), chr(10)
            order by link, slot_position, printed
        ) as printed_lines
    from {{ ref('int_finding_cells') }}
    group by report_id, identity, form, instance

),

claims as (

    select
        report_id,
        identity,
        form,
        instance,
        locator,
        document_id,
        concat_ws('=', 'claim.' || topic, printed) || chr(10) as printed_line
    from {{ ref('int_finding_claims') }}

),

identified as (

    select
        accused.*,
        reports.document_id as first_document_id,
        evidence.slots,
        evidence.printed,
        evidence.locators,
        evidence.document_ids,
        claims.locator as claim_locator,
        claims.document_id as claim_document_id,
        {{ short_key('f', "concat_ws(
            '|',
            coalesce(accused.agency_name, reports.document_id),
            accused.\"year\",
            accused.identity,
            accused.instance,
            coalesce(
                claims.printed_line || coalesce(evidence.printed_lines, ''),
                evidence.printed_lines,
                concat_ws('=', accused.left_value, reports.text_agency)
            )
        )") }} as finding_id
    from accused
    inner join {{ ref('int_reports') }} as reports on accused.report_id = reports.report_id
    left join evidence
        on
            accused.report_id = evidence.report_id
            and accused.identity = evidence.identity
            and accused.form = evidence.form
            and accused.instance = evidence.instance
    left join claims
        on
            accused.report_id = claims.report_id
            and accused.identity = claims.identity
            and accused.form = claims.form
            and accused.instance = claims.instance

),

-- an identity about the text as a whole points at the words that speak against it
read_at as (

    select
        accused.report_id,
        accused.identity,
        accused.form,
        accused.instance,
        any_value(attributes.locator) as locator,
        any_value(attributes.document_id) as document_id
    from accused
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accused.identity = terms.identity
            and accused.form = terms.form
            and accused.instance = terms.instance
    inner join {{ ref('int_attributes') }} as attributes
        on
            accused.report_id = attributes.report_id
            and terms.attribute = attributes.attribute
    where attributes.locator is not null
    group by accused.report_id, accused.identity, accused.form, accused.instance

),

-- what the locator is a place in: the number of the prose, else the first cell, else the words,
-- of a report in parts in the one which prints it
located as (

    select
        identified.*,
        coalesce(identified.claim_locator, identified.locators[1], read_at.locator) as locator,
        case
            when identified.claim_locator is not null then identified.claim_document_id
            when identified.locators[1] is not null then identified.document_ids[1]
            else coalesce(read_at.document_id, identified.first_document_id)
        end as document_id
    from identified
    left join read_at
        on
            identified.report_id = read_at.report_id
            and identified.identity = read_at.identity
            and identified.form = read_at.form
            and identified.instance = read_at.instance

)

select
    located.finding_id,
    located.report_id,
    located.agency_id,
    located.agency_name,
    located."year",
    located.identity,
    located.form,
    located.table_name,
    located.instance,
    located.status,
    located.reason,
    located.kind,
    located.severity,
    located.equation,
    located.says,
    located.says_en,
    located.basis,
    located.right_value as expected,
    located.left_value as actual,
    located.difference,
    coalesce(located.slots, []) as slots,
    coalesce(suspicions.suspect_slots, located.slots, []) as suspect_slots,
    coalesce(suspicions.suspected, 'undecided') as suspected,
    suspicions.suspected_reason,
    suspicions.pattern,
    suspicions.proposals,
    coalesce(located.printed, []) as printed_values,
    coalesce(located.locators, []) as locators,
    located.locator,
    located.document_id,
    documents.document_name,
    documents.source_uri,
    coalesce(located.document_ids, []) as document_ids
from located
inner join {{ ref('stg_documents') }} as documents on located.document_id = documents.document_id
left join {{ ref('int_suspicions') }} as suspicions
    on
        located.report_id = suspicions.report_id
        and located.identity = suspicions.identity
        and located.form = suspicions.form
        and located.instance = suspicions.instance
