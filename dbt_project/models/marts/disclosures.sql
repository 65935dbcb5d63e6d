-- The harmonised series: each category of each report, and how far it compares with the value before it in its series.
-- Steps are 0 same, 1 near, 2 break; the greatest of law, source and form counts, and it gives the reason.
with

measured as (

    select
        *,
        'table' as source
    from {{ ref('int_disclosures_of_tables') }}

    union all

    select
        *,
        'claim' as source
    from {{ ref('int_disclosures_of_prose') }}

),

followed as (

    select
        measured.*,
        reports.agency_id,
        reports.agency_name,
        series.series_id,
        reports."year",
        coalesce(laws.changes, 0) as changes,
        coalesce(laws.breaks, 0) as breaks,
        laws.reason_zh as law_zh,
        laws.reason_en as law_en,
        lag(measured.mapping) over before as mapping_before,
        lag(measured.form) over before as form_before,
        lag(measured.source) over before as source_before,
        lag(coalesce(laws.changes, 0)) over before as changes_before,
        lag(coalesce(laws.breaks, 0)) over before as breaks_before
    from measured
    inner join {{ ref('int_reports') }} as reports on measured.report_id = reports.report_id
    inner join {{ ref('int_series') }} as series on reports.agency_id = series.agency_id
    left join {{ ref('int_law_steps') }} as laws
        on
            measured.category = laws.category
            and reports."year" = laws."year"
    window before as (
        partition by series.series_id, measured.category order by reports."year", reports.agency_id
    )

),

stepped as (

    select
        followed.*,
        categories.unit,
        crosswalk.reason_zh as form_zh,
        crosswalk.reason_en as form_en,
        before.reason_zh as before_zh,
        before.reason_en as before_en,
        coalesce(crosswalk.step >= before.step, true) as is_own_reason,
        case
            when followed.breaks > followed.breaks_before then 2
            when followed.changes > followed.changes_before then 1
            else 0
        end as law_step,
        case
            when followed.source = 'claim' then greatest(crosswalk.step, before.step)
            when followed.mapping_before is null then 0
            when followed.form = followed.form_before and followed.source = followed.source_before then 0
            else greatest(crosswalk.step, before.step)
        end as form_step
    from followed
    inner join {{ ref('int_categories') }} as categories on followed.category = categories.category
    inner join {{ ref('int_crosswalk') }} as crosswalk on followed.mapping = crosswalk.mapping
    left join {{ ref('int_crosswalk') }} as before on followed.mapping_before = before.mapping

)

select
    agency_id,
    agency_name,
    series_id,
    "year",
    category,
    "value",
    unit,
    state,
    form,
    ['same', 'near', 'break'][greatest(law_step, form_step) + 1] as comparability,
    case
        when greatest(law_step, form_step) = 0 then null
        when law_step > form_step then law_zh
        when is_own_reason then form_zh
        else before_zh
    end as reason_zh,
    case
        when greatest(law_step, form_step) = 0 then null
        when law_step > form_step then law_en
        when is_own_reason then form_en
        else before_en
    end as reason_en,
    source,
    report_id
from stepped
