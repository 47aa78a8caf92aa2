"""What must not be in a briefing's file: every format for every role, over a city with masked cells.

The small city's figures are uneven: one of a closed school or of a masked cell is known by its digits, wherever it
stands in a file.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.briefings import content, parts, pictures
from dashboard.briefings.formats import FORMATS
from data_access.agreements import agreement
from data_access.engine import create
from data_access.queries import city, district, school, shares
from data_access.schema import listing
from data_access.viewer import AccessDenied
from monitoring.districts import CITY
from monitoring.reports.briefing import Briefing
from tests.briefing_texts import TEXT_OF, plain
from tests.data.access_world import World
from tests.data.builders import PublishedCity, publish_small_city
from tests.data.test_access import figures_by_school, objects
from tests.office import as_texts

ROLES = ("committee", "analyst", "district", "school", "operator", "administrator")
"""As ``World.viewer`` calls them."""
OWN, SMALL = "nevsky", "kronshtadtsky"
"""The district of two of the roles, and one with a masked cell."""
READ = TEXT_OF | {"pdf": lambda file: " ".join(as_texts(file))}
MASKED = "скрыто"


@pytest.fixture(scope="module")
def published(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedCity]:
    """The small city."""
    path = tmp_path_factory.mktemp("roles") / "city.db"
    shutil.copyfile(_sqlite_template, path)
    engine = create(f"sqlite:///{path}")
    yield publish_small_city(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def world(published: PublishedCity) -> Iterator[World]:
    """The same, open for one connection."""
    with published.engine.connect() as connection:
        yield World(connection, published.publication, published.city)


@pytest.fixture(scope="module")
def texts() -> Iterator[Callable[[Briefing], dict[str, str]]]:
    """The texts of a briefing's files by format. Pixels tell nothing; drawings keep their words, and are drawn once."""
    with pytest.MonkeyPatch.context() as patch:
        pixels = parts.code("picture", "png")
        patch.setattr(pictures, "png", lambda *_, **__: pixels)
        patch.setattr(pictures, "svg", cache(pictures.svg))
        # Nothing but the briefing goes into a file: roles with the same briefing have the same files.
        yield cache(lambda made: {form: READ[form](FORMATS[form].make(made, None)) for form in FORMATS})


def schools_of(world: World) -> list[int]:
    """Schools that are asked for: of one's own, of one's district, of another one."""
    return [world.id(name) for name in ("Школа 12-2", "Школа 12-10", "Школа 9-1")]


def wanted(world: World) -> list[content.Wanted]:
    """The city, districts of the viewer and of others, schools of each kind of nearness."""
    return [
        content.Wanted("city"), content.Wanted("district", OWN), content.Wanted("district", SMALL),
        *(content.Wanted("school", str(number)) for number in schools_of(world)),
    ]  # fmt: skip


Digits = frozenset[str]
"""Figures as files write them: with a comma, or with a point where a sheet or a chart keeps more than is shown."""


def written(figures: set[float]) -> Digits:
    """The figures as percent or scores in a sentence and in a cell. Small and whole ones are many other things too."""
    large = [value for value in figures if value >= 10]
    shown = {f"{value:.{places}f}".replace(".", ",") for value in large for places in (1, 2)}
    kept = {f"{value / by:.4f}" for value in large for by in (1, 100)}
    return frozenset(item for item in shown | kept if not item.endswith((",0", ",00")))


def within(text: str, form: str) -> Digits:
    """The figures of a file but changes and ends of intervals."""
    shown = re.findall(r"(?<![\d,+−…])\d+,\d+(?![\d,])", text)
    if form not in {"xlsx", "pptx"}:
        return frozenset(shown)
    kept = re.findall(r"(?<![\d.-])\d+\.\d+(?![\d.])", text)
    return frozenset({*shown, *(f"{float(item):.4f}" if len(item) > 5 else item.replace(".", ",") for item in kept)})


def masked(world: World, role: str) -> set[float]:
    """Shares that КО sees and the role does not: they are masked."""
    codes = (*dict.fromkeys(world.city.district.values()), CITY)
    whole, own = (shares.trend(*world.scope(world.viewer(name)), codes) for name in ("committee", role))
    pairs = [pair for code in codes for pair in zip(whole[code], own[code], strict=True)]
    assert all((a.year, a.procedure, a.subject) == (b.year, b.procedure, b.subject) for a, b in pairs)
    return {a.share.value for a, b in pairs if b.share.masked and a.share.value is not None}


def open_figures(world: World, role: str) -> set[float]:
    """Figures of the reports that the role is given; that they hold nothing closed is proven in tests/data."""
    asked = (*world.scope(world.viewer(role)), world.selection(2022))
    reports = [city.city_report(*asked), *(district.district_report(*asked, code) for code in (OWN, SMALL))]
    mine = sorted(world.open_to(role) & set(schools_of(world)))
    reports += [school.school_report(*asked, number) for number in mine]
    return {item for item in objects(reports) if isinstance(item, float)}


@pytest.fixture(scope="module")
def whole(world: World, texts: Callable[[Briefing], dict[str, str]]) -> dict[str, str]:
    """All that КО is told, by format."""
    asked = content.Asked(world.viewer("committee"), world.publication, world.selection(2022), None)
    found = [texts(content.briefing(world.connection, asked, scope)) for scope in wanted(world)]
    return {form: "\n".join(item[form] for item in found) for form in FORMATS}


@pytest.mark.parametrize("role", ROLES)
def test_files_hold_nothing_closed(
    role: str, world: World, texts: Callable[[Briefing], dict[str, str]], whole: dict[str, str]
) -> None:
    allowed, sees_all = world.open_to(role), world.viewer(role).sees_all
    figures = figures_by_school(world.connection)
    own = set[float]().union(*(figures.get(number, set()) for number in allowed))
    foreign = set[float]().union(*(found for number, found in figures.items() if number not in allowed))
    hidden = masked(world, role)
    mine = written(own | open_figures(world, role))
    closed = written(foreign | hidden) - mine
    assert sees_all == (not hidden) == (not closed)
    for form, text in whole.items():
        told = within(text, form)
        assert sees_all or (len(told & closed) > 10 and told & written(hidden)), "or the test below proves nothing"
    asked = content.Asked(world.viewer(role), world.publication, world.selection(2022), None)
    for scope in wanted(world):
        if scope.scope == "school" and int(scope.key) not in allowed:
            with pytest.raises(AccessDenied):
                content.briefing(world.connection, asked, scope)
            continue
        made = content.briefing(world.connection, asked, scope)
        for form, text in texts(made).items():
            assert not closed & within(text, form), (scope, form)
            assert not foreign_names(world, allowed, plain(text), form), (scope, form)
            assert (MASKED in text) == (MASKED in str(made)), (scope, form)
            assert MASKED in text or sees_all or scope.key == OWN, (scope, form)


def foreign_names(world: World, allowed: frozenset[int], text: str, form: str) -> list[str]:
    """Schools in the list that the file names and the viewer must not be told of."""
    pairs = world.connection.execute(select(agreement.c.mentee_id, agreement.c.mentor_id)).all()
    known = allowed | {side for pair in pairs if allowed & set(pair) for side in pair}
    listed = world.connection.scalars(
        select(listing.c.school_id).where(
            listing.c.publication_id == world.publication.id, listing.c.method == "two-years",
            listing.c.year == 2022, listing.c.status != "none",
        )
    )  # fmt: skip
    name_of = {number: plain(name) for name, number in world.city.school.items()}
    # Where a school stands on the map anybody may know: once, without a word of the list.
    allowed_times = int(form in {"xlsx", "pptx"})
    return [name_of[number] for number in {*listed} - known if text.count(name_of[number]) > allowed_times]
