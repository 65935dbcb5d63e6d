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
        relation,

        ---------- numerics
        "value",
        other_value,
        tolerance,

        ---------- booleans
        approximate

    from source

)

select * from renamed
