"""The data dictionary: what the tables, columns, codes and metrics mean, read once and told in several files."""
