with

source as (

    {{ latest_extraction('problems') }}

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        kind,
        printed,
        locator,
        message

    from source

)

select * from renamed
