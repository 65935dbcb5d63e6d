with

source as (

    {{ latest_extraction('claims') }}

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        topic,
        unit,
        printed,
        sentence,
        locator,

        ---------- numerics
        "value",

        ---------- booleans
        approximate

    from source

)

select * from renamed
