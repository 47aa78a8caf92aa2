"""One module a file format: ``KIND``, ``TITLE``, ``LAYOUTS``, ``claims`` and ``parse`` (see ``base.Format``)."""
