-- What identities ask of the agency, and whether what is stated of the report is what its text says.
with

reports as (

    select * from {{ ref('int_reports') }}

),

forms_in_force as (

    select
        reports.report_id,
        cast(forms.form as integer) as form
    from reports
    inner join {{ ref('forms') }} as forms
        on reports."year" between forms.first_year and coalesce(forms.last_year, reports."year")

),

report_forms as (

    select
        report_id,
        bool_and(fits_year) as fits_year,
        cast(min(form) filter (where not fits_year) as integer) as misfit
    from {{ ref('int_table_forms') }}
    where fits_year is not null
    group by report_id

),

-- of a table on a form that is not in force, its first cell is shown
misfits as (

    select
        report_id,
        list(slot order by "position") as slots
    from (
        select
            table_forms.report_id,
            slots."position",
            {{ slot_name('slots') }} as slot
        from {{ ref('int_table_forms') }} as table_forms
        inner join {{ ref('stg_slots') }} as slots
            on
                table_forms.form = slots.form
                and table_forms.table_name = slots.table_name
        where not table_forms.fits_year
        qualify
            row_number() over (
                partition by table_forms.report_id, table_forms.table_name order by slots."position"
            ) = 1
    )
    group by report_id

)

select
    report_id,
    'agency.makes_rules' as attribute,
    makes_rules as holds,
    cast(null as integer) as left_value,
    cast(null as integer) as right_value,
    cast(null as varchar[]) as slots,
    cast(null as varchar) as locator,
    cast(null as varchar) as document_id
from reports
where makes_rules is not null

union all

-- a text often shortens the name or leaves out the place, so one within the other is no contradiction
select
    report_id,
    'report.agency_matches_text' as attribute,
    contains(agency_name, text_agency) or contains(text_agency, agency_name)
    or contains(read_agency, text_agency) or contains(text_agency, read_agency) as holds,
    null as left_value,
    null as right_value,
    null as slots,
    agency_locator as locator,
    agency_document_id as document_id
from reports
where agency_name is not null and text_agency is not null

union all

select
    report_id,
    'report.year_matches_text' as attribute,
    "year" = text_year as holds,
    text_year as left_value,
    "year" as right_value,
    null as slots,
    year_locator as locator,
    year_document_id as document_id
from reports
where "year" is not null and text_year is not null

union all

select
    report_forms.report_id,
    'report.form_matches_year' as attribute,
    report_forms.fits_year as holds,
    coalesce(report_forms.misfit, forms_in_force.form) as left_value,
    forms_in_force.form as right_value,
    misfits.slots,
    null as locator,
    null as document_id
from report_forms
inner join forms_in_force on report_forms.report_id = forms_in_force.report_id
left join misfits on report_forms.report_id = misfits.report_id
