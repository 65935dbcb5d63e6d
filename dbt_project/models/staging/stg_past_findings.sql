-- Findings as they were when last published; what a former version did not know of them is null.
with

source as (

    select
        finding_id,
        from_json(finding, '{{ finding_structure() }}') as finding
    from {{ source('raw', 'past_findings') }}

),

renamed as (

    select
        finding_id, -- noqa: RF03
        finding.* exclude (finding_id) -- noqa: RF03
    from source

)

select * from renamed
