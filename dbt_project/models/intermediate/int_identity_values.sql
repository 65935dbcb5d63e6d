-- Every term of every identity on each report to be judged that has its table: the value, or why there is none.
with

reports as (

    select * from {{ ref('int_reports_to_judge') }}

),

facts as (

    select * from {{ ref('int_judged_facts') }}

),

tables as (

    select distinct
        facts.report_id,
        facts.form,
        facts.table_name
    from facts
    inner join reports on facts.report_id = reports.report_id

    union all

    select
        report_id,
        '*' as form,
        'report' as table_name
    from reports

),

attributes as (

    select * from {{ ref('int_attributes') }}

),

-- an identity of some reports only: of those that sum up a region
judged as (

    select
        terms.*,
        tables.report_id
    from {{ ref('stg_identity_terms') }} as terms
    inner join tables
        on
            terms.form = tables.form
            and terms.identity_table = tables.table_name
    left join attributes as applicability
        on
            terms.applies = applicability.attribute
            and tables.report_id = applicability.report_id
    where terms.applies is null or applicability.holds

),

-- an identity about a claim is judged once for each value which the prose states
claimed as (

    select
        judged.* exclude (instance),
        claims.claim_no,
        claims."value" as claim_value,
        claims.other_value,
        claims.relation as claim_relation,
        claims.tolerance as claim_tolerance,
        judged.instance || if(claims.claim_no > 1, '/' || claims.claim_no, '') as instance
    from judged
    inner join {{ ref('int_report_claims') }} as claims
        on
            judged.report_id = claims.report_id
            and judged.place = claims.topic
    where judged.each = 'claim'

    union all by name

    select * from judged
    where each != 'claim'

),

linked as (

    select
        claimed.*,
        if(claimed.link = '', claimed.report_id, links.source_report_id) as source_report_id
    from claimed
    left join {{ ref('int_report_links') }} as links
        on
            claimed.report_id = links.report_id
            and claimed.link = links.link

)

select
    linked.report_id,
    linked.identity,
    linked.form,
    linked.identity_table as table_name,
    linked.each,
    linked.place,
    linked.instance,
    linked.severity,
    linked.unless_assessable,
    linked.clause,
    linked.relation,
    linked.side,
    linked.side_function,
    linked.coefficient,
    linked.claim_relation,
    linked.other_value,
    attributes.holds,
    attributes.left_value as attribute_left,
    attributes.right_value as attribute_right,
    greatest(linked.tolerance, coalesce(linked.claim_tolerance, 0)) as tolerance,
    coalesce(slots.kind = 'signed', false) as is_signed,
    case
        when linked.topic is not null then linked.claim_value
        else coalesce(linked."constant", facts."value")
    end as "value",
    case
        when linked.topic is not null then 'number'
        when linked.attribute is not null then if(attributes.holds is null, 'unknown', 'attribute')
        when linked."constant" is not null then 'constant'
        when linked.source_report_id is null then 'no_' || linked.link || '_report'
        when facts.report_id is null then if(linked.is_prior, 'no_prior_report', 'unread')
        when facts.state in ('blank', 'not_applicable') then 'blank'
        else facts.state
    end as state
from linked
left join facts
    on
        linked.source_report_id = facts.report_id
        and linked.table_name = facts.table_name
        and linked.row_code = facts.row_code
        and linked.column_code = facts.column_code
left join attributes
    on
        linked.report_id = attributes.report_id
        and linked.attribute = attributes.attribute
left join {{ ref('stg_slots') }} as slots
    on
        linked.form = slots.form
        and linked.table_name = slots.table_name
        and linked.row_code = slots.row_code
        and linked.column_code = slots.column_code
