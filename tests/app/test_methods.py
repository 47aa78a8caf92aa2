"""Every page and command by every method: it answers, and says nothing that its rule has not."""

import json
import re

import pytest

from monitoring.method_profiles import profiles, share_profiles
from tests.app.conftest import Answer, Reader, words
from tests.app.test_cli import Run, run, run_demo  # noqa: F401 - fixtures

PAGES = ("/", "/district/nevsky", "/district/kronshtadtsky", "/school/{}", "/schools", "/partnerships", "/effect")
METHODS = tuple(profiles())
OTHERS = tuple(code for code in METHODS if code not in share_profiles())
NOT_COUNTED = re.compile("вероятность для этой методики не считается", re.IGNORECASE)
THRESHOLD = re.compile(r"30[\s\u00a0]%|порог (доли )?30|ниже порога")


@pytest.fixture(scope="module")
def listed(run_listing) -> dict[str, list[dict]]:
    """The list of 2025 by each method."""
    return {code: run_listing(code) for code in METHODS}


@pytest.fixture(scope="module")
def run_listing(demo_url: str):
    """Asks the command for the list of a method."""
    import contextlib
    import io

    from dashboard.cli import main

    def ask(code: str) -> list[dict]:
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as environment, contextlib.redirect_stdout(printed):
            environment.setenv("TRAEKTORIA_DATABASE_URL", demo_url)
            assert main(["listing", "--year", "2025", "--method", code, "--json"]) == 0
        found: list[dict] = json.loads(printed.getvalue())["schools"]
        return found

    return ask


def page(reader: Reader, path: str, code: str, listed: dict[str, list[dict]]) -> Answer:
    return reader.page(path.format(listed[code][0]["id"]), f"?method={code}&year=2025")


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.parametrize("path", [*PAGES, "/method"])
def test_every_page_answers_by_every_method(reader: Reader, listed, path: str, code: str) -> None:
    answer = page(reader, path, code, listed)
    assert "Ошибка" not in answer.title
    assert answer.component("shell-method")["value"] == code
    assert {option["value"] for option in answer.component("shell-method")["options"]} == set(METHODS)
    assert "None" not in words(answer.tree)
    assert "nan" not in words(answer.tree).split()


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_no_threshold_where_the_rule_has_none(reader: Reader, listed, path: str, code: str) -> None:
    answer = page(reader, path, code, listed)
    assert not THRESHOLD.search(words(answer.tree)), THRESHOLD.search(words(answer.tree))
    # Nor on the charts: no tick of a threshold, no line across.
    assert "порог" not in " ".join(
        json.dumps(node["props"].get("figure"), ensure_ascii=False)
        for node in answer.nodes()
        if node["type"] == "Graph"
    )


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.parametrize("path", ["/", "/district/nevsky", "/school/{}"])
def test_that_no_probability_is_defined_is_said_once(reader: Reader, listed, path: str, code: str) -> None:
    said = NOT_COUNTED.findall(words(page(reader, path, code, listed).tree))
    assert len(said) == (code in OTHERS)


@pytest.mark.parametrize("code", OTHERS)
def test_simulator_and_effect_are_refused_in_words(reader: Reader, code: str) -> None:
    method = words(reader.page("/method", f"?method={code}").tree)
    assert "нет порога доли, который можно было бы сдвинуть" in method
    assert reader.simulate(method=code) is None
    effect = reader.page("/effect", f"?method={code}")
    assert effect.heading == "Эффект помощи по этой методике не считается"
    assert "0 школ" not in words(effect.tree)


def test_grounds_and_groups_of_the_lists(listed) -> None:
    for code, schools in listed.items():
        assert schools
        for school in schools:
            assert school["groups"], (code, school)
            assert ("listed" in school["groups"]) == (code != "social-conditions")
            assert (school["probability"] is None) == (code in OTHERS)
    quartile = [ground for school in listed["lower-quartile"] for ground in school["grounds"]]
    assert all(ground["value"] > ground["threshold"] and ground["cluster"]["schools"] >= 10 for ground in quartile)
    assert {len(school["grounds"]) >= 2 for school in listed["lower-quartile"]} == {True}
    for school in listed["social-conditions"]:
        (ground,) = school["grounds"]
        assert ground["rule"] == "index"
        assert ground["value"] >= ground["threshold"]
        assert len(ground["parts"]) >= 4
        assert "unfavourable" in school["groups"]
    assert "cluster" not in listed["two-years"][0]["grounds"][0]


@pytest.mark.parametrize("code", OTHERS)
def test_commands_by_the_other_methods(run_demo: Run, capsys: pytest.CaptureFixture[str], code: str) -> None:  # noqa: F811
    assert run_demo("effect", "--method", code, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert "порога доли нет" in found.pop("refused")
    assert found.pop("method") == code
    assert set(found.values()) == {None}
    assert run_demo("match", "--method", code, "--json") == 0
    assert json.loads(capsys.readouterr().out)["pairs"]
    assert run_demo("listing", "--method", code, "--year", "2025") == 0
    printed = capsys.readouterr().out
    assert ("при границе" if code == "social-conditions" else "в кластере") in printed


def test_methods_are_set_against_each_other(reader: Reader, listed) -> None:
    answer = reader.page("/method", "?year=2025")
    ids = {code: {school["id"] for school in schools} for code, schools in listed.items()}
    both = len(ids["two-years"] & ids["lower-quartile"])
    only = len(ids["two-years"] - ids["lower-quartile"]), len(ids["lower-quartile"] - ids["two-years"])
    cells = [[words(cell) for cell in row["props"]["children"]] for row in answer.nodes() if row["type"] == "Tr"]
    (row,) = [cell for cell in cells if cell[0].startswith("Два года (") and cell[1].startswith("Нижняя четверть (")]
    assert row[2:] == [str(both), str(only[0]), str(only[1])]
    everywhere, in_all = set.union(*ids.values()), set.intersection(*ids.values())
    shown = {
        int(item["nameHref"].split("/school/")[1].split("?")[0]): item
        for item in answer.component("method-differing")["rowData"]
    }
    assert set(shown) <= everywhere - in_all
    # What is left out is in the list of the only method that could be applied to it.
    assert len(everywhere - in_all - set(shown)) <= 2
    for number, item in shown.items():
        for code, found in ids.items():
            assert (item[code] == "▲ в списке") == (number in found)


def test_groups_are_those_of_the_viewer_alone(reader: Reader) -> None:
    reader.become("district:nevsky")
    rows = reader.page("/schools", "?year=2025").component("schools-grid")["rowData"]
    own = [row for row in rows if row["district"] == "Невский"]
    assert all(row["groups"] not in {"", "–"} for row in own)
    assert {row["groups"] for row in rows if row["district"] != "Невский"} == {"–"}
    shown = reader.page("/method", "?year=2025").component("method-differing")["rowData"]
    assert {row["district"] for row in shown} == {"Невский"}


def test_the_zone_of_risk_can_be_found_among_all_schools(reader: Reader) -> None:
    answer = reader.page("/schools", "?year=2025")
    rows = answer.component("schools-grid")["rowData"]
    risky = [row for row in rows if "зона риска" in row["groups"]]
    assert risky
    assert all(row["status"] in {"зона риска", "вышла из списка"} for row in risky)
    table = reader.page("/method", "?year=2025")
    cells = [[words(cell) for cell in row["props"]["children"]] for row in table.nodes() if row["type"] == "Tr"]
    (counted,) = [row[1] for row in cells if row[0] == "Зона риска"]
    assert counted == str(len(risky))
