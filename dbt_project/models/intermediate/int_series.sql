-- The agency that stands for the series of each: the last in a chain of renamings, itself where there is none.
with recursive

renamings as (

    select
        predecessor_id,
        successor_id,
        "year"
    from {{ ref('int_successions') }}
    where kind = 'renamed'

),

chains as (

    select
        predecessor_id as agency_id,
        successor_id as series_id,
        "year"
    from renamings

    union

    select
        chains.agency_id,
        renamings.successor_id as series_id,
        renamings."year"
    from chains
    inner join renamings
        on
            chains.series_id = renamings.predecessor_id
            and chains."year" <= renamings."year"

),

-- two bodies that take the same name in turn leave no doubt which is the last; a name taken up again ends in itself
last_names as (

    select
        agency_id,
        arg_max(series_id, "year") as series_id
    from chains
    group by agency_id

)

select
    agencies.agency_id,
    coalesce(last_names.series_id, agencies.agency_id) as series_id
from {{ ref('int_agencies') }} as agencies
left join last_names on agencies.agency_id = last_names.agency_id
