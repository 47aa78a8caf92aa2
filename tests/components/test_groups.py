"""Groups of schools and lists against each other, as pages show them."""

import pytest
from dash import html

from layouts import groups, methods_compared
from layouts.texts import groups as words
from layouts.texts import methods_compared as compared_words
from layouts.texts import rules
from monitoring.clusters import Cluster
from monitoring.grounds import ConditionsGround, Ground, IndicatorPart
from monitoring.groups import GROUPS
from monitoring.overlap import Overlap
from monitoring.reports.groups import GroupCounts, MethodsCompared, Verdicts
from monitoring.reports.school import Evidence
from tests.components import samples
from tests.components.tree import text, walk

COUNTS = GroupCounts(
    ("listed", "risk", "unfavourable", "high", "other"),
    {
        "city": {"listed": 45, "risk": 6, "unfavourable": 152, "high": 228, "other": 237},
        "nevsky": {"listed": 4, "risk": 1, "unfavourable": 15, "high": 20, "other": 21},
    },
)
INDEX = ConditionsGround(
    2025,
    1.694,
    0.512,
    606,
    (
        IndicatorPart("on_register", 3.8, 3.01),
        IndicatorPart("incomplete_families", 32.4, 1.7),
        IndicatorPart("special_needs", 4.0, -0.2),
    ),
)


def test_counts_with_what_each_group_means_and_what_is_not_known() -> None:
    said = text(groups.city_groups(COUNTS, samples.publication(), samples.selection()))
    assert "Группы школ, 2024/25: ШНОР — 45, зона риска — 6, ШНСУ — 152, высокие результаты — 228" in said
    assert "приняты по умолчанию" in said
    assert "Не показано: «резильентная» — ожидаемый при таких условиях результат не посчитан." in said
    for code in COUNTS.codes:
        assert words.meaning(code) in said


def test_districts_without_schools_have_dashes_and_the_city_stands_last() -> None:
    section = groups.city_groups(COUNTS, samples.publication(), samples.selection())
    tables = [found for found in walk(section) if isinstance(found, html.Table)]
    rows = [text(row) for row in walk(tables[1]) if isinstance(row, html.Tr)]
    assert len(rows) == 1 + 18 + 1
    assert rows[-1].startswith("Город")
    assert "–––––" in rows[1].replace(" ", "")


def test_without_groups_it_is_said() -> None:
    said = text(groups.city_groups(None, samples.publication(), samples.selection()))
    assert words.NONE in said
    assert groups.school_groups(None, samples.publication(), samples.selection()) is None
    assert groups.district_groups(None, "nevsky", samples.selection()) == ""


def test_groups_of_a_school_with_their_reasons() -> None:
    found = groups.school_groups(("listed", "unfavourable"), samples.publication(), samples.selection())
    said = " ".join(text(found).split())
    assert "ШНОР — школа с низкими результатами: в списке по методике «Два года»" in said
    assert "ШНСУ — неблагоприятные" in said


@pytest.mark.parametrize("method", ["two-years", "lower-quartile", "social-conditions"])
def test_a_reason_for_every_group_that_is_missing(method: str) -> None:
    nothing = GroupCounts(("other",), {})
    said = words.unknown(nothing, samples.method(method))
    for code in GROUPS[:-1]:
        assert f"«{words.name(code)}» — " in said


def test_pairs_and_differing_schools() -> None:
    pairs = (Overlap("two-years", "lower-quartile", 45, 0, 140), Overlap("two-years", "two-grounds-2025", 45, 0, 31))
    listed = {"two-years": 45, "lower-quartile": 185, "two-grounds-2025": 76}
    verdicts = Verdicts(7, "Школа 7", "nevsky", dict.fromkeys(listed, "none") | {"two-years": "listed"})
    found = MethodsCompared(2025, tuple(listed), listed, pairs, (verdicts,))
    section = methods_compared.methods_compared(found, samples.publication(), samples.selection())
    said = text(section)
    assert "Ближе всего списки «Два года» и «Два основания (2025)»: в обоих 45 школ из 76" in said.replace(
        "\u00a0", " "
    )
    assert "Школы, о которых методики говорят разное: 1" in said
    (shown,) = [item.rowData for item in walk(section) if getattr(item, "id", "") == "method-differing"]
    assert shown[0]["two-years"] == "▲ в списке"
    assert shown[0]["lower-quartile"] == "не в списке"
    closed = MethodsCompared(2025, tuple(listed), listed, pairs, None)
    assert compared_words.CLOSED in text(
        methods_compared.methods_compared(closed, samples.publication(), samples.selection())
    )
    assert compared_words.NOTHING in text(
        methods_compared.methods_compared(None, samples.publication(), samples.selection())
    )


def test_empty_lists_agree() -> None:
    assert compared_words.together(Overlap("a", "b", 0, 0, 0)) == 1


def test_grounds_of_every_kind_in_words() -> None:
    cluster = Cluster("гимназии и лицеи", 3, 3, 31)
    plain = Ground("A", "vpr", "math", 6, 2025, 41.2, 30.0, 67)
    beside = Ground("quartile", "vpr", "math", 6, 2025, 46.74, 34.31, 75, cluster)
    assert rules.ground(plain).replace("\u00a0", " ") == "ВПР мат 6 — 41,2 % (n = 67)"
    assert rules.ground(beside).replace("\u00a0", " ") == "ВПР мат 6 — 46,7 % против 34,3 % (n = 75)"
    assert rules.ground(INDEX) == (
        "индекс неблагоприятных условий 1,69 при границе 0,51; сильнее всего: обучающиеся на профилактическом учёте, "
        "неполные семьи"
    )
    assert "школ с известным индексом 606" in rules.index_sentence(INDEX)
    assert "(+3,0)" in rules.index_sentence(INDEX)
    assert "ОВЗ" not in rules.against(INDEX)


def test_clusters_in_words() -> None:
    def evidence(subject: str, cluster: Cluster) -> Evidence:
        return Evidence("year-1", "vpr", subject, 6, 2025, 40.0, 30.0, 70, True, False, 31.0, cluster)

    hard, city = Cluster("гимназии и лицеи", 3, 3, 31), Cluster(None, None, 3, 604)
    alike = [evidence("math", hard), evidence("russian", Cluster("гимназии и лицеи", 3, 3, 33))]
    assert rules.clusters(alike).replace("\u00a0", " ") == (
        "С кем сравнивается: гимназии и лицеи, условия труднее обычных (31–33 школы)."
    )
    both = rules.clusters([evidence("math", hard), evidence("russian", city)])
    assert "все школы города (604\u00a0школы): ВПР рус 6" in both
    assert rules.clusters([]) == ""
