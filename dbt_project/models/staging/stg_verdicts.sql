with

source as (

    select * from {{ source('raw', 'verdicts') }}

),

renamed as (

    select
        ---------- ids
        finding_id,

        ---------- text
        agency as agency_name,
        identity,
        instance,
        verdict,
        reason,
        author,
        place,

        ---------- numerics
        "year",

        ---------- timestamps
        decided_on

    from source

)

select * from renamed
