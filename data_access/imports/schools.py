"""Matching the school that a row names with an institution of the database.

The rule: ОГРН (a valid one), else ИНН, else ФИС ОКО login (first of all where the file is a ФИС ОКО
export), else kind family + number + district, else the exact name + district. What remains doubtful is left to the
analyst: an unknown school is better than a wrong one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sqlalchemy import Connection, func, select

from data_access.imports.parsed import SchoolRef
from data_access.schema import import_batch, school
from monitoring import districts, school_kinds

CHANGES_SCHOOLS = ("register", "points", "logins", "quarantine")
"""Kinds of batches after which an index made before is out of date."""

_SIMILAR = 0.84
"""Likeness of names from which a school is proposed to the analyst; below it proposals mislead more than they help."""


@dataclass(slots=True)
class School:
    """What matching needs to know of an institution."""

    id: int
    ogrn: str | None
    inn: str | None
    login: str | None
    number: str | None
    kind: str
    name: str
    full_name: str
    district_code: str


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to one row.

    ``school_id`` is set where the school is certain, and ``by`` names the ground. Otherwise ``candidates`` holds the
    schools that fit equally (two or more: ambiguous; none: unknown) and ``proposal_id`` the one to offer the analyst.
    """

    school_id: int | None = None
    by: str = ""
    candidates: tuple[int, ...] = ()
    proposal_id: int | None = None
    note: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether several schools fit equally."""
        return self.school_id is None and len(self.candidates) > 1


def plain_number(number: str | None) -> str | None:
    """The school's number without the zeros that some lists put before it («090» → «90»)."""
    if not number:
        return None
    text = number.strip()
    return (text.lstrip("0") or None) if text.isdigit() else text


_FORMS = re.compile(
    r"\b(государственн\w+|муниципальн\w+|бюджетн\w+|автономн\w+|казенн\w+|частн\w+|негосударственн\w+"
    r"|общеобразовательн\w+|образовательн\w+|учреждени\w+|организаци\w+"
    r"|гбоу|гаоу|гкоу|мбоу|мкоу|маоу|чоу|ноу|гоу|средняя|сош|санкт-петербурга|города)\b"
)
_DISTRICT_TAIL = re.compile(r"\b\w+(ого|ом)\s+район[ае]\b")


def plain_name(name: str) -> str:
    """The name without legal form, district, quotes and spelling variants: what two files should have in common."""
    text = name.casefold().replace("ё", "е")
    text = _FORMS.sub(" ", _DISTRICT_TAIL.sub(" ", text))
    return " ".join(re.findall(r"[\w-]+", text))


def _family(kind: str | None) -> str | None:
    return school_kinds.family(kind) if kind and kind != "other" else None


def _exact_name(name: str) -> str:
    return " ".join(re.findall(r"[\w-]+", name.casefold().replace("ё", "е")))


@dataclass
class SchoolIndex:
    """All institutions, found by every ground of the rule. Made by ``load`` with one query."""

    version: tuple[int, int]
    schools: dict[int, School] = field(default_factory=dict)
    _ogrn: dict[str, int] = field(default_factory=dict)
    _inn: dict[str, set[int]] = field(default_factory=dict)
    _login: dict[str, int] = field(default_factory=dict)
    _number: dict[str, set[int]] = field(default_factory=dict)
    _name: dict[str, set[int]] = field(default_factory=dict)
    _names_of: dict[int, tuple[str, ...]] = field(default_factory=dict)
    # Files of one city name the same schools in the same words again and again.
    _answers: dict[tuple[SchoolRef, bool, bool], Match] = field(default_factory=dict)

    def add(self, item: School) -> None:
        """Takes in a school, or its changed state."""
        self._answers.clear()
        if item.id in self.schools:
            self._drop(item.id)
        self.schools[item.id] = item
        if item.ogrn:
            self._ogrn[item.ogrn] = item.id
        if item.inn:
            self._inn.setdefault(item.inn, set()).add(item.id)
        if item.login:
            self._login[item.login] = item.id
        if item.number:
            self._number.setdefault(item.number, set()).add(item.id)
        names = tuple({_exact_name(item.name), _exact_name(item.full_name)} - {""})
        self._names_of[item.id] = names
        for name in names:
            self._name.setdefault(name, set()).add(item.id)

    def drop(self, school_ids: Iterable[int]) -> None:
        """Takes schools out; those that are not in are passed over."""
        for school_id in school_ids:
            if school_id in self.schools:
                self._drop(school_id)

    def _drop(self, school_id: int) -> None:
        self._answers.clear()
        old = self.schools.pop(school_id)
        if old.ogrn:
            del self._ogrn[old.ogrn]
        if old.inn:
            self._inn[old.inn].discard(school_id)
        if old.login:
            del self._login[old.login]
        if old.number:
            self._number[old.number].discard(school_id)
        for name in self._names_of.pop(school_id):
            self._name[name].discard(school_id)

    def by_login(self, login: str | None) -> School | None:
        """The school that has the login."""
        found = self._login.get(login) if login else None
        return self.schools[found] if found is not None else None

    def by_ogrn(self, ogrn: str | None) -> School | None:
        """The school that has the ОГРН."""
        found = self._ogrn.get(ogrn) if ogrn else None
        return self.schools[found] if found is not None else None

    def match(self, ref: SchoolRef, *, login_first: bool = False, contradicting: bool = False) -> Match:
        """The school of ``ref``. ``login_first`` for ФИС ОКО exports.

        A school found by kind, number and district whose ОГРН (or, in a ФИС ОКО export, login) is another than the
        row's is only proposed, unless ``contradicting`` lets it stand: in a register the number and the district
        weigh more than an identifier that changes with each reorganisation.
        """
        question = (ref, login_first, contradicting)
        answer = self._answers.get(question)
        if answer is None:
            answer = self._answers[question] = self._match(ref, login_first, contradicting)
        return answer

    def _match(self, ref: SchoolRef, login_first: bool, contradicting: bool) -> Match:
        ogrn, inn = ref.ogrn, ref.inn
        steps = (
            ("login", self._login.get(ref.login) if ref.login and login_first else None),
            ("ogrn", self._ogrn.get(ogrn) if ogrn else None),
            ("inn", _only(self._inn.get(inn, set())) if inn else None),
            ("login", self._login.get(ref.login) if ref.login else None),
        )
        district = ref.district_code or _district_in(ref.name)
        for by, found in steps:
            if found is not None:
                rivals = self._rivals(ref, found, district) if by != "login" else set()
                return self._settled(ref, found, rivals, contradicting) if rivals else Match(found, by)
        answer = self._by_number(ref, district) or self._by_name(ref, district)
        if answer is None:
            return self._unknown(ref, district)
        if answer.school_id is None or contradicting:
            return answer
        held = self.schools[answer.school_id]
        if ogrn and held.ogrn and held.ogrn != ogrn:
            return Match(proposal_id=held.id, note=f"у похожей школы другой ОГРН ({held.ogrn})")
        if login_first and ref.login and held.login and held.login != ref.login:
            return Match(proposal_id=held.id, note=f"у похожей школы другой логин ({held.login})")
        return answer

    def _rivals(self, ref: SchoolRef, found: int, district: str | None) -> set[int]:
        """Schools that have the row's number in its district, where the one with its ОГРН or ИНН has another number.

        Registers with a column of identifiers shifted by some rows do occur: then the number is right.
        """
        number, held = plain_number(ref.number), self.schools[found]
        if not number or not held.number or number == held.number:
            return set()
        return self._numbered(number, district or held.district_code, None) - {found}

    def _settled(self, ref: SchoolRef, found: int, rivals: set[int], contradicting: bool) -> Match:
        """Between the school of the identifier and those of the number: the number in a register, else the analyst."""
        alike = {item for item in rivals if school_kinds.family(self.schools[item].kind) == _family(ref.kind)} or rivals
        proposal = next(iter(alike)) if len(alike) == 1 else None
        if contradicting and proposal is not None:
            return Match(proposal, "number")
        note = "идентификатор принадлежит одной школе, а номер — другой"
        return Match(candidates=(found, *sorted(rivals)), proposal_id=proposal, note=note)

    def _numbered(self, number: str | None, district: str | None, family: str | None) -> set[int]:
        found = self._number.get(plain_number(number) or "", set())
        return {
            school_id
            for school_id in found
            if (district is None or self.schools[school_id].district_code == district)
            and (family is None or school_kinds.family(self.schools[school_id].kind) == family)
        }

    def _by_number(self, ref: SchoolRef, district: str | None) -> Match | None:
        if not ref.number or district is None:
            return None
        family = _family(ref.kind)
        found = self._numbered(ref.number, district, family)
        if len(found) > 1:
            found = {
                school_id for school_id in found if _exact_name(ref.name or "") in self._names_of[school_id]
            } or found
        if not found:
            return None
        if len(found) == 1:
            return Match(found.pop(), "number" if family is None else "kind")
        return Match(candidates=tuple(sorted(found)), proposal_id=self._most_like(ref.name, found))

    def _by_name(self, ref: SchoolRef, district: str | None) -> Match | None:
        found = self._name.get(_exact_name(ref.name or ""), set())
        if district is not None:
            found = {school_id for school_id in found if self.schools[school_id].district_code == district}
        if not found:
            return None
        if len(found) == 1:
            return Match(next(iter(found)), "name")
        return Match(candidates=tuple(sorted(found)), proposal_id=None)

    def _unknown(self, ref: SchoolRef, district: str | None) -> Match:
        """Nothing fits; the school to offer is one that differs in a single thing: its kind, or a missing district."""
        if district is not None:
            pool = self._numbered(ref.number, district, None) if ref.number else set()
            if len(pool) == 1:
                return Match(proposal_id=next(iter(pool)), note="вид организации другой")
            elsewhere = self._numbered(ref.number, None, _family(ref.kind)) if ref.number else set()
            names = ", ".join(
                sorted({districts.by_code()[self.schools[item].district_code].title for item in elsewhere})
            )
            if not ref.number:
                pool = {item.id for item in self.schools.values() if item.district_code == district}
            return Match(
                proposal_id=self._most_like(ref.name, pool),
                note=f"школа с этим номером есть, но в другом районе ({names})" if names else "",
            )
        pool = self._numbered(ref.number, None, _family(ref.kind)) if ref.number else set(self.schools)
        if ref.number and len(pool) == 1:
            return Match(proposal_id=next(iter(pool)), note="район не указан")
        if len(pool) > 1 and ref.number:
            return Match(candidates=tuple(sorted(pool)), proposal_id=self._most_like(ref.name, pool))
        return Match(proposal_id=self._most_like(ref.name, pool))

    def _most_like(self, name: str | None, pool: Iterable[int]) -> int | None:
        """The one school of the pool whose name is clearly the likest, or None."""
        wanted = plain_name(name or "")
        if len(wanted) < 4:
            return None
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        scored: list[tuple[float, int]] = []
        for school_id in pool:
            best = 0.0
            for text in (self.schools[school_id].name, self.schools[school_id].full_name):
                matcher.set_seq1(plain_name(text))
                if matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR:
                    best = max(best, matcher.ratio())
            scored.append((best, -school_id))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _SIMILAR or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.02):
            return None
        return -scored[0][1]


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


_DISTRICT_NAMED = re.compile(r"([\w-]+)\s+р(?:айон\w*|-н\w*)", re.IGNORECASE)


def _district_in(name: str | None) -> str | None:
    """The district that the name itself states («… Невского района …»)."""
    named = _DISTRICT_NAMED.search(name or "")
    found = districts.recognise(named.group(1)) if named else None
    return found.code if found else None


def index_version(connection: Connection) -> tuple[int, int]:
    """Changes whenever schools may have changed: an index of the same version is still true."""
    latest = select(func.max(import_batch.c.id)).where(import_batch.c.kind.in_(CHANGES_SCHOOLS))
    row = connection.execute(
        select(latest.scalar_subquery(), select(func.count(school.c.login)).scalar_subquery())
    ).one()
    return row[0] or 0, row[1]


def load(connection: Connection) -> SchoolIndex:
    """The index of all institutions."""
    index = SchoolIndex(index_version(connection))
    columns = [school.c[name] for name in School.__dataclass_fields__]
    for row in connection.execute(select(*columns)):
        index.add(School(*row))
    return index
