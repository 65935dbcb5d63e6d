with

source as (

    select * from {{ source('raw', 'identity_terms') }}

),

renamed as (

    select
        ---------- text
        identity,
        form,
        table_name,
        each,
        place,
        instance,
        part,
        unless_assessable,
        relation,
        side,
        function as side_function,
        row_code,
        column_code,
        attribute,

        ---------- numerics
        clause,
        coefficient,
        "constant",

        ---------- booleans
        prior as is_prior

    from source

)

select * from renamed
