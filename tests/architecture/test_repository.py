"""What no committed file may hold."""

import re
from pathlib import Path

from tests.architecture.repository import ROOT, committed_modules, committed_texts
from tests.order_of_files import FIRST

LONGEST_MODULE = 400
KNOWING_DATA = {"callbacks", "dashboard", "data_access"}

# Where packages come from is the business of who installs them; a page asks no other host at all.
# Put together from parts, so that this file names none of them either.
HOST_NAMES = ("pypi", "pythonhosted", "npmjs", "unpkg", "jsdelivr", r"deb\.debian", "crates")
PACKAGE_HOSTS = re.compile(rf"\b({'|'.join(HOST_NAMES)})[a-z]*\.(org|com|net|io)\b|cdnjs\.")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|opt|home/\w+|Users/\w+)/")
WEBGL_TRACES = re.compile(
    r"\b(scatter(polar|3d)?gl|scatter3d|heatmapgl|pointcloud|splom|parcoords|mesh3d|isosurface|streamtube"
    r"|(scatter|choropleth|density)map(box)?)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today)\(")
THEMES_FROM_ELSEWHERE = re.compile(r"\bdbc\.(themes|icons)\b")


def findings(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Lines that match, as «file:number: text»; this file, which names what it forbids, is left out."""
    found = []
    for path in paths:
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_patterns_find_what_they_forbid() -> None:
    assert PACKAGE_HOSTS.search(f"https://files.{HOST_NAMES[1]}.org/packages")
    assert MACHINE_PATHS.search("--find-links /opt/wheels")
    assert not MACHINE_PATHS.search("docs/work/plan.md and ../root/x")
    assert WEBGL_TRACES.search('{"type": "scattergl"}')
    assert WEBGL_TRACES.search("go.Choroplethmap(")
    assert not WEBGL_TRACES.search('{"type": "scatter"}')
    assert THEMES_FROM_ELSEWHERE.search("dbc.themes.BOOTSTRAP")


def test_no_package_host_is_named() -> None:
    assert findings(PACKAGE_HOSTS, committed_texts()) == []


def test_no_machine_path_is_named() -> None:
    assert findings(MACHINE_PATHS, committed_texts()) == []


def test_no_webgl_trace_is_drawn() -> None:
    assert findings(WEBGL_TRACES, committed_modules()) == []


def test_the_present_is_asked_of_one_clock() -> None:
    """Where the database is known: the drawing of districts and the texts of pages know of none. Released migrations
    stay as they are."""
    within = [path for path in committed_modules() if path.relative_to(ROOT).parts[0] in KNOWING_DATA]
    knowing = [path for path in within if "migrations" not in path.parts]
    assert [line.split(":")[0] for line in findings(PRESENT, knowing)] == ["data_access/clock.py"]


def test_no_theme_comes_from_another_host() -> None:
    assert findings(THEMES_FROM_ELSEWHERE, committed_modules()) == []


def test_modules_are_short() -> None:
    # A migration is a record of one step, written once: its length follows from the schema.
    modules = [path for path in committed_modules() if path.parent.name != "versions"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_files_of_tests_that_go_first_are_there() -> None:
    assert [name for name in FIRST if not (ROOT / name).is_file()] == []
