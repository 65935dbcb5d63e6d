with

source as (

    select * from {{ source('raw', 'forgotten') }}

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        name as document_name,
        reason,

        ---------- timestamps
        forgotten_at

    from source

)

select * from renamed
