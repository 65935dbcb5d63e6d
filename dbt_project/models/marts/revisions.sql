-- Slot by slot, what a republished report changed; documents of equal facts are one revision and no row.
with

-- revisions in which figures were read, each with the one before it
revisions as (

    select
        revisions.report_id,
        revisions.revision,
        revisions.document_id,
        documents.published_on,
        lag(revisions.revision) over revisions_of_report as prior_revision,
        lag(revisions.document_id) over revisions_of_report as prior_document_id,
        lag(documents.published_on) over revisions_of_report as prior_published_on
    from {{ ref('int_revisions') }} as revisions
    inner join {{ ref('int_documents') }} as documents on revisions.document_id = documents.document_id
    where
        revisions.speaks_for_revision
        and revisions.document_id in (select int_facts.first_document_id from {{ ref('int_facts') }})
    window revisions_of_report as (partition by revisions.report_id order by revisions.revision)

),

facts_after as (

    select
        revisions.report_id,
        revisions.revision,
        facts.*
    from revisions
    inner join {{ ref('int_facts') }} as facts on revisions.document_id = facts.first_document_id
    where revisions.prior_revision is not null

),

facts_before as (

    select
        revisions.report_id,
        revisions.revision,
        facts.*
    from revisions
    inner join {{ ref('int_facts') }} as facts on revisions.prior_document_id = facts.first_document_id

),

compared as (

    select
        coalesce(after.report_id, before.report_id) as report_id,
        coalesce(after.revision, before.revision) as revision,
        coalesce(after.form, before.form) as form,
        coalesce(after.table_name, before.table_name) as table_name,
        coalesce(after.row_code, before.row_code) as row_code,
        coalesce(after.column_code, before.column_code) as column_code,
        coalesce(after.unit, before.unit) as unit,
        before.printed as printed_before,
        after.printed as printed_after,
        before."value" as value_before,
        after."value" as value_after,
        before.state as state_before,
        after.state as state_after,
        before.document_id as document_before,
        after.document_id as document_after,
        before.locator as locator_before,
        after.locator as locator_after
    from facts_after as after
    full outer join facts_before as before
        on
            after.report_id = before.report_id
            and after.revision = before.revision
            and after.table_name = before.table_name
            and after.row_code = before.row_code
            and after.column_code = before.column_code

)

select
    compared.report_id,
    reports.agency_id,
    reports.agency_name,
    reports."year",
    revisions.revision,
    revisions.prior_revision,
    revisions.document_id,
    revisions.prior_document_id,
    revisions.published_on,
    revisions.prior_published_on,
    compared.form,
    compared.table_name,
    compared.row_code,
    compared.column_code,
    {{ slot_name('compared') }} as slot,
    compared.printed_before,
    compared.printed_after,
    compared.value_before,
    compared.value_after,
    compared.unit,
    compared.state_before,
    compared.state_after,
    compared.document_before,
    compared.document_after,
    compared.locator_before,
    compared.locator_after
from compared
inner join revisions
    on
        compared.report_id = revisions.report_id
        and compared.revision = revisions.revision
inner join {{ ref('int_reports') }} as reports on compared.report_id = reports.report_id
where
    compared.state_before is distinct from compared.state_after
    or coalesce(cast(compared.value_before as varchar), compared.printed_before)
    is distinct from coalesce(cast(compared.value_after as varchar), compared.printed_after)
