-- The series that the years of an agency belong to.
select
    agency_id,
    agency_id as series_id
from {{ ref('int_agencies') }}
