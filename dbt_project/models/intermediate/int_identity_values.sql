-- Every term of every identity on every report that has its table: the value, or why there is none.
with

reports as (

    select * from {{ ref('int_reports') }}

),

facts as (

    select * from {{ ref('facts') }}

),

tables as (

    select distinct
        report_id,
        form,
        table_name
    from facts

    union all

    select
        report_id,
        '*' as form,
        'report' as table_name
    from reports

),

terms as (

    select
        terms.*,
        tables.report_id,
        case when terms.is_prior then reports.prior_report_id else reports.report_id end as source_report_id
    from {{ ref('stg_identity_terms') }} as terms
    inner join tables
        on
            terms.form = tables.form
            and terms.table_name = tables.table_name
    inner join reports on tables.report_id = reports.report_id

)

select
    terms.report_id,
    terms.identity,
    terms.form,
    terms.table_name,
    terms.each,
    terms.place,
    terms.instance,
    terms.unless_assessable,
    terms.clause,
    terms.relation,
    terms.side,
    terms.side_function,
    terms.coefficient,
    terms.is_prior,
    facts.printed,
    facts.locator,
    attributes.holds,
    attributes.left_value as attribute_left,
    attributes.right_value as attribute_right,
    {{ slot_name('terms') }} as slot,
    coalesce(slots.kind = 'signed', false) as is_signed,
    coalesce(terms."constant", facts."value") as "value",
    case
        when terms.attribute is not null then if(attributes.holds is null, 'unknown', 'attribute')
        when terms."constant" is not null then 'constant'
        when terms.source_report_id is null then 'no_prior_report'
        when facts.report_id is null then if(terms.is_prior, 'no_prior_report', 'unread')
        when facts.state in ('blank', 'not_applicable') then 'blank'
        else facts.state
    end as state
from terms
left join facts
    on
        terms.source_report_id = facts.report_id
        and terms.table_name = facts.table_name
        and terms.row_code = facts.row_code
        and terms.column_code = facts.column_code
left join {{ ref('int_attributes') }} as attributes
    on
        terms.report_id = attributes.report_id
        and terms.attribute = attributes.attribute
left join {{ ref('stg_slots') }} as slots
    on
        terms.form = slots.form
        and terms.table_name = slots.table_name
        and terms.row_code = slots.row_code
        and terms.column_code = slots.column_code
