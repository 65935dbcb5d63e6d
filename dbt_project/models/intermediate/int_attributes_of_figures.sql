-- What identities ask of the tables of a report as a whole: balances beside each other, blanks, units, what is missing.
with

facts as (

    select
        *,
        {{ slot_name('facts') }} as slot
    from {{ ref('int_judged_facts') }} as facts

),

shapes as (

    select
        form,
        table_name,
        count(*) as slot_count
    from {{ ref('stg_slots') }}
    group by form, table_name

),

-- by how much each column of requests is out of balance; nobody knows it of a column with a cell that was not read
balances as (

    select
        facts.report_id,
        terms.place,
        sum(if(terms.side = 'left', 1, -1) * terms.coefficient * coalesce(facts."value", 0)) as difference,
        list(facts.slot order by facts.slot) as slots
    from facts
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            terms.identity = 'requests_balance'
            and facts.form = terms.form
            and facts.table_name = terms.table_name
            and facts.row_code = terms.row_code
            and facts.column_code = terms.column_code
    group by facts.report_id, facts.form, terms.place
    having
        count(facts."value") > 0
        and not bool_or(facts.state = 'unreadable')
        and count(*) = (
            select count(*) from {{ ref('stg_identity_terms') }} as wanted
            where
                wanted.identity = 'requests_balance'
                and wanted.form = facts.form
                and wanted.place = terms.place
        )

),

-- one request more in a column and one less in another, while the total has nothing to say
moved as (

    select
        one.report_id,
        list_concat(one.slots, other.slots) as slots
    from balances as one
    inner join balances as other
        on
            one.report_id = other.report_id
            and one.difference = -other.difference
            and one.difference > 0
    qualify row_number() over (partition by one.report_id order by one.place, other.place) = 1

),

balanced as (

    select report_id
    from balances
    group by report_id
    having sum(difference) = 0

),

tables as (

    select
        facts.report_id,
        facts.table_name,
        count(*) as placed,
        max(shapes.slot_count) as prescribed,
        count(*) filter (where facts.state = 'blank') as blanks,
        list(facts.slot order by facts.slot) filter (where facts.state = 'blank') as blank_slots,
        bool_or(facts.state = 'number') as has_numbers,
        coalesce(bool_or(facts."value" = 0), false) as prints_zeros
    from facts
    inner join shapes
        on
            facts.form = shapes.form
            and facts.table_name = shapes.table_name
    group by facts.report_id, facts.table_name

),

foreign_units as (

    select
        facts.report_id,
        bool_and(facts.printed_unit = facts.unit) as holds,
        list(
            {{ slot_name('facts') }} order by facts.row_code, facts.column_code
        ) filter (where facts.printed_unit != facts.unit) as slots
    from {{ ref('facts') }} as facts
    where facts.printed_unit is not null and facts.state = 'number'
    group by facts.report_id

),

-- prose that states activity beside tables without any
activity as (

    select
        tables.report_id,
        not bool_or(tables.has_activity) as all_zero,
        any_value(claims.locator) as locator,
        any_value(claims.document_id) as document_id,
        max(claims."value") as claimed
    from (
        select
            report_id,
            bool_or("value" != 0) as has_activity
        from facts
        where state = 'number'
        group by report_id
    ) as tables
    left join {{ ref('int_report_claims') }} as claims
        on
            tables.report_id = claims.report_id
            and claims."value" > 0
            and claims.topic in (
                select terms.topic from {{ ref('stg_identity_terms') }} as terms
                where terms.topic is not null
            )
    group by tables.report_id

)

select
    balances.report_id,
    'report.requests_keep_their_kind' as attribute,
    not bool_or(moved.report_id is not null and balanced.report_id is not null) as holds,
    cast(null as integer) as left_value,
    cast(null as integer) as right_value,
    any_value(moved.slots) as slots,
    cast(null as varchar) as locator,
    cast(null as varchar) as document_id
from balances
left join moved on balances.report_id = moved.report_id
left join balanced on balances.report_id = balanced.report_id
group by balances.report_id

union all

select
    report_id,
    'report.requests_are_whole' as attribute,
    placed = prescribed as holds,
    placed as left_value,
    prescribed as right_value,
    null as slots,
    null as locator,
    null as document_id
from tables
where table_name = 'requests'

union all

-- a form without any number is a blank form, and one without any zero leaves its zeros blank: neither is careless
select
    tables.report_id,
    limits.attribute,
    tables.blanks <= limits.most_blanks or not tables.prints_zeros as holds,
    tables.blanks as left_value,
    limits.most_blanks as right_value,
    tables.blank_slots as slots,
    null as locator,
    null as document_id
from tables
inner join {{ ref('seed_blank_limits') }} as limits on tables.table_name = limits.table_name
where tables.has_numbers

union all

select
    report_id,
    'report.units_are_prescribed' as attribute,
    holds,
    null as left_value,
    null as right_value,
    slots,
    null as locator,
    null as document_id
from foreign_units

union all

select
    report_id,
    'report.zeros_fit_the_prose' as attribute,
    claimed is null as holds,
    0 as left_value,
    cast(claimed as integer) as right_value,
    null as slots,
    locator,
    document_id
from activity
where all_zero
