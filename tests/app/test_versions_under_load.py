"""Readers of several roles while an analyst publishes: every page is wholly of the data version that it names.

The long run of the same, with latencies: `python -m benchmarks load`.
"""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from benchmarks.reading import Analyst, mixed, readers, references, wanted
from tests.data.published import synthetic_city
from tests.served import served

READERS, MOST_SECONDS, PAUSE, VERSIONS = 20, 300.0, (0.05, 0.3), 2


@pytest.mark.slow
@pytest.mark.timeout(1800)  # more than the server, the analyst and the readers may take
def test_no_page_mixes_versions(database_url: str, tmp_path: Path) -> None:
    engine = create_engine(database_url)
    city = synthetic_city(engine)
    engine.dispose()
    school = city.school["Школа 12-1 (демо)"]
    own = ["/", "/district/nevsky", f"/school/{school}"]
    roles = {
        "committee": [*own, "/district/kurortny", "/schools"],
        "analyst": [*own, "/method"],
        "district:nevsky": own,
        "district:kurortny": ["/", "/district/kurortny"],
    }
    analyst = Analyst(database_url, tmp_path)
    with served(database_url, tmp_path / "var", workers=2, cache_url=f"file://{tmp_path / 'cache'}") as server:
        with readers(
            server.port, roles, count=READERS, seconds=MOST_SECONDS, pause=PAUSE, folder=tmp_path / "readers"
        ) as found:
            analyst.publish(VERSIONS)
        assert "Traceback" not in server.log
    reading = found[0]
    assert (reading.errors, analyst.failures) == ((), [])
    assert len(reading.versions) > 1, "публикации прошли мимо читателей: проверка ничего не проверила"
    made = references(database_url, tmp_path / "alone", wanted(reading))
    assert mixed(reading, made) == []
    # A page that is the same in every version could not be caught mixing them.
    by_page: dict[tuple[str, str], set[str]] = {}
    for (role, path, _version), digest in made.items():
        by_page.setdefault((role, path), set()).add(digest)
    assert max(len(digests) for digests in by_page.values()) > 1
