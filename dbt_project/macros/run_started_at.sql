-- When this run began: the flow says so, or dbt's own clock when it is called by hand.
{% macro run_started_at_literal() -%}
    cast('{{ var("run_started_at", run_started_at.strftime("%Y-%m-%d %H:%M:%S")) }}' as timestamp)
{%- endmacro %}
