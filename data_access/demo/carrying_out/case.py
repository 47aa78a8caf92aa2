"""Cases of the demo city's schools: those in the list and those that have just left it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import func, select

from data_access.demo.carrying_out import case_words as words
from data_access.demo.carrying_out.world import Entry, SchoolFacts, World
from data_access.schema import RECORDS, listing, objectivity_sign
from data_access.viewer import Viewer
from monitoring.dynamics import IN_LIST
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.organisations import Organisation
from monitoring.records.choices import COMPETENCIES, FACTORS

Item = TypeVar("Item")
WITHOUT_POST = 3
"""Listed schools that have named nobody yet."""
EARLIEST = 2024
"""The first list that cases were opened by."""


def case(world: World) -> Iterator[Entry]:
    """Records of the cases; pauses and ends come after the other records of their school."""
    since = _listed_since(world)
    marked = _marked(world)
    for place, school in enumerate((*world.supported, *(school for school in world.schools if school.left))):
        opened = max(since.get(school.id, world.year), EARLIEST)
        yield from _School(world, school, place, opened).entries(marked.get(school.id))


def _listed_since(world: World) -> dict[int, int]:
    """The first year in which the school was in the list."""
    rows = world.connection.execute(
        select(listing.c.school_id, listing.c.year, listing.c.status)
        .where(listing.c.method == DEFAULT_METHOD)
        .order_by(listing.c.year)
    )
    found: dict[int, int] = {}
    for row in rows:
        if row.status in IN_LIST:
            found.setdefault(row.school_id, row.year)
    return found


def _marked(world: World) -> dict[int, str]:
    """One sign of objectivity of the year of the list by school."""
    rows = world.connection.execute(
        select(objectivity_sign.c.school_id, objectivity_sign.c.kind)
        .where(objectivity_sign.c.year == world.year)
        .order_by(objectivity_sign.c.school_id, objectivity_sign.c.kind.desc())
    )
    return {row.school_id: row.kind for row in rows}


@dataclass
class _School:
    world: World
    school: SchoolFacts
    place: int
    """Among the schools with a case, the listed first."""
    opened: int
    """The year of the list that the case was opened by."""
    count: dict[str, int] = field(default_factory=dict)

    @property
    def grounds(self) -> list[str]:
        """Results that list the school, each once."""
        return list(dict.fromkeys(self.school.grounds))

    @property
    def rng(self) -> np.random.Generator:
        return self.world.rng

    @property
    def ended(self) -> bool:
        return self.school.left and self.place % 3 != 0

    @property
    def last(self) -> date:
        """The last day of work: of an ended case the day before its end."""
        return date(self.world.year, 10, 6) if self.ended else self.world.today

    def one(self, items: Sequence[Item]) -> Item:
        return items[int(self.rng.integers(len(items)))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        chosen = self.rng.choice(len(items), min(count, len(items)), replace=False)
        return [items[int(index)] for index in sorted(chosen)]

    def between(self, first: date, last: date) -> date:
        last = min(last, self.last)
        return first + timedelta(days=int(self.rng.integers(max((last - first).days, 0) + 1)))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def make(self, kind: str, viewer: Viewer, on: date, **values: Any) -> Entry:
        number = self.count[kind] = self.count.get(kind, 0) + 1
        return Entry(viewer, kind, {"school_id": self.school.id} | values, min(on, self.last), self.key(kind, number))

    def key(self, kind: str, number: int) -> str:
        return f"{self.school.id}-{kind}-{number}"

    @property
    def head(self) -> Viewer:
        return self.world.head(self.school)

    @property
    def district(self) -> Viewer:
        return self.world.of_district(self.school.district)

    @property
    def imc(self) -> Viewer:
        return self.world.of_district(self.school.district, Organisation.IMC)

    def entries(self, sign: str | None) -> Iterator[Entry]:
        opened = self.between(date(self.opened, 9, 15), date(self.opened, 10, 5))
        basis = f"{self.one(words.BASES)} от {opened:%d.%m.%Y} № {self.rng.integers(20, 900)}"
        yield self.make("support_case", self.district, opened, opened_on=opened, basis=basis, status="active")
        yield from self._responsible(opened)
        yield from self._teachers()
        levels = self._levels()
        yield from self._risks(levels)
        yield from self._measures(opened, [code for code, level in levels.items() if level >= 2])
        yield from self._recommendations(opened)
        yield from self._reviews(opened)
        yield from self._answers(sign)
        yield from self._state(opened)

    def _responsible(self, opened: date) -> Iterator[Entry]:
        if self.place < WITHOUT_POST:
            return
        ordered = opened + timedelta(days=int(self.rng.integers(3, 20)))
        yield self.make(
            "responsible_post", self.head, ordered,
            post=self.one(words.POSTS), order_number=f"{self.rng.integers(40, 260)}-од",
            order_date=min(ordered, self.last),
        )  # fmt: skip

    def _levels(self) -> dict[str, int]:
        levels = {factor.code: int(np.clip(round(self.rng.normal(0.9, 0.9)), 0, 3)) for factor in FACTORS}
        return levels | {"failing-pupils": max(levels["failing-pupils"], 2)}

    def _risks(self, levels: Mapping[str, int]) -> Iterator[Entry]:
        """The school's own profile of this school year (of some also the former one and the district's)."""
        codes = ("none", "low", "middle", "high")
        years = [self.world.year + 1] if self.opened == self.world.year else [self.world.year, self.world.year + 1]
        for year in years[-1:] if self.chance(0.5) else years:
            for source, share, step in (("self", 0.95, 0.0), ("district", 0.55, 0.35)):
                if not self.chance(share):
                    continue
                shift = {code: int(self.chance(step)) - int(self.chance(step * 0.3)) for code in levels}
                seen = {
                    code.replace("-", "_"): codes[min(max(level + shift[code] + (years[-1] - year), 0), 3)]
                    for code, level in levels.items()
                }
                on = self.between(date(year - 1, 9, 8), date(year - 1, 10, 25))
                viewer = self.head if source == "self" else self.district
                yield self.make("risk_profile", viewer, on, year=year, source=source, assessed_on=on, **seen)

    def _teachers(self) -> Iterator[Entry]:
        if self.ended:
            return
        year = self.world.year + 1
        subjects = sorted({ground.split("-")[1].partition("_")[0] for ground in self.grounds}) or ["math"]
        on = self.between(date(year - 1, 9, 15), date(year - 1, 10, 20))
        for subject in subjects[:2]:
            assessed = int(self.rng.integers(4, 15))
            for competency in self.some([item.code for item in COMPETENCIES[:5]], 3):
                lacking = int(self.rng.binomial(assessed, self.rng.uniform(0.15, 0.65)))
                yield self.make(
                    "teacher_deficit", self.imc, on, year=year, subject=subject, competency=competency,
                    assessed=assessed, with_deficit=lacking, assessed_on=on, tool=self.one(words.TOOLS),
                )  # fmt: skip
        if self.chance(0.8):
            asked = int(self.rng.integers(18, 52))
            low, middle, high = (int(n) for n in self.rng.multinomial(asked, [0.2, 0.5, 0.3]))
            on = self.between(date(year - 1, 9, 10), date(year - 1, 9, 30))
            yield self.make(
                "motivation_survey", self.world.of_city(Organisation.APPO), on, year=year, surveyed=asked,
                high=high, middle=middle, low=low, surveyed_on=on, tool="опросник мотивации педагогов",
            )  # fmt: skip
        for operator, audience, title, of, hours in self.some(words.PROGRAMMES, int(self.rng.integers(1, 4))):
            starts = self.between(date(year - 1, 9, 20), date(year - 1, 11, 10))
            ends = starts + timedelta(days=7 + hours)
            enrolled = int(self.rng.integers(2, 10))
            finished = int(self.rng.integers(enrolled // 2, enrolled + 1)) if ends < self.world.today else None
            writer = self.imc if operator == "imc" else self.world.of_city(Organisation.APPO)
            yield self.make(
                "training", writer, starts, programme=title, operator=operator, audience=audience,
                subject=of, hours=hours, starts_on=starts, ends_on=ends, enrolled=enrolled, finished=finished,
            )  # fmt: skip

    def _measures(self, opened: date, risky: Sequence[str]) -> Iterator[Entry]:
        answered = self.some(list(risky), max(len(risky) - 1, 1))[:3]
        for factor in answered:
            sort, title = self.one(words.MEASURES[factor])
            yield self._measure(opened, sort, title, factor=factor)
        for ground in self.some(self.grounds, 2):
            sort, title = self.one(words.GROUND_MEASURES)
            yield self._measure(opened, sort, title, ground=ground)

    def _measure(self, opened: date, sort: str, title: str, **link: str) -> Entry:
        first = max(opened, date(self.world.year - 1, 9, 20))
        starts = self.between(first, date(self.world.year, 11, 5))
        due = starts + timedelta(days=int(self.rng.integers(40, 200)))
        late = self.chance(0.18)
        done = due <= self.last and not late
        values: dict[str, Any] = {"status": "in-progress" if self.chance(0.8) else "planned"}
        if done:
            ended = self.between(starts + timedelta(days=20), due)
            values = {"status": "done", "done_on": ended}
            if self.chance(0.75):
                values["effect"] = self.one(words.EFFECTS)
        if sort == "decision":
            values |= {"document_number": str(self.rng.integers(30, 300)), "document_date": starts}
        return self.make(
            "measure", self.head if self.chance(0.7) else self.district, values.get("done_on", starts), sort=sort,
            title=title, starts_on=starts, due_on=due, post=self.one(words.POSTS), **link, **values,
        )  # fmt: skip

    def _recommendations(self, opened: date) -> Iterator[Entry]:
        for source, text in self.some(words.RECOMMENDATIONS, int(self.rng.integers(1, 3))):
            given = self.between(max(opened, date(self.world.year, 2, 10)), date(self.world.year, 11, 5))
            viewer = self.world.committee if self.chance(0.6) else self.district
            yield self.make(
                "recommendation", viewer, given, given_on=given, source=source, words=text,
                due_on=given + timedelta(days=21), document_number=f"03-28-{self.rng.integers(100, 9999)}",
                document_date=given,
            )  # fmt: skip
            if self.chance(0.6):
                on = self.between(given + timedelta(days=3), given + timedelta(days=26))
                yield self.make(
                    "answer", self.head, on, about="recommendation", recommendation_id=self._latest("recommendation"),
                    words=self.one(words.ACKNOWLEDGED), answered_on=on,
                )  # fmt: skip

    def _latest(self, kind: str) -> int | None:
        """The record of the kind that was entered last for the school."""
        table = RECORDS[kind]
        return self.world.connection.scalar(select(func.max(table.c.id)).where(table.c.school_id == self.school.id))

    def _reviews(self, opened: date) -> Iterator[Entry]:
        held = [
            (self.world.year, "q2", date(self.world.year - 1, 12, 26)),
            (self.world.year, "q3", date(self.world.year, 3, 24)),
            (self.world.year, "q4", date(self.world.year, 5, 28)),
            (self.world.year + 1, "q1", date(self.world.year, 10, 30)),
        ]
        for year, term, on in held:
            if on < opened or on > self.last or not self.chance(0.85):
                continue
            colour = str(self.rng.choice(["green", "amber", "red"], p=[0.45, 0.38, 0.17]))
            on += timedelta(days=int(self.rng.integers(0, 10)))
            yield self.make(
                "review", self.district, on, year=year, term=term, colour=colour,
                words=self.one(words.REVIEWS[colour]), reviewed_on=on,
            )  # fmt: skip

    def _answers(self, sign: str | None) -> Iterator[Entry]:
        told = date(self.world.year, 9, 22)
        if self.grounds and self.place % 3 == 0:
            answered = self.grounds[: int(self.rng.integers(1, 3))]
            for ground, text in zip(answered, self.some(words.ANSWERS, 2), strict=False):
                on = self.between(told, date(self.world.year, 10, 20))
                answer = self.make(
                    "answer", self.head, on, about="ground", reference=ground, words=text, answered_on=on
                )
                yield answer
                if self.chance(0.4):
                    later = self.between(on + timedelta(days=10), self.world.today)
                    new = {"words": text + words.ANSWER_ADDED, "answered_on": later}
                    yield Entry(self.head, "answer", new, later, f"{answer.key}-again", self._latest("answer"))
        if sign and self.school.left and self.place % 2 == 0:
            on = self.between(told, date(self.world.year, 10, 5))
            yield self.make(
                "answer", self.head, on, about="marker", reference=sign, words=self.one(words.MARKER_ANSWERS),
                answered_on=on,
            )  # fmt: skip

    def _state(self, opened: date) -> Iterator[Entry]:
        new: dict[str, Any] | None = None
        if self.ended:
            new = {"status": "ended", "status_on": date(self.world.year, 10, 7), "reason": self.one(words.ENDS)}
        elif self.place == WITHOUT_POST + 1:
            new = {"status": "paused", "status_on": self.world.today - timedelta(days=12), "reason": words.PAUSES[0]}
        if new:
            key = f"{self.key('support_case', 1)}-state"
            yield Entry(self.district, "support_case", new, new["status_on"], key, self._latest("support_case"))
