"""The path of a report as a workflow: landing, extraction, tables, judgement, publication."""
