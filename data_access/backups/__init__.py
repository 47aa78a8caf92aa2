"""Copies of the whole system made while it serves, and the way back.

A backup is one archive: the database (a consistent moment of it), the files of records, the boundaries, the desk of
imports, and a manifest with the SHA-256 of each. The database is taken first: files are never changed nor removed, and
lie on the disk before the row that names them is written, so those read later hold all that the database names.
"""

from data_access.backups.archive import BadBackup, Folders, Manifest
from data_access.backups.making import make
from data_access.backups.restoring import NotRestored, Restored, require_fitting, restore

__all__ = ["BadBackup", "Folders", "Manifest", "NotRestored", "Restored", "make", "require_fitting", "restore"]
