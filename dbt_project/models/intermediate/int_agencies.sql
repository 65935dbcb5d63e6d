-- Kind, level and sector of every agency, by the patterns kept as seeds, and the agency above it.
with

places as (

    select places.* replace (spellings.region_code as region_code)
    from {{ ref('int_agency_places') }} as places
    inner join {{ ref('int_agency_spellings') }} as spellings
        on
            places.agency_name = spellings.spelling
            and places.agency_name = spellings.agency_name

),

kinds as (

    select
        places.*,
        kinds.agency_kind,
        coalesce(nullif(kinds.level, ''), places.place_level) as level -- noqa: RF04
    from places
    inner join {{ ref('seed_agency_kinds') }} as kinds
        on
            regexp_matches(places.organ, kinds.pattern)
            and coalesce(nullif(kinds.place, ''), places.place_level, 'none') = coalesce(places.place_level, 'none')
    qualify row_number() over (partition by places.agency_name order by kinds.priority) = 1

),

sectors as (

    select
        places.agency_name,
        sectors.sector
    from places
    inner join {{ ref('seed_sectors') }} as sectors
        on regexp_matches(places.answers_to || places.organ, sectors.pattern)
    qualify row_number() over (partition by places.agency_name order by sectors.priority) = 1

)

select
    kinds.agency_name,
    kinds.agency_kind,
    kinds.level,
    kinds.province,
    kinds.city,
    kinds.county,
    kinds.region_code,
    kinds.zone_name,
    kinds.answers_to,
    kinds.former_name,
    kinds.organ,
    kinds.ambiguous_place,
    kinds.unlisted_county,
    sectors.sector,
    {{ short_key('a', 'kinds.agency_name') }} as agency_id,
    -- a prefecture that is neither a city nor an autonomous prefecture has no power; the seed says so by region
    case
        when kinds.level = 'city' then makers.makes_rules and coalesce(kinds.city_makes_rules, true)
        else makers.makes_rules
    end as makes_rules
from kinds
left join sectors on kinds.agency_name = sectors.agency_name
left join {{ ref('seed_rule_makers') }} as makers
    on
        kinds.agency_kind = makers.agency_kind
        and (nullif(makers.level, '') is null or kinds.level = makers.level)
-- a row for a level goes before the row for every level
qualify row_number() over (partition by kinds.agency_name order by nullif(makers.level, '') nulls last) = 1
