"""Blocks of the start panel: what is told to whom, where cells lead; the digest made of them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.digests import Digest, as_html, as_text, file_name
from dashboard.digests.text import WIDTH
from layouts.attention import attention_line
from layouts.attention_blocks import Block, blocks
from layouts.texts import attention as words
from monitoring.reports.attention import Attention, ListChanges
from tests.components import samples, tree
from tests.components.samples.attention import OTHER, OWN, SECOND

PUBLICATION, SELECTION = samples.publication(), samples.selection()


def said(found: Attention, *writable: str, most: int = 100) -> dict[str, Block]:
    return {item.code: item for item in blocks(found, SELECTION, frozenset(writable), most)}


def digest(found: Attention) -> Digest:
    return Digest.of(found, PUBLICATION, SELECTION)


def test_each_role_is_told_its_blocks() -> None:
    of_schools = ["overdue", "due-soon", "awaiting", "reviews", "needs", "moved", "changed", "watched"]
    assert list(said(samples.attention("district"))) == of_schools
    assert list(said(samples.attention("school"))) == of_schools
    assert list(said(samples.attention())) == ["places", *of_schools[:5], "lacking", *of_schools[5:]]
    assert list(said(samples.attention("operator"))) == ["overdue", "due-soon", "plan"]
    assert list(said(samples.attention("plan"))) == ["plan"]


def test_titles_state_the_findings() -> None:
    found = said(samples.attention())
    assert found["overdue"].title == "Просрочено: 1\u00a0поручение плана, 1\u00a0мера и 1\u00a0рекомендация без ответа"
    assert found["reviews"].title == "Нет обзора за II четверть 2025/26 у\u00a03\u00a0школ"
    assert found["moved"].title == "С публикации 6 от 01.09.2025: вошла 1\u00a0школа, вернулась 1, вышла 1"
    assert found["changed"].title == "За 14\u00a0дней изменились 26\u00a0записей".replace("изменились", "изменилось")
    assert found["needs"].title.startswith("Из 3\u00a0школ списка 2024/25 без сопровождения 1, без ответственного 2")
    assert words.headline(samples.attention()) == (
        "На контроле: 3 просрочено, 2\u00a0срока в ближайшие 14\u00a0дней"
    )  # fmt: skip
    assert words.headline(samples.calm()) == "На 15.11.2025 просроченного нет"


def test_cells_lead_to_where_it_is_done() -> None:
    district, school = said(samples.attention("district"), "review", "measure"), said(samples.attention("school"))
    assert district["overdue"].rows[0][0].address.startswith("/record/road_map_task?")
    assert "id=4" in district["overdue"].rows[0][0].address
    assert district["reviews"].rows[0][0].address.startswith("/record/review?")
    assert "term=q2" in district["reviews"].rows[0][0].address
    assert school["reviews"].rows[0][0].address.startswith("/case/1207?")
    lacking = dict(zip(district["needs"].heads, district["needs"].rows[1], strict=True))
    assert lacking["Мера"].address.startswith("/record/measure?")
    assert lacking["Партнёр"].address.startswith("/partnerships?")
    assert lacking["Ответственный"].address == ""
    of_school = replace(samples.attention("school"), due=tuple(
        replace(item, school=OWN) for item in samples.attention().due if item.kind == "recommendation"
    ))  # fmt: skip
    assert said(of_school)["overdue"].rows[0][0].address.startswith("/record/answer?")
    assert "recommendation_id=9" in said(of_school)["overdue"].rows[0][0].address


def test_the_viewers_own_tasks_come_first() -> None:
    found = samples.attention()
    turned = replace(found, due=tuple(replace(item, own=item.record_id == 9) for item in found.due))
    assert said(turned)["overdue"].rows[0][0].text.startswith("Рекомендация")


def test_a_long_table_says_how_much_of_it_stands_here() -> None:
    cut = said(samples.attention(), most=2)["overdue"]
    assert len(cut.rows) == 2
    assert cut.more == "Показаны первые 2 из 3."
    assert cut.title == said(samples.attention())["overdue"].title


def test_only_the_city_has_a_column_of_districts() -> None:
    for code in ("reviews", "moved", "watched"):
        assert "Район" in said(samples.attention())[code].heads
        district = said(samples.attention("district"))[code]
        assert "Район" not in district.heads
        assert all(len(row) == len(district.heads) for row in district.rows)
    assert said(samples.attention("district"))["watched"].numeric == frozenset({4})


def test_good_news_names_the_day_and_the_reason() -> None:
    found = said(samples.calm("district"))
    assert all(not item.rows and item.nothing for item in found.values())
    assert found["overdue"].nothing == "на 15.11.2025 просроченного нет"
    assert found["moved"].nothing == "по сравнению со списком 2023/24 список не изменился"
    first = replace(samples.calm(), list_changes=ListChanges(2025, None, None, None, ()), quarter=None)
    assert said(first)["moved"].nothing == "список первый, сравнивать не с чем"
    assert said(first)["reviews"].nothing == "летом обзоров не ждут"


@pytest.mark.parametrize(("overdue", "text"), [(12, "На контроле: 12 просрочено"), (0, "просроченного нет")])
def test_the_line_on_other_pages_leads_here(overdue: int, text: str) -> None:
    line = attention_line(overdue, SELECTION)
    assert line is not None
    assert text in tree.text(line)
    assert tree.of_type(line, "Link")[0].href.startswith("/attention?")
    assert attention_line(None, SELECTION) is None


@pytest.mark.parametrize("whose", ["city", "district", "school", "operator", "plan"])
def test_a_digest_stands_by_itself(whose) -> None:
    html = as_html(digest(samples.attention(whose))).decode()
    assert re.findall(r"<script|<link|<img|<a |src=|href=|url\(|@import|https?:", html) == []
    assert html.startswith("<!DOCTYPE html>")
    assert 'lang="ru"' in html
    for part in ("15.11.2025", "Публикация 7 от 12.09.2025", "Синтетические данные", "1307-р"):
        assert part in html
        assert part in as_text(digest(samples.attention(whose))).decode()
    assert html.count("<h1>") == 1


def test_what_was_typed_is_shown_as_text() -> None:
    html = as_html(digest(samples.attention("district"))).decode()
    assert "&lt;b&gt;математики&lt;/b&gt;" in html
    assert "<b>" not in html


def test_real_data_bear_no_mark_of_invention() -> None:
    real = Digest.of(samples.attention("district"), samples.publication(synthetic=False), SELECTION)
    assert "интетическ" not in as_html(real).decode() + as_text(real).decode()


def test_the_same_data_give_the_same_bytes() -> None:
    assert as_html(digest(samples.attention())) == as_html(digest(samples.attention()))
    assert as_text(digest(samples.attention())) == as_text(digest(samples.attention()))


def test_lines_of_the_letter_fit() -> None:
    text = as_text(digest(samples.attention())).decode()
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\u00a0" not in text
    for name in (OWN.name, OTHER.name, "Занятия по математике", "осталось 5 дней"):
        assert name in " ".join(text.split())
    assert SECOND.name in " ".join(text.split())


def test_names_of_files() -> None:
    assert file_name(samples.attention("district"), "html") == "Дайджест_Невский_район_2025-11-15.html"
    assert file_name(samples.attention(), "txt") == "Дайджест_Санкт-Петербург_2025-11-15.txt"
    school = replace(samples.attention("school"), on=date(2025, 1, 2))
    assert file_name(school, "html") == "Дайджест_Школа_1207_демо_2025-01-02.html"
