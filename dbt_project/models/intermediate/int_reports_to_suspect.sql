-- The reports that were judged on something new since cells were last suspected in them.
{{ changed_reports(
    this.incorporate(path={'schema': 'intermediate', 'identifier': 'int_suspicions'}), 'int_report_states', 'judged_on'
) }}
