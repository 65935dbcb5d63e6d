with

source as (

    select * from {{ source('raw', 'codes') }}

),

renamed as (

    select
        ---------- text
        code_list,
        code,
        label_zh,
        label_en,

        ---------- numerics
        "position"

    from source

)

select * from renamed
