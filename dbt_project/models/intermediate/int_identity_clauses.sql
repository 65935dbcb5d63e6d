-- Each clause of each identity: both sides with blanks as zero, and which way a filling of the blanks could move them.
with

sides as (

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
        clause,
        relation,
        tolerance,
        claim_relation,
        other_value,
        bool_and(holds) as attribute_holds,
        any_value(attribute_left) as attribute_left,
        any_value(attribute_right) as attribute_right,
        case
            when bool_or(side_function = 'max') filter (where side = 'left')
                then max(coefficient * coalesce("value", 0)) filter (where side = 'left')
            else sum(coefficient * coalesce("value", 0)) filter (where side = 'left')
        end as left_value,
        case
            when bool_or(side_function = 'max') filter (where side = 'right')
                then max(coefficient * coalesce("value", 0)) filter (where side = 'right')
            else sum(coefficient * coalesce("value", 0)) filter (where side = 'right')
        end as right_value,
        count(*) filter (where state = 'number') as numbers,
        count(*) filter (where state = 'blank') as blanks,
        count(*) filter (
            where state = 'blank' and (is_signed or (side = 'left') = (coefficient > 0))
        ) as raising_blanks,
        count(*) filter (
            where state = 'blank' and (is_signed or (side = 'left') = (coefficient < 0))
        ) as lowering_blanks,
        bool_or(side_function = 'max') as has_maximum,
        count(*) filter (
            where side_function != 'max' and state not in ('number', 'constant', 'attribute')
        ) as unknown_beside_maximum,
        min(state) filter (where state not in ('number', 'blank', 'constant', 'attribute')) as missing_state
    from {{ ref('int_identity_values') }}
    group by all

),

differing as (

    select
        * replace (coalesce(other_value, right_value) as right_value),
        left_value - coalesce(other_value, right_value) as difference
    from sides

),

compared as (

    select
        *,
        case relation
            when 'true' then attribute_holds
            when 'false' then not attribute_holds
            when 'in counts' then left_value >= 0 and left_value = floor(left_value)
            when 'in amounts' then left_value >= 0 and left_value = round(left_value, 4)
            when 'in agreement'
                then
                    case claim_relation
                        when '=' then abs(difference)
                        when '<=' then difference
                        when '>=' then -difference
                    end <= tolerance
            when '=' then abs(difference) <= tolerance
            when '!=' then abs(difference) > tolerance
            when '<' then difference < 0
            when '<=' then difference <= tolerance
            when '>' then difference > 0
            when '>=' then difference >= -tolerance
        end as holds_as_zero
    from differing

)

select
    *,
    -- a maximum says of each of its terms alone: one that is too large is enough, whatever another term may be
    case
        when has_maximum and unknown_beside_maximum = 0 and not holds_as_zero then null
        else missing_state
    end as missing,
    -- counts only: a difference that is no whole number is closed by no whole filling
    case relation
        when '='
            then
                ((difference < 0 and raising_blanks > 0) or (difference > 0 and lowering_blanks > 0))
                and (tolerance > 0 or difference = floor(difference))
        when '!=' then blanks > 0
        when '<' then lowering_blanks > 0
        when '<=' then lowering_blanks > 0
        when '>' then raising_blanks > 0
        when '>=' then raising_blanks > 0
        else false
    end as holds_if_filled
from compared
