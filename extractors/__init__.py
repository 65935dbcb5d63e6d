"""From the bytes of a report to its facts, in plain Python: no workflow, no database, no network."""
