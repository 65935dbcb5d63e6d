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

-- a pattern that is a row is compiled for every value, and many agencies are one organ of different regions
organs as (

    select distinct
        organ,
        answers_to,
        coalesce(place_level, 'none') as place_level
    from places

),

organ_kinds as (

    select
        organs.organ,
        organs.answers_to,
        organs.place_level,
        kinds.agency_kind,
        kinds.level
    from organs
    inner join {{ ref('seed_agency_kinds') }} as kinds
        on
            coalesce(nullif(kinds.place, ''), organs.place_level) = organs.place_level
            and regexp_matches(organs.organ, kinds.pattern)
    qualify row_number() over (
        partition by organs.organ, organs.answers_to, organs.place_level order by kinds.priority
    ) = 1

),

works as (

    select distinct answers_to || organ as work
    from organs

),

sectors as (

    select
        works.work,
        sectors.sector
    from works
    inner join {{ ref('seed_sectors') }} as sectors on regexp_matches(works.work, sectors.pattern)
    qualify row_number() over (partition by works.work order by sectors.priority) = 1

),

kinds as (

    select
        places.*,
        organ_kinds.agency_kind,
        coalesce(nullif(organ_kinds.level, ''), places.place_level) as named_level
    from places
    inner join organ_kinds
        on
            places.organ = organ_kinds.organ
            and places.answers_to = organ_kinds.answers_to
            and coalesce(places.place_level, 'none') = organ_kinds.place_level

),

-- the region that the manifest states; of a code that no list has, that of the region above
stated as (

    select
        places.agency_name,
        max(regions.region_code) as region_code
    from places
    inner join {{ ref('int_regions') }} as regions
        on
            regions.region_code in (
                places.stated_region_code,
                left(places.stated_region_code, 4) || '00',
                left(places.stated_region_code, 2) || '0000'
            )
    group by places.agency_name

),

-- it counts unless it is one that the named one lies in
located as (

    select
        kinds.* replace (
            coalesce(regions.region_code, kinds.region_code) as region_code,
            if(regions.region_code is null, kinds.province, regions.province) as province,
            if(regions.region_code is null, kinds.city, regions.city) as city,
            if(regions.region_code is null, kinds.county, regions.county) as county
        ),
        kinds.region_code as named_region_code,
        coalesce(kinds.named_level, regions.level) as level -- noqa: RF04
    from kinds
    left join stated
        on
            kinds.agency_name = stated.agency_name
            and kinds.ambiguous_place is null
            and kinds.unlisted_county is null
            and kinds.named_level is distinct from 'central'
            and not coalesce(
                starts_with(kinds.region_code, regexp_replace(stated.region_code, '(00)+$', '')), false
            )
    left join {{ ref('int_regions') }} as regions on stated.region_code = regions.region_code

)

select
    kinds.agency_name,
    kinds.agency_kind,
    kinds.level,
    kinds.province,
    kinds.city,
    kinds.county,
    kinds.region_code,
    kinds.named_region_code,
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
from located as kinds
left join sectors on kinds.answers_to || kinds.organ = sectors.work
left join {{ ref('seed_rule_makers') }} as makers
    on
        kinds.agency_kind = makers.agency_kind
        and (nullif(makers.level, '') is null or kinds.level = makers.level)
-- a row for a level goes before the row for every level
qualify row_number() over (partition by kinds.agency_name order by nullif(makers.level, '') nulls last) = 1
