-- Every identity on every report to be judged: the clauses of an instance are alternatives, and blanks are unknown.
with

instances as (

    select
        report_id,
        identity,
        form,
        table_name,
        each,
        place,
        instance,
        severity,
        unless_assessable,
        arg_max(left_value, clause) filter (where relation not in ('true', 'false')) as left_value,
        arg_max(right_value, clause) filter (where relation not in ('true', 'false')) as right_value,
        any_value(attribute_left) as attribute_left,
        any_value(attribute_right) as attribute_right,
        bool_or(relation in ('in counts', 'in amounts')) as is_of_single_cell,
        bool_and(relation in ('true', 'false')) as is_of_attribute,
        bool_or(holds_as_zero and missing is null and blanks = 0) as holds_as_printed,
        bool_or(holds_as_zero and missing is null) as holds_as_zero,
        bool_or(holds_if_filled and missing is null) as holds_if_filled,
        coalesce(bool_or(missing = 'unreadable'), false) as has_unreadable,
        min(missing) as missing,
        sum(blanks) as blanks,
        sum(numbers) as numbers
    from {{ ref('int_identity_clauses') }}
    group by all

),

-- a blank row in a table with numbers is read as zeros; an identity with no number anywhere on the report says nothing
scoped as (

    select
        *,
        sum(numbers) over (partition by report_id, identity, form, table_name, each) as numbers_of_identity
    from instances

),

reasoned as (

    select
        *,
        case
            when holds_as_printed then null
            when has_unreadable then 'unreadable'
            when missing is not null then missing
            when blanks > 0 and numbers_of_identity = 0 then 'all_blank'
            when holds_as_zero then null
            when holds_if_filled then 'blank'
        end as reason
    from scoped

)

select
    report_id,
    identity,
    form,
    table_name,
    each,
    place,
    instance,
    severity,
    unless_assessable,
    reason,
    coalesce(left_value, attribute_left) as left_value,
    coalesce(right_value, attribute_right) as right_value,
    case
        when reason is not null then 'not_assessable'
        when holds_as_zero then 'holds'
        else 'broken'
    end as status,
    reason is null and holds_as_zero and not holds_as_printed as blanks_as_zero
from reasoned
-- a rule over one cell examines nothing where that is blank, and one over the report where nothing is stated twice
where
    not (is_of_single_cell and numbers = 0 and not has_unreadable)
    and not (is_of_attribute and missing is not null)
