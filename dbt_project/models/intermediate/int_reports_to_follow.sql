-- The reports that are new, or of which something changed that their rows of the series are made from, since these were
-- last kept.
{{ changed_reports(
    this.incorporate(path={'schema': 'marts', 'identifier': 'disclosures'}), 'int_series_states', 'followed_on'
) }}
