-- agencies that only one of the releases has
select
    if(b.agency_id is null, 'appeared', 'gone') as change,
    coalesce(a.agency_id, b.agency_id) as agency_id,
    coalesce(a.agency_name, b.agency_name) as agency_name,
    coalesce(a.province, b.province) as province,
    coalesce(a.city, b.city) as city,
    coalesce(a.county, b.county) as county
from before.marts.agencies as b
full outer join after.marts.agencies as a on b.agency_id = a.agency_id
where a.agency_id is null or b.agency_id is null
order by all
