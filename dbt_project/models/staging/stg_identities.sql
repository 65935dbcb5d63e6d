-- One row an identity, a form, a table and an `each`, where identities.csv writes * for every form that has the table.
with

source as (

    select * from {{ ref('identities') }}

),

forms as (

    select distinct
        table_name,
        form
    from {{ ref('slots') }}

    union all

    select
        'report' as table_name,
        '*' as form

),

renamed as (

    select
        ---------- text
        source.identity,
        forms.form,
        source."table" as table_name,
        source.each,
        source.equation,
        source.kind,
        source.applies,
        source.basis,
        source.says,
        source.says_en,
        source.since,
        -- one word a part where the parts differ: the gravest stands for all
        case
            when contains(source.severity, 'critical') then 'critical'
            when contains(source.severity, 'warning') then 'warning'
            else 'info'
        end as severity

    from source
    inner join forms
        on
            source."table" = forms.table_name
            and source.form in ('*', forms.form)

)

select * from renamed
