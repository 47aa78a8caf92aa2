"""What pages and commands ask of the database: one module a page, one function a report.

Every function takes the connection, the viewer and the publication (those that carry no data of schools take no
viewer) and reads published rows only. Scope and masking come from ``data_access.scope``.
"""
