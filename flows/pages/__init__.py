"""The pages we publish."""
