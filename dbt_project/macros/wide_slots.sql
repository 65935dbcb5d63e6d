-- One row a report, one column a slot; the columns are those which the model's contract names `<row>__<column>`.
{% macro wide_slots(table_name) -%}
    select
        report_id,
        any_value(agency_id) as agency_id,
        any_value(agency_name) as agency_name,
        any_value(year) as year, -- noqa: RF04
        any_value(form) as form
        {%- for column in model.columns if '__' in column %}
        {%- set row_code, column_code = column.split('__') %},
        any_value(value) filter (
            where row_code = '{{ row_code }}' and column_code = '{{ column_code }}'
        ) as {{ column }}
        {%- endfor %}
    from {{ ref('facts') }}
    where table_name = '{{ table_name }}'
    group by report_id
{%- endmacro %}
