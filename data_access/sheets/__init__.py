"""Records as sheets: the template of a kind, the export of its records, the import of what was filled in."""
