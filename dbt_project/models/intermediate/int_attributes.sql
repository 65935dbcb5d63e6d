-- What identities ask of the agency, the report or its prose, not of a slot: true, false, or no row.
select * from {{ ref('int_attributes_of_reports') }}

union all by name

select * from {{ ref('int_attributes_of_figures') }}

union all by name

select * from {{ ref('int_attributes_of_years') }}

union all by name

select * from {{ ref('int_attributes_of_text') }}
