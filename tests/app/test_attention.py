"""The start panel, the button «Следить» and the digest over a demo city with some records of its own."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import Engine, create_engine, select, text

from dashboard.cli import main
from data_access.changes import Change, apply
from data_access.schema import listing, school_card
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from layouts import ids
from tests.app.conftest import AppOf, Reader, words

TODAY = date(2025, 11, 15)
OWN, FOREIGN = "vasileostrovsky", "kalininsky"
OWN_TITLE = "Василеостровский район"
TITLE = "Мера школы {number}"


@pytest.fixture(scope="module")
def database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("attention") / "traektoria.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def engine(database: str) -> Engine:
    return create_engine(database)


@pytest.fixture(scope="module")
def listed(engine: Engine) -> dict[str, list[int]]:
    """Listed schools of two districts, each with a measure past its term, whose title bears the school's number."""
    with writing(engine) as connection:
        rows = connection.execute(
            select(listing.c.school_id, school_card.c.district_code)
            .join(school_card, (school_card.c.school_id == listing.c.school_id)
                  & (school_card.c.publication_id == listing.c.publication_id))
            .where(listing.c.method == "two-years", listing.c.year == 2025, listing.c.status != "left",
                   school_card.c.district_code.in_((OWN, FOREIGN)))
            .order_by(school_card.c.position)
        ).all()  # fmt: skip
        for row in rows:
            values = {"school_id": row.school_id, "sort": "measure", "title": TITLE.format(number=row.school_id),
                      "factor": "parents", "starts_on": "2019-09-01", "due_on": "2020-05-25",
                      "status": "in-progress"}  # fmt: skip
            apply(connection, Viewer(Role.COMMITTEE), Change("measure", values), today=TODAY)
    found = {code: [row.school_id for row in rows if row.district_code == code] for code in (OWN, FOREIGN)}
    assert all(found.values())
    return found


@pytest.fixture(scope="module")
def app(app_of: AppOf, database: str, listed: dict[str, list[int]]) -> Dash:
    return app_of(database)


@pytest.fixture
def reader(app: Dash) -> Callable[[str], Reader]:
    """A browser of the viewer."""

    def come(viewer: str) -> Reader:
        found = Reader(app.server.test_client())
        found.become(viewer)
        return found

    return come


def press(reader: Reader, school: object, action: object, clicks: int = 1) -> dict[str, Any] | None:
    """What the button's callback answers; None where it tells nothing."""
    button, status = ids.SCHOOL_WATCH_BUTTON, ids.SCHOOL_WATCH_STATUS
    places = [(button, "children"), (button, "value"), (status, "children")]
    body = {
        "output": f"..{'...'.join(f'{name}.{role}' for name, role in places)}..",
        "outputs": [{"id": name, "property": role} for name, role in places],
        "inputs": [{"id": button, "property": "n_clicks", "value": clicks}],
        "state": [
            {"id": button, "property": "name", "value": school},
            {"id": button, "property": "value", "value": action},
        ],
        "changedPropIds": [f"{button}.n_clicks"],
    }
    response = reader.client.post("/_dash-update-component", json=body)
    if response.status_code == 204:
        return None
    assert response.status_code == 200, response.get_data(as_text=True)[:300]
    answer: dict[str, Any] = response.get_json()["response"]
    return answer


def watched(reader: Reader) -> set[str]:
    """Addresses of schools in the section of the watch list."""
    for node in reader.page("/attention").nodes():
        if node["type"] == "Section" and words(node).startswith("Под наблюдением"):
            return set(re.findall(r"/school/\d+", str(node)))
    return set()


def test_each_role_sees_what_presses_in_its_scope(
    reader: Callable[[str], Reader], listed: dict[str, list[int]]
) -> None:  # fmt: skip
    every = {number for numbers in listed.values() for number in numbers}
    school = f"school:{next(n for n in every if f'school:{n}' in reader('committee').viewers())}"
    expected = {
        "committee": every,
        "analyst": every,
        f"district:{OWN}": set(listed[OWN]),
        f"district:{FOREIGN}": set(listed[FOREIGN]),
        school: {int(school.partition(":")[2])},
        "operator": set(),
        "administrator": set(),
    }
    for viewer, schools in expected.items():
        answer = reader(viewer).page("/attention")
        assert answer.title == "На контроле — Траектория"
        assert {int(number) for number in re.findall(r"Мера: Мера школы (\d+)", words(answer.tree))} == schools, viewer


def test_the_panel_of_today_does_not_hang_on_the_year_of_the_address(reader: Callable[[str], Reader]) -> None:
    committee = reader("committee")
    assert committee.page("/attention", "?year=2021").heading == committee.page("/attention").heading


def test_pages_lead_here_with_the_number_of_what_is_overdue(
    reader: Callable[[str], Reader], listed: dict[str, list[int]]
) -> None:
    def line(viewer: str, path: str) -> str:
        return next((words(node) for node in reader(viewer).page(path).nodes()
                     if str(node["props"].get("className", "")).startswith("attention-line")), "")  # fmt: skip

    own = reader(f"district:{OWN}").page("/attention").heading
    number = re.search(r"(\d+) просрочено", own)
    assert number
    assert int(number[1]) >= len(listed[OWN])
    assert line(f"district:{OWN}", "/") == f"На контроле: {number[1]} просрочено"
    assert line(f"district:{OWN}", f"/district/{OWN}") == line(f"district:{OWN}", "/")
    assert line("committee", f"/district/{OWN}") == line(f"district:{OWN}", "/")
    assert line(f"district:{OWN}", f"/district/{FOREIGN}") == ""


def test_a_change_shows_at_once(reader: Callable[[str], Reader], engine: Engine, listed: dict[str, list[int]]) -> None:
    committee = reader("committee")
    before = committee.page("/attention").heading
    values = {"school_id": listed[OWN][0], "sort": "measure", "title": "Ещё одна", "factor": "parents",
              "starts_on": "2025-09-01", "due_on": "2025-11-01", "status": "planned"}  # fmt: skip
    with writing(engine) as connection:
        apply(connection, Viewer(Role.COMMITTEE), Change("measure", values), today=TODAY)
    assert committee.page("/attention").heading != before


def test_a_school_is_watched_and_no_more(reader: Callable[[str], Reader], listed: dict[str, list[int]]) -> None:
    district, number = reader(f"district:{OWN}"), listed[OWN][0]
    button = district.page(f"/school/{number}").component(ids.SCHOOL_WATCH_BUTTON)
    assert (button["children"], button["name"], button["value"]) == ("Следить за школой", str(number), "watch")
    assert watched(district) == set()
    for _ in range(2):  # a double click
        answer = press(district, button["name"], button["value"])
        assert answer is not None
        assert answer[ids.SCHOOL_WATCH_BUTTON] == {"children": "Не следить", "value": "unwatch"}
    assert watched(district) == {f"/school/{number}"}
    button = district.page(f"/school/{number}").component(ids.SCHOOL_WATCH_BUTTON)
    assert (button["children"], button["value"]) == ("Не следить", "unwatch")
    assert watched(reader("committee")) == watched(reader(f"district:{OWN}:imc")) == set()
    for _ in range(2):
        assert press(district, button["name"], button["value"]) is not None
    assert watched(district) == set()
    assert district.page(f"/school/{number}").component(ids.SCHOOL_WATCH_BUTTON)["value"] == "watch"


def test_nothing_is_written_for_who_may_not(
    reader: Callable[[str], Reader], engine: Engine, listed: dict[str, list[int]]
) -> None:
    number = str(listed[OWN][0])
    for viewer in (f"district:{FOREIGN}", "operator", "administrator"):
        assert press(reader(viewer), number, "watch") is None
    for school, action in (("0", "watch"), ("999999", "watch"), ("", "watch"), (number, "delete"), (number, None),
                           (None, "watch"), ([number], "watch"), ("1;drop table school", "watch")):  # fmt: skip
        assert press(reader("committee"), school, action) is None
    assert press(reader("committee"), number, "watch", clicks=0) is None
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from watched_school")).scalar_one() == 0
    card = reader(f"district:{FOREIGN}").page(f"/school/{number}")
    assert card.component(ids.SCHOOL_WATCH_BUTTON)["name"] == ""


def test_a_failure_is_said_beside_the_button(
    reader: Callable[[str], Reader], listed: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an unforeseen thing")

    monkeypatch.setattr("callbacks.watch.watch", broken)
    answer = press(reader("committee"), str(listed[OWN][0]), "watch")
    assert answer is not None
    assert list(answer) == [ids.SCHOOL_WATCH_STATUS]
    assert "Номер ошибки" in answer[ids.SCHOOL_WATCH_STATUS]["children"]


# The digest.

Run = Callable[..., int]


@pytest.fixture
def run(database: str, listed: dict[str, list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", database)
    return lambda *arguments: main(["digest", *map(str, arguments)])


def foreign_names(engine: Engine, district: str) -> list[str]:
    """Names of the schools that the recipient may not read about, but for partners of its own."""
    query = """
        select name from school_card where is_school and district_code <> :district and school_id not in (
            select mentor_id from partnership_agreement join school on school.id = mentee_id
            where district_code = :district
            union select mentee_id from partnership_agreement join school on school.id = mentor_id
            where district_code = :district)
    """
    with engine.connect() as connection:
        names = list(connection.scalars(text(query), {"district": district}))
    assert len(names) > 400
    return names


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_digest_keeps_to_the_scope_of_its_reader(
    run: Run, engine: Engine, listed: dict[str, list[int]], form: str
) -> None:
    assert run("--scope", f"district:{OWN}", "--format", form) == 0
    name = f"Дайджест_Василеостровский_район_{TODAY.isoformat()}.{form}"
    said = Path(name).read_text(encoding="utf-8")
    flat = " ".join(said.replace("\u00a0", " ").split())
    for number in listed[OWN]:
        assert TITLE.format(number=number) in flat
    for number in listed[FOREIGN]:
        assert TITLE.format(number=number) not in flat
    assert [name for name in foreign_names(engine, OWN) if name.replace("\u00a0", " ") in flat] == []
    for part in (OWN_TITLE, "15.11.2025", "Публикация 1", "Синтетические данные"):
        assert part in flat


def test_a_digest_of_a_school_is_of_itself(run: Run, engine: Engine, listed: dict[str, list[int]]) -> None:
    number = listed[OWN][0]
    assert run("--scope", f"school:{number}", "--out", "own.txt", "--format", "txt") == 0
    flat = " ".join(Path("own.txt").read_text(encoding="utf-8").split())
    assert TITLE.format(number=number) in flat
    assert OWN_TITLE not in flat[:200]
    others = [other for numbers in listed.values() for other in numbers if other != number]
    assert all(TITLE.format(number=other) not in flat for other in others)


def test_the_same_data_give_the_same_file(run: Run) -> None:
    assert run("--scope", "city", "--out", "first.html") == 0
    assert run("--scope", "city", "--out", "second.html") == 0
    assert Path("first.html").read_bytes() == Path("second.html").read_bytes()
    assert run("--scope", "city", "--out", "earlier.html", "--on", "2025-11-01") == 0
    assert "01.11.2025" in Path("earlier.html").read_text(encoding="utf-8")


def test_all_recipients_get_their_files(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--scope", "all", "--out", "folder", "--format", "txt") == 0
    names = {path.name for path in Path("folder").iterdir()}
    assert len(names) == 19
    assert f"Дайджест_Санкт-Петербург_{TODAY.isoformat()}.txt" in names
    said = capsys.readouterr().err
    assert "100 %" in said
    assert "файлов 19" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scope", "moon"), "Получателя moon нет"),
        (("--scope", "district:moon"), "Района moon нет"),
        (("--scope", "school:999999"), "Школы 999999 в публикации нет"),
        (("--scope", "school:x"), "Получателя school:x нет"),
        (("--scope", "city", "--format", "pdf"), "Вида pdf нет"),
        (("--scope", "city", "--on", "вчера"), "не дата"),
        (("--scope", "all", "--out", "file.txt"), "нужна папка"),
        ((), "не указано: --scope"),
    ],
)
def test_what_is_wrong_is_said(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:  # fmt: skip
    Path("file.txt").write_text("", encoding="utf-8")
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
