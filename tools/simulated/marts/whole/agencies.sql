select
    agencies.*,
    [] as other_names,
    agencies.sector,
    spoken.first_year,
    spoken.last_year,
    coalesce(spoken.reports, 0) as reports
from sim_agencies as agencies
left join (
    select
        agency_id,
        min(year) as first_year,
        max(year) as last_year,
        count(*) as reports
    from sim_reports
    where found
    group by agency_id
) as spoken on agencies.agency_id = spoken.agency_id
