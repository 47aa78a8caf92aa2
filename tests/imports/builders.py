"""Files in the layouts that operators have, written at test time. Schools and figures are invented."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Any]
REGION = "г. Санкт-Петербург"


def ogrn(number: int) -> str:
    """An ОГРН with a valid check digit."""
    twelve = f"1{number:011d}"
    return f"{twelve}{int(twelve) % 11 % 10}"


def inn(number: int) -> str:
    """An ИНН with a valid check digit."""
    nine = f"78{number:07d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return f"{nine}{sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True)) % 11 % 10}"


def write_xlsx(path: Path, sheets: Mapping[str, Rows] | Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A workbook; sheet names are cut to 31 characters, as Excel does. ``merges`` apply to the first sheet."""
    tables = sheets if isinstance(sheets, Mapping) else {"Лист1": sheets}
    with xlsxwriter.Workbook(str(path)) as book:
        days = book.add_format({"num_format": "dd.mm.yyyy"})
        for index, (name, rows) in enumerate(tables.items()):
            sheet = book.add_worksheet(name[:31])
            for first_row, first_column, last_row, last_column in merges if index == 0 else ():
                sheet.merge_range(first_row, first_column, last_row, last_column, "")
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, days)
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell) if cell else None
                    elif cell is not None:
                        sheet.write_number(number, column, cell)
    return path


def write_csv(path: Path, rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """A text table; numbers with a decimal comma where the delimiter is not one, dates as 30.06.2020."""

    def shown(cell: Any) -> str:
        if cell is None:
            return ""
        if isinstance(cell, float):
            return repr(cell) if delimiter == "," else repr(cell).replace(".", ",")
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)

    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([shown(cell) for cell in row] for row in rows)
    return path


def vpr_head(
    report: str,
    title: str = "ВПР 2026 Русский язык 4 класс",
    subject: str = "Русский язык",
    held_on: Any = "20.04.2026",
    maximum: Any = 24,
) -> list[list[Any]]:
    """Rows 1–7 of a ФИС ОКО export of ВПР."""
    return [
        [report],
        [],
        [title],
        ["Предмет:", subject],
        ["Максимальный первичный балл:", maximum],
        ["Дата:", held_on],
        [],
    ]


STATISTICS_HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]


def statistics(body: Rows | None = None, header: Sequence[Any] = STATISTICS_HEADER, **head: Any) -> list[list[Any]]:
    """A sheet «Статистика по отметкам»; ``head`` goes to ``vpr_head``."""
    if body is None:
        body = [
            ["Вся выборка", 35589, 1722202, 5.06, 32.92, 44.33, 17.69],
            [REGION, 2, 105, 4.76, 30.48, 45.71, 19.05],
            ["Невский район(reg78_m012)", 2, 105, 4.76, 30.48, 45.71, 19.05],
            ["Школа 12-07 (демо)(edu780123)", None, 55, 3.64, 29.09, 47.27, 20.0],
            ["Школа 12-08 (демо)(edu780124)", None, 50, 6, 32, 44, 18],
        ]
    return [*vpr_head("Статистика по отметкам", **head), list(header), *map(list, body)]


COMPARISON_HEADER = [
    "Группы участников",
    "Кол-во участников(всего)",
    "Понизили (Отметка < Отметка по журналу) %",
    "Понизили (Отметка < Отметка по журналу) Кол-во участников",
    "Подтвердили (Отметка = Отметке по журналу) %",
    "Подтвердили (Отметка = Отметке по журналу) Кол-во участников",
    "Повысили (Отметка > Отметка по журналу) %",
    "Повысили (Отметка > Отметка по журналу) Кол-во участников",
]


def wide_comparison(body: Rows | None = None, **head: Any) -> list[list[Any]]:
    """A sheet «Сравнение отметок с отметками по журналу» of 2024 and later."""
    if body is None:
        body = [
            [REGION, 50, 36.0, 18, 60.0, 30, 4.0, 2],
            ["Невский район(reg78_m012)", 50, 36.0, 18, 60.0, 30, 4.0, 2],
            ["Школа 12-07 (демо)(edu780123)", 50, 36.0, 18, 60.0, 30, 4.0, 2],
        ]
    return [*vpr_head("Сравнение отметок с отметками по журналу", **head), list(COMPARISON_HEADER), *map(list, body)]


def long_comparison(groups: Sequence[tuple[str, Sequence[tuple[int, float]]]] | None = None, **head: Any) -> Rows:
    """The same in the layout of 2021: a group's own row, then lowered, confirmed, raised and the sum."""
    if groups is None:
        groups = [
            (REGION, [(18, 36.0), (30, 60.0), (2, 4.0)]),
            ("Школа 12-07 (демо)(edu780123)", [(18, 36.0), (30, 60.0), (2, 4.0)]),
        ]
    rows: list[list[Any]] = [*vpr_head("Сравнение отметок с отметками по журналу", **head)]
    rows.append(["Группы участников", "Кол-во участников", "%"])
    words = [heading.removesuffix(" %") + " %" for heading in COMPARISON_HEADER[2::2]]
    for group, parts in groups:
        rows.append([group])
        rows += [[f"  {word}", count, share] for word, (count, share) in zip(words, parts, strict=True)]
        rows.append(["  Всего", sum(count for count, _ in parts), 100])
    return rows


FLAT_HEADER = ["Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников"]


def flat_marks(body: Rows | None = None) -> list[list[Any]]:
    """Flat table of marks."""
    body = body or [
        [2025, 5, "Математика", "Невский район", "edu780123", "Школа 12-07 (демо)", 40, 12.5, 37.5, 40, 10],
        [2025, 5, "Математика", "Невский район", "edu780124", "Школа 12-08 (демо)", 20, 0, 50, 50, 0],
    ]
    return [[*FLAT_HEADER, 2, 3, 4, 5], *map(list, body)]


def distribution(body: Rows | None = None, maximum: int = 4) -> list[list[Any]]:
    """Distribution of primary scores, regional form."""
    body = body or [
        [2025, 5, "Математика", "Невский", "edu780123", "Школа 12-07 (демо)", 40, 5, 10, 25, 40, 20],
        [2025, 5, "Математика", "Невский", "edu780124", "Школа 12-08 (демо)", 20, 0, 10, 30, 40, 20],
    ]
    return [[*FLAT_HEADER, *range(maximum + 1)], *map(list, body)]


MEASURES = ["принимали участие", "не преодолели порог", "80–99", "100", "средний балл"]


def regional_exam(
    body: Rows | None = None, subjects: Sequence[str] = ("Русский язык", "Физика"), title: str = "Результаты ЕГЭ 2025"
) -> list[list[Any]]:
    """Regional table of an exam: labels and subjects in row 2, measures in row 3 (both merged in real files)."""
    body = body or [
        ["Невский", "Школа 12-07 (демо)", 30, 30, 1, 8, 1, 68.4, 10, 2, 1, 0, 55.5],
        [None, "Школа 12-08 (демо)", 25, 25, 0, 3, 0, 61.2, None, None, None, None, None],
        [None, "Всего", 55, 55, 1, 11, 1, 65.1, 10, 2, 1, 0, 55.5],
        ["Приморский", "Школа 15-01 (демо)", 40, 40, 4, 10, 0, 64.0, 5, 1, 1, 0, 58],
        ["Всего по городу", None, 95, 95, 5, 21, 1, 64.7, 15, 3, 2, 0, 56.3],
    ]
    labels = ["муниципалитет", "образовательная организация", "всего выпускников"]
    second = [*labels, *(cell for subject in subjects for cell in (subject, *[None] * (len(MEASURES) - 1)))]
    return [[title], second, [None, None, None, *MEASURES * len(subjects)], *map(list, body)]


BANDS_HEADER = [
    "Год",
    "Процедура",
    "Предмет",
    "ОГРН",
    "ОО",
    "Район",
    "Кол-во участников",
    "Ниже минимума, %",
    "Минимум–60, %",
    "61–80, %",
    "81–100, %",
    "Средний балл",
    "Медиана",
]


def bands(body: Rows | None = None) -> list[list[Any]]:
    """Our flat table of shares by band of scores."""
    body = body or [
        [2025, "ЕГЭ", "Русский язык", ogrn(1), "Школа 12-07 (демо)", "Невский", 30, 3.33, 40, 40, 16.67, 64.2, 65],
        [2025, "ЕГЭ", "Математика (базовая)", ogrn(1), "Школа 12-07 (демо)", "Невский", 12, 8.33, *[None] * 5],
    ]
    return [list(BANDS_HEADER), *map(list, body)]


def means(body: Rows | None = None) -> list[list[Any]]:
    """Means of an exam by school, with our own names of the fields."""
    body = body or [[ogrn(1), "Невский", "12-07", "Школа 12-07 (демо)", 61.5], [None, "", 8, "8", 58.25]]
    return [["ogrn", "district", "number", "name", "mean"], *map(list, body)]


REGISTER_HEADER = ["district", "name", "abbreviated_name", "address", "mo", "inn", "ogrn", "note"]


def register(body: Rows | None = None) -> list[list[Any]]:
    """Register of schools as data.gov.spb.ru publishes it."""
    full = "Государственное бюджетное общеобразовательное учреждение лицей № 907 Невского района Санкт-Петербурга"
    body = body or [
        ["Невский", full, "ГБОУ лицей № 907", "ул. Первая, д. 1", "МО № 1", inn(1), f"{ogrn(1)} 06.12.2002", "-"],
        ["Невский", full, "ГБОУ лицей № 907", "ул. Вторая, д. 2", "МО № 1", inn(1), f"_{ogrn(1)}", "начальная школа"],
        ["Невский", "Школа № 908", "Школа № 908", "ул. Третья, д. 3", "МО № 2", "", "102807583187", ""],
    ]
    return [list(REGISTER_HEADER), *map(list, body)]


POINTS_HEADER = [
    "ogrn",
    "number",
    "short_name",
    "full_name",
    "org_type",
    "kind",
    "district",
    "address",
    "lon",
    "lat",
    "specialisation",
    "coord_source",
]


def points(body: Rows | None = None) -> list[list[Any]]:
    """Schools with their points."""
    body = body or [
        [ogrn(1), "907", "Лицей № 907", "Лицей № 907", "ОУ", "Лицей", "Невский", "ул. 1", 30.45, 59.9, "", "сайт"],
        [ogrn(2), "", "Центр", "Центр Невского района", "ОУ", "Центр", "Невский", "ул. 2", None, None, "", ""],
    ]
    return [list(POINTS_HEADER), *map(list, body)]


def logins(body: Rows | None = None) -> list[list[Any]]:
    """Logins of ФИС ОКО."""
    body = body or [
        ["edu780123", ogrn(1), "Школа 12-07 (демо)", "Невский"],
        ["EDU780124", None, "Школа 12-08 (демо)", "Невский район"],
    ]
    return [["Логин", "ОГРН", "ОО", "Район"], *map(list, body)]


PASSPORT_HEADER = [
    "Год",
    "ОГРН",
    "Логин",
    "ОО",
    "Район",
    "Обучающихся, чел.",
    "Родители с высшим образованием, %",
    "Неполные семьи, %",
]


def passport(body: Rows | None = None) -> list[list[Any]]:
    """Social passport with three of the indicators."""
    body = body or [[2025, ogrn(1), "edu780123", "Школа 12-07 (демо)", "Невский", 512, 61.5, None]]
    return [list(PASSPORT_HEADER), *map(list, body)]


PARTNERSHIP_HEADER = [
    "ОГРН подшефной школы",
    "Подшефная школа",
    "ОГРН школы-наставника",
    "Школа-наставник",
    "Предметы",
    "Номер соглашения",
    "Дата соглашения",
    "Должность координатора",
    "Статус",
    "Начало",
    "Окончание",
    "Совместных мероприятий",
    "Последнее мероприятие",
]
PARTNERSHIP = [
    ogrn(1),
    "Школа 12-07 (демо)",
    ogrn(2),
    "Гимназия 12-09 (демо)",
    "Русский язык; математика",
    "12/2024",
    date(2024, 9, 10),
    "методист ИМЦ",
    "действует",
    date(2024, 9, 15),
    None,
    4,
    date(2025, 3, 1),
]


def partnerships(body: Rows | None = None) -> list[list[Any]]:
    """Registry of partnerships."""
    return [list(PARTNERSHIP_HEADER), *map(list, body or [PARTNERSHIP])]


PLAN_HEADER = [
    "Год плана",
    "Пункт",
    "Мероприятие",
    "Оператор (регион)",
    "Оператор (район)",
    "Начало",
    "Срок",
    "Район",
    "Статус",
    "Дата выполнения",
    "Основание",
]
PLAN_ITEM = [2025, 6, "Мониторинг динамики", "Центр оценки", "ИМЦ", date(2024, 9, 1), date(2024, 9, 30)]


def plan(body: Rows | None = None) -> list[list[Any]]:
    """Plan of the order with the progress of districts."""
    body = body or [
        [*PLAN_ITEM, None, "в работе", None, None],
        [*PLAN_ITEM, "Невский", "выполнено", date(2024, 9, 28), "протокол № 3"],
    ]
    return [list(PLAN_HEADER), *map(list, body)]


SAMPLES: dict[str, Callable[[], Rows]] = {
    "marks-statistics": statistics,
    "mark-comparison": wide_comparison,
    "mark-comparison 2021": long_comparison,
    "score-distribution": distribution,
    "flat-marks": flat_marks,
    "exam-bands": bands,
    "exam-bands regional": regional_exam,
    "exam-means": means,
    "register": register,
    "points": points,
    "logins": logins,
    "social-passport": passport,
    "partnerships": partnerships,
    "plan": plan,
}
"""One sample a layout; the first word of the key is its kind."""
