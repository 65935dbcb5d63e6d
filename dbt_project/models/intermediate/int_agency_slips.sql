-- Names of agencies that differ in one character from another, and what might be meant: the likeliest.
-- A name of which the place, the work or the kind is not known may be misread.
with

agencies as (

    select * from {{ ref('int_agencies') }}

),

-- a name of which the place or the work is not known may be misread
doubtful as (

    select
        agency_name,
        organ,
        region_code is not null as is_placed,
        left(agency_name, length(agency_name) - length(organ)) as place
    from agencies
    where
        agency_kind in ('department', 'other')
        and level is distinct from 'central'
        and (
            sector is null
            or agency_kind = 'other'
            or (region_code is null and ambiguous_place is null)
        )

),

doubtful_names as (

    select
        agency_name,
        '' as place,
        agency_name as written
    from doubtful

    union all

    select
        agency_name,
        place,
        organ as written
    from doubtful
    where place != '' and organ != ''

),

known_names as (

    select
        agency_name as written,
        true as is_whole
    from agencies
    where agency_name not in (select doubtful.agency_name from doubtful)

    union

    select
        organ as written,
        false as is_whole
    from agencies
    where sector is not null and length(organ) > 2

),

-- one character in the place of another, left out or too many: what is left without that place is the same
doubtful_gaps as (

    select
        agency_name,
        place,
        written,
        unnest(range(1, length(written) + 1)) as letter
    from doubtful_names

),

known_gaps as (

    select
        written,
        is_whole,
        unnest(range(1, length(written) + 1)) as letter
    from known_names

),

near as (

    select
        doubtful_gaps.agency_name,
        doubtful_gaps.place || known_gaps.written as meant
    from doubtful_gaps
    inner join known_gaps
        on
            doubtful_gaps.letter = known_gaps.letter
            and (doubtful_gaps.place = '') = known_gaps.is_whole
            and left(doubtful_gaps.written, doubtful_gaps.letter - 1)
            || '_' || substr(doubtful_gaps.written, doubtful_gaps.letter + 1)
            = left(known_gaps.written, known_gaps.letter - 1)
            || '_' || substr(known_gaps.written, known_gaps.letter + 1)

    union

    select
        doubtful_gaps.agency_name,
        doubtful_gaps.place || known_names.written as meant
    from doubtful_gaps
    inner join known_names
        on
            left(doubtful_gaps.written, doubtful_gaps.letter - 1)
            || substr(doubtful_gaps.written, doubtful_gaps.letter + 1) = known_names.written
            and (doubtful_gaps.place = '') = known_names.is_whole

    union

    select
        doubtful_names.agency_name,
        doubtful_names.place || known_gaps.written as meant
    from doubtful_names
    inner join known_gaps
        on
            doubtful_names.written
            = left(known_gaps.written, known_gaps.letter - 1) || substr(known_gaps.written, known_gaps.letter + 1)
            and (doubtful_names.place = '') = known_gaps.is_whole

),

lengths as (

    select
        agency_name,
        unnest(range(3, least(length(agency_name), 16))) as letters
    from doubtful
    where not is_placed

),

places as (

    select
        agency_name,
        left(agency_name, letters) as place,
        unnest(range(1, letters + 1)) as letter
    from lengths

),

spellings as (

    select
        spelling,
        unnest(range(1, length(spelling) + 1)) as letter
    from {{ ref('int_region_spellings') }}
    where not is_bare

),

near_places as (

    select
        places.agency_name,
        spellings.spelling || substr(places.agency_name, length(places.place) + 1) as meant
    from places
    inner join spellings
        on
            places.letter = spellings.letter
            and length(places.place) = length(spellings.spelling)
            and left(places.place, places.letter - 1) = left(spellings.spelling, spellings.letter - 1)
            and substr(places.place, places.letter + 1) = substr(spellings.spelling, spellings.letter + 1)
    where length(places.place) > 3 or places.letter = length(places.place)
    qualify row_number() over (
        partition by places.agency_name order by length(places.place) desc, spellings.spelling asc
    ) = 1

),

-- the whole name of an agency that reports goes before one put together
slips as (

    select
        near.agency_name,
        near.meant,
        if(known.agency_name is null, 2, 1) as place
    from near
    left join agencies as known on near.meant = known.agency_name

    union all

    select
        agency_name,
        meant,
        3 as place
    from near_places

)

select
    agency_name,
    arg_min(meant, (place, meant)) as meant
from slips
where meant != agency_name
group by agency_name
