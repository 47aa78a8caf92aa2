"""Whether the stored data are whole and agree with each other: read only, one moment of the database, any size of it.

Each part is a module with ``look(asked)``; what it finds are sentences in Russian: problems, which someone must look
into, and notes, which harm nobody.
"""

from data_access.checking.part import Asked, Part
from data_access.checking.run import PARTS, check

__all__ = ["PARTS", "Asked", "Part", "check"]
