"""The explorer: an offline site of what is in the warehouse, by agency, category and region."""
