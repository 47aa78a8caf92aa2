"""An analyst who brings new marks and publishes, over and over: ``python -m benchmarks.analyst URL FOLDER VERSIONS``.

Tells as JSON when each publication began and ended, in seconds since the epoch.
"""

import json
import sys
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from data_access import clock, publications
from data_access.engine import create
from data_access.imports.run import import_file


def publish(url: str, folder: Path, versions: int) -> list[tuple[float, float]]:
    """Imports a file and publishes, ``versions`` times; returns when each publication began and ended."""
    engine = create(url)
    spans = []
    for number in range(versions):
        path = folder / f"marks-{number}.csv"
        path.write_text(marks(url, number), encoding="utf-8")
        import_file(engine, path, now=clock.now())
        began = time.time()
        publications.publish(engine, now=clock.now())
        spans.append((began, time.time()))
    engine.dispose()
    return spans


def marks(url: str, number: int) -> str:
    """A file of marks: the newest ВПР in mathematics of the database, the share of «2» shifted by the number."""
    engine = create_engine(url)
    newest = text(
        "select a.year, a.grade, max(e.id) from edition e join assessment a on a.id = e.assessment_id "
        "where a.procedure = 'vpr' and a.subject = 'math' and e.status = 'active' and e.form = 'marks' "
        "group by a.year, a.grade order by a.year desc, a.grade limit 1"
    )
    rows = text(
        "select s.name, d.name, r.participants from result r join school s on s.id = r.school_id "
        "join district d on d.code = s.district_code where r.edition_id = :edition order by s.id"
    )
    with engine.connect() as connection:
        year, grade, edition = connection.execute(newest).one()
        found = connection.execute(rows, {"edition": edition}).all()
    engine.dispose()
    lines = ["Синтетические данные", "Район;Школа;Год;Процедура;Предмет;Класс;Участников;2;3;4;5"]
    for place, (school, district, participants) in enumerate(found):
        low = 5 + (place * 7 + number * 11) % 40
        lines.append(f"{district};{school};{year};ВПР;Математика;{grade};{participants};{low};{60 - low};25;15")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    json.dump(publish(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])), sys.stdout)
