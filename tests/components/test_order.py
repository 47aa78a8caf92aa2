"""The page of the order: what has no proof first, both terms of the regulation, words of proofs."""

import pytest

from layouts import order
from layouts.texts import order as words
from monitoring.order import ITEMS, POINTS, SOURCES
from monitoring.reports.order import Proof
from tests.components import samples, tree


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_what_has_no_proof_stands_first() -> None:
    report = samples.order_report()
    shown = order.page(report, samples.publication(), samples.selection())
    sections = tree.of_type(shown, "Section")
    assert [proven.point.code for proven in report.missing] == ["3.2", "5.2-4", "item-12"]
    assert plain(tree.text(sections[0])).startswith("Подтверждения нет у 3 положений")
    rows = tree.of_type(sections[0], "Tr")[1:]
    assert [plain(tree.text(row)).partition(" ")[0] for row in rows] == ["3.2", "5.2,", "План,"]
    assert len(tree.of_type(sections[1], "Tr")) == 1 + len(POINTS) == 19
    assert len(tree.of_type(sections[2], "Tr")) == 1 + len(ITEMS) == 13
    assert plain(words.headline(report)) == "Подтверждено 27 положений распоряжения № 1307-р из 30"


def test_both_terms_of_the_regulation_are_kept() -> None:
    text = plain(tree.text(order.page(samples.order_report(), samples.publication(), samples.selection())))
    assert "Срок: до 01.09.2020; в плане, пункт 3, – август – сентябрь 2020" in text
    assert "Срок: август – сентябрь 2020; в пункте 2.1 – до 01.09.2020" in text


def test_every_proof_has_words_and_a_place() -> None:
    for nothing in (False, True):
        report = samples.order_report(nothing=nothing)
        shown = order.page(report, samples.publication(), samples.selection())
        for proven in (*report.points, *report.items):
            for proof in proven.proofs:
                assert len(words.sentence(proof)) > 10
        addresses = {item.href.partition("?")[0] for item in tree.of_type(shown, "Link")}
        named = {code for proven in (*report.points, *report.items) for code in proven.point.proofs}
        assert named >= SOURCES.keys()
        assert {f"/records/{SOURCES[code].kind}" for code in SOURCES if code != "partners"} <= addresses
        assert {"/roadmap", "/schools", "/effect", "/partnerships"} <= addresses


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (Proof("responsible", 38, 41), "Ответственный назначен в 38 из 41 школы списка"),
        (Proof("partners", 30, 42), "Партнёр есть у 30 из 42 школ списка"),
        (Proof("responsible", 0, 41), "Ответственный не назначен ни в одной школе списка"),
        (Proof("heads", 1, 18, people=41), "Совещания с руководителями школ провёл 1 район из 18, 41 участник"),
        (Proof("heads", 3, 18), "Совещания с руководителями школ провели 3 района из 18"),
        (Proof("practices", 2, people=120), "2 лучшие практики, 120 участников"),
        (Proof("item-4", 17, 19), "Пункт 4 плана выполнили 17 исполнителей из 19"),
        (Proof("item-4", 0, 19), "Пункт 4 плана не выполнил никто из 19"),
        (Proof("item-4", 0, 0), "Пункта 4 в плане нет"),
        (Proof("city-3", 1, 1), "Городская часть пункта 3 плана выполнена"),
        (Proof("city-3", 0, 1), "Городская часть пункта 3 плана не выполнена"),
        (Proof("districts", 122, 186), "Районами выполнены 122 поручения из 186"),
        (Proof("plan", 12), "План на год есть: 12 пунктов"),
        (Proof("effect", 21), "Эффект поддержки рассчитан по 21 школе с помощью"),
    ],
)
def test_words_of_a_proof(proof: Proof, expected: str) -> None:
    assert plain(words.sentence(proof)) == expected


def test_the_district_stands_beside_the_city() -> None:
    report = samples.order_report("nevsky")
    proof = next(one for proven in report.points for one in proven.proofs if one.code == "responsible")
    assert plain(words.details(report, proof)) == (
        "Невский район: 5 из 6; последнее 12.11.2025; записали ИМЦ, школы; "
        "документы: № 14 от 12.11.2025, от 01.10.2025, № 03-12-441/25"
    )
    assert "Невский" not in words.details(samples.order_report(), samples.order_report().points[0].proofs[0])
