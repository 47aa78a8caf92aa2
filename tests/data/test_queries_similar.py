"""Similar schools and expected shares: what is stored is what the methods say, and who sees how much of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, delete, select

from data_access import publications, schema, scope
from data_access.queries.publication import current
from data_access.queries.school import school_report
from data_access.queries.similar import differences
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.criteria import CRITERIA
from monitoring.expected_share import against_conditions
from monitoring.method_profiles import profiles
from monitoring.proof_conditions import SERIES, YEAR, ConditionsCity, conditions_city
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.similar import SimilarReport
from monitoring.similar_schools import NEIGHBOURS, similar_schools
from tests.data.builders import Builder, World, marks

SCHOOLS = 80
CODES = ("nevsky", "moskovsky")
COMMITTEE = Viewer(Role.COMMITTEE)


@dataclass(frozen=True)
class Published:
    """A city with planted conditions in the database; school ids are those of the city."""

    connection: Connection
    publication: Publication
    city: ConditionsCity

    def report(self, viewer: Viewer, school: int) -> SimilarReport:
        """Of the school in the only year."""
        found = school_report(self.connection, viewer, self.publication, self.selection, school).similar
        assert found is not None
        return found

    @property
    def selection(self) -> Selection:
        return Selection(YEAR, self.publication.method("two-years"))


def district_of(school: int) -> str:
    """Every fifth school is of the first district."""
    return CODES[0] if school % 5 == 0 else CODES[1]


@pytest.fixture
def published(engine: Engine) -> Iterator[Published]:
    city = conditions_city(11, schools=SCHOOLS)
    kinds = city.conditions["kind"].tolist()
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        for place in range(SCHOOLS):
            school = place + 1
            assert build.school(f"Школа {school}", district_of(school), kinds[place], batch=batch) == school
        for procedure, subject, grade in SERIES:
            of = (city.results["subject"] == subject) & (city.results["grade"] == grade)
            shown = city.results[of & (city.results["procedure"] == procedure)]
            rows = zip(shown["school_id"], shown["participants"], shown["low_share"], strict=True)
            low = {int(school): marks(int(n), float(share)) for school, n, share in rows}
            build.results((YEAR, procedure, subject, grade), low)
        # School 4 has no passport.
        known = city.conditions[city.conditions["school_id"] != 4]
        passports = known[["school_id", *CRITERIA]].to_dict("records")
        build.rows(
            schema.school_year,
            f"context:{YEAR}",
            [{str(name): value for name, value in row.items()} for row in passports],
            year=YEAR,
        )
    publications.publish(engine, now=datetime(YEAR, 10, 15, tzinfo=UTC))
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        yield Published(connection, publication, city)


def test_what_is_shown_is_what_the_methods_say(published: Published) -> None:
    city = published.city
    conditions = city.conditions[city.conditions["school_id"] != 4]
    expected = against_conditions(city.results, profiles()["two-years"], conditions).set_index("school_id")
    near = dict(zip(sorted(conditions["school_id"]), similar_schools(conditions).ids(), strict=True))
    seven = published.report(COMMITTEE, 7)
    assert seven.against is not None
    row = expected.loc[7]
    assert seven.against.expected == pytest.approx(row["expected"])
    assert seven.against.interval == pytest.approx((row["difference_low"], row["difference_high"]))
    assert (seven.against.n, seven.own.n) == (row["n"], row["n"])
    assert seven.against.observed == pytest.approx(seven.own.value)
    assert {school.id for school in seven.named} == set(near[7])
    assert (seven.count, seven.similar_schools) == (NEIGHBOURS, NEIGHBOURS)
    weights = expected.loc[near[7], "n"]
    mean = (expected.loc[near[7], "observed"] * weights).sum() / weights.sum()
    assert seven.similar.value == pytest.approx(mean)
    assert seven.similar.n == weights.sum()
    by_school = conditions.set_index("school_id")
    means = {item.code: item for item in seven.criteria}
    assert means["pupils"].similar == pytest.approx(by_school.loc[near[7], "pupils"].mean(), abs=0.01)
    heavy = by_school.loc[near[7]]
    share = (heavy["on_register"] * heavy["pupils"]).sum() / heavy["pupils"].sum()
    assert means["on_register"].similar == pytest.approx(share, abs=0.01)
    assert means["on_register"].own == by_school.loc[7, "on_register"]
    assert means["on_register"].city is not None
    assert seven.same_kind == (by_school.loc[near[7], "kind"] == by_school.loc[7, "kind"]).sum()
    assert [school.name for school in seven.named] == sorted(
        (school.name for school in seven.named), key=lambda name: int(name.split()[1])
    )


def test_a_school_without_a_passport_is_told_so(published: Published) -> None:
    found = published.report(COMMITTEE, 4)
    assert (found.count, found.criteria, found.named, found.against) == (0, (), (), None)
    assert found.reason == "no-passport"
    assert found.own.value is not None


def test_a_district_names_its_own_and_a_school_none(published: Published) -> None:
    whole = published.report(COMMITTEE, 10)
    own = {school.id for school in whole.named if district_of(school.id) == CODES[0]}
    seen = published.report(Viewer(Role.DISTRICT, CODES[0]), 10)
    assert 0 < len(own) < NEIGHBOURS - scope.MINIMUM_CELL
    assert {school.id for school in seen.named} == own
    itself = published.report(Viewer(Role.SCHOOL, CODES[0], 10), 10)
    assert itself.named == ()
    for found in (seen, itself):
        assert (found.similar, found.city, found.against) == (whole.similar, whole.city, whole.against)
        assert found.criteria == whole.criteria
    for viewer in (Viewer(Role.DISTRICT, CODES[1]), Viewer(Role.SCHOOL, CODES[0], 5), Viewer(Role.ADMINISTRATOR)):
        with pytest.raises(AccessDenied):
            published.report(viewer, 10)
    scoped = (published.publication, published.selection)
    assert differences(published.connection, Viewer(Role.DISTRICT, CODES[1]), *scoped, CODES[0]) == {}
    assert differences(published.connection, Viewer(Role.SCHOOL, CODES[0], 10), *scoped, CODES[0]).keys() == {10}
    of_district = differences(published.connection, Viewer(Role.DISTRICT, CODES[0]), *scoped, CODES[0])
    assert of_district.keys() <= set(range(5, SCHOOLS + 1, 5))
    assert of_district[10] == whole.against


def test_the_mean_of_few_others_could_be_subtracted_and_is_masked(published: Published) -> None:
    # Moskovsky has four of five schools: of thirty similar ones it knows more than twenty by name.
    viewer = Viewer(Role.DISTRICT, CODES[1])
    masked = 0
    for school in (1, 2, 3, 6, 7, 8):
        found = published.report(viewer, school)
        others = found.count - len(found.named)
        few = 0 < others < scope.MINIMUM_CELL
        masked += few
        assert found.similar.masked == few
        assert (found.similar.value is None) == few
        assert all(item.masked == few and (item.similar is None) == few for item in found.criteria)
        # The city's own stays beside it.
        assert found.city.value is not None
    assert masked


@pytest.mark.parametrize(
    ("behind", "own", "seen"),
    [(30, 0, True), (10, 0, True), (9, 0, False), (30, 21, False), (30, 20, True), (12, 12, True)],
)
def test_who_sees_a_mean_beside_what_he_knows(behind: int, own: int, seen: bool) -> None:
    told = scope.mean_beside(Viewer(Role.DISTRICT, CODES[0]), 40.0, 500, schools_behind=behind, own=own)
    assert (told.value == 40.0, told.masked) == (seen, not seen)
    assert scope.mean_beside(COMMITTEE, 40.0, 500, schools_behind=behind, own=own).value == 40.0


def test_few_schools_are_masked_for_all_but_the_committee(world: World) -> None:
    # Eleven schools have passports: ten stand behind a mean of conditions.
    number = world.id("Школа 12-2")
    for viewer in (COMMITTEE, Viewer(Role.SCHOOL, "nevsky", number)):
        found = school_report(*world.scope(viewer), world.selection(2022), number).similar
        assert found is not None
        assert (found.count, found.reason) == (10, "refused")
        assert {item.masked for item in found.criteria} == {False}
        # Школа 10-4 has too few participants to count: nine schools stand behind the mean share.
        assert found.similar_schools == 9
        assert found.similar.masked == (viewer is not COMMITTEE)
    # The district knows three of the others, and could take them off.
    found = school_report(*world.scope(Viewer(Role.DISTRICT, "nevsky")), world.selection(2022), number).similar
    assert found is not None
    assert {item.masked for item in found.criteria} == {True}


def test_smoothed_and_pooled_values_come_with_the_results(world: World) -> None:
    number = world.id("Школа 12-2")
    report = school_report(*world.scope(COMMITTEE), world.selection(2022), number)
    for point in report.results:
        assert point.smoothed is not None
        low, high = point.smoothed.interval
        assert low < point.smoothed.share < high
        assert point.low_interval is not None
        assert high - low < point.low_interval[1] - point.low_interval[0]
    pooled = {(p.procedure, p.subject, p.year): p.pooled for p in report.results}
    assert pooled["vpr", "math", 2021] is None
    # 2020 breaks the series of ВПР and not that of ЕГЭ.
    later, exam = pooled["vpr", "math", 2022], pooled["ege", "math_profile", 2021]
    assert later is not None
    assert exam is not None
    assert (later.years, exam.years) == ((2021, 2022), (2019, 2021))


def test_a_publication_made_before_says_nothing(engine: Engine, published: Published) -> None:
    with engine.begin() as connection:
        for table in (schema.context_fit, schema.school_context, schema.similar_schools, schema.share_prior):
            connection.execute(delete(table))
        publication = current(connection)
        assert publication is not None
        report = school_report(connection, COMMITTEE, publication, published.selection, 7)
        assert report.similar is None
        assert all(point.smoothed is None for point in report.results)
        assert connection.scalar(select(schema.school_summary.c.low_share).limit(1)) is not None
