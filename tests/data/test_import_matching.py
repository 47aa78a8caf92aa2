"""Matching the school that a row names: each ground of the rule, and unknown rather than wrong."""

from typing import Any

import pytest

from data_access.imports.parsed import SchoolRef
from data_access.imports.schools import School, SchoolIndex, plain_name, plain_number
from tests.data.parsed_files import valid_inn, valid_ogrn


def known(school_id: int, number: str | None = None, district: str = "nevsky", **values: Any) -> School:
    kind = values.get("kind", "school")
    word = {"school": "СОШ", "lyceum": "лицей", "gymnasium": "гимназия", "centre": "ЦО"}.get(kind, "СОШ")
    name = f"ГБОУ {word} № {number}" if number else f"Школа без номера {school_id}"
    empty = {"ogrn": None, "inn": None, "login": None}
    fields = {"number": number, "kind": kind, "name": name, "full_name": name, "district_code": district}
    return School(id=school_id, **(empty | fields | values))


def index_of(*items: School) -> SchoolIndex:
    index = SchoolIndex((0, 0))
    for item in items:
        index.add(item)
    return index


def test_grounds_in_their_order() -> None:
    index = index_of(
        known(1, "5", ogrn=valid_ogrn(1)),
        known(2, "6", inn=valid_inn(2)),
        known(3, "7", login="edu780003"),
        known(4, "8"),
    )
    everything = SchoolRef(valid_ogrn(1), valid_inn(2), "edu780003", "Школа", "school", None, "nevsky")
    assert (index.match(everything).school_id, index.match(everything).by) == (1, "ogrn")
    first_login = index.match(everything, login_first=True)
    assert (first_login.school_id, first_login.by) == (3, "login")
    without_ogrn = SchoolRef(None, valid_inn(2), "edu780003", "Школа", "school", None, "nevsky")
    assert index.match(without_ogrn).by == "inn"
    assert index.match(SchoolRef(login="edu780003", number="8", district_code="nevsky")).by == "login"
    assert index.match(SchoolRef(name="ГБОУ СОШ № 8", kind="school", number="8", district_code="nevsky")).by == "kind"
    assert index.match(SchoolRef(name="8", number="8", district_code="nevsky")).by == "number"


def test_inn_of_two_schools_decides_nothing() -> None:
    index = index_of(known(1, "5", inn=valid_inn(1)), known(2, "6", inn=valid_inn(1)))
    assert index.match(SchoolRef(inn=valid_inn(1))).school_id is None
    assert index.match(SchoolRef(inn=valid_inn(1), number="6", district_code="nevsky")).school_id == 2


def test_kinds_of_one_family_are_one_school() -> None:
    index = index_of(known(1, "5", kind="advanced"), known(2, "6", kind="lyceum"))
    assert index.match(SchoolRef(kind="school", number="5", district_code="nevsky")).school_id == 1
    answer = index.match(SchoolRef(kind="school", number="6", district_code="nevsky"))
    assert (answer.school_id, answer.proposal_id) == (None, 2)


def test_same_number_in_another_district_is_another_school() -> None:
    index = index_of(known(1, "295", "frunzensky", kind="gymnasium"))
    answer = index.match(SchoolRef(name="295", number="295", district_code="vyborgsky"))
    assert (answer.school_id, answer.proposal_id, answer.candidates) == (None, None, ())
    assert "Фрунзенский район" in answer.note


def test_number_without_a_district_is_only_proposed() -> None:
    index = index_of(known(1, "80", "petrogradsky"), known(2, "80", "tsentralny", kind="centre"), known(3, "81"))
    centre = index.match(SchoolRef(name="ЦО № 80", kind="centre", number="80"))
    assert (centre.school_id, centre.proposal_id) == (None, 2)
    either = index.match(SchoolRef(name="80", number="80"))
    assert either.is_ambiguous
    assert either.candidates == (1, 2)


def test_district_stated_in_the_name_counts() -> None:
    index = index_of(known(1, "5", "nevsky"), known(2, "5", "kirovsky"))
    assert index.match(SchoolRef(name="СОШ № 5 Кировского района", kind="school", number="5")).school_id == 2


def test_two_schools_of_one_kind_and_number_are_told_apart_by_name_only() -> None:
    index = index_of(known(1, "5", name="Школа № 5 «Север»"), known(2, "5", name="Школа № 5 «Юг»"))
    named = SchoolRef(name="Школа № 5 «Юг»", kind="school", number="5", district_code="nevsky")
    assert index.match(named).school_id == 2
    unnamed = index.match(SchoolRef(name="СОШ 5", kind="school", number="5", district_code="nevsky"))
    assert unnamed.is_ambiguous
    assert unnamed.candidates == (1, 2)


def test_name_matches_exactly_and_in_its_district() -> None:
    index = index_of(known(1, name="Академическая гимназия", district="petrogradsky"))
    assert index.match(SchoolRef(name="Академическая  гимназия", district_code="petrogradsky")).by == "name"
    assert index.match(SchoolRef(name="«Академическая гимназия»")).school_id == 1
    assert index.match(SchoolRef(name="Академическая гимназия", district_code="nevsky")).school_id is None
    near = index.match(SchoolRef(name="Академическая гимназя", district_code="petrogradsky"))
    assert (near.school_id, near.proposal_id) == (None, 1)


@pytest.mark.parametrize("contradicting", [False, True])
def test_another_ogrn_is_proposed_but_stands_in_a_register(contradicting: bool) -> None:
    index = index_of(known(1, "569", ogrn=valid_ogrn(1)))
    ref = SchoolRef(ogrn=valid_ogrn(2), name="ГБОУ СОШ № 569", kind="school", number="569", district_code="nevsky")
    answer = index.match(ref, contradicting=contradicting)
    assert answer.school_id == (1 if contradicting else None)
    assert contradicting or answer.proposal_id == 1


def test_identifier_of_a_school_with_another_number_is_doubted() -> None:
    index = index_of(known(1, "338", ogrn=valid_ogrn(1)), known(2, "344"), known(3, "344", "kirovsky"))
    ref = SchoolRef(ogrn=valid_ogrn(1), name="ГБОУ СОШ № 344", kind="school", number="344", district_code="nevsky")
    doubtful = index.match(ref)
    assert (doubtful.school_id, doubtful.candidates, doubtful.proposal_id) == (None, (1, 2), 2)
    assert index.match(ref, contradicting=True).school_id == 2
    renumbered = SchoolRef(ogrn=valid_ogrn(1), name="СОШ № 345", kind="school", number="345", district_code="nevsky")
    assert index.match(renumbered).school_id == 1


def test_another_login_is_only_proposed() -> None:
    index = index_of(known(1, "5", login="edu780001"))
    ref = SchoolRef(login="edu780002", name="ГБОУ СОШ № 5", kind="school", number="5", district_code="nevsky")
    answer = index.match(ref, login_first=True)
    assert (answer.school_id, answer.proposal_id) == (None, 1)


def test_index_follows_changes() -> None:
    index = index_of(known(1, "5", ogrn=valid_ogrn(1), login="edu780001"))
    index.add(known(1, "6", ogrn=valid_ogrn(2), inn=valid_inn(2)))
    assert index.match(SchoolRef(ogrn=valid_ogrn(1))).school_id is None
    assert index.match(SchoolRef(login="edu780001")).school_id is None
    assert index.match(SchoolRef(number="5", district_code="nevsky")).school_id is None
    assert index.match(SchoolRef(number="6", district_code="nevsky")).school_id == 1


def test_row_that_names_nothing_is_unknown() -> None:
    answer = index_of(known(1, "5")).match(SchoolRef())
    assert (answer.school_id, answer.proposal_id, answer.candidates) == (None, None, ())


def test_numbers_and_names_are_compared_plainly() -> None:
    assert [plain_number(text) for text in ("090", "90", "12-07", "", None)] == ["90", "90", "12-07", None, None]
    assert plain_name("ГБОУ школа №  5 Невского района Санкт-Петербурга") == plain_name("«Школа № 5»") == "школа 5"
