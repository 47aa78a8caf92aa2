"""Signs as published: those of the pure functions, kept whole through the database, to schools of the viewer; and what
follows from them for partners."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, delete, insert

from data_access import publications, schema
from data_access.queries.listing import listing_rows
from data_access.queries.matching import proposals
from data_access.queries.objectivity import left_with_signs, school_signs, signs_of_list
from data_access.queries.publication import current
from data_access.queries.school import school_report
from data_access.viewer import Role, Viewer
from monitoring.aggregates import MARKS
from monitoring.objectivity.boundary_peak import Scores
from monitoring.objectivity.found import signs
from monitoring.objectivity.signs import Sign, with_evidence
from monitoring.procedures import AssessmentKey
from monitoring.proof_scores import CUTS, MAXIMUM, ProofScores, proof_scores
from monitoring.reports.objectivity import LeftWithSigns
from monitoring.reports.publication import Publication, Selection
from tests.data.builders import Builder, Key, World

COMMITTEE = Viewer(Role.COMMITTEE)
CODES = ("nevsky", "kurortny", "moskovsky")
LAST = 2019
SCHOOLS = 90


@pytest.fixture
def proof(engine: Engine) -> ProofScores:
    """A proof city of three years, published: marks, journals and distributions, as files leave them."""
    city = proof_scores(21, schools=SCHOOLS, biased=0.1)
    kept = (LAST - 2, LAST - 1, LAST)
    city = replace(
        city,
        results=city.results[city.results["year"].isin(kept)],
        comparisons=city.comparisons[city.comparisons["year"].isin(kept)],
        distributions=[one for one in city.distributions if one.key.year in kept],
    )
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        for row in range(SCHOOLS):
            assert build.school(f"Школа {row + 1}", CODES[row % 3], batch=batch) == row + 1
        _store(build, city)
    publications.publish(engine, now=datetime(2019, 10, 15, tzinfo=UTC))
    return city


def _store(build: Builder, city: ProofScores) -> None:
    scores = {_key(one.key): one for one in city.distributions}
    for key, rows in _by_assessment(city.results):
        own = _marks(scores[key]) if key in scores else [{} for _ in rows]
        build.results(
            key,
            {
                row["school_id"]: {"participants": row["participants"], "low_share": row["low_share"]} | marks
                for row, marks in zip(rows, own, strict=True)
            },
        )
    for key, rows in _by_assessment(city.comparisons):
        stored = [
            {name: row[name] for name in ("school_id", "participants", "lowered_pct", "raised_pct")}
            | {"confirmed_pct": 100 - row["lowered_pct"] - row["raised_pct"]}
            for row in rows
        ]
        dataset = f"comparison:{build.assessment(key)}"
        build.rows(schema.mark_comparison, dataset, stored, assessment=key, year=key[0])
    for key, one in scores.items():
        n = one.counts.sum(axis=1)
        shares = (100 * one.counts / n[:, None]).tolist()
        stored = [
            {"school_id": school, "participants": number, "shares": share}
            for school, number, share in zip(one.schools.tolist(), n.astype(int).tolist(), shares, strict=True)
        ]
        dataset = f"distribution:{build.assessment(key)}"
        build.rows(schema.score_distribution, dataset, stored, assessment=key, year=key[0])


def _by_assessment(frame: pd.DataFrame) -> Iterator[tuple[Key, list[dict[str, Any]]]]:
    """Rows by assessment, in the order of schools."""
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in frame.sort_values("school_id").to_dict("records"):
        typed = {str(name): value for name, value in row.items()}
        key = (typed["year"], typed["procedure"], typed["subject"], typed["grade"])
        found.setdefault(key, []).append(typed)
    yield from found.items()


def _key(key: AssessmentKey) -> Key:
    return key.year, key.procedure, key.subject, key.grade


def _marks(scores: Scores) -> list[dict[str, float]]:
    """Percents of marks by school, not rounded: those of the city are then the ones of the distribution."""
    bounds = [0, *CUTS, MAXIMUM + 1]
    parts = [scores.counts[:, first:last].sum(axis=1) for first, last in pairwise(bounds)]
    shares = 100 * np.stack(parts, axis=1) / scores.counts.sum(axis=1)[:, None]
    return [dict(zip(MARKS, row, strict=True)) for row in shares.tolist()]


@dataclass(frozen=True)
class Published:
    connection: Connection
    publication: Publication

    def selection(self, year: int = LAST) -> Selection:
        return Selection(year, self.publication.method("two-years"))


@pytest.fixture
def published(engine: Engine, proof: ProofScores) -> Iterator[Published]:
    """The published proof city with an open connection, rolled back after the test."""
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        yield Published(connection, publication)
        connection.rollback()


def expected(proof: ProofScores) -> tuple[Sign, ...]:
    return signs(proof.results, proof.comparisons, proof.distributions).signs


def test_published_signs_are_those_of_the_city(published: Published, proof: ProofScores) -> None:
    found = signs_of_list(published.connection, COMMITTEE, published.publication, LAST)
    assert found is not None
    wanted = [sign for sign in expected(proof) if sign.year >= LAST - 1]
    assert {sign.kind for sign in wanted} >= {"exam", "peak"}
    stored = sorted((sign for each in found.values() for sign in each), key=lambda s: (s.year, s.school_id, s.kind))
    assert [(s.year, s.school_id, s.kind, s.n, s.works, s.before) for s in stored] == [
        (s.year, s.school_id, s.kind, s.n, s.works, s.before) for s in wanted
    ]
    for one, other in zip(stored, wanted, strict=True):
        assert one.value == pytest.approx(other.value)
        assert one.tail == pytest.approx(other.tail, rel=1e-3)
    assert with_evidence(stored, LAST) & proof.biased(LAST)


def test_signs_go_to_who_may_see_the_school(published: Published, proof: ProofScores) -> None:
    connection, publication = published.connection, published.publication
    everything = signs_of_list(connection, COMMITTEE, publication, LAST)
    assert everything is not None
    for place, code in enumerate(CODES):
        own = signs_of_list(connection, Viewer(Role.DISTRICT, code), publication, LAST)
        assert own == {school: found for school, found in everything.items() if (school - 1) % 3 == place}
        assert signs_of_list(connection, COMMITTEE, publication, LAST, code) == own
    school = next(iter(everything))
    itself = Viewer(Role.SCHOOL, CODES[(school - 1) % 3], school)
    assert signs_of_list(connection, itself, publication, LAST) == {school: everything[school]}
    report = school_report(connection, itself, publication, published.selection(), school)
    assert report.objectivity is not None
    assert report.objectivity.of_list(LAST) == everything[school]
    other = next(number for number in everything if number != school)
    closed = school_signs(connection, itself, publication, other)
    assert closed is not None
    assert closed.signs == ()
    assert signs_of_list(connection, Viewer(Role.ADMINISTRATOR), publication, LAST) == {}
    assert left_with_signs(connection, itself, publication, published.selection()) is None


def test_a_publication_without_signs_says_that_there_are_none_computed(published: Published) -> None:
    connection, publication = published.connection, published.publication
    connection.execute(delete(schema.objectivity_summary))
    connection.execute(delete(schema.objectivity_sign))
    assert school_signs(connection, COMMITTEE, publication, 1) is None
    assert signs_of_list(connection, COMMITTEE, publication, LAST) is None
    assert left_with_signs(connection, COMMITTEE, publication, published.selection()) is None
    assert not proposals(connection, COMMITTEE, publication, published.selection()).objectivity
    rows = listing_rows(connection, COMMITTEE, publication, LAST, "two-years")
    assert all(row.signs is None for row in rows)


def _add_strong_sign(world: World, school: int) -> None:
    """In the open transaction: the city is only to be read."""
    figures = {"value": 90.0, "reference": 55.0, "low": 45.0, "high": 65.0, "tail": 1e-6}
    world.connection.execute(
        insert(schema.objectivity_sign).values(
            publication_id=world.publication.id, school_id=school, year=2021, kind="peak", n=200, approximate=False,
            works=[], before=[], **figures,
        )
    )  # fmt: skip


def test_those_who_left_are_counted(world: World) -> None:
    scope = world.scope(COMMITTEE)
    found = left_with_signs(*scope, world.selection(2022))
    assert found is not None
    assert (found.left, found.with_evidence) == (1, 0)  # one weak sign of the exam
    assert left_with_signs(*scope, world.selection(2019)) is None
    rows = listing_rows(*scope, 2022, "two-years")
    assert [[sign.kind for sign in row.signs or ()] for row in rows] == [["exam"]] * 3
    _add_strong_sign(world, world.id("Школа 12-10"))
    assert left_with_signs(*scope, world.selection(2022)) == LeftWithSigns(1, 1)
    (gone,) = listing_rows(*scope, 2022, "two-years", ("left",))
    assert (gone.id, [sign.kind for sign in gone.signs or ()]) == (world.id("Школа 12-10"), ["exam", "peak"])
    world.connection.rollback()


def test_a_mentor_with_evidence_is_not_proposed(world: World) -> None:
    scope, mentor = world.scope(COMMITTEE), world.id("Гимназия 12-3")
    before = proposals(*scope, world.selection(2022))
    assert [pair.mentor.id for pair in before.pairs] == [mentor]
    assert (before.objectivity, before.excluded, before.mentors) == (True, 0, 2)
    _add_strong_sign(world, mentor)
    after = proposals(*scope, world.selection(2022))
    assert mentor not in {pair.mentor.id for pair in after.pairs}
    assert (after.excluded, after.mentors) == (1, 1)
    district = proposals(*world.scope(Viewer(Role.DISTRICT, "kurortny")), world.selection(2022))
    assert (district.objectivity, district.excluded) == (True, None)
    world.connection.rollback()
