-- Names that are one name written in several ways, with or without what the region lies in, or abbreviated:
-- the same organ of the same region. A former name of the region is another name, and so another agency.
-- The name in the seeds counts, else the one not abbreviated, else the one that landed first.
with

places as (

    select
        places.*,
        names.is_seeded,
        names.landed_at,
        names.known_in,
        regions.lasting_code
    from {{ ref('int_agency_places') }} as places
    left join {{ ref('int_regions') }} as regions on places.region_code = regions.region_code
    inner join {{ ref('int_agency_names') }} as names on places.agency_name = names.agency_name

),

written_out as (

    select
        places.agency_name,
        left(places.organ, length(places.organ) - length(words."text")) || words.meaning as organ
    from places
    inner join {{ ref('agency_words') }} as words
        on
            words."role" = 'short'
            and ends_with(places.organ, words."text")
            and not ends_with(places.organ, words.meaning)
    qualify row_number() over (partition by places.agency_name order by length(words."text") desc) = 1

),

groups as (

    select
        places.agency_name,
        written_out.organ is not null as is_abbreviated,
        places.is_seeded,
        places.landed_at,
        places.known_in,
        places.region_code,
        -- what has no known region is only the same when written the same
        case
            when places.region_code is null or coalesce(written_out.organ, places.organ) = '' then places.agency_name
            else
                concat_ws(
                    '|',
                    places.lasting_code, places.former_name, places.answers_to, coalesce(places.zone_name, ''),
                    coalesce(written_out.organ, places.organ)
                )
        end as same
    from places
    left join written_out on places.agency_name = written_out.agency_name

)

select
    agency_name as spelling,
    first_value(agency_name) over (
        partition by same
        order by is_seeded desc, is_abbreviated asc, landed_at asc nulls last, length(agency_name) asc, agency_name asc
    ) as agency_name,
    -- a region that changed its code: the one of the last year
    arg_max(region_code, known_in) over (partition by same) as region_code
from groups
