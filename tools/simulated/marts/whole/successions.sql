-- What the reform of 2019 renamed here.
select
    before.agency_id as predecessor_id,
    before.agency_name as predecessor_name,
    after.agency_id as successor_id,
    after.agency_name as successor_name,
    after.since as year,
    'renamed' as kind
from sim_agencies as before
inner join sim_agencies as after on before.successor = after.agency_name
