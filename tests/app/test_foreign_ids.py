"""Ids of other districts and schools in every parameter there is: whatever is asked, their records do not come out.

In a copy of the demo city every text of a record outside the viewer's scope is one word; the word is then sought in
every answer: pages with foreign ids in the address and in every name of the query string, sheets, files, forms.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Connection, create_engine, text

from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader, question

SECRET = "ТАЙНА"
ROLES = ("district", "school", "administrator")
# Places of the plan's states are open, what proves them is not; the list of КО for the whole city is not a school's.
NAMES = ("school", "district", "place", "id", "plan", "year", "back", "clear", "on", "links", "subject", "school_id")
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


@pytest.fixture(scope="module")
def asked_as(
    app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[Reader, dict[str, list[int]], Connection]]]:
    """A browser of each role over its own copy of the city, with the ids of marked records."""
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
        app: Dash = app_of(f"sqlite:///{path}")
        reader = Reader(app.server.test_client())
        code = {"district": f"district:{district}", "school": f"school:{school}"}.get(role, role)
        with reader.client.session_transaction() as session:
            session["viewer"] = code
        found[role] = (reader, ids, engine.connect())
    yield found
    for _, _, connection in found.values():
        connection.close()
    for engine in engines:
        engine.dispose()


def addresses(connection: Connection, ids: dict[str, list[int]]) -> Iterator[tuple[str, str]]:
    """Pages with foreign ids: path and query string."""
    schools = ids.get("answer", []) + ids.get("measure", [])
    places = connection.execute(text("select distinct district_code from school order by 1")).scalars().all()
    for number in schools:
        for page in ("school", "case"):
            yield f"/{page}/{number}", ""
    for number in ids.get("partnership_agreement", []):
        yield f"/partnership/{number}", ""
    for code in KINDS:
        yield f"/records/{code}", ""
        for number in ids.get(code, [1]):
            yield f"/record/{code}", f"?id={number}"
            yield f"/record/{code}", f"?clear={number}&id={number}"
    for path in ("/", "/attention", "/schools", "/partnerships", "/roadmap", "/records/answer", "/external", "/order"):
        values = [schools[0] if schools else 1, places[0], places[-1]]
        yield path, "?" + "&".join(f"{name}={values[0]}" for name in NAMES)
        for place in values[1:]:
            yield path, "?" + "&".join(f"{name}={place}" for name in NAMES)
    for place in places[:3]:
        yield f"/district/{place}", ""


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_a_foreign_record(
    asked_as: dict[str, tuple[Reader, dict[str, list[int]], Connection]], role: str
) -> None:
    reader, ids, connection = asked_as[role]
    for path, search in addresses(connection, ids):
        response = reader.client.post("/_dash-update-component", json=question(path, search))
        assert response.status_code == 200, (path, search)
        assert SECRET not in response.get_data(as_text=True), (path, search)


@pytest.mark.parametrize("role", ROLES)
def test_no_sheet_tells_a_foreign_record(
    asked_as: dict[str, tuple[Reader, dict[str, list[int]], Connection]], role: str
) -> None:
    reader, ids, connection = asked_as[role]
    place = connection.scalar(text("select max(district_code) from school"))
    for code in KINDS:
        for search in (
            "",
            f"?school={ids.get('answer', [1])[0]}",
            f"?district={place}",
            f"?id={ids.get(code, [1])[0]}",
        ):
            response = reader.client.get(f"/sheets/{code}.csv{search}")
            assert response.status_code < 500, (code, search)
            assert SECRET not in response.get_data(as_text=True), (code, search)


def test_the_committee_is_told_them(asked_as: dict[str, tuple[Reader, dict[str, list[int]], Connection]]) -> None:
    reader, ids, _ = asked_as["committee"]
    assert set(KINDS) - set(ids) <= {"road_map_item", "approved_list", "risk_profile", "motivation_survey"}, (
        "of the city"
    )
    told = 0
    for code, numbers in ids.items():
        page = reader.client.post("/_dash-update-component", json=question(f"/record/{code}", f"?id={numbers[0]}"))
        told += SECRET in page.get_data(as_text=True)
    assert told == len(ids)
