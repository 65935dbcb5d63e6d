-- The reports that are new, or of which something changed that their harmonised values are made from, since these were
-- last kept.
{{ changed_reports(
    this.incorporate(path={'identifier': 'int_disclosures_of_tables'}), 'int_measured_states', 'measured_on'
) }}
