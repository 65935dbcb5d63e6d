-- What grows by reports is made by reports: the rows of those that changed since the table was last made are replaced,
-- those of reports that are gone are deleted, all others stay. What each report's rows were made from is kept beside
-- the table, in one transaction with it, so that a run which dies between two tables leaves none behind the others.
-- `states` names the model that gives each report one number for all that its rows are made from, `mark` its column.

{% macro kept_states(relation) -%}
    {{ return(relation.incorporate(path={'schema': 'intermediate', 'identifier': 'kept_' ~ relation.identifier})) }}
{%- endmacro %}

-- The ids of the reports whose rows in a table must be made anew: all of them where the table is not there yet.
{% macro changed_reports(relation, states='int_report_sources', mark='made_from') -%}
    {%- set kept = load_relation(kept_states(relation)) -%}
    select states.report_id
    from {{ ref(states) }} as states
    {%- if kept and load_relation(relation) and not flags.FULL_REFRESH %}
    left join {{ kept }} as kept
        on
            states.report_id = kept.report_id
            and states.{{ mark }} = kept.{{ mark }}
    where kept.report_id is null
    {%- endif %}
{%- endmacro %}

-- Hooks of such a table, before and after its new rows; a model names them in quotes, to be read when it runs.
{% macro forget_changed_reports(relation, states='int_report_sources', mark='made_from') -%}
    {% if is_incremental() %}
        delete from {{ relation }}
        where
            report_id in ({{ changed_reports(relation, states, mark) }})
            or report_id not in (select report_id from {{ ref(states) }})
    {% endif %}
{%- endmacro %}

{% macro keep_states(relation, states='int_report_sources', mark='made_from') -%}
    create or replace table {{ kept_states(relation) }} as
    select
        report_id,
        {{ mark }}
    from {{ ref(states) }}
{%- endmacro %}
