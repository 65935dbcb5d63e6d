-- Which agency owes a report for which year: as the operator lists it, else from the first year known of it to the
-- newest of the warehouse.
-- A renaming or merger begins one agency and ends another; of a split the predecessor lives on where it still reports.
-- A year of which the term had not run out when the last document landed is not owed yet.
with

known as (

    select
        agency_name,
        min("year") as first_year,
        max("year") as last_year
    from {{ ref('int_reports') }}
    where agency_name is not null and "year" is not null
    group by agency_name

),

newest as (

    select
        max("year") as last_year,
        cast(max(landed_at) as date) as known_on
    from {{ ref('int_documents') }}

),

begun as (

    select
        successor_name as agency_name,
        max("year") as first_year
    from {{ ref('int_successions') }}
    where kind != 'merged'
    group by successor_name

),

ended as (

    select
        successions.predecessor_name as agency_name,
        max(successions."year") - 1 as last_year
    from {{ ref('int_successions') }} as successions
    left join known on successions.predecessor_name = known.agency_name
    where successions.kind != 'split' or known.last_year is null or known.last_year < successions."year"
    group by successions.predecessor_name

),

agencies as (

    select * from {{ ref('int_agencies') }}

),

listed as (

    select
        spellings.agency_name,
        expected.first_year,
        expected.last_year
    from {{ ref('stg_expected_agencies') }} as expected
    inner join {{ ref('int_agency_spellings') }} as spellings on expected.agency_name = spellings.spelling

),

-- an agency that was renamed away and back has a gap
inferred as (

    select
        agencies.agency_id,
        agencies.agency_kind,
        ended.last_year as ended_after,
        begun.first_year as begun_in,
        case
            when begun.first_year > ended.last_year then least(known.first_year, ended.last_year)
            else coalesce(begun.first_year, known.first_year, ended.last_year)
        end as first_year,
        cast(null as integer) as last_year
    from agencies
    left join known on agencies.agency_name = known.agency_name
    left join begun on agencies.agency_name = begun.agency_name
    left join ended on agencies.agency_name = ended.agency_name
    where not exists (select 1 from listed)

),

-- who keeps a list is believed
lives as (

    select * from inferred

    union all

    select
        agencies.agency_id,
        agencies.agency_kind,
        null as ended_after,
        null as begun_in,
        listed.first_year,
        listed.last_year
    from listed
    inner join agencies on listed.agency_name = agencies.agency_name

)

select distinct
    lives.agency_id,
    due_dates."year",
    due_dates.due_on
from lives
cross join newest
inner join {{ ref('int_due_dates') }} as due_dates on lives.agency_kind = due_dates.agency_kind
where
    due_dates."year" between lives.first_year and least(lives.last_year, newest.last_year)
    and due_dates.due_on < newest.known_on
    and (
        coalesce(due_dates."year" <= lives.ended_after, true)
        or coalesce(lives.begun_in > lives.ended_after and due_dates."year" >= lives.begun_in, false)
    )
