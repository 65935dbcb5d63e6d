-- Sums over the county, the city and the province of each agency.
with

figures as (
    select
        report_id,
        received__total as received,
        outcomes_total__total as concluded,
        granted__total as granted,
        granted_in_part__total as partially_granted,
        refused_state_secret__total + refused_prohibited_by_law__total + refused_security_stability__total
        + refused_third_party_rights__total + refused_internal_affairs__total + refused_deliberative__total
        + refused_enforcement_file__total + refused_administrative_inquiry__total as refused,
        unavailable_not_held__total + unavailable_must_be_created__total + unavailable_still_unclear__total as unable
    from marts.requests
    union all by name
    select
        report_id,
        requests_received__value as received,
        requests_answered__value as concluded,
        answered_granted__value as granted,
        answered_granted_in_part__value as partially_granted,
        answered_refused__value as refused,
        answered_nonexistent__value as unable
    from marts.statistics
),

disputed as (
    select
        report_id,
        reconsideration__total + litigation_direct__total + litigation_after_reconsideration__total as disputes
    from marts.disputes
    union all
    select
        report_id,
        reconsiderations__value + litigations__value
    from marts.statistics
),

reports as (
    select
        reports.*,
        figures.* exclude (report_id),
        disputed.disputes,
        reports.found and reports.agency_kind <> 'government' as is_counted
    from sim_reports as reports
    left join figures on reports.found and reports.report_id = figures.report_id
    left join disputed on reports.found and reports.report_id = disputed.report_id
),

within as (
    select reports.* exclude (level, region_code), regions.region_code, reports.level = regions.level as is_own
    from reports
    inner join sim_regions as regions on regions.level = 'province' and reports.province = regions.province
    union all
    select reports.* exclude (level, region_code), regions.region_code, reports.level = regions.level as is_own
    from reports
    inner join sim_regions as regions
        on regions.level = 'city' and reports.province = regions.province and reports.city = regions.city
    union all
    select reports.* exclude (level, region_code), regions.region_code, true as is_own
    from reports
    inner join sim_regions as regions on regions.level = 'county' and reports.region_code = regions.region_code
),

summed as (
    select
        region_code,
        year,
        count(*) as agencies_expected,
        count(*) filter (where found) as agencies_found,
        count(*) filter (where is_counted) as agencies_counted,
        count(*) filter (where found and not is_counted) as agencies_left_out,
        sum(received) filter (where is_counted) as received,
        sum(concluded) filter (where is_counted) as concluded,
        sum(granted) filter (where is_counted) as granted,
        sum(partially_granted) filter (where is_counted) as partially_granted,
        sum(refused) filter (where is_counted) as refused,
        sum(unable) filter (where is_counted) as unable,
        sum(disputes) filter (where is_counted) as disputes,
        count(*) filter (where is_counted and is_own) as own_agencies_counted,
        sum(received) filter (where is_counted and is_own) as own_received,
        sum(concluded) filter (where is_counted and is_own) as own_concluded,
        sum(granted) filter (where is_counted and is_own) as own_granted,
        sum(partially_granted) filter (where is_counted and is_own) as own_partially_granted,
        sum(refused) filter (where is_counted and is_own) as own_refused,
        sum(unable) filter (where is_counted and is_own) as own_unable,
        sum(disputes) filter (where is_counted and is_own) as own_disputes
    from within
    group by region_code, year
)

select
    summed.*,
    regions.* exclude (region_code),
    agencies_found / agencies_expected as share_found,
    granted / nullif(concluded, 0) as granted_rate,
    refused / nullif(concluded, 0) as refused_rate,
    disputes / nullif(received, 0) as disputes_rate
from summed
inner join sim_regions as regions on summed.region_code = regions.region_code
