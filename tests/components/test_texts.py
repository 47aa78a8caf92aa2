"""Russian numbers, plural forms and findings."""

from dataclasses import replace
from datetime import date

import pytest

from layouts.texts import city, district, effect, grammar, heat, plan, proposals, school, trend
from monitoring.reports.dynamics import NO_SCHOOL_DYNAMICS, SchoolDynamics
from monitoring.reports.publication import Share
from monitoring.reports.territory import HeatColumn, ListedYear
from tests.components import samples
from tests.components.samples.effects import stated

NBSP = "\u00a0"


def year_of(year: int, listed: int | None) -> ListedYear:
    """One year of a list."""
    return ListedYear(year, listed, 1, 2, 600, 606, 3, None if listed is not None else "no-spring-vpr")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 школ"),
        (1, "1 школа"),
        (2, "2 школы"),
        (5, "5 школ"),
        (11, "11 школ"),
        (21, "21 школа"),
        (112, "112 школ"),
    ],
)
def test_plural_forms_of_schools(count: int, text: str) -> None:
    assert grammar.schools(count) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.5, 1, f"1{NBSP}234,5"),
        (148214, 0, f"148{NBSP}214"),
        (-3.2, 1, "−3,2"),
        (-0.04, 1, "0,0"),
        (6.8, 0, "7"),
        (0.0, 0, "0"),
    ],
)
def test_numbers(value: float, digits: int, text: str) -> None:
    assert grammar.number(value, digits) == text


def test_signs_percents_intervals_and_dates() -> None:
    assert grammar.signed(3) == "+3"
    assert grammar.signed(-3) == "−3"
    assert grammar.signed(0) == "0"
    assert grammar.percent(27.4) == f"27{NBSP}%"
    assert grammar.percent(None) == "–"
    assert grammar.with_interval(-3.2, -5.1, -0.8) == "−3,2 (−5,1…−0,8)"
    assert grammar.day(date(2020, 6, 30)) == "30.06.2020"
    assert grammar.year(2025) == "2024/25"
    assert grammar.joined(["а", "б", "в"]) == "а, б и в"
    assert grammar.share(Share(None, None, True)) == "скрыто"


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        (41, "Адресной помощи требует 41 школа"),
        (42, "Адресной помощи требуют 42 школы"),
        (45, "Адресной помощи требуют 45 школ"),
        (0, "Адресной помощи не требует ни одна школа"),
    ],
)
def test_headline_agrees_with_the_number(listed: int, text: str) -> None:
    assert city.headline(year_of(2025, listed), None) == text.replace("1 ш", f"1{NBSP}ш").replace(
        "2 ш", f"2{NBSP}ш"
    ).replace("5 ш", f"5{NBSP}ш")


def test_headline_compares_with_the_former_listing() -> None:
    now = year_of(2025, 41)
    assert city.headline(now, year_of(2024, 47)).endswith(", на 6 меньше, чем год назад")
    assert city.headline(now, year_of(2024, 40)).endswith(", на 1 больше, чем год назад")
    assert city.headline(now, year_of(2024, 41)).endswith(", столько же, сколько год назад")
    assert city.headline(year_of(2021, 55), year_of(2019, 58)).endswith(", на 3 меньше, чем в 2018/19")
    assert city.headline(None, None) == "Список не составлен: нет данных, к которым применимо правило"


def test_trend_finding_names_the_run() -> None:
    assert city.trend_finding(samples.series((58, None, 55, 53, 50, 47, 41))) == "Список сокращается пятый год подряд"
    assert city.trend_finding(samples.series((58, None, 55, 53, 50, 47, 49))) == "Список вырос: было 47, стало 49"
    assert "сравнить пока не с чем" in city.trend_finding([year_of(2025, 4)])
    assert trend.gap_sentence(year_of(2020, None)).startswith("2019/20: весной 2020 года")


def test_map_finding_names_the_districts() -> None:
    report = samples.city()
    found = city.map_finding(report.districts, 41)
    assert found == "Больше всего школ в списке в Калининском и Центральном районах: 6 и 5"
    assert city.map_finding([replace(row, listed=0) for row in report.districts], 0) == "Школы на карте города"
    equal = [replace(row, listed=4) for row in report.districts]
    assert city.map_finding(equal, 72) == f"Больше всего школ в списке, по 4, — в{NBSP}18{NBSP}районах"
    uneven = [*equal[:-1], replace(equal[-1], listed=2)]
    assert city.map_finding(uneven, 70) == f"Больше всего школ в списке, по 4, — в{NBSP}17{NBSP}районах"


def test_plan_words() -> None:
    items = samples.plan()
    today = date(2025, 11, 15)
    assert plan.finding(items).replace(NBSP, " ") == "План: 58 % выполнено, 2 пункта просрочены"
    assert plan.overdue_words(1).replace(NBSP, " ") == "1 пункт просрочен"
    assert plan.overdue_words(0) == "просроченных пунктов нет"
    assert [plan.state(item, today).replace(NBSP, " ") for item in items] == [
        "выполнено",
        "выполнено",
        "3 района просрочили",
        "7 районов просрочили",
        "до 28.02.2026",
        "с 01.05.2026",
    ]


def test_heat_finding_puts_the_subject_in_the_dative() -> None:
    assert heat.by_subject(HeatColumn("vpr", "math", 6)) == f"по математике (ВПР, 6{NBSP}класс)"
    assert heat.by_subject(HeatColumn("ege", "russian", 11)) == "по русскому языку (ЕГЭ)"


def test_every_subject_has_a_dative() -> None:
    from monitoring.procedures import SUBJECTS

    assert {code for code in SUBJECTS if heat.by_subject(HeatColumn("oge", code, 9)).endswith(f"{code} (ОГЭ)")} == set()
    assert set(heat._DATIVE) == set(SUBJECTS)


def test_school_headline_by_status() -> None:
    method = samples.method()
    left = school.headline(samples.school("left"), method, 2025)
    assert left.replace(NBSP, " ") == (
        "Школа 12-07 (демо): больше не в списке; доля низких на 6,8 п.п. ниже прежних лет, снижение различимо"
    )
    unknown = replace(samples.school("left"), dynamics=NO_SCHOOL_DYNAMICS)
    assert school.headline(unknown, method, 2025).startswith("Школа 12-07 (демо): больше не в списке; доля «2» по")
    overall = samples.school("left").dynamics.overall
    assert overall is not None
    within = SchoolDynamics(replace(overall, low=-14.0, high=0.4), ())
    said = school.headline(replace(unknown, dynamics=within), method, 2025)
    assert said.endswith("доля низких по процедурам правила — изменение в пределах погрешности")
    stayed = school.headline(samples.school("stayed"), method, 2025).replace(NBSP, " ")
    assert stayed.startswith("Школа 12-07 (демо): в списке 5-й год; ")
    assert school.headline(samples.school_with_means(), method, 2017) == (
        f"ГБОУ СОШ №{NBSP}339: список за 2016/17 не составлялся"
    )


def test_school_says_what_is_unknown() -> None:
    assert school.unknown(samples.school_with_means()) == [
        "Результатов нет: ВПР, ОГЭ.",
        "Сравнения с отметками журнала нет.",
        "Социальный паспорт не загружен.",
        "Координат нет, на карте школа не показана.",
        "Число учащихся неизвестно.",
    ]


def test_grounds_are_told_by_year() -> None:
    told = district.grounds_by_year(samples.grounds(1))
    assert [when for when, _ in told] == ["2024/25", "2023/24"]
    assert all(f"n{NBSP}=" in what and "%" in what for _, what in told)


def test_reason_of_a_proposed_pair_names_subjects_and_no_figure_of_results() -> None:
    far, near, other = samples.proposals().pairs
    assert proposals.reason(near) == (
        f"3,2{NBSP}км; наставник силён в математике и русском языке, где школе трудно; похожие условия; тот же район; "
        "в реестре уже предложено: Гимназия 7-01 (демо)"
    )
    assert proposals.reason(far) == (
        "расстояние неизвестно; о трудных для школы предметах данных нет; условия не сравнить; другой район"
    )
    assert "наставник не выделяется" in proposals.reason(replace(far, subjects=()))
    assert proposals.reason(replace(other, registered=(other.mentor,))).endswith("в реестре уже предложено: он же")
    assert "во французском языке" in proposals.reason(replace(other, subjects=("french",)))


def test_price_of_the_proposals_beside_a_greedy_choice() -> None:
    whole = samples.proposals()
    assert "4,60" in proposals.price(replace(whole, total_cost=4.6, greedy_cost=4.6))
    assert "вышло бы столько же." in proposals.price(replace(whole, total_cost=4.6, greedy_cost=4.6))
    assert f"9,61, на 3,1{NBSP}% дороже" in proposals.price(whole)
    assert "считается предел: 3,0" in proposals.price(whole)
    assert proposals.price(replace(whole, unmatched=())).endswith("дороже.")
    assert proposals.price(samples.proposals_of_a_school()) == ""


def test_headline_of_the_proposals() -> None:
    whole = samples.proposals()
    assert proposals.headline(whole) == f"Предложены 3{NBSP}пары для школ без партнёра"
    assert proposals.headline(replace(whole, pairs=whole.pairs[:1])).startswith(f"Предложена 1{NBSP}пара")
    assert proposals.headline(replace(whole, pairs=())) == f"Пары не нашлось: без партнёра 5{NBSP}школ"
    assert "у каждой школы из списка есть партнёр" in proposals.headline(samples.no_proposals())
    assert "список за этот год не составлен" in proposals.headline(samples.no_proposals(made=False))
    assert "вам открыты" in proposals.headline(samples.no_proposals(whole=False))


@pytest.mark.parametrize(
    ("points", "half", "text"),
    [
        (-3.2, 2.1, "Помощь снизила долю низких результатов на 3,2 п.п. (от −5,3 до −1,1)"),
        (-0.9, 3.0, "Эффект помощи статистически не различим: −0,9 п.п. (от −3,9 до 2,1)"),
        (2.4, 1.1, "Доля низких результатов после помощи выше ожидаемой на 2,4 п.п. (от 1,3 до 3,5)"),
    ],
)
def test_headline_of_the_effect_is_that_of_its_interval(points: float, half: float, text: str) -> None:
    assert effect.headline(stated(points, half)).replace(NBSP, " ") == text


def test_effect_is_refused_in_words() -> None:
    few, lonely = samples.effect_refused().stated, samples.effect_refused("few-comparison").stated
    assert few is not None
    assert lonely is not None
    assert effect.headline(few) == "Об эффекте помощи судить рано"
    assert "можно сравнить, 8, а нужно не меньше 10" in (effect.refusal(few, few.overall) or "")
    assert effect.headline(lonely) == "Эффект помощи не с чем сравнить"
    assert "Школ сравнения 6, а нужно не меньше 10" in (effect.refusal(lonely, lonely.overall) or "")
    assert effect.refusal(stated(), stated().overall) is None


def test_a_difference_before_the_start_is_said() -> None:
    calm = stated()
    assert "статистически не отличались" in effect.pretrend(calm)
    off = replace(calm, pretrend=replace(calm.pretrend, effect=-3.0, interval=(-5.0, -1.0)))
    assert "отличались от сравнения ещё до помощи" in effect.pretrend(off)


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (24.5, "После начала помощи доля ниже ожидаемой на 3,6 п.п."),
        (31.0, "После начала помощи доля выше ожидаемой на 2,9 п.п."),
        (28.12, "После начала помощи доля такая, какой её и ожидали"),
    ],
)
def test_change_of_one_school_is_split_and_not_judged(after: float, title: str) -> None:
    item = replace(samples.effect().schools[0], after=after)
    assert effect.school_title(item).replace(NBSP, " ") == title
    parts, together = effect.school_sentences(item, stated())
    assert "откат к среднему −4,4 п.п." in parts.replace(NBSP, " ")
    assert together.replace(NBSP, " ") == "По 36 школам города с помощью вместе эффект −3,2 п.п. (от −5,3 до −1,1)."
    assert effect.school_sentences(item, samples.effect_refused().stated) == (parts,)
