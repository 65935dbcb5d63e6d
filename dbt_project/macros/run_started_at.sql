-- When this run began: the flow says so, or dbt's own clock when it is called by hand.
-- From the environment and not a var, because a changed var makes dbt parse the whole project again.
{% macro run_started_at_literal() -%}
    cast('{{ env_var("GOUJI_RUN_STARTED_AT", run_started_at.strftime("%Y-%m-%d %H:%M:%S")) }}' as timestamp)
{%- endmacro %}
