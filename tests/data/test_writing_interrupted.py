"""A write that the keyboard interrupts: it leaves nothing, and says nothing but that."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from data_access.engine import create
from data_access.writing import writing


@pytest.fixture
def interrupt(engine: Engine) -> Callable[[], None]:
    """Makes the next statement of the engine end as under Ctrl-C."""

    def at_once(cursor: object, statement: str, parameters: object, context: object) -> None:
        event.remove(engine, "do_execute", at_once)
        raise KeyboardInterrupt

    return lambda: event.listen(engine, "do_execute", at_once)


def write_interrupted(engine: Engine, interrupt: Callable[[], None]) -> None:
    with writing(engine) as connection:
        connection.execute(text("delete from district where code = 'nevsky'"))
        interrupt()
        connection.execute(text("delete from district"))


def districts(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(text("select count(*) from district")) or 0


def test_interrupted_write_leaves_nothing(engine: Engine, interrupt: Callable[[], None]) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_interrupted(engine, interrupt)
    assert districts(engine) == 18


def test_writer_after_an_interrupted_one_is_not_kept_out(engine: Engine, interrupt: Callable[[], None]) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_interrupted(engine, interrupt)
    with writing(engine) as connection:
        connection.execute(text("delete from district where code = 'nevsky'"))
    assert districts(engine) == 17


@pytest.mark.parametrize("patience", [0.5, None])
def test_patience_of_a_writer_ends_with_him(sqlite_url: str, patience: float | None) -> None:
    engine = create(sqlite_url)
    with engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    with writing(engine, patience=patience):
        pass
    with pytest.raises(ZeroDivisionError), writing(engine, patience=patience):
        _ = 1 / 0
    other = create(sqlite_url)
    with writing(other), pytest.raises(OperationalError), writing(engine, patience=0):
        pass  # refused before it began
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == before
    engine.dispose()
    other.dispose()
