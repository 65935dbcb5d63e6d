-- The cells that each finding is about, and what is printed there; of a finding about a claim, those beside the claim.
with

accused as (

    select * from {{ ref('int_accused') }}

),

facts as (

    select * from {{ ref('int_judged_facts') }}

),

named as (

    select
        report_id,
        attribute,
        unnest(slots) as slot
    from {{ ref('int_attributes') }}

),

terms as (

    select distinct
        accused.report_id,
        accused.identity,
        accused.form,
        accused.instance,
        terms.link,
        terms.table_name,
        terms.row_code,
        terms.column_code,
        terms.attribute
    from accused
    left join {{ ref('int_finding_claims') }} as claims
        on
            accused.report_id = claims.report_id
            and accused.identity = claims.identity
            and accused.form = claims.form
            and accused.instance = claims.instance
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            accused.identity = terms.identity
            and accused.form = terms.form
            and accused.each = terms.each
            and coalesce(claims.term_instance, accused.instance) = terms.instance

),

cells as (

    select
        terms.* exclude (attribute), -- noqa: RF02
        if(terms.link = '', terms.report_id, links.source_report_id) as source_report_id
    from terms
    left join {{ ref('int_report_links') }} as links
        on
            terms.report_id = links.report_id
            and terms.link = links.link
    where terms.row_code is not null

    union

    -- an identity about a table as a whole points at the cells which speak against it
    select
        terms.report_id,
        terms.identity,
        terms.form,
        terms.instance,
        '' as link,
        split_part(named.slot, '/', 1) as table_name,
        split_part(named.slot, '/', 2) as row_code,
        split_part(named.slot, '/', 3) as column_code,
        terms.report_id as source_report_id
    from terms
    inner join named
        on
            terms.report_id = named.report_id
            and terms.attribute = named.attribute

),

positions as (

    select
        table_name,
        row_code,
        column_code,
        min("position") as slot_position,
        map_from_entries(list((form, "position"))) as position_of
    from {{ ref('stg_slots') }}
    group by table_name, row_code, column_code

)

select
    cells.report_id,
    cells.identity,
    cells.form,
    cells.instance,
    cells.link,
    cells.link = 'prior' as is_prior,
    cells.table_name,
    cells.row_code,
    cells.column_code,
    facts.printed,
    facts.state,
    facts."value",
    facts.locator,
    facts.document_id,
    coalesce(positions.position_of[cells.form], positions.slot_position) as slot_position,
    {{ slot_name('cells') }} as slot
from cells
left join facts
    on
        cells.source_report_id = facts.report_id
        and cells.table_name = facts.table_name
        and cells.row_code = facts.row_code
        and cells.column_code = facts.column_code
left join positions
    on
        cells.table_name = positions.table_name
        and cells.row_code = positions.row_code
        and cells.column_code = positions.column_code
