"""What the threads of a worker share of SQL is complete before they share it."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import Table
from sqlalchemy.sql.selectable import FromClause

import data_access


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(data_access.__path__, f"{data_access.__name__}."):
        if ".migrations" not in found.name:  # run by Alembic, in one thread
            yield importlib.import_module(found.name)


def test_only_tables_are_shared_between_statements() -> None:
    """The columns of an alias or a subquery are made when first asked for, and SQLAlchemy 2.1 guards that only where
    Python has no lock of its own: of two threads that ask at once each gets its own columns, and the statement of one
    of them joins what it does not know (sqlalchemy/sqlalchemy#12302). The first readers of a fresh worker saw it."""
    shared = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, FromClause) and not isinstance(value, Table)
    ]
    assert shared == []


def test_the_tables_are_found_there() -> None:
    assert sum(isinstance(value, Table) for module in modules() for value in vars(module).values()) > 40
