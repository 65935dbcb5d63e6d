with

source as (

    select * from {{ source('raw', 'runs') }}

),

renamed as (

    select
        ---------- ids
        run_id,

        ---------- text
        status,

        ---------- timestamps
        started_at

    from source

)

select * from renamed
