with

source as (

    select * from {{ source('raw', 'sightings') }}

),

renamed as (

    select
        ---------- ids
        finding_id,
        run_id,

        ---------- timestamps
        seen_at

    from source

)

select * from renamed
