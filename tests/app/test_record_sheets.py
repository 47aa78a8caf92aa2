"""Records as files over the application: who gets what, and a file that is written whole or not at all."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select

from data_access.schema import RECORDS, audit_entry
from data_access.sheets.table import LARGEST_FILE
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader
from tests.data.record_sheets import book_bytes, headings, rows_of

EVENT = {
    "Где": "Невский район", "Вид": "совещание с руководителями школ", "Тема": "Итоги четверти",
    "Дата": date(2025, 11, 10), "Участников": 12, "Номер документа": "5",
}  # fmt: skip


def sent(reader: Reader, kind: str, content: bytes, *, dry: bool = False, **headers: str) -> Any:
    data = {"file": (BytesIO(content), "мероприятия.xlsx")} | ({"dry": "1"} if dry else {})
    return reader.client.post(f"/sheets/{kind}", data=data, headers=headers)


def counts(url: str) -> tuple[int, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [
            connection.scalar(select(func.count()).select_from(table)) for table in (RECORDS["event"], audit_entry)
        ]
    engine.dispose()
    return found[0] or 0, found[1] or 0


def test_a_file_is_written_whole_or_not_at_all(app_of: AppOf, demo_copy_url: str) -> None:
    reader = Reader(app_of(demo_copy_url).server.test_client())
    reader.become("district:nevsky")
    template = reader.client.get("/sheets/event/template.xlsx")
    titles = headings(template.get_data())
    before = counts(demo_copy_url)
    wrong = book_bytes(titles, [EVENT, EVENT | {"Участников": "двое", "Тема": "Вторая"}])
    for dry in (True, False):
        refused = sent(reader, "event", wrong, dry=dry)
        assert refused.status_code == 422
        (finding,) = refused.get_json()["findings"]
        assert finding["place"] == "мероприятия.xlsx, лист «Данные», строка 3, столбец «Участников»"
        assert counts(demo_copy_url) == before
    alien = sent(reader, "event", book_bytes(titles, [EVENT, EVENT | {"Где": "Курортный район"}]))
    assert (alien.status_code, "строка 3" in alien.get_json()["findings"][0]["place"]) == (422, True)
    sound = book_bytes(titles, [EVENT, EVENT | {"Тема": "Вторая"}])
    told = sent(reader, "event", sound, dry=True).get_json()
    assert (told["made"], told["confirm"]) == (2, "Записать 2\u00a0записи")
    assert counts(demo_copy_url) == before
    done = sent(reader, "event", sound).get_json()
    assert (done["made"], done["changed"]) == (2, 0)
    assert counts(demo_copy_url) == (before[0] + 2, before[1] + 2)
    again = sent(reader, "event", sound).get_json()
    assert (again["made"], again["unchanged"]) == (0, 2)
    assert counts(demo_copy_url) == (before[0] + 2, before[1] + 2)
    assert "Итоги четверти" in reader.page("/records/event").text


@pytest.mark.parametrize("kind", KINDS)
def test_who_writes_nothing_is_refused_by_direct_post(reader: Reader, kind: str) -> None:
    reader.become("administrator")
    assert sent(reader, kind, b"").status_code == 400 or sent(reader, kind, b"x").status_code == 403
    assert sent(reader, kind, book_bytes(["Где", "Вид"], [{"Где": "x"}])).status_code == 403
    assert reader.client.get(f"/sheets/{kind}/template.xlsx").status_code == 403


@pytest.mark.parametrize(
    ("viewer", "kind"),
    [
        ("district:nevsky", "external_entry"),
        ("district:nevsky", "approved_list"),
        ("district:nevsky", "answer"),
        ("operator", "measure"),
        ("analyst", "measure"),
        ("committee", "answer"),
    ],
)
def test_other_organisations_are_refused_by_direct_post(reader: Reader, viewer: str, kind: str) -> None:
    reader.become(viewer)
    assert sent(reader, kind, book_bytes(["Школа", "Дата"], [{"Школа": "x"}])).status_code == 403
    assert reader.client.get(f"/sheets/{kind}/template.xlsx").status_code == 403
    assert reader.client.get(f"/sheets/{kind}.xlsx").status_code == 200


def test_requests_that_do_not_do(reader: Reader) -> None:
    assert sent(reader, "event", b"x", Origin="https://elsewhere.example").status_code == 403
    assert sent(reader, "nothing", book_bytes(["Где", "Вид"], [{"Где": "x"}])).status_code == 404
    assert reader.client.get("/sheets/nothing.xlsx").status_code == 404
    assert reader.client.get("/sheets/nothing/template.xlsx").status_code == 404
    assert reader.client.get("/sheets/event.pdf").status_code == 404
    assert reader.client.post("/sheets/event", data={}).status_code == 400
    for content, words in ((b"", "пуст"), (b"PK\x03\x04 cut", "повреждён"), (b"\x00\x01", "UTF-16")):
        answer = sent(reader, "event", content)
        assert answer.status_code == 422
        assert words in answer.get_json()["findings"][0]["message"]
    length = {"CONTENT_LENGTH": str(LARGEST_FILE + 100_000)}
    headers = {"Accept": "application/json", "Content-Type": "multipart/form-data; boundary=x"}
    large = reader.client.post("/sheets/event", environ_overrides=length, headers=headers)
    assert (large.status_code, "20 МБ" in large.get_json()["message"]) == (413, True)


def test_nobody_gets_nothing(app_of: AppOf, demo_url: str) -> None:
    app = app_of(demo_url, demo_mode="off", secret_key="a secret of the tests alone")
    client = app.server.test_client()
    for path in ("/sheets/event.xlsx", "/sheets/event.csv", "/sheets/event/template.xlsx"):
        assert client.get(path, headers={"Accept": "*/*"}).status_code == 401
    assert client.post("/sheets/event", data={"file": (BytesIO(b"x"), "x.csv")}).status_code == 401


def test_names_of_files_are_russian_and_say_what_is_synthetic(reader: Reader) -> None:
    answer = reader.client.get("/sheets/event.xlsx")
    named = answer.headers["Content-Disposition"]
    assert named.startswith('attachment; filename="records.xlsx"; filename*=UTF-8')
    assert "%D1%81%D0%B8%D0%BD%D1%82%D0%B5%D1%82" in named
    assert "синтетические данные" in rows_of(answer.get_data())[0][0]
    assert "no-store" in answer.headers["Cache-Control"]


def exported(reader: Reader, kind: str, query: str = "") -> list[dict[str, str]]:
    """Rows of the csv by heading."""
    text = reader.client.get(f"/sheets/{kind}.csv{query}").get_data().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))[1:]
    titles = [title.removesuffix(" *") for title in rows[0]]
    return [dict(zip(titles, row, strict=True)) for row in rows[1:]]


def test_exports_keep_to_the_viewer(reader: Reader) -> None:
    whole = {kind: exported(reader, kind) for kind in KINDS}
    assert len(whole["external_entry"]) > 50
    reader.become("district:nevsky")
    for kind in KINDS:
        for row in exported(reader, kind):
            if kind == "road_map_task":  # the state of the plan is open to all
                continue
            assert row in whole[kind]
            districts = {value for title, value in row.items() if title.split(": ")[-1].casefold() == "район"}
            # Of a pair one side suffices; the city's places are open to all.
            assert not districts or districts & {"Невский", ""}, (kind, row)
            assert row.get("Где", "Невский район") in {"Невский район", "Санкт-Петербург"}
    reader.become("administrator")
    assert exported(reader, "external_entry") == []
    assert {row["Где"] for row in exported(reader, "event")} <= {"Санкт-Петербург"}


def test_an_export_keeps_to_the_district_of_the_address(reader: Reader) -> None:
    rows = exported(reader, "external_entry", "?district=nevsky")
    assert rows
    assert {row["Район"] for row in rows} == {"Невский"}
    for query in ("?district=moon", "?school=x", "?school=99999999999999"):
        assert len(exported(reader, "external_entry", query)) == len(exported(reader, "external_entry"))


def test_the_page_offers_files_to_writers_alone(reader: Reader) -> None:
    assert "sheet-form" in reader.page("/records/external_entry").text
    reader.become("district:nevsky")
    text = reader.page("/records/external_entry").text
    assert "sheet-form" not in text
    assert "/sheets/external_entry.xlsx" in text
    assert reader.page("/records/nothing").heading.startswith("Не найдено")


def test_ended_records_and_a_district_by_the_address(reader: Reader) -> None:
    whole = reader.page("/records/external_entry")
    some = reader.page("/records/external_entry", "?district=nevsky")
    rows = some.component("records-grid")["rowData"]
    assert 0 < len(rows) < len(whole.component("records-grid")["rowData"])
    assert {row["district"] for row in rows} == {"Невский"}
    assert "закрытых записей нет" in reader.page("/records/external_entry", "?ended=1").heading


def test_pages_say_which_list_they_show(reader: Reader) -> None:
    for path in ("/", "/schools"):
        assert "Список утверждён распоряжением №\u00a01-д от 10.10.2025" in reader.page(path).text
        assert "отличается от рассчитанного тогда на 3\u00a0школы" in reader.page(path).text
    assert "Утверждённого списка за 2023/24 нет" in reader.page("/", "?year=2024").text
    marked = [row for row in reader.page("/schools").component("schools-grid")["rowData"] if row["approved"]]
    assert {row["approved"] for row in marked} == {"утверждена", "исключена"}
    (removed,) = (row for row in marked if row["approved"] == "исключена")
    said = reader.page(removed["nameHref"].split("?")[0]).text
    assert "исключена, хотя по расчёту в списке" in said
    reader.become("administrator")
    assert all(not row["approved"] for row in reader.page("/schools").component("schools-grid")["rowData"])
    assert removed["name"] not in reader.page("/").text
