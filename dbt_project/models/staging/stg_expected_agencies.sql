with

source as (

    select * from {{ source('raw', 'expected_agencies') }}

),

renamed as (

    select
        ---------- text
        agency as agency_name,
        place,

        ---------- numerics
        first_year,
        last_year

    from source

)

select * from renamed
