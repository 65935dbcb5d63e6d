-- The cells that each finding is about, and what is printed there.
with

accused as (

    select * from {{ ref('int_accused') }}

),

facts as (

    select * from {{ ref('int_judged_facts') }}

),

terms as (

    select distinct
        accused.report_id,
        accused.identity,
        accused.form,
        accused.instance,
        terms.is_prior,
        terms.table_name,
        terms.row_code,
        terms.column_code
    from accused
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accused.identity = terms.identity
            and accused.form = terms.form
            and accused.instance = terms.instance
    where terms.row_code is not null

),

cells as (

    select
        terms.*,
        facts.printed,
        facts.state,
        facts."value",
        facts.locator,
        facts.document_id,
        slots."position" as slot_position
    from terms
    inner join {{ ref('int_reports') }} as reports on terms.report_id = reports.report_id
    left join facts
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
        accused.report_id,
        accused.identity,
        accused.form,
        accused.instance,
        false as is_prior,
        facts.table_name,
        facts.row_code,
        facts.column_code,
        facts.printed,
        facts.state,
        facts."value",
        facts.locator,
        facts.document_id,
        slots."position" as slot_position
    from accused
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accused.identity = terms.identity
            and accused.instance = terms.instance
            and terms.attribute = 'report.form_matches_year'
    inner join {{ ref('int_table_forms') }} as table_forms
        on
            accused.report_id = table_forms.report_id
            and not table_forms.fits_year
    inner join facts
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

    select * from cells

    union all

    select * from misfits

)

select
    *,
    {{ slot_name('shown') }} as slot
from shown
