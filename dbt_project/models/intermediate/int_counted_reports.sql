-- Which reports go into sums over several agencies, so that no figure is counted twice; each with the reason.
-- Parts are counted where they are there. A report that speaks for a whole is counted where none of its parts is.
with

scopes as (

    select
        scopes.*,
        succeeded.report_id is not null as is_succeeded,
        succeeded.counted_under as successor_report_id
    from {{ ref('int_report_scopes') }} as scopes
    left join {{ ref('int_succeeded_reports') }} as succeeded on scopes.report_id = succeeded.report_id

),

candidates as (

    select * from scopes
    where has_figures and not is_succeeded

),

wholes as (

    select * from {{ ref('int_wholes') }}

),

-- the reports that are within each whole; two wholes that are each within the other are the same
within_wholes as (

    select distinct
        whole_reports.report_id,
        part_reports.report_id as part_report_id,
        part_reports.is_whole and mutual.series_id is not null as is_same_whole,
        (part_reports.precedence, part_reports.agency_id) < (whole_reports.precedence, whole_reports.agency_id)
            as goes_first
    from candidates as whole_reports
    inner join wholes
        on
            whole_reports.series_id = wholes.whole_id
            and whole_reports."year" between wholes.first_year and wholes.last_year
    inner join candidates as part_reports
        on
            wholes.series_id = part_reports.series_id
            and whole_reports."year" = part_reports."year"
    left join wholes as mutual
        on
            wholes.series_id = mutual.whole_id
            and wholes.whole_id = mutual.series_id
            and whole_reports."year" between mutual.first_year and mutual.last_year
    where whole_reports.is_whole

),

displaced as (

    select
        report_id,
        count(*) filter (where not is_same_whole) as parts_found,
        min(part_report_id) filter (where is_same_whole and goes_first) as same_report_id
    from within_wholes
    group by report_id

),

reasons as (

    select
        scopes.*,
        displaced.same_report_id,
        coalesce(displaced.parts_found, 0) as parts_found,
        case
            when not scopes.has_figures then 'no_figures'
            when scopes.is_succeeded then 'succeeded'
            when displaced.parts_found > 0 then 'parts_found'
            when displaced.same_report_id is not null then 'same_whole'
            when scopes.is_whole then 'stands_in'
            else 'own_figures'
        end as reason
    from scopes
    left join displaced on scopes.report_id = displaced.report_id

)

select
    reasons.report_id,
    reasons.agency_id,
    reasons.agency_name,
    reasons."year",
    reasons.is_whole,
    reasons.precedence,
    words.is_counted,
    reasons.reason,
    words.reason_zh,
    words.reason_en,
    reasons.parts_found,
    case reasons.reason
        when 'succeeded' then reasons.successor_report_id
        when 'same_whole' then reasons.same_report_id
        when 'own_figures' then reasons.report_id
        when 'stands_in' then reasons.report_id
    end as counted_under
from reasons
inner join {{ ref('seed_counting_reasons') }} as words on reasons.reason = words.reason
