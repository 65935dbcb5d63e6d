with

source as (

    select * from {{ ref('slots') }}

),

renamed as (

    select
        ---------- text
        form,
        table_name,
        row_code,
        column_code,
        unit,
        kind,

        ---------- numerics
        "position"

    from source

)

select * from renamed
