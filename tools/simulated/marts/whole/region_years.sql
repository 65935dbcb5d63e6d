-- Sums over the county, the city and the province of each agency; the figures were summed with the metrics.
with

within as (
    select
        lies.lies_in,
        lies.is_own,
        reports.*
    from sim_reports as reports
    inner join sim_lies_in as lies on reports.agency_id = lies.agency_id
),

counted as (
    select
        lies_in as region_code,
        year,
        count(*) as agencies_expected,
        count(*) filter (where found) as agencies_found,
        count(*) filter (where found) / count(*) as share_found,
        count(*) filter (where found and agency_kind <> 'government') as agencies_counted,
        count(*) filter (where found and agency_kind = 'government') as agencies_left_out,
        count(*) filter (where found and agency_kind <> 'government' and is_own) as own_agencies_counted
    from within
    group by lies_in, year
)

select
    counted.*,
    regions.* exclude (region_code),
    sums.* exclude (region_code, year)
from counted
inner join sim_regions as regions on counted.region_code = regions.region_code
left join sim_region_sums as sums
    on
        counted.region_code = sums.region_code
        and counted.year = sums.year
