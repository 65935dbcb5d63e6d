-- What identities ask for is described in attributes.csv, and what is described is made.
select attributes.attribute
from {{ ref('int_attributes') }} as attributes
left join {{ ref('attributes') }} as described on attributes.attribute = described.attribute
where described.attribute is null
