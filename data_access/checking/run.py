"""The check as a whole: its parts, one after another, over one moment of the database."""

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from data_access import migrations, walls
from data_access.checking import audit, files, integrity, published
from data_access.checking.part import Asked, Part

Report = Callable[[str], None]

PARTS: dict[str, tuple[str, Callable[[Asked, Part], None]]] = {
    "integrity": ("Целостность базы", integrity.look),
    "parents": ("Строки без тех, на кого ссылаются", integrity.look_for_parents),
    "files": ("Файлы записей", files.look),
    "publication": ("Опубликованное сходится с данными", published.look),
    "audit": ("Журнал изменений без пропусков", audit.look),
    "reading": ("Журнал обращений", audit.look_at_reading),
}


def check(engine: Engine, *, files: Path, full: bool, report: Report = lambda _step: None) -> list[Part]:
    """What each part finds. A schema that is not that of the code is the only finding then: nothing else can be read.

    Writes nothing. Raises ``SQLAlchemyError`` where the database does not answer.
    """
    isolated = engine
    if engine.dialect.name == "postgresql":
        isolated = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with isolated.connect() as connection:
        walls.declare_system(connection)
        schema = Part("schema", "Схема базы")
        found = migrations.revision(connection)
        if found != migrations.head():
            schema.problems.append(f"схема базы {found or 'не создана'}, у программы {migrations.head()}")
            return [schema]
        parts = [schema]
        asked = Asked(connection, files, full)
        for code, (title, look) in PARTS.items():
            report(title)
            part, started = Part(code, title), time.perf_counter()
            look(asked, part)
            part.seconds = round(time.perf_counter() - started, 2)
            parts.append(part)
    return parts
