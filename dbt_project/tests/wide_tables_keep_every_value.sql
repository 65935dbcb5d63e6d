-- Every report that has a table stands in the wide mart of that table.
{% for model, table_name in [
    ('proactive_disclosures', 'proactive_disclosure'),
    ('requests', 'requests'),
    ('disputes', 'disputes'),
    ('statistics', 'statistics')
] %}
select facts.report_id
from {{ ref('facts') }} as facts
left join {{ ref(model) }} as wide on facts.report_id = wide.report_id
where facts.table_name = '{{ table_name }}' and wide.report_id is null
{% if not loop.last %}union all{% endif %}
{% endfor %}
