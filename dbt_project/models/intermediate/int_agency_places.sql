-- Each agency's name taken apart from the left: the body that it answers to, its region, a zone, and the organ is left.
-- The longest spelling of a region with which a name begins counts; of several regions of that name those which stood
-- in the year of the report, and which the manifest states. Where more than one is left, the name does not tell.
with

names as (

    select * from {{ ref('int_agency_names') }}

),

patterns as (

    select
        max(pattern) filter (where role = 'zone') as zone_pattern,
        max(pattern) filter (where role = 'unlisted_county') as county_pattern,
        max(pattern) filter (where role = 'organ_follows') as organ_pattern,
        max(pattern) filter (where role = 'bare_place') as bare_pattern,
        max(pattern) filter (where role = 'not_county') as not_county_pattern
    from {{ ref('seed_place_patterns') }}

),

led as (

    select
        names.agency_name,
        names.known_in,
        names.stated_region_code,
        leads.level as lead_level,
        leads.region_code as lead_region_code,
        coalesce(leads.is_body, false) as is_body,
        -- a body that is written shorter is the same body
        coalesce(nullif(leads.body, ''), leads.beginning, '') as answers_to,
        substr(names.agency_name, length(coalesce(leads.beginning, '')) + 1) as after_lead
    from names
    left join {{ ref('seed_agency_leads') }} as leads on starts_with(names.agency_name, leads.beginning)
    qualify row_number() over (partition by names.agency_name order by length(leads.beginning) desc) = 1

),

beginnings as (

    select
        agency_name,
        unnest(range(2, least(length(after_lead), 30) + 1)) as letters
    from led

),

spelled as (

    select
        led.agency_name,
        led.answers_to,
        led.known_in,
        led.stated_region_code,
        beginnings.letters,
        spellings.region_code,
        spellings.former_name,
        spellings.is_bare,
        substr(led.after_lead, beginnings.letters + 1) as rest,
        led.known_in between spellings.first_year and coalesce(spellings.last_year, 9999) as is_in_force,
        coalesce(spellings.last_year, 9999) as last_year
    from beginnings
    inner join led on beginnings.agency_name = led.agency_name
    inner join {{ ref('int_region_spellings') }} as spellings
        on left(led.after_lead, beginnings.letters) = spellings.spelling
    -- a bare name is only asked about where nothing else fits
    qualify not spellings.is_bare or bool_and(spellings.is_bare) over (partition by beginnings.agency_name)

),

-- a pattern that is a row is compiled for every value, and many agencies are one organ of different regions
rests as (

    select
        given.rest,
        regexp_matches(given.rest, patterns.organ_pattern) as is_organ_of_zone,
        regexp_matches(given.rest, patterns.bare_pattern)
        or regexp_matches(given.rest, patterns.zone_pattern) as stands_after_bare
    from (
        select distinct spelled.rest
        from spelled
        where spelled.is_bare or not ends_with(spelled.region_code, '00')
    ) as given
    cross join patterns

),

candidates as (

    select spelled.*
    from spelled
    left join rests on spelled.rest = rests.rest
    where
        case
            when spelled.is_bare then spelled.answers_to != '' or rests.stands_after_bare
            else ends_with(spelled.region_code, '00') or not rests.is_organ_of_zone
        end

),

longest as (

    select * from candidates
    qualify
        dense_rank() over (
            partition by agency_name
            order by is_bare asc, letters desc
        ) = 1

),

-- the code that the manifest states may be that of a region above or below
told as (

    select
        *,
        coalesce(
            starts_with(region_code, regexp_replace(stated_region_code, '(00)+$', ''))
            or starts_with(stated_region_code, regexp_replace(region_code, '(00)+$', '')),
            false
        ) as is_stated
    from longest
    qualify
        dense_rank() over (
            partition by agency_name
            order by is_stated desc, is_in_force desc, if(is_in_force, 0, abs(last_year - known_in)) asc
        ) = 1

),

found as (

    select
        agency_name,
        any_value(letters) as letters,
        min(region_code) as region_code,
        any_value(former_name) as former_name,
        count(distinct region_code) as regions,
        -- a bare name of a province and of one of its cities
        bool_or(is_bare) and bool_or(ends_with(region_code, '0000')) as is_province
    from told
    group by agency_name

),

placed as (

    select
        led.agency_name,
        led.stated_region_code,
        led.answers_to,
        led.is_body,
        led.lead_level,
        found.former_name,
        found.regions,
        case
            when found.regions is null then nullif(led.lead_region_code, '')
            when found.regions = 1 or found.is_province then found.region_code
        end as region_code,
        case
            when found.regions > 1 and not found.is_province then left(led.after_lead, found.letters)
        end as ambiguous_place,
        substr(led.after_lead, coalesce(found.letters, 0) + 1) as after_place
    from led
    left join found on led.agency_name = found.agency_name

),

-- what follows the region: a zone, else a county that no list has
followed as (

    select
        given.after_place,
        nullif(regexp_extract(given.after_place, patterns.zone_pattern), '') as zone_name,
        regexp_extract(given.after_place, patterns.county_pattern) as named_county,
        patterns.not_county_pattern
    from (select distinct placed.after_place from placed) as given
    cross join patterns

),

parted as (

    select
        placed.*,
        followed.zone_name,
        case
            when
                followed.named_county != ''
                and not regexp_matches(
                    left(placed.after_place, length(followed.named_county) + 2), followed.not_county_pattern
                )
                then followed.named_county
        end as named_county
    from placed
    inner join followed on placed.after_place = followed.after_place

),

described as (

    select
        parted.*,
        regions.level as region_level,
        regions.province,
        regions.city,
        regions.makes_rules as city_makes_rules,
        case
            when parted.ambiguous_place is not null then parted.ambiguous_place
            when regions.level = 'county' then regions.county
            when parted.zone_name is null then parted.named_county
        end as county,
        if(
            regions.level = 'county' or parted.ambiguous_place is not null or parted.zone_name is not null,
            null, parted.named_county
        ) as unlisted_county
    from parted
    left join {{ ref('int_regions') }} as regions on parted.region_code = regions.region_code

)

select
    agency_name,
    stated_region_code,
    province,
    city,
    county,
    zone_name,
    former_name,
    ambiguous_place,
    unlisted_county,
    city_makes_rules,
    -- an organ of a county that no list has lies in no listed region
    if(unlisted_county is null, region_code, null) as region_code,
    case
        when lead_level != '' then lead_level
        when zone_name is not null then 'zone'
        when county is not null then 'county'
        else region_level
    end as place_level,
    case
        when is_body and (region_level is not null or zone_name is not null) then answers_to
        else ''
    end as answers_to,
    case
        when answers_to != '' and region_level is null and zone_name is null then agency_name
        else substr(after_place, length(coalesce(zone_name, unlisted_county, '')) + 1)
    end as organ
from described
