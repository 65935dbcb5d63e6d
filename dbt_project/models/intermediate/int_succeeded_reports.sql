-- Reports of one body for one year under two names: before a renaming or merger and after it. The year tells whose
-- counts: from the year of the change on the successor's, before it that of the agency which was only renamed later.
with recursive

changes as (

    select
        predecessor_id,
        successor_id,
        "year" as first_year,
        "year" as last_year,
        kind = 'renamed' as is_renaming
    from {{ ref('int_successions') }}
    where kind != 'split'

),

-- a body may have been renamed more than once
chains as (

    select * from changes

    union

    select
        chains.predecessor_id,
        changes.successor_id,
        chains.first_year,
        changes.last_year,
        chains.is_renaming and changes.is_renaming as is_renaming
    from chains
    inner join changes
        on
            chains.successor_id = changes.predecessor_id
            and chains.last_year <= changes.last_year
            and chains.predecessor_id != changes.successor_id

),

-- of a name that was taken up again the last change counts
twice as (

    select
        before.report_id as predecessor_report_id,
        after.report_id as successor_report_id,
        before."year" >= chains.first_year as is_after,
        chains.is_renaming
    from chains
    inner join {{ ref('int_found_reports') }} as before on chains.predecessor_id = before.agency_id
    inner join {{ ref('int_found_reports') }} as after
        on
            chains.successor_id = after.agency_id
            and before."year" = after."year"
    qualify
        row_number() over (
            partition by
                least(before.report_id, after.report_id),
                greatest(before.report_id, after.report_id)
            order by
                before."year" >= chains.first_year desc,
                if(before."year" >= chains.first_year, -chains.first_year, chains.first_year)
        ) = 1

)

select
    if(is_after, predecessor_report_id, successor_report_id) as report_id,
    min(if(is_after, successor_report_id, predecessor_report_id)) as counted_under
from twice
where is_after or is_renaming
group by 1
