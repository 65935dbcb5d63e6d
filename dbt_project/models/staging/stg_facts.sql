with

source as (

    {{ latest_extraction('facts') }}

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        form,
        table_name,
        row_code,
        column_code,
        printed,
        printed_unit,
        unit,
        state,
        locator,
        method,

        ---------- numerics
        "value",
        confidence

    from source

)

select * from renamed
