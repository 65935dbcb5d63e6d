"""Regions of China with their years, successors and other names, from public lists to the seeds of dbt."""
