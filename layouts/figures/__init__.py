"""Figures as plain dicts, one factory per file: no ids, no fetching. A dict is ten times cheaper than ``go.Figure``."""
