-- A text with its blanks filled in: each `{name}` by the SQL expression of that name; what is null leaves nothing.
{% macro filled(template, expressions) -%}
    {%- set text = namespace(sql=template) -%}
    {%- for name, expression in expressions.items() -%}
        {%- set text.sql = "replace(" ~ text.sql ~ ", '{" ~ name ~ "}', coalesce(" ~ expression ~ ", ''))" -%}
    {%- endfor -%}
    {{ text.sql }}
{%- endmacro %}

-- A decimal as people write it, without the zeros that only fill its places.
{% macro plain_number(expression) -%}
    rtrim(rtrim(cast({{ expression }} as varchar), '0'), '.')
{%- endmacro %}

-- The elements of a list in one text; what stands between them may be any expression, unlike in array_to_string,
-- which is given a character that no text has.
{% macro joined(elements, between) -%}
    replace(array_to_string({{ elements }}, chr(31)), chr(31), {{ between }})
{%- endmacro %}
