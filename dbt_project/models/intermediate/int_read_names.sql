-- Whose report each document is, as confirmed or completed: another name that was confirmed gives way to the agency's,
-- and a name without its place gets that of the region which the manifest states: so does one that begins with a
-- county of which several regions have one, or with a town or a zone, since one name is one agency.
with

words as (

    select
        string_agg("text", '|') filter (where "role" = 'no_level') as no_level,
        string_agg("text", '|') filter (where "role" = 'place') as place,
        -- the class of Chinese characters is written otherwise here than in Python
        replace(
            string_agg("text", '|') filter (where "role" = 'whole'), '[\u4e00-\u9fff]', '\p{Han}'
        ) as whole,
        '^(' || string_agg("text", '|') filter (where "role" = 'level') || ')' as levels
    from {{ ref('agency_words') }}
    where "role" in ('level', 'no_level', 'place', 'whole')

),

levels as (

    select "text" as word
    from {{ ref('agency_words') }}
    where "role" = 'level'

    union all

    select pattern as word
    from {{ ref('seed_place_patterns') }}
    where "role" = 'level'

),

beginnings as (

    select distinct left(unnest(list_append(other_names, region_name)), 2) as two_characters
    from {{ ref('int_regions') }}

),

-- the names that may lack their place: they begin with a level, or as no region does
open_names as (

    select distinct reports.agency_name
    from {{ ref('stg_reports') }} as reports
    left join levels on starts_with(reports.agency_name, levels.word)
    where
        levels.word is not null
        or left(reports.agency_name, 2) not in (
            select beginnings.two_characters from beginnings
        )

),

lacking as (

    select
        open_names.agency_name,
        not regexp_matches(open_names.agency_name, words.place) as names_no_place,
        regexp_matches(open_names.agency_name, words.levels) as begins_with_level
    from open_names
    cross join words
    where
        not regexp_matches(open_names.agency_name, '^(' || words.no_level || ')')
        and not regexp_full_match(open_names.agency_name, words.whole)

),

names as (

    select
        reports.document_id,
        reports.agency_name as read_agency,
        reports."year",
        documents.stated_region_code,
        documents.landed_at,
        lacking.agency_name is not null as may_lack_place,
        coalesce(lacking.names_no_place, false) as names_no_place,
        coalesce(lacking.begins_with_level, false) as begins_with_level
    from {{ ref('stg_reports') }} as reports
    inner join {{ ref('stg_documents') }} as documents on reports.document_id = documents.document_id
    left join lacking on reports.agency_name = lacking.agency_name
    where reports.agency_name is not null

),

-- the region stated, or the one above it whose kind the name begins with
completed as (

    select
        names.document_id,
        regions.place || substr(names.read_agency, length(coalesce(levels.word, '')) + 1) as agency_name
    from names
    left join levels on starts_with(names.read_agency, levels.word)
    inner join {{ ref('int_regions') }} as regions
        on
            regions.region_code in (
                names.stated_region_code,
                left(names.stated_region_code, 4) || '00',
                left(names.stated_region_code, 2) || '0000'
            )
            and (ends_with(regions.region_name, levels.word) or levels.word is null)
    where names.may_lack_place and (levels.word is not null or names.names_no_place)
    qualify row_number() over (
        partition by names.document_id order by length(levels.word) desc, regions.region_code desc
    ) = 1

)

select
    names.document_id,
    names.read_agency,
    names."year",
    names.stated_region_code,
    names.landed_at,
    names.may_lack_place and (names.names_no_place or names.begins_with_level)
    and completed.document_id is null as lacks_place,
    coalesce(
        confirmed.agency, completed.agency_name, stated_names.agency_name, names.read_agency
    ) as agency_name
from names
left join completed on names.document_id = completed.document_id
left join {{ ref('int_stated_names') }} as stated_names
    on
        names.read_agency = stated_names.read_agency
        and names.stated_region_code = stated_names.stated_region_code
left join {{ ref('seed_agency_names') }} as confirmed
    on
        names.read_agency = confirmed.other_name
        and coalesce(names."year", confirmed.last_year, 0)
        between coalesce(confirmed.first_year, 0) and coalesce(confirmed.last_year, 9999)
qualify row_number() over (partition by names.document_id order by confirmed.first_year desc nulls last) = 1
