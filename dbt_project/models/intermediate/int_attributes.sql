-- What identities ask of the agency, the report or its prose, not of a slot: true, false, or no row when nothing is known.
{%- for of in ['reports', 'figures', 'years', 'text'] %}
select * from {{ ref('int_attributes_of_' ~ of) }}
{%- if not loop.last %}

union all by name
{% endif %}
{%- endfor %}
