-- A short stable key: the prefix says of what, the rest is a hash of its parts.
{% macro short_key(prefix, expression) -%}
    '{{ prefix }}_' || left(md5({{ expression }}), 16)
{%- endmacro %}

{% macro slot_name(relation) -%}
    {{ relation }}.table_name || '/' || {{ relation }}.row_code || '/' || {{ relation }}.column_code
{%- endmacro %}
