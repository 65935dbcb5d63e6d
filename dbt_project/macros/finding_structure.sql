-- The columns of marts.findings as its contract names them, less the times, in the words of from_json.
{% macro finding_structure() -%}
    {%- if execute -%}
        {%- set fields = {} -%}
        {%- for name, column in graph.nodes['model.gouji.findings'].columns.items()
            if name not in ['first_seen', 'last_seen', 'fixed_at'] -%}
            {%- set kind = column.data_type -%}
            {%- do fields.update({name: [kind[:-2]] if kind.endswith('[]') else kind}) -%}
        {%- endfor -%}
        {{ tojson(fields) }}
    {%- else -%}
        {}
    {%- endif -%}
{%- endmacro %}
