"""Who may write what: every organisation × kind × target, against a table written out by hand."""

from dataclasses import replace

import pytest

from data_access.rights import Target, may_write
from data_access.viewer import Role, Viewer
from monitoring.organisations import Organisation, named
from monitoring.records.kinds import KINDS

NEVSKY, OTHER = "nevsky", "kurortny"
SCHOOL, NEIGHBOUR, FAR = 1, 2, 3
"""Two schools of Невский район and one of another."""

VIEWERS = {
    "КО": Viewer(Role.COMMITTEE),
    "ЦОКОиИТ": Viewer(Role.ANALYST),
    "АППО": Viewer(Role.ANALYST, organisation=Organisation.APPO),
    "ГМО": Viewer(Role.OPERATOR),
    "АР": Viewer(Role.DISTRICT, NEVSKY),
    "ИМЦ": Viewer(Role.DISTRICT, NEVSKY, organisation=Organisation.IMC),
    "ЦОКО": Viewer(Role.DISTRICT, NEVSKY, organisation=Organisation.COKO),
    "ППМС": Viewer(Role.DISTRICT, NEVSKY, organisation=Organisation.PPMS),
    "школа": Viewer(Role.SCHOOL, NEVSKY, SCHOOL),
    "администратор": Viewer(Role.ADMINISTRATOR),
}
ALL, CITY, DISTRICT = set(VIEWERS), {"КО", "ЦОКОиИТ", "АППО", "ГМО"}, {"АР", "ИМЦ", "ЦОКО", "ППМС"}

# Who may write a kind about the first school, of Невский район, at all.
ABOUT_SCHOOL = {
    "support_case": {"КО", "АР"},
    "responsible_post": {"КО", "АР", "школа"},
    "risk_profile": {"КО", "АР", "школа"},
    "teacher_deficit": {"КО", "АППО", "ИМЦ"},
    "motivation_survey": {"КО", "АППО", "ИМЦ"},
    "training": {"КО", "АППО", "ИМЦ"},
    "measure": {"КО", "АР", "школа"},
    "recommendation": {"КО", "АР"},
    "review": {"КО", "АР"},
    "answer": {"школа"},
    "external_entry": {"КО", "ЦОКОиИТ"},
    "approved_change": {"КО"},
}
# …in Невский район, and in the city as a whole.
IN_PLACE = {
    "event": (DISTRICT | {"КО"}, CITY),
    "practice": ({"КО", "ИМЦ"}, {"КО", "АППО"}),
    "survey": ({"КО", "ИМЦ"}, {"КО", "ЦОКОиИТ", "АППО"}),
    "approved_list": ({"КО"}, {"КО"}),
}


def writers(code: str, target: Target) -> set[str]:
    return {name for name, viewer in VIEWERS.items() if may_write(viewer, KINDS[code], target)}


def at(*schools: int, place: str = NEVSKY) -> Target:
    return Target(frozenset(schools), frozenset({place}))


def test_every_kind_stands_in_the_tables() -> None:
    of_pairs = {"partnership_agreement", "joint_activity"}
    of_plan = {"road_map_item", "road_map_task"}
    assert KINDS.keys() == ABOUT_SCHOOL.keys() | IN_PLACE.keys() | of_pairs | of_plan


@pytest.mark.parametrize(("code", "allowed"), ABOUT_SCHOOL.items())
def test_about_a_school(code: str, allowed: set[str]) -> None:
    assert writers(code, at(SCHOOL)) == allowed
    # Of a neighbour the school itself falls out, of a school of another district its district too.
    assert writers(code, at(NEIGHBOUR)) == allowed - {"школа"}
    assert writers(code, at(FAR, place=OTHER)) == allowed - {"школа"} - DISTRICT


@pytest.mark.parametrize(("code", "allowed"), IN_PLACE.items())
def test_in_a_place(code: str, allowed: tuple[set[str], set[str]]) -> None:
    in_district, in_city = allowed
    assert writers(code, at()) == in_district
    assert writers(code, at(place=OTHER)) == {"КО"}
    assert writers(code, at(place="city")) == in_city


def test_a_school_writes_its_own_events() -> None:
    assert "школа" in writers("event", at(SCHOOL))
    assert "школа" not in writers("event", at(NEIGHBOUR)) | writers("event", at()) | writers("event", at(place="city"))


def test_what_others_held_is_theirs_to_mend() -> None:
    held = replace(at(), author=Organisation.IMC)
    assert writers("event", held) == {"КО", "АР", "ИМЦ"}
    assert writers("event", replace(at(SCHOOL), author=Organisation.COMMITTEE)) == {"КО", "АР"}
    assert writers("event", replace(at(place="city"), author=Organisation.APPO)) == {"КО", "АППО"}
    # Of a school's case every one who may write it may mend it.
    assert writers("measure", replace(at(SCHOOL), author=Organisation.DISTRICT)) == {"КО", "АР", "школа"}


def test_of_a_pair_either_side_writes() -> None:
    within, across = at(SCHOOL, NEIGHBOUR), Target(frozenset({SCHOOL, FAR}), frozenset({NEVSKY, OTHER}))
    elsewhere = at(FAR, place=OTHER)
    for pair in (within, across):
        assert writers("partnership_agreement", pair) == {"КО", "АР", "ИМЦ"}
        assert writers("joint_activity", pair) == {"КО", "АР", "ИМЦ", "школа"}
    for code in ("partnership_agreement", "joint_activity"):
        assert writers(code, elsewhere) == {"КО"}


@pytest.mark.parametrize(
    ("place", "operators", "allowed"),
    [
        ("city", {Organisation.COKOIT}, {"КО", "ЦОКОиИТ"}),
        ("city", {Organisation.APPO, Organisation.COKOIT}, {"КО", "ЦОКОиИТ", "АППО"}),
        ("city", {Organisation.CITY_MO}, {"КО", "ГМО"}),
        ("city", {Organisation.COMMITTEE}, {"КО"}),
        ("city", {Organisation.IMC}, {"КО"}),
        (NEVSKY, {Organisation.IMC}, {"КО", "АР", "ИМЦ"}),
        (NEVSKY, {Organisation.COKO, Organisation.PPMS}, {"КО", "АР", "ЦОКО", "ППМС"}),
        (NEVSKY, {Organisation.DISTRICT}, {"КО", "АР"}),
        (NEVSKY, {Organisation.COKOIT}, {"КО", "АР"}),
        (OTHER, {Organisation.IMC, Organisation.COKO}, {"КО"}),
    ],
)
def test_a_task_of_the_plan(place: str, operators: set[Organisation], allowed: set[str]) -> None:
    target = Target(places=frozenset({place}), operators=frozenset(operators))
    assert writers("road_map_task", target) == allowed
    assert writers("road_map_item", target) == {"КО"}


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("СПб ЦОКОиИТ", Organisation.COKOIT),
        ("спб аппо", Organisation.APPO),
        ("городские методические объединения", Organisation.CITY_MO),
        ("городские МО", Organisation.CITY_MO),
        ("ППМС-центр", Organisation.PPMS),
        ("ИМЦ", Organisation.IMC),
        ("КО", Organisation.COMMITTEE),
        ("АР", Organisation.DISTRICT),
        ("кто-то", None),
    ],
)
def test_operators_are_known_by_the_names_of_the_plan(text: str, organisation: Organisation | None) -> None:
    assert named(text) is organisation


def test_roles_write_for_their_organisations_only() -> None:
    with pytest.raises(ValueError, match="organisation"):
        Viewer(Role.SCHOOL, NEVSKY, SCHOOL, organisation=Organisation.COMMITTEE)
    with pytest.raises(ValueError, match="organisation"):
        Viewer(Role.DISTRICT, NEVSKY, organisation=Organisation.APPO)
    with pytest.raises(ValueError, match="organisation"):
        Viewer(Role.ADMINISTRATOR, organisation=Organisation.COMMITTEE)
