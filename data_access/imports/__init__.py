"""Import of files: read and checked (formats), then matched with schools and stored as editions.

The reading half (this package's ``source``, ``persons``, ``detect``, ``formats``) knows no database: a file becomes a
``parsed.Parsed`` or is refused whole with ``findings.Refused``. The storing half decides on rows.
"""
