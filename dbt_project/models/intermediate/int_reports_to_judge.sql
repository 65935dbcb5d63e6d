-- The reports that are new, or of which something changed that they are judged on, since results were last kept.
{%- set kept = load_relation(this.incorporate(path={'schema': 'intermediate', 'identifier': 'judged_reports'})) %}
{%- set results = load_relation(this.incorporate(path={'schema': 'marts', 'identifier': 'identity_results'})) %}
select states.report_id
from {{ ref('int_report_states') }} as states
{%- if kept and results %}
left join {{ kept }} as kept
    on
        states.report_id = kept.report_id
        and states.judged_on = kept.judged_on
where kept.report_id is null
{%- endif %}
