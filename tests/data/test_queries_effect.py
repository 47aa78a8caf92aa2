"""The effect as published: kept whole through the database, for partnerships that began, to schools of the viewer."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, delete

from data_access import effects, publications, schema
from data_access.queries.effect import effect_report
from data_access.queries.publication import current
from data_access.viewer import Role, Viewer
from monitoring.proof_city import SERIES, YEARS, ProofCity, proof_city
from monitoring.support_effect import support_effect
from monitoring.support_kinds import KINDS, SAME_DISTRICT
from tests.data.builders import Builder, World, marks

COMMITTEE = Viewer(Role.COMMITTEE)
CODES = ("nevsky", "kurortny", "moskovsky")


def test_a_small_city_is_refused_in_a_code_and_has_no_figure(world: World) -> None:
    for method in ("two-years", "two-grounds-2025"):
        report = effect_report(*world.scope(COMMITTEE), method)
        assert report.stated is not None
        assert report.stated.overall.refused == "few-supported"
        assert report.stated.overall.effect is None
        assert set(report.stated.kinds) == set(KINDS)


def test_a_publication_without_the_effect_says_nothing(engine: Engine) -> None:
    _publish(engine, schools=20)
    with engine.begin() as connection:
        connection.execute(delete(schema.effect_summary))
        publication = current(connection)
        assert publication is not None
        assert effect_report(connection, COMMITTEE, publication, "two-years").stated is None


def test_what_is_stored_is_what_was_stated() -> None:
    stated = support_effect(proof_city(4, effect=-0.3, schools=300).panel(), {"x": frozenset()}, draws=10)
    kept = effects.read(json.loads(json.dumps(effects.summary_row("m", stated)["document"])))
    assert kept == replace(stated, schools=())


def test_published_effect_is_that_of_the_planted_panel(engine: Engine) -> None:
    city = _publish(engine, schools=150)
    data = city.panel()
    expected = support_effect(data, {})
    assert len(expected.schools) >= 10
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        report = effect_report(connection, COMMITTEE, publication, "two-years")
        stated = report.stated
        assert stated is not None
        assert stated.overall.n_supported == len(report.schools) == expected.overall.n_supported
        assert stated.overall.effect == pytest.approx(expected.overall.effect, abs=0.02)  # shares have two decimals
        assert stated.n_comparison == expected.n_comparison
        assert stated.kinds[SAME_DISTRICT].n_supported == expected.overall.n_supported
        by_start = {item.school_id: item.start for item in expected.schools}
        assert {item.id: item.start for item in report.schools} == by_start
        for code in CODES:
            viewer = Viewer(Role.DISTRICT, code)
            own = effect_report(connection, viewer, publication, "two-years")
            assert own.stated == stated
            assert own.schools == tuple(item for item in report.schools if item.district == code)
        first = report.schools[0]
        school = Viewer(Role.SCHOOL, first.district, first.id)
        assert effect_report(connection, school, publication, "two-years").schools == (first,)
        assert effect_report(connection, COMMITTEE, publication, "two-years", first.id).schools == (first,)
        other = report.schools[1].id
        assert effect_report(connection, school, publication, "two-years", other).schools == ()
        assert effect_report(connection, Viewer(Role.ADMINISTRATOR), publication, "two-years").schools == ()


def _publish(engine: Engine, *, schools: int) -> ProofCity:
    """A proof city in the database: its series are among those of ``two-years``; shares rounded as files have them."""
    city = proof_city(9, effect=-0.3, schools=schools)
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        ids = [build.school(f"Школа {row + 1}", CODES[row % len(CODES)], batch=batch) for row in range(schools)]
        assert ids == list(range(1, schools + 1))
        for place, year in enumerate(YEARS):
            for index, series in enumerate(SERIES):
                n, share = city.n[:, place, index], city.share[:, place, index].round(2)
                rows = {ids[row]: marks(int(n[row]), float(share[row])) for row in range(schools)}
                build.results((year, *series), rows)
        free = np.flatnonzero(city.start == len(YEARS))
        pairs = [
            (int(row), next(int(mentor) for mentor in free if mentor % len(CODES) == row % len(CODES)))
            for row in np.flatnonzero(city.start < len(YEARS))
        ]
        support = [_pair(ids[row], ids[mentor], "paused", YEARS[city.start[row]]) for row, mentor in pairs]
        build.rows(schema.partnership, "partnership", [*support, _pair(ids[free[1]], ids[free[0]], "proposed", 2015)])
    publications.publish(engine, now=datetime(2019, 10, 15, tzinfo=UTC))
    return city


def _pair(mentee: int, mentor: int, status: str, year: int) -> dict[str, Any]:
    return {
        "mentee_id": mentee,
        "mentor_id": mentor,
        "status": status,
        "started_on": date(year, 9, 20),
        "subjects": ["math"],
        "activities": 0,
    }
