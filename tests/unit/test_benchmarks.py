"""The pure parts of the measurements: a figure is worth something only if it is reckoned right."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter
from sqlalchemy import create_engine, text

from benchmarks import (
    demo_city,
    importing,
    load,
    memory,
    methods,
    navigation,
    random_city,
    reading,
    report,
    spread,
    static_map,
    timed_sql,
    transfer,
)
from benchmarks.digests import digest
from benchmarks.stopwatch import Patches, Stopwatch
from monitoring.high_results import high_results, standing
from monitoring.identification import identify
from monitoring.method_profiles import DEFAULT_METHOD, share_profiles

DEPENDENCIES = [
    {"output": "legend.className", "inputs": [{"id": "layer", "property": "value"}], "state": []},
    {
        "output": ".._pages_content.children..._pages_store.data..",
        "inputs": [{"id": "place", "property": "pathname"}, {"id": "place", "property": "search"}],
        "state": [{"id": "place", "property": "pathname"}],
    },
]


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 50), (0.99, 99), (1.0, 100)])
def test_percentile_is_the_value_that_the_share_does_not_exceed(share: float, expected: int) -> None:
    assert spread.percentile(list(range(100, 0, -1)), share) == expected


def test_percentile_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no values"):
        spread.percentile([], 0.5)


@pytest.mark.parametrize(
    ("relation", "value", "met"),
    [("at least", 0.25, True), ("at least", 0.24, False), ("at most", 0.25, True), ("at most", 0.26, False)],
)
def test_aim_includes_its_limit(relation: str, value: float, met: bool) -> None:
    assert report.Aim("x", value, relation, 0.25).met is met  # type: ignore[arg-type]


def test_aim_as_a_row_says_figure_limit_and_verdict() -> None:
    assert report.Aim("наше", 74.94, "at most", 90, "КБ").row() == ("наше", "74,9 КБ", "≤ 90,0 КБ", report.MET)
    assert report.Aim("доля", 0.1, "at least", 0.25).row() == ("доля", "0,10", "≥ 0,25", report.MISSED)


def test_table_is_markdown_in_columns() -> None:
    assert report.lines(("что", "мс", "n"), [("Город", 123.4, 7), ("Район", None, 12)]).splitlines() == [
        "| что   |  мс |  n |",
        "| ----- | --: | -: |",
        "| Город | 123 |  7 |",
        "| Район |   — | 12 |",
    ]


def test_plain_result_keeps_figures_unrounded() -> None:
    table = report.Table("t", ("что", "мс"), (("Город", 1.23456),))
    found = report.plain(report.Result("x", "X", (table,), (report.Aim("a", 2.0, "at most", 1.0),)))
    assert found["tables"] == [{"title": "t", "rows": [{"что": "Город", "мс": 1.23456}]}]
    assert found["aims"][0]["met"] is False


def test_stopwatch_takes_inner_parts_out_of_outer_ones() -> None:
    moments = iter([(0.0, 0.0), (1.0, 0.5), (4.0, 2.5), (10.0, 3.0)])
    watch = Stopwatch(lambda: next(moments))
    with watch.part("outer"), watch.part("inner"):
        pass
    assert watch.wall == {"outer": 1.0 + 6.0, "inner": 3.0}
    assert watch.cpu == {"outer": 0.5 + 0.5, "inner": 2.0}


def test_stopwatch_counts_calls_that_fail() -> None:
    watch = Stopwatch()
    with pytest.raises(ZeroDivisionError):
        watch.timed("part", lambda: 1 // 0)()
    assert set(watch.wall) == {"part"}


def test_patches_are_undone_in_reverse() -> None:
    owner = SimpleNamespace(value=1)
    patches = Patches()
    patches.replace(owner, "value", 2)
    patches.replace(owner, "value", 3)
    assert owner.value == 3
    patches.undo()
    assert owner.value == 1


def test_driver_time_and_statements_are_counted(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    watch = Stopwatch()
    statements = timed_sql.listen(engine, watch)
    with engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
    engine.dispose()
    assert statements == ["select 1"]
    assert watch.wall[timed_sql.SQL] > 0


def test_navigation_fills_inputs_and_states_by_property() -> None:
    body = navigation.page_body(DEPENDENCIES, "/district/nevsky")
    assert body == (
        b'{"output": ".._pages_content.children..._pages_store.data..", "outputs": [{"id": "_pages_content", '
        b'"property": "children"}, {"id": "_pages_store", "property": "data"}], "inputs": [{"id": "place", '
        b'"property": "pathname", "value": "/district/nevsky"}, {"id": "place", "property": "search", "value": ""}], '
        b'"changedPropIds": ["place.pathname"], "state": [{"id": "place", "property": "pathname", '
        b'"value": "/district/nevsky"}]}'
    )


def test_navigation_to_an_unknown_output_is_an_error() -> None:
    with pytest.raises(LookupError):
        navigation.body(DEPENDENCIES, "nowhere.children", {})


def test_component_is_found_in_a_serialised_tree() -> None:
    graph = {"type": "Graph", "props": {"id": "city-map", "figure": {"data": []}}}
    tree = {"type": "Div", "props": {"children": ["text", {"type": "Div", "props": {"children": graph}}]}}
    assert navigation.find(tree, "id", "city-map") == graph["props"]
    assert navigation.find(tree, "id", "other") is None


def test_request_of_the_load_is_whole() -> None:
    head, _, body = load.request("/path", b'{"a": 1}').partition(b"\r\n\r\n")
    assert head.startswith(b"POST /path HTTP/1.1\r\n")
    assert b"Content-Length: 8" in head
    assert body == b'{"a": 1}'


def test_answer_of_known_length_is_accepted_and_no_other() -> None:
    assert load.length(b"HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length: 12\r\n\r\n") == 12
    with pytest.raises(ValueError, match="500"):
        load.length(b"HTTP/1.1 500 Internal\r\nContent-Length: 1\r\n\r\n")
    with pytest.raises(ValueError, match="Content-Length"):
        load.length(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")


def test_load_reports_rate_and_latencies() -> None:
    run = load.Run(seconds=2.0, latencies=[1.0, 2.0, 3.0, 10.0], size=5)
    assert (run.rate, run.p50, run.p99) == (2.0, 2.0, 10.0)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", transfer.HTML),
        ("/district/nevsky", transfer.HTML),
        ("/_dash-layout", transfer.WIRING),
        ("/_dash-update-component", transfer.DATA),
        ("/assets/maps.js", transfer.ASSETS),
        ("/_dash-component-suites/plotly/package_data/plotly.min.js", "plotly.js"),
        ("/_dash-component-suites/dash_ag_grid/async-community.js", "AG Grid"),
        ("/_dash-component-suites/dash/dcc/async-graph.js", "Dash и React"),
        ("/bootstrap/bootstrap.min.css", "Bootstrap"),
        ("/fonts/SourceSansPro-Bold.otf", "шрифт"),
    ],
)
def test_bytes_have_an_owner(path: str, name: str) -> None:
    assert transfer.owner(path) == name
    assert name in transfer.NAMES


def test_wire_counts_by_owner_what_was_really_sent() -> None:
    wire = transfer.Wire()
    for number, (path, size) in enumerate([("/a", 10), ("/assets/x.js", 200), ("/assets/y.js", 0)]):
        wire._sent({"requestId": number, "request": {"url": f"http://127.0.0.1:1{path}"}})
        wire._finished({"requestId": number, "encodedDataLength": size})
    taken = wire.take()
    assert taken.bytes == {transfer.HTML: 10, transfer.ASSETS: 200}
    assert taken.requests == {transfer.HTML: 1, transfer.ASSETS: 1}
    assert not wire.bytes


def test_peak_memory_is_read_where_it_is_told() -> None:
    assert memory.peak_kilobytes("Name:\tx\nVmPeak:\t  900 kB\nVmHWM:\t  512 kB\n") == 512
    assert memory.peak_kilobytes("Name:\tx\n") is None


def test_static_file_holds_the_figure_and_cannot_be_broken_by_it() -> None:
    graph = {"id": "city-map", "figure": {"data": [{"text": "</script>"}], "layout": {}}, "config": {"locale": "ru"}}
    document = static_map.document(graph, width=890, height=512)
    assert "width:890px;height:512px" in document
    assert document.count("</script>") == 2
    assert '\\u003c/script>"' in document


def test_reading_counts_the_cells_of_texts_and_workbooks(tmp_path: Path) -> None:
    utf, old, book = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.xlsx"
    utf.write_text("Логин;ОО\n1;Школа\n", encoding="utf-8-sig")
    old.write_bytes("Логин,ОО\n1,«Школа, 2»\n".replace("«", '"').replace("»", '"').encode("cp1251"))
    with xlsxwriter.Workbook(book) as made:
        for _ in range(2):
            made.add_worksheet().write_row(0, 0, ["а", "б", "в"])
    assert [importing.read(path) for path in (utf, old, book)] == [4, 4, 6]


def test_random_schools_have_a_list_and_mentors() -> None:
    profile = share_profiles()[DEFAULT_METHOD]
    years = range(2024, 2026)
    city = random_city.made(80, 4, profile, years)
    assert len(city.results) == 80 * len(years) * len(profile.series)
    assert not city.results.drop(columns="median_score").isna().any().any()
    assert set(city.schools["district"]) == {f"d{number:04d}" for number in range(4)}
    assert identify(city.results, profile, years[-1]).listed
    assert high_results(standing(city.results, profile, years[-1]))


def test_methods_are_measured_one_by_one() -> None:
    rows, gigabytes = methods.measured(90, 4)
    assert len(rows) == len({name for name, _, _ in rows}) > 3
    assert all(seconds >= 0 and cpu >= 0 for _, seconds, cpu in rows)
    assert gigabytes > 0.05


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(ValueError, match="letters"):
        demo_city.prepare(tmp_path)
    assert (tmp_path / "letters").is_dir()


def test_a_page_of_another_version_than_it_names_is_found() -> None:
    right = reading.Answer("committee", "/", 2, "new", 5.0, 10.0)
    old = reading.Answer("committee", "/", 1, "old", 4.0, 20.0)
    stale = reading.Answer("committee", "/", 2, "old", 6.0, 30.0)
    found = reading.Reading((right, old, stale), (), ())
    made = {("committee", "/", 1): "old", ("committee", "/", 2): "new"}
    assert reading.wanted(found) == sorted(made)
    assert found.versions == (1, 2)
    assert reading.mixed(found, made) == ["/ committee: публикация 2"]
    assert reading.spans_of(found, [(3.5, 4.5)]) == ([20.0], [10.0, 30.0])


def test_the_order_of_properties_does_not_tell_answers_apart() -> None:
    assert digest('{"a": 1, "b": [1, 2]}') == digest('{"b":[1,2],"a":1}')
    assert digest('{"a": [1, 2]}') != digest('{"a": [2, 1]}')
