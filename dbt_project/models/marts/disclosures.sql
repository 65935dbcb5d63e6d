-- The harmonised series: each category of each report, and how far it compares with the value before it in its series.
-- Steps are 0 same, 1 near, 2 break; the greatest of law, source and form counts, and it gives the reason.
-- A report takes part anew when something of its whole series changed.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook="{{ forget_changed_reports(this, 'int_series_states', 'followed_on') }}",
    post_hook="{{ keep_states(this, 'int_series_states', 'followed_on') }}"
) }}
with

to_follow as (

    select * from {{ ref('int_reports_to_follow') }}

),

series_to_follow as (

    select distinct states.series_id
    from {{ ref('int_series_states') }} as states
    inner join to_follow on states.report_id = to_follow.report_id

),

measured as (

    select * from {{ ref('int_disclosures_of_tables') }}

    union all

    select * from {{ ref('int_disclosures_of_prose') }}

),

-- only numbers are compared and sorted here, for there are hundreds of rows a report
followed as (

    select
        measured.report_id,
        measured.mapping,
        measured.form,
        measured."value",
        measured.state,
        categories.category,
        categories.unit,
        reports.agency_id,
        reports.agency_name,
        series.series_id,
        reports."year",
        coalesce(counted.is_counted, false) as is_counted,
        lag(measured.mapping) over before as mapping_before,
        lag(reports."year") over before as year_before
    from measured
    inner join {{ ref('int_categories') }} as categories on measured.category = categories.category
    inner join {{ ref('int_reports') }} as reports on measured.report_id = reports.report_id
    inner join {{ ref('int_series') }} as series on reports.agency_id = series.agency_id
    inner join series_to_follow on series.series_id = series_to_follow.series_id
    left join {{ ref('int_counted_reports') }} as counted on reports.report_id = counted.report_id
    window before as (
        partition by series.series_id, categories."position" order by reports."year", reports.agency_id
    )

),

stepped as (

    select
        followed.*,
        crosswalk.source,
        laws.reason_zh as law_zh,
        laws.reason_en as law_en,
        crosswalk.reason_zh as form_zh,
        crosswalk.reason_en as form_en,
        before.reason_zh as before_zh,
        before.reason_en as before_en,
        coalesce(crosswalk.step >= before.step, true) as is_own_reason,
        case
            when followed.year_before is null then 0
            when laws.breaks > coalesce(laws_before.breaks, 0) then 2
            when laws.changes > coalesce(laws_before.changes, 0) then 1
            else 0
        end as law_step,
        case
            when crosswalk.source = 'claim' then greatest(crosswalk.step, before.step)
            when followed.mapping_before is null then 0
            when crosswalk.form = before.form and before.source = 'table' then 0
            else greatest(crosswalk.step, before.step)
        end as form_step
    from followed
    inner join {{ ref('int_crosswalk') }} as crosswalk on followed.mapping = crosswalk.mapping
    left join {{ ref('int_crosswalk') }} as before on followed.mapping_before = before.mapping
    left join {{ ref('int_law_steps') }} as laws
        on
            followed.category = laws.category
            and followed."year" = laws."year"
    left join {{ ref('int_law_steps') }} as laws_before
        on
            followed.category = laws_before.category
            and followed.year_before = laws_before."year"

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
    report_id,
    is_counted
from stepped
where report_id in (select to_follow.report_id from to_follow)
