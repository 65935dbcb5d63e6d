-- The reports that are new, or of which something changed that they are judged on, since results were last kept.
{{ changed_reports(
    this.incorporate(path={'schema': 'marts', 'identifier': 'identity_results'}), 'int_report_states', 'judged_on'
) }}
