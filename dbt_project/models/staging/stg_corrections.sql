with

source as (

    select * from {{ source('raw', 'corrections') }}

),

renamed as (

    select
        ---------- text
        agency as agency_name,
        slot,
        old_value,
        new_value,
        new_state,
        error_of,
        reason,
        author,
        place,

        ---------- numerics
        "year",
        new_number,

        ---------- timestamps
        decided_on

    from source

)

select * from renamed
