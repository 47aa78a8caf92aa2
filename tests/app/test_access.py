"""No page and no briefing tells a viewer what is not his: they do not change when the results of other schools do.

Aggregates are stored with the publication. So in a copy of the database every result, listing, ground, summary,
passport and partnership of the schools outside the viewer's scope is spoilt, and every page must come out the same,
byte for byte, and every briefing value for value. Two things rightly hang on other schools: which mentor is proposed to
whom, a choice of the whole city, and how many listed schools of a district have a partner, counted when asked. Both
applications take them from the unspoilt one; that a proposal carries no figure is checked in ``tests/data``.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import Connection, Engine, create_engine, text

from callbacks import partnerships
from dashboard.briefings.content import Asked, Wanted, briefing
from data_access.queries import listed_years, order
from data_access.queries.listed_years import with_partner
from data_access.queries.matching import proposals
from data_access.queries.order import _listed as schools_of_the_list
from data_access.queries.order import _traces as traces_of_records
from data_access.queries.viewers import viewer_named
from data_access.viewer import AccessDenied, Viewer
from monitoring.order_proofs import Trace
from monitoring.reports.briefing import Briefing
from monitoring.reports.matching import Proposals
from monitoring.reports.publication import Method, Publication, Selection
from tests.app.conftest import Answer, AppOf, Reader

PAGES = (
    "/", "/attention", "/schools", "/partnerships", "/roadmap", "/order", "/effect", "/method", "/records",
    "/records/external_entry", "/external",
)  # fmt: skip
SIMULATED: tuple[dict[str, object], ...] = (
    {"share": 36},
    {"procedures": 1, "minimum": 50},
    {"share": 20, "year": "2023", "method": "two-grounds-2025"},
)
ROLES = ("committee", "analyst", "district", "school", "administrator")

SPOILING = (
    "update result set participants = participants + 13, low_share = 100 - low_share, pct_2 = 100 - pct_2, "
    "pct_3 = pct_3 / 2, pct_4 = pct_4 / 3, pct_5 = pct_5 / 4, below_minimum = 100 - below_minimum, "
    "mean_score = mean_score / 2, median_score = median_score / 2 where school_id not in ({own})",
    "update mark_comparison set participants = participants + 13, lowered_pct = 100 - lowered_pct, "
    "raised_pct = raised_pct / 2 where school_id not in ({own})",
    "update score_distribution set participants = participants + 13 where school_id not in ({own})",
    "update school_year set pupils = pupils + 17 where school_id not in ({own})",
    "update school_summary set low_share = 100 - low_share, participants = participants + 13, low = counted - low, "
    "counted = counted + 1 where school_id not in ({own})",
    "update school_effect set before = before + 7, after = after / 2, expected = expected + 3, start = start - 1 "
    "where school_id not in ({own})",
    "update objectivity_sign set value = value + 7, reference = reference / 2, n = n + 13, tail = tail / 100 "
    "where school_id not in ({own})",
    "update partnership_agreement set activities_reported = 500, status = 'paused', agreement_number = 'x', "
    "subjects = '[\"history\"]', ended_on = null where mentee_id not in ({own}) and mentor_id not in ({own})",
    "update joint_activity set held_on = '2025-02-03', participants = 999, outcome = 'x' where agreement_id in "
    "(select id from partnership_agreement where mentee_id not in ({own}) and mentor_id not in ({own}))",
    "delete from listing where school_id not in ({own}) and school_id % 2 = 0",
    "update listing set grounds = '[]', years_listed = years_listed + 3, "
    "status = case status when 'left' then 'entered' else 'left' end where school_id not in ({own})",
)


@pytest.fixture(scope="module")
def base(demo_url: str) -> Engine:
    """The demo city's database, beside the application."""
    return create_engine(demo_url)


@pytest.fixture(scope="module")
def viewers(demo_app: Dash) -> dict[str, str]:
    """One viewer of each role; of the schools one that is in the list and has a partner, if there is such."""
    offered = Reader(demo_app.server.test_client()).viewers()
    return {role: next(value for value in offered if value.split(":")[0] == role) for role in ROLES}


def scope_of(viewer: str) -> str:
    """SQL for the ids of the schools whose results are open to the viewer."""
    role, _, value = viewer.partition(":")
    if role == "district":
        return f"select school_id from school_card where publication_id = 1 and district_code = '{value}'"
    return value if role == "school" else "-1"


def sample_of_schools(connection: Connection, viewer: str) -> list[int]:
    """Schools to look at: the viewer's own, and others, in the list and not."""
    own = connection.execute(text(f"{_ids(viewer)} limit 3")).scalars().all()
    others = connection.execute(
        text(
            f"select distinct school_id from listing where publication_id = 1 and method = 'two-years' and year = 2025 "
            f"and school_id not in ({scope_of(viewer)}) order by school_id limit 4"
        )
    ).scalars()
    return [*own, *others, 1, 606]


def _ids(viewer: str) -> str:
    return f"select id from school where id in ({scope_of(viewer)}) order by id"


def content(answer: Answer) -> str:
    """The main part of a page. The header's choice of demo viewers rests on the lists and is left out."""
    return json.dumps(answer.component("main"), ensure_ascii=False)


def paths_of(connection: Connection, viewer: str) -> list[str]:
    """Pages to look at as the viewer."""
    numbers = sample_of_schools(connection, viewer)
    schools = [f"/{page}/{number}" for page in ("school", "case") for number in numbers]
    either = f"mentee_id in ({scope_of(viewer)}) or mentor_id in ({scope_of(viewer)})"
    own = connection.execute(text(f"select id from partnership_agreement where {either} order by id limit 3")).scalars()
    pairs = [f"/partnership/{number}" for number in (1, *own)]
    return [*PAGES, "/district/nevsky", "/district/admiralteysky", "/district/kalininsky", *schools, *pairs]


@pytest.fixture
def spoilt(app_of: AppOf, demo_database: Path, tmp_path: Path) -> Callable[[str], Dash]:
    """Makes an application over a copy in which everything outside the viewer's scope is another."""

    def make(viewer: str) -> Dash:
        path = tmp_path / "spoilt.db"
        shutil.copyfile(demo_database, path)
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            for statement in SPOILING:
                connection.execute(text(statement.format(own=scope_of(viewer))))
        engine.dispose()
        return app_of(f"sqlite:///{path}", secret_key="a secret of the tests")

    return make


@pytest.fixture
def unspoilt(base: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever application asks, proposals and counts of the list's schools are those of the demo city as it is."""

    def count(_: Connection, publication: Publication, method: Method) -> dict[tuple[str, int], int]:
        with base.connect() as connection:
            return with_partner(connection, publication, method)

    def ask(_: Connection, viewer: Viewer, publication: Publication, selection: Selection) -> Proposals:
        with base.connect() as connection:
            return proposals(connection, viewer, publication, selection)

    monkeypatch.setattr(partnerships, "proposals", ask)

    def listed(_: Connection, publication: Publication, selection: Selection) -> dict[int, str]:
        with base.connect() as connection:
            return schools_of_the_list(connection, publication, selection)

    monkeypatch.setattr(listed_years, "with_partner", count)

    def traces(_: Connection, *asked: Any) -> list[Trace]:
        with base.connect() as connection:
            return traces_of_records(connection, *asked)

    monkeypatch.setattr(order, "_listed", listed)
    monkeypatch.setattr(order, "_traces", traces)


@pytest.mark.usefixtures("unspoilt")
@pytest.mark.parametrize("role", ["district", "school", "administrator"])
def test_pages_do_not_depend_on_other_schools(
    demo_app: Dash, base: Engine, spoilt: Callable[[str], Dash], viewers: dict[str, str], role: str
) -> None:
    viewer = viewers[role]
    before, after = Reader(demo_app.server.test_client()), Reader(spoilt(viewer).server.test_client())
    before.become(viewer)
    with after.client.session_transaction() as session:
        # The switch offers other schools now; who is looking stays the same.
        session["viewer"] = viewer
    with base.connect() as connection:
        paths = paths_of(connection, viewer)
    for path in paths:
        for search in ("", "?year=2023&method=two-grounds-2025&share=41&procedures=1"):
            first, second = before.page(path, search), after.page(path, search)
            assert second.component("shell-viewer")["value"] == viewer
            assert content(first) == content(second), f"{viewer} at {path}{search}"
    for values in SIMULATED:
        assert before.simulate(**values) == after.simulate(**values), f"{viewer} with {values}"
    for path in paths:
        # A file holds nothing but its briefing, so that is compared.
        assert briefing_of(before, path) == briefing_of(after, path), f"{viewer}: briefing of {path}"


def briefing_of(reader: Reader, path: str) -> Briefing | type[Exception] | None:
    """The briefing that stands behind the button of a page, as the reader gets it; how it is refused; None of pages
    without one."""
    wanted = wanted_at(path)
    if wanted is None:
        return None
    server = reader.client.application
    services = server.extensions["traektoria"]
    with reader.client.session_transaction() as session:
        chosen = session["viewer"]
    with services.engine.connect() as connection:
        publication, viewer = services.publication(connection), viewer_named(connection, chosen)
        assert publication is not None
        assert viewer is not None
        try:
            asked = Asked(viewer, publication, Selection(2025, publication.method("two-years")), None)
            return briefing(connection, asked, wanted)
        except AccessDenied as denied:
            return type(denied)


def wanted_at(path: str) -> Wanted | None:
    """What the briefing of a page is about."""
    page, _, key = path.strip("/").partition("/")
    if page == "":
        return Wanted("city")
    if page == "district":
        return Wanted("district", key)
    return Wanted("school", key) if page == "school" else None


def test_the_committee_sees_the_difference(demo_app: Dash, spoilt: Callable[[str], Dash]) -> None:
    before, after = Reader(demo_app.server.test_client()), Reader(spoilt("committee").server.test_client())
    before.become("committee")
    after.become("committee")
    same = [
        path
        for path in ("/", "/schools", "/district/nevsky", "/school/1")
        if content(before.page(path)) == content(after.page(path))
        or (path != "/schools" and briefing_of(before, path) == briefing_of(after, path))
    ]
    assert same == [], "spoiling must show, or the test above proves nothing"
    assert all(before.simulate(**values) != after.simulate(**values) for values in SIMULATED)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_every_page(reader: Reader, base: Engine, viewers: dict[str, str], role: str) -> None:
    reader.become(viewers[role])
    with base.connect() as connection:
        paths = paths_of(connection, viewers[role])
        codes = connection.execute(text("select code from district")).scalars().all()
    if role == "committee":
        paths += [f"/district/{code}" for code in codes]
    for path in paths:
        answer = reader.page(path)
        assert answer.title not in {"Ошибка — Траектория", "Не найдено — Траектория", "Вход — Траектория"}, path
        assert answer.heading


@pytest.mark.parametrize("role", ["district", "school", "administrator"])
def test_school_outside_the_scope_is_its_card_alone(
    reader: Reader, base: Engine, viewers: dict[str, str], role: str
) -> None:
    reader.become(viewers[role])
    with base.connect() as connection:
        own = set(connection.execute(text(_ids(viewers[role]))).scalars())
        others = set(sample_of_schools(connection, viewers[role])) - own
        cards = connection.execute(text("select school_id, name from school_card"))
        names = {card.school_id: card.name for card in cards}
    for number in others:
        answer = reader.page(f"/school/{number}")
        assert names[number] in answer.heading
        assert not [name for name in answer.ids() if name.startswith("school-marks-")]
        assert answer.component("school-series")["options"] == []


def test_administrator_sees_no_school_of_the_list(reader: Reader, viewers: dict[str, str], base: Engine) -> None:
    reader.become(viewers["administrator"])
    with base.connect() as connection:
        listed = "select count(*) from listing where method = 'two-years' and year = 2025 and status != 'left'"
        assert connection.execute(text(listed)).scalar_one() > 0
    rows = reader.page("/schools").component("schools-grid")["rowData"]
    assert {row.get("status") for row in rows} <= {None, "", "–"}
    assert reader.page("/partnerships").title.startswith(("Партнёрство", "Нет доступа"))
