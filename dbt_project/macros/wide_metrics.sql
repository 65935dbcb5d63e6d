-- The columns of the metrics which the model's contract names: of each its value, change, rank or peers, looked up in a map.
{% macro wide_metrics() -%}
    {%- for name, column in model.columns.items() if column.config.meta.metric %}
    metrics.value_of['{{ column.config.meta.metric }}'].{{ column.config.meta.field }} as {{ name }},
    {%- endfor %}
{%- endmacro %}
