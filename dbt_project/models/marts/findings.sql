with

results as (

    select
        results.*,
        identities.equation,
        identities.basis,
        identities.says,
        identities.says_en
    from {{ ref('identity_results') }} as results
    inner join {{ ref('stg_identities') }} as identities
        on
            results.identity = identities.identity
            and results.form = identities.form
            and results.each = identities.each

),

-- a form on which nothing is filled in is nobody's error
filled_in as (

    select report_id
    from {{ ref('facts') }}
    group by report_id
    having bool_or(state not in ('blank', 'not_applicable'))

),

accusing as (

    select results.*
    from results
    left join filled_in on results.report_id = filled_in.report_id
    where
        results.status = 'broken'
        or (
            results.reason in ('blank', 'all_blank', 'unreadable')
            and filled_in.report_id is not null
        )

),

terms as (

    select distinct
        accusing.report_id,
        accusing.identity,
        accusing.form,
        accusing.instance,
        terms.is_prior,
        terms.table_name,
        terms.row_code,
        terms.column_code
    from accusing
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accusing.identity = terms.identity
            and accusing.form = terms.form
            and accusing.instance = terms.instance
    where terms.row_code is not null

),

cells as (

    select
        terms.*,
        facts.printed,
        facts.locator,
        facts.document_id,
        slots."position" as slot_position,
        {{ slot_name('terms') }} as slot
    from terms
    inner join {{ ref('int_reports') }} as reports on terms.report_id = reports.report_id
    left join {{ ref('facts') }} as facts
        on
            facts.report_id = if(terms.is_prior, reports.prior_report_id, reports.report_id)
            and terms.table_name = facts.table_name
            and terms.row_code = facts.row_code
            and terms.column_code = facts.column_code
    left join {{ ref('stg_slots') }} as slots
        on
            terms.form = slots.form
            and terms.table_name = slots.table_name
            and terms.row_code = slots.row_code
            and terms.column_code = slots.column_code

),

-- of a table on a form that is not in force, its first cell is shown
misfits as (

    select
        accusing.report_id,
        accusing.identity,
        accusing.form,
        accusing.instance,
        false as is_prior,
        facts.printed,
        facts.locator,
        facts.document_id,
        slots."position" as slot_position,
        {{ slot_name('facts') }} as slot
    from accusing
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accusing.identity = terms.identity
            and accusing.instance = terms.instance
            and terms.attribute = 'report.form_matches_year'
    inner join {{ ref('int_table_forms') }} as table_forms
        on
            accusing.report_id = table_forms.report_id
            and not table_forms.fits_year
    inner join {{ ref('facts') }} as facts
        on
            table_forms.report_id = facts.report_id
            and table_forms.table_name = facts.table_name
    inner join {{ ref('stg_slots') }} as slots
        on
            facts.form = slots.form
            and facts.table_name = slots.table_name
            and facts.row_code = slots.row_code
            and facts.column_code = slots.column_code
    qualify row_number() over (partition by facts.report_id, facts.table_name order by slots."position") = 1

),

shown as (

    select
        report_id,
        identity,
        form,
        instance,
        is_prior,
        printed,
        locator,
        document_id,
        slot_position,
        slot
    from cells

    union all

    select * from misfits

),

evidence as (

    select
        report_id,
        identity,
        form,
        instance,
        list(slot order by slot_position) filter (where not is_prior) as slots,
        list(printed order by slot_position) filter (where not is_prior) as printed,
        list(locator order by slot_position) filter (where not is_prior) as locators,
        list(document_id order by slot_position) filter (where not is_prior) as document_ids,
        string_agg(
            concat_ws('=', if(is_prior, 'prior.', '') || slot, coalesce(printed, '?')), chr(10)
            order by is_prior, slot_position
        ) as printed_lines
    from shown
    group by report_id, identity, form, instance

),

identified as (

    select
        accusing.*,
        reports.document_id as first_document_id,
        evidence.slots,
        evidence.printed,
        evidence.locators,
        evidence.document_ids,
        {{ short_key('f', "concat_ws(
            '|',
            coalesce(accusing.agency_name, reports.document_id),
            accusing.\"year\",
            accusing.identity,
            accusing.instance,
            coalesce(evidence.printed_lines, concat_ws('=', accusing.left_value, reports.text_agency))
        )") }} as finding_id
    from accusing
    inner join {{ ref('int_reports') }} as reports on accusing.report_id = reports.report_id
    left join evidence
        on
            accusing.report_id = evidence.report_id
            and accusing.identity = evidence.identity
            and accusing.form = evidence.form
            and accusing.instance = evidence.instance

),

-- an identity about agency or year points at the words of the text
read_at as (

    select
        accusing.report_id,
        accusing.identity,
        accusing.form,
        accusing.instance,
        attributes.locator,
        attributes.document_id
    from accusing
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accusing.identity = terms.identity
            and accusing.form = terms.form
            and accusing.instance = terms.instance
    inner join {{ ref('int_attributes') }} as attributes
        on
            accusing.report_id = attributes.report_id
            and terms.attribute = attributes.attribute

),

-- what the locator is a place in: of a report in parts, the one which prints the figure
located as (

    select
        identified.*,
        coalesce(identified.locators[1], read_at.locator) as locator,
        case
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

),

sightings as (

    select
        finding_id,
        min(seen_at) as first_seen
    from {{ ref('stg_sightings') }}
    group by finding_id

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
    coalesce(located.slots, []) as suspect_slots,
    'undecided' as suspected,
    cast(null as varchar) as suspected_reason,
    cast(null as varchar) as pattern,
    cast(null as varchar) as proposals,
    coalesce(located.printed, []) as printed_values,
    coalesce(located.locators, []) as locators,
    located.locator,
    located.document_id,
    documents.document_name,
    documents.source_uri,
    coalesce(located.document_ids, []) as document_ids,
    if(accepted.identity is null, 'open', 'accepted') as state,
    accepted.reason as accepted_reason,
    coalesce(sightings.first_seen, {{ run_started_at_literal() }}) as first_seen,
    {{ run_started_at_literal() }} as last_seen,
    cast(null as varchar) as request_zh,
    cast(null as varchar) as request_en
from located
inner join {{ ref('stg_documents') }} as documents on located.document_id = documents.document_id
left join sightings on located.finding_id = sightings.finding_id
left join {{ ref('accepted') }} as accepted
    on
        located.agency_name = accepted.agency
        and located."year" = accepted."year"
        and located.identity = accepted.identity
        and located.instance = accepted.instance
