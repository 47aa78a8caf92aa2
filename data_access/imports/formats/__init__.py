"""One module a file format. Each has ``KIND``, ``TITLE``, ``recognise`` and ``parse`` (see ``base.Format``)."""
