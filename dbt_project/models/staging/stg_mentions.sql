with

source as (

    {{ latest_extraction('mentions') }}

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        topic,
        printed,
        sentence,
        locator,

        ---------- numerics
        "position"

    from source

)

select * from renamed
