-- The form of every table of a report, and whether that form is the one in force for its year.
-- A table that is the same in two forms (disputes) fits the years of both.
with

slots as (

    select * from {{ ref('int_table_shapes') }}

),

fitting_years as (

    select
        slots.form,
        slots.table_name,
        same_shape.form as fitting_form,
        forms.first_year,
        forms.last_year
    from slots
    inner join slots as same_shape
        on
            slots.table_name = same_shape.table_name
            and slots.shape = same_shape.shape
    inner join {{ ref('forms') }} as forms on same_shape.form = forms.form

),

tables as (

    select distinct
        report_id,
        "year",
        form,
        table_name
    from {{ ref('facts') }}

)

select
    tables.report_id,
    tables.table_name,
    tables.form,
    bool_or(
        tables."year" between fitting_years.first_year and coalesce(fitting_years.last_year, tables."year")
    ) as fits_year
from tables
left join fitting_years
    on
        tables.form = fitting_years.form
        and tables.table_name = fitting_years.table_name
group by all
