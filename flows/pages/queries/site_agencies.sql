-- one row an agency, those with most reports first: the order gives each its number in the files of the explorer
select *
from marts.agencies
order by reports desc, agency_name, agency_id
