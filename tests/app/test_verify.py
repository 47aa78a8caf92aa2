"""«Проверка справки»: right, wrong, tampered, foreign and former, in the scope of whoever asks."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard.briefings.formats import FORMATS
from tests.app import versions
from tests.app.conftest import Answer, AppOf, Reader, words
from tests.app.test_briefing_batch import Told
from tests.app.versions import YEAR, TwoPublications, day, told
from tests.data.builders import NOW
from tests.data.published import LATER

CODE = re.compile(r"^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$", re.MULTILINE)


@pytest.fixture(scope="module")
def city(app_of: AppOf, _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoPublications]:
    """Only to be read; the format ``told`` says all words of a briefing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMATS, "told", Told())
        yield from versions.over_sqlite(app_of, _sqlite_template, tmp_path_factory.mktemp("verify") / "two.db")


def code_of(city: TwoPublications, place: str, search: str = YEAR) -> str:
    """The code printed in the briefing of the place, as КО gets it."""
    (code,) = CODE.findall(told(city.reader().client.get(f"/briefing/{place}.told{search}")))
    return str(code)


def checked(reader: Reader, text: str) -> Answer:
    return reader.page("/verify", f"{YEAR}&code={quote(text)}")


def test_right_code_says_what_it_is_of(city: TwoPublications) -> None:
    answer = checked(city.reader(), f"Код проверки: {code_of(city, 'district/nevsky').lower()}.")
    said = words(answer.tree)
    assert answer.heading == "Код верен: справка составлена в этой системе"
    assert "О комНевский район" in said
    assert f"Дата справки{day(NOW)}" in said
    assert f"Публикация2 от {day(LATER)}: действует, более новых данных нет" in said
    assert "Вывод и ключевые цифры — те же, что были в справке." in said
    assert f"/district/nevsky{YEAR}" in answer.text
    figures = city.reader().page("/district/nevsky", YEAR)
    values = [words(node) for node in figures.nodes() if node["props"].get("className") == "key-value"]
    assert [words(node) for node in answer.nodes() if node["props"].get("className") == "key-value"] == values


def test_code_of_a_former_publication_says_so(city: TwoPublications) -> None:
    code = next(iter(CODE.findall(city.briefing)))
    answer = checked(city.reader(), code)
    said = words(answer.tree)
    assert answer.heading.startswith("Код верен")
    assert f"1 от {day(NOW)}: не действует, с тех пор опубликованы новые данные, публикация 2 от {day(LATER)}" in said
    assert f"/district/kurortny{YEAR}&version=1" in answer.text


def test_wrong_codes_are_wrong(city: TwoPublications) -> None:
    code, reader = code_of(city, "city"), city.reader()
    other = code[:-1] + ("A" if code[-1] != "A" else "B")
    foreign = code_of(city, "district/nevsky")
    mixed = foreign[:14] + code[14:]
    for text in (other, mixed, "A" * 24, "7" * 24, code[5:] + "-" + code[:4]):
        answer = checked(reader, text)
        assert answer.heading == "Код не подходит", text
        assert "key-value" not in answer.text
    for text in ("код", "<script>alert(1)</script>", "https://x.ru/settings", "'; drop table school", "/\0"):
        answer = checked(reader, text)
        assert answer.heading == "Это не код и не адрес справки", text


def test_figures_stay_within_the_scope(city: TwoPublications) -> None:
    reader, code = city.reader(), code_of(city, f"school/{city.changed}")
    for viewer, closed in (("committee", False), ("district:nevsky", False), ("district:kurortny", True),
                           ("administrator", True), ("operator", True)):  # fmt: skip
        reader.become(viewer)
        answer = checked(reader, code)
        assert answer.heading.startswith("Код верен"), viewer
        assert "Школа 12-1 (демо)" in answer.text
        assert ("key-value" not in answer.text) == closed, viewer
        assert ("не открыты" in words(answer.tree)) == closed, viewer


def test_link_is_read_and_proves_nothing(city: TwoPublications) -> None:
    reader = city.reader()
    answer = checked(reader, f"https://host.example/district/kurortny{YEAR}&version=1")
    assert answer.heading == "Адрес справки прочитан, подлинность он не подтверждает"
    assert f"1 от {day(NOW)}: не действует" in words(answer.tree)
    assert "key-value" in answer.text
    for link in (f"/school/{city.changed}{YEAR}", f"/briefing/city.pdf{YEAR}", "https://host.example/?year=2022"):
        assert checked(reader, link).heading.startswith("Адрес справки прочитан"), link
    for link in ("/district/atlantis?year=2022", "/school/999999", f"/{YEAR}&version=77", f"/{YEAR}&version=x"):
        assert checked(reader, link).heading == "По этому адресу справки нет", link


def test_nothing_asked_is_a_form(city: TwoPublications) -> None:
    answer = city.reader().page("/verify", YEAR)
    assert answer.heading == "Проверка справки"
    form = next(
        node["props"] for node in answer.nodes() if node["type"] == "Form" and node["props"]["action"] == "/verify"
    )
    assert form["method"] == "get"
    assert answer.component("verify-code")["name"] == "code"
