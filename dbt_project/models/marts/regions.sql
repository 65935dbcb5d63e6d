select
    region_code,
    region_name,
    other_names,
    level,
    parent_code,
    province,
    city,
    county,
    first_year,
    last_year,
    succeeded_by,
    vintage
from {{ ref('int_regions') }}
