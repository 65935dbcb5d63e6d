"""Errors planted in consistent tables: how often localisation finds the cells, their values and the kind of error."""
