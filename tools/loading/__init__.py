"""Reports written by hand or drawn at random, loaded into a warehouse as an extraction would, and built by dbt."""
