with

source as (

    select *
    from {{ source('raw', 'reports') }}
    where document_id in (select in_force.document_id from {{ source('raw', 'documents_in_force') }} as in_force)
    qualify row_number() over (partition by document_id order by loaded_at desc, extractor_version desc) = 1

),

renamed as (

    select
        ---------- ids
        document_id,

        ---------- text
        nullif(regexp_replace(agency, '\s+', '', 'g'), '') as agency_name,
        form,
        document_kind,
        title,
        agency_source,
        year_source,
        nullif(regexp_replace(text_agency, '\s+', '', 'g'), '') as text_agency,
        agency_locator,
        year_locator,
        stated_scope,
        scope_locator,
        extractor_version,

        ---------- numerics
        "year",
        text_year,
        facts as fact_count,
        claims as claim_count,
        problems as problem_count,

        ---------- lists
        sentences,

        ---------- timestamps
        loaded_at

    from source

)

select * from renamed
