with

-- where a document came from is told by its first landing
landings as (

    select *
    from {{ source('raw', 'documents_in_force') }}
    qualify row_number() over (partition by document_id order by landed_at, uri) = 1

),

-- what is stated of it, by the last
statements as (

    select *
    from {{ source('raw', 'documents_in_force') }}
    qualify row_number() over (partition by document_id order by landed_at desc, run_id desc) = 1

),

renamed as (

    select
        ---------- ids
        landings.document_id,

        ---------- text
        landings.name as document_name,
        landings.uri,
        landings.media_type,
        coalesce(statements.source_url, landings.uri) as source_uri,
        nullif(regexp_replace(statements.stated_agency, '\s+', '', 'g'), '') as stated_agency,
        statements.stated_region_code,
        statements.part_of,

        ---------- numerics
        statements.stated_year,
        landings.bytes as byte_count,
        statements.part_no,

        ---------- booleans
        coalesce(statements.part_stated, false) as part_stated,

        ---------- timestamps
        statements.published_on,
        landings.landed_at

    from landings
    inner join statements on landings.document_id = statements.document_id

)

select * from renamed
