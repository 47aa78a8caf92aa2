"""Files of the demo city in the formats that operators have, one module a group of formats."""

from data_access.demo.files.writer import Progress, write

__all__ = ["Progress", "write"]
