-- Names that only the region which the manifest states makes whole: one that begins with a county of which several
-- regions have one, and a town or a zone without its region. One name is one agency, so each gets its place.
with

stated as (

    select distinct
        reports.agency_name as read_agency,
        documents.stated_region_code
    from {{ ref('stg_reports') }} as reports
    inner join {{ ref('stg_documents') }} as documents on reports.document_id = documents.document_id
    where reports.agency_name is not null and documents.stated_region_code is not null

),

beginning_with as (

    select
        stated.read_agency,
        stated.stated_region_code,
        spellings.region_code,
        spellings.is_bare,
        spellings.former_name,
        stated.letters,
        starts_with(spellings.region_code, regexp_replace(stated.stated_region_code, '(00)+$', ''))
        or starts_with(stated.stated_region_code, regexp_replace(spellings.region_code, '(00)+$', '')) as is_stated
    from (
        select
            read_agency,
            stated_region_code,
            unnest(range(2, least(length(read_agency), 30) + 1)) as letters
        from stated
    ) as stated
    inner join {{ ref('int_region_spellings') }} as spellings
        on left(stated.read_agency, stated.letters) = spellings.spelling
    qualify
        dense_rank() over (
            partition by stated.read_agency, stated.stated_region_code
            order by spellings.is_bare asc, stated.letters desc
        ) = 1

)

select
    beginning_with.read_agency,
    beginning_with.stated_region_code,
    any_value(regions.place) filter (where beginning_with.is_stated and beginning_with.former_name = '')
    || substr(beginning_with.read_agency, any_value(beginning_with.letters) + 1) as agency_name
from beginning_with
inner join {{ ref('int_regions') }} as regions on beginning_with.region_code = regions.region_code
where not beginning_with.is_bare
group by beginning_with.read_agency, beginning_with.stated_region_code
having
    count(distinct regions.lasting_code) > 1
    and count(distinct regions.place) filter (
        where beginning_with.is_stated and beginning_with.former_name = ''
    ) = 1

union all

-- a town or a zone without its region
select
    stated.read_agency,
    stated.stated_region_code,
    regions.place || stated.read_agency as agency_name
from stated
inner join {{ ref('int_regions') }} as regions on stated.stated_region_code = regions.region_code
left join beginning_with on stated.read_agency = beginning_with.read_agency
left join {{ ref('seed_agency_leads') }} as leads on starts_with(stated.read_agency, leads.beginning)
inner join {{ ref('seed_place_patterns') }} as patterns
    on
        patterns."role" in ('zone', 'town')
        and regexp_matches(stated.read_agency, patterns.pattern)
where beginning_with.read_agency is null and leads.beginning is null
group by all
