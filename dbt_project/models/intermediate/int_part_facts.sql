-- The facts of reports in several files: which part fills a slot first, and the form of the whole.
-- A page alone often cannot tell of which form a table is that is the same in two; its siblings or the year can.
with

facts as (

    select
        facts.*,
        parts.first_document_id,
        parts.part_no
    from {{ ref('stg_facts') }} as facts
    inner join {{ ref('int_parts') }} as parts on facts.document_id = parts.document_id
    where parts.part_count > 1 and not parts.is_superseded

),

tables as (

    select distinct
        facts.first_document_id,
        facts.table_name,
        facts.form,
        shapes.shape,
        shapes.form_count
    from facts
    inner join {{ ref('int_table_shapes') }} as shapes
        on
            facts.form = shapes.form
            and facts.table_name = shapes.table_name

),

leaders as (

    select
        first_document_id,
        arg_min(form, list_position(['requests', 'proactive_disclosure', 'statistics'], table_name)) as form
    from tables
    where form_count = 1
    group by first_document_id

),

forms_of_tables as (

    select
        tables.first_document_id,
        tables.table_name,
        tables.form,
        same_shape.form as form_of_report
    from tables
    left join leaders on tables.first_document_id = leaders.first_document_id
    inner join {{ ref('int_documents') }} as documents on tables.first_document_id = documents.document_id
    inner join {{ ref('int_table_shapes') }} as same_shape
        on
            tables.table_name = same_shape.table_name
            and tables.shape = same_shape.shape
    inner join {{ ref('forms') }} as forms on same_shape.form = forms.form
    qualify row_number() over (
        partition by tables.first_document_id, tables.table_name, tables.form
        order by
            coalesce(same_shape.form = leaders.form, false) desc,
            coalesce(
                documents."year" between forms.first_year and coalesce(forms.last_year, documents."year"), false
            ) desc,
            same_shape.form = tables.form desc
    ) = 1

)

select
    facts.document_id,
    facts.first_document_id,
    facts.part_no,
    forms_of_tables.form_of_report as form,
    facts.table_name,
    facts.row_code,
    facts.column_code,
    facts.printed,
    facts.printed_unit,
    facts."value",
    facts.unit,
    facts.state,
    facts.locator,
    facts.method,
    facts.confidence,
    row_number() over slot_of_report = 1 as is_first,
    first_value(facts.state) over slot_of_report = facts.state
    and coalesce(
        first_value(facts."value") over slot_of_report = facts."value",
        first_value(facts.printed) over slot_of_report = facts.printed
    ) as agrees_with_first
from facts
inner join forms_of_tables
    on
        facts.first_document_id = forms_of_tables.first_document_id
        and facts.table_name = forms_of_tables.table_name
        and facts.form = forms_of_tables.form
window slot_of_report as (
    partition by facts.first_document_id, facts.table_name, facts.row_code, facts.column_code
    order by facts.part_no
)
