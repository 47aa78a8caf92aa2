"""Ids of other districts and schools in every parameter there is: whatever is asked, their records do not come out.

In a copy of the demo city every text of a record outside the viewer's scope is one word; the word is then sought in
every answer: pages with foreign ids in the address and in every name of the query string, sheets, files, forms.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from dash import Dash
from sqlalchemy import Connection, create_engine, text

from callbacks import address
from dashboard.parameters import ARGUMENTS
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader, question

SECRET = "ТАЙНА"
ROLES = ("district", "school", "administrator")
NAMES = sorted(address.PARAMETERS - {"version", "method"})
"""Every parameter that pages read; with a number for a publication or a method there would be no page."""
LIMIT = 2
"""Foreign records of a kind that are asked for."""


def foreign(kind: str, own: str, district: str) -> str:
    """SQL condition: the record of the kind concerns nobody of the viewer's scope."""
    fields = {field.name: field.type for field in KINDS[kind].fields}
    if kind == "joint_activity":
        pair = foreign("partnership_agreement", own, district)
        return f"agreement_id in (select id from partnership_agreement where {pair})"
    if "mentee_id" in fields:
        return f"mentee_id not in ({own}) and mentor_id not in ({own})"
    parts = []
    if "place" in fields:
        parts.append(f"place not in ('city', '{district}')")
    if "school_id" in fields:
        parts.append(f"(school_id is not null and school_id not in ({own}))")
    return f"({' or '.join(parts)})" if parts else "1 = 0"


def marked(connection: Connection, own: str, district: str) -> dict[str, list[int]]:
    """Writes the word into every text of foreign records; returns some of their ids by kind."""
    found: dict[str, list[int]] = {}
    for code, kind in KINDS.items():
        condition = foreign(code, own, district)
        ids = connection.execute(text(f"select id from {code} where {condition} order by id")).scalars().all()
        texts = [field.name for field in kind.fields if field.type in {"line", "words"}]
        if not ids or not texts:
            continue
        values = ", ".join(f"{name} = '{SECRET}'" for name in texts)
        connection.execute(text(f"update {code} set {values} where {condition}"))
        found[code] = [ids[0], ids[-1]][:LIMIT]
    return found


class Asked(NamedTuple):
    """A browser of a role over its own copy of the city; ``ids`` of marked records, ``schools`` of other scopes."""

    reader: Reader
    ids: dict[str, list[int]]
    connection: Connection
    schools: list[int]


@pytest.fixture(scope="module")
def asked_as(
    app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Asked]]:
    """What each role asks with."""
    found, engines = {}, []
    for role in (*ROLES, "committee"):
        path = tmp_path_factory.mktemp(f"foreign-{role}") / "city.db"
        shutil.copyfile(demo_database, path)
        engine = create_engine(f"sqlite:///{path}")
        engines.append(engine)
        with engine.begin() as connection:
            school, district = connection.execute(
                text("select mentee_id, (select district_code from school where id = mentee_id) "
                     "from partnership_agreement order by id limit 1")
            ).one()  # fmt: skip
            own = {
                "district": f"select id from school where district_code = '{district}'",
                "school": str(school),
            }.get(role, "-1")
            ids = marked(connection, own, district if role in {"district", "school"} else "-")
            schools = connection.scalars(
                text(f"select distinct school_id from measure where school_id not in ({own}) order by 1")
            ).all()  # fmt: skip
        app: Dash = app_of(f"sqlite:///{path}")
        reader = Reader(app.server.test_client())
        code = {"district": f"district:{district}", "school": f"school:{school}"}.get(role, role)
        with reader.client.session_transaction() as session:
            session["viewer"] = code
        found[role] = Asked(reader, ids, engine.connect(), [schools[0], schools[-1]])
    yield found
    for asked in found.values():
        asked.connection.close()
    for engine in engines:
        engine.dispose()


def addresses(asked: Asked) -> Iterator[tuple[str, str]]:
    """Pages with foreign ids: path and query string."""
    ids, schools = asked.ids, asked.schools
    places = asked.connection.execute(text("select distinct district_code from school order by 1")).scalars().all()
    for number in schools:
        for page in ("school", "case", "origins"):
            yield f"/{page}/{number}", ""
    for number in ids.get("partnership_agreement", []):
        yield f"/partnership/{number}", ""
    for code, kind in KINDS.items():
        yield f"/records/{code}", ""
        yield f"/record/{code}", _prefilled(kind, ids, schools[0], places[-1])
        for number in ids.get(code, [1]):
            yield f"/record/{code}", f"?id={number}"
            yield f"/record/{code}", f"?clear={number}&id={number}"
    for path in ("/", "/attention", "/schools", "/partnerships", "/roadmap", "/records/answer", "/external", "/order"):
        for value in (schools[0], ids["answer"][0], places[-1]):
            yield path, "?" + "&".join(f"{name}={value}" for name in NAMES)
    yield "/verify", f"?code=/school/{schools[0]}"
    yield "/verify", f"?code=/district/{places[-1]}"
    for place in places[:3]:
        yield f"/district/{place}", ""
        yield f"/origins/of/{place}", "?procedure=vpr&subject=math&grade=6&held=2025"


def _prefilled(kind: Kind, ids: dict[str, list[int]], school: int, place: str) -> str:
    """A form that the address fills in with foreign schools, places and records, each in the field of its kind."""
    given = {
        field.name: {"school": school, "place": place, "record": ids.get(field.of, [1])[0]}[field.type]
        for field in kind.fields
        if field.type in {"school", "place", "record"}
    }
    assert given.keys() <= set(NAMES)
    return f"?{urlencode(given)}"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_a_foreign_record(asked_as: dict[str, Asked], role: str) -> None:
    for path, search in addresses(asked_as[role]):
        response = asked_as[role].reader.client.post("/_dash-update-component", json=question(path, search))
        assert response.status_code == 200, (path, search)
        assert SECRET not in response.get_data(as_text=True), (path, search)


@pytest.mark.parametrize("role", ROLES)
def test_no_sheet_tells_a_foreign_record(asked_as: dict[str, Asked], role: str) -> None:
    reader, ids, connection, schools = asked_as[role]
    place = connection.scalar(text("select max(district_code) from school"))
    for code in KINDS:
        for search in (
            "",
            f"?school={schools[0]}",
            "?" + "&".join(f"{name}={place}" for name in sorted(ARGUMENTS - {"version", "method", "year"})),
            "?" + "&".join(f"{name}={ids.get(code, [1])[0]}" for name in sorted(ARGUMENTS)),
        ):
            response = reader.client.get(f"/sheets/{code}.csv{search}")
            assert response.status_code < 500, (code, search)
            assert SECRET not in response.get_data(as_text=True), (code, search)


def test_the_committee_is_told_them(asked_as: dict[str, Asked]) -> None:
    reader, ids, _, _ = asked_as["committee"]
    assert set(KINDS) - set(ids) <= {"road_map_item", "approved_list", "risk_profile", "motivation_survey"}, (
        "of the city"
    )
    told = 0
    for code, numbers in ids.items():
        page = reader.client.post("/_dash-update-component", json=question(f"/record/{code}", f"?id={numbers[0]}"))
        told += SECRET in page.get_data(as_text=True)
    assert told == len(ids)
