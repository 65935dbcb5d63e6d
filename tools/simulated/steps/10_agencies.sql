-- Who reports: each organ of each region, drawn at random from all; what is wanted beyond them are streets of counties.
-- An organ with a former name was called so before the reform of 2019; both are agencies of one series.
create temp table sim_agencies as
with

places as (
    select
        *,
        case level
            when 'county' then coalesce(city, province) || county
            else region_name
        end as place,
        case level when 'province' then 60 when 'city' then 15 else 2.5 end as weight
    from sim_regions
),

bureaus as (
    select
        places.* exclude (place, weight),
        organs.agency_kind,
        organs.sector,
        place || organs.name as agency_name,
        place || organs.former_name as former_name,
        organs.size * weight as size
    from places
    cross join sim_organs as organs
),

towns as (
    select
        places.* exclude (level, place, weight),
        'town' as level,
        'street_town' as agency_kind,
        null as sector,
        format('{}第{:03d}街道办事处', place, number) as agency_name,
        null as former_name,
        0.6 as size
    from places
    cross join range(1, 2 + getvariable('agencies') // 1000) as numbers (number)
    where level = 'county'
),

drawn as (
    select *
    from (
        select * from bureaus
        union all by name
        select * from towns
    )
    order by (agency_kind = 'street_town')::integer, hash(agency_name)
    limit getvariable('agencies')
),

numbered as (
    select
        *,
        row_number() over (order by agency_name) as series,
        coalesce(agency_kind in ('government', 'office') and level in ('province', 'city'), false) as makes_rules
    from drawn
),

named as (
    select
        * exclude (former_name),
        null::varchar as successor,
        if(former_name is null, null, 2019) as since,
        null::integer as until
    from numbered
    union all by name
    select
        * exclude (agency_name, former_name),
        former_name as agency_name,
        agency_name as successor,
        null as since,
        2018 as until
    from numbered
    where former_name is not null
)

select
    *,
    'a_' || left(md5(agency_name), 16) as agency_id,
    'a_' || left(md5(coalesce(successor, agency_name)), 16) as series_id
from named
order by agency_name;
