with

source as (

    select *
    from {{ source('raw', 'documents') }}
    qualify row_number() over (partition by document_id order by landed_at, uri) = 1

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        name as document_name,
        uri,
        media_type,
        coalesce(source_url, uri) as source_uri,
        nullif(regexp_replace(stated_agency, '\s+', '', 'g'), '') as stated_agency,
        stated_region_code,

        ---------- numerics
        stated_year,
        bytes as byte_count,

        ---------- timestamps
        published_on,
        landed_at

    from source

)

select * from renamed
