"""The plan of the demo city: the twelve items of the order, five years on, with a state in every district."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from monitoring.districts import CITY, DISTRICTS

PLAN_YEAR = 2026
"""School year 2025/26: the plan that the listing of 2025 gives rise to."""

TITLE = "План на 2025/26, по образцу приложения к распоряжению Комитета по образованию от 30.06.2020 № 1307-р"

# Number, wording of the order, operator of the region, operator in the district, terms of the order shifted by
# five years (апрель 2020 → апрель 2025), share of districts that are done by «сегодня».
_ITEMS: tuple[tuple[str, str, str, date, date, float], ...] = (
    (
        "Проведение анализа данных Рособрнадзора по образовательным организациям, показывающим низкие образовательные "
        "результаты и/или работающим в неблагоприятных социальных условиях",
        "СПб ЦОКОиИТ", "", date(2025, 4, 1), date(2025, 4, 30), 1.0,
    ),
    (
        "Выявление (идентификация) групп образовательных организаций с низкими образовательными результатами на основе "
        "анализа результатов оценочных процедур",
        "СПб ЦОКОиИТ", "ЦОКО; ППМС центр", date(2025, 8, 1), date(2025, 9, 30), 1.0,
    ),
    (
        "Разработка положения о мониторинге системы работы образовательных организаций, показывающих низкие "
        "образовательные результаты",
        "СПб ЦОКОиИТ", "", date(2025, 8, 1), date(2025, 9, 30), 1.0,
    ),
    (
        "Разработка и апробация диагностического инструментария для изучения профессиональных дефицитов педагогических "
        "и руководящих работников образовательных организаций, показывающих низкие образовательные результаты",
        "СПб АППО", "ИМЦ", date(2025, 8, 1), date(2025, 9, 30), 0.9,
    ),
    (
        "Исследование мотивации педагогических работников, влияющей на непрерывное профессиональное развитие",
        "СПб АППО", "ИМЦ", date(2025, 9, 1), date(2025, 9, 30), 1.0,
    ),
    (
        "Проведение мониторинга для выявления динамики образовательных результатов в образовательных организациях, "
        "показывающих низкие образовательные результаты",
        "СПб ЦОКОиИТ, СПб АППО", "ИМЦ, ЦОКО", date(2025, 9, 1), date(2025, 9, 30), 1.0,
    ),
    (
        "Информирование о результатах проведенных мониторинговых исследований, проведение методических объединений и "
        "педагогических советов в образовательных организациях",
        "городские методические объединения", "ИМЦ", date(2025, 9, 1), date(2025, 10, 31), 0.9,
    ),
    (
        "Определение групп педагогов, нуждающихся в адресной помощи; разработка мероприятий по адресной поддержке "
        "педагогов",
        "", "ИМЦ", date(2025, 9, 1), date(2025, 10, 31), 0.8,
    ),
    (
        "Формирование системы адресной помощи, разработка индивидуальных и адресных дополнительных программ повышения "
        "квалификации",
        "СПб АППО", "ИМЦ", date(2025, 9, 1), date(2025, 10, 31), 0.85,
    ),
    (
        "Проведение и анализ результатов адресных региональных диагностических работ",
        "СПб ЦОКОиИТ, СПб АППО", "ИМЦ, ЦОКО", date(2025, 11, 1), date(2026, 2, 28), 0.2,
    ),
    (
        "Анализ результатов комплексных мониторингов и рейтингов образовательных организаций Санкт-Петербурга, "
        "подготовка адресных рекомендаций",
        "КО", "АР", date(2025, 11, 1), date(2026, 2, 28), 0.1,
    ),
    (
        "Проведение анализа эффективности деятельности по обеспечению поддержки образовательных организаций, "
        "показывающих низкие образовательные результаты, на основе анализа результатов диагностических работ, "
        "мониторинга, социологических опросов",
        "СПб ЦОКОиИТ", "ИМЦ", date(2026, 5, 1), date(2026, 6, 30), 0.0,
    ),
)  # fmt: skip

AFTER = {8: 4, 9: 8, 12: 10}
"""Items that follow others: support rests on the diagnostics, its analysis on the diagnostic works."""

_EVIDENCE = (
    "письмо от {day} № 03-{district:02d}-{number:03d}/25",
    "протокол совещания от {day} № {number}",
    "приказ от {day} № {number}",
    "отчёт от {day} № 01-{district:02d}/{number:03d}",
)


def items() -> pd.DataFrame:
    """The items: ``number``, ``title``, ``region_operator``, ``district_operator``, ``starts_on``, ``due_on``."""
    rows = [(number, *item[:5]) for number, item in enumerate(_ITEMS, start=1)]
    columns = ["number", "title", "region_operator", "district_operator", "starts_on", "due_on"]
    return pd.DataFrame(rows, columns=columns)


def progress(today: date, rng: np.random.Generator) -> pd.DataFrame:
    """State of each item in the city and each district as of ``today``, never past it.

    Columns ``number``, ``district_code`` (``city`` for the operator of the region), ``status``, ``done_on``,
    ``evidence``. An operator that the order leaves out has «not-required»; an item past its
    term that is not done is overdue.
    """
    rows: list[dict[str, object]] = []
    done_on: dict[tuple[int, str], date] = {}
    for number, (_title, region, district_operator, starts, due, share) in enumerate(_ITEMS, start=1):
        # A fixed number of districts is late, so that every seed shows some done, some overdue, some ahead.
        done = set(rng.permutation(len(DISTRICTS))[: round(share * len(DISTRICTS))].tolist())
        if region:
            rows.append(_state(number, CITY, 0, due <= today, starts, due, today, rng))
        else:
            rows.append(_not_required(number, CITY))
        for index, district in enumerate(DISTRICTS):
            if district_operator:
                after = done_on.get((AFTER.get(number, 0), district.code), starts)
                row = _state(number, district.code, district.number, index in done, starts, due, today, rng, after)
                if isinstance(row["done_on"], date):
                    done_on[number, district.code] = row["done_on"]
                rows.append(row)
            else:
                rows.append(_not_required(number, district.code))
    return pd.DataFrame(rows)


def _state(
    number: int,
    code: str,
    district: int,
    done: bool,
    starts: date,
    due: date,
    today: date,
    rng: np.random.Generator,
    after: date | None = None,
) -> dict[str, object]:
    """``after``: the day on which what goes before was done, in the term of this one."""
    status, done_on, evidence = "not-started", None, None
    if done:
        length = (min(due, today) - starts).days
        done_on = _working_day(starts + timedelta(days=int(rng.integers(length // 2, length + 1))), starts)
        done_on = max(done_on, after or starts)
        wording = _EVIDENCE[int(rng.integers(len(_EVIDENCE)))]
        evidence = wording.format(day=f"{done_on:%d.%m.%Y}", district=district, number=int(rng.integers(11, 480)))
        status = "done"
    elif starts <= today:
        status = "in-progress" if rng.random() < 0.75 else "not-started"
    return {"number": number, "district_code": code, "status": status, "done_on": done_on, "evidence": evidence}


def _working_day(day: date, earliest: date) -> date:
    """The day itself, or the Friday before a weekend (the Monday after it where that would be too early)."""
    friday = day - timedelta(days=max(0, day.weekday() - 4))
    return friday if friday >= earliest else day + timedelta(days=7 - day.weekday())


def _not_required(number: int, code: str) -> dict[str, object]:
    return {"number": number, "district_code": code, "status": "not-required", "done_on": None, "evidence": None}
