with

source as (

    select * from {{ source('raw', 'identity_terms') }}

),

renamed as (

    select
        ---------- text
        identity,
        form,
        identity_table,
        each,
        place,
        instance,
        part,
        severity,
        unless_assessable,
        applies,
        relation,
        side,
        function as side_function,
        table_name,
        row_code,
        column_code,
        link,
        attribute,
        claim as topic,

        ---------- numerics
        clause,
        tolerance,
        coefficient,
        "constant",

        ---------- booleans
        link = 'prior' as is_prior

    from source

)

select * from renamed
