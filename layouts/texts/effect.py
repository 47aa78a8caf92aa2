"""Words of the page of the effect of support, and of the command that prints it."""

from layouts.texts import grammar as g
from monitoring.reports.effect import SchoolEffect
from monitoring.reports.publication import Method
from monitoring.reversion import HALF_WEIGHT, LEAST_IN_YEAR
from monitoring.support_effect import DRAWS, LEAST_SCHOOLS, Estimate, SupportEffect, YearSince
from monitoring.support_kinds import MORE_SUBJECTS, ONE_SUBJECT, OTHER_DISTRICT, SAME_DISTRICT
from monitoring.support_panel import LEAST_YEARS_BEFORE, MOST_YEARS_AFTER, NEAR_THE_RULE

TITLE = "Эффективность"
PP = "п.п."
NO_THRESHOLD_TITLE = "Эффект помощи по этой методике не считается"
NO_THRESHOLD = (
    "Откат к среднему оценивается по школам, отобранным по порогу доли низких результатов, и проверен только для таких "
    "правил. У этой методики порога доли нет."
)
NO_THRESHOLD_STEP = "Выберите в шапке методику с порогом доли."
NOT_COMPUTED = "Эффект помощи ещё не посчитан"
NOT_COMPUTED_STEP = (
    "Эта публикация сделана до того, как система научилась считать эффект. Он появится со следующей публикацией."
)
BARS_TITLE = "Из чего сложилось изменение"
BARS_CAPTION = "Изменение доли, откат к среднему и эффект помощи с интервалом. То же — в таблице под рисунком."
BARS_TWIN = "Таблица: изменение, откат, эффект"
BARS_NOTE = (
    "Школу выбирают в неудачный для неё год, поэтому потом ей обычно лучше и без помощи: это откат к среднему. "
    "Эффект — то, что сверх него."
)
TOTAL, REVERSION, EFFECT = "всего", "откат к среднему", "эффект помощи"
YEARS_NOTE = (
    "Средняя доля низких результатов школ с помощью; пунктир — чего ждать от тех же школ без помощи, с 95-процентным "
    "интервалом. Число школ по годам разное: у поздних партнёрств лет после начала меньше."
)
YEARS_CAPTION = (
    "Доля низких результатов по годам от начала помощи: наблюдали и ожидали. То же — в таблице под рисунком."
)
YEARS_TWIN = "Таблица: доля по годам от начала помощи"
OBSERVED, EXPECTED = "наблюдали", "ожидали без помощи"
PRETREND_TITLE = "Проверка на годах до помощи"
KINDS_TITLE = "По виду партнёрства"
KINDS_NOTE = (
    f"Вид — по партнёрству, с которого помощь началась. Где школ меньше {LEAST_SCHOOLS}, ничего не "
    "утверждается. Разница "
    "между видами сама по себе ничего не доказывает: виды достаются разным школам."
)
SCHOOLS_TITLE = "Изменение после начала помощи по школам"
SCHOOLS_NOTE = (
    "Доля низких результатов, %. По одной школе об эффекте не судят: её доля и без помощи меняется от года к году на "
    "несколько процентных пунктов."
)
METHOD_TITLE = "Что с чем сравнивается"
KIND_HEAD, SCHOOLS_HEAD, CHANGE_HEAD, REVERSION_HEAD, EFFECT_HEAD = (
    "Партнёрство",
    "Школ",
    f"Всего, {PP}",
    f"Откат, {PP}",
    f"Эффект (95\u00a0%), {PP}",
)
WHAT_HEAD, VALUE_HEAD, INTERVAL_HEAD = "Что", f"Значение, {PP}", f"Интервал 95\u00a0%, {PP}"
YEAR_HEAD, OBSERVED_HEAD, EXPECTED_HEAD, EXPECTED_INTERVAL_HEAD = (
    "Год от начала",
    "Наблюдали, %",
    "Ожидали, %",
    "Интервал ожидания, %",
)
SCHOOL_HEAD, DISTRICT_HEAD, START_HEAD, BEFORE_HEAD, AFTER_HEAD, SCHOOL_EXPECTED_HEAD, SCHOOL_CHANGE_HEAD = (
    "Школа",
    "Район",
    "Список, после которого началась помощь",
    "В годы отбора",
    "После",
    "Ожидали",
    f"Изменение, {PP}",
)
SCHOOL_TABLE = "Доля низких результатов до начала помощи и после"
SCHOOL_TABLE_NOTE = (
    "Доля — по процедурам методики вместе. Ожидаемая — какой она была бы без помощи, по прежним годам школы. По одной "
    "школе об эффекте не судят: её доля и без помощи меняется от года к году на несколько процентных пунктов."
)
SCHOOL_WHEN, SCHOOL_SHARE = "Когда", "Доля, %"
TO_EFFECT = "Как считается эффект и что вышло по городу"
TOO_FEW = f"школ меньше {LEAST_SCHOOLS}"
COMPLEMENTARY = f"скрыто: по нему вычислялась бы группа меньше {LEAST_SCHOOLS} школ"
_KINDS = {
    SAME_DISTRICT: "Партнёр из своего района",
    OTHER_DISTRICT: "Партнёр из другого района",
    ONE_SUBJECT: "По одному предмету",
    MORE_SUBJECTS: "По нескольким предметам",
}
SUPPORTED_ROW, COMPARISON_ROW = "школ с помощью", "школ сравнения"


def points(value: float) -> str:
    """«−3,2 п.п.»."""
    return f"{g.signed(value, 1)}{g.NBSP}{PP}"


def number(value: float | None) -> str:
    """«−3,2»; a dash for no value."""
    return g.NO_VALUE if value is None else g.signed(value, 1)


def kind(code: str) -> str:
    """A kind of partnership."""
    return _KINDS[code]


def refusal(stated: SupportEffect, estimate: Estimate) -> str | None:
    """Why nothing is stated, as a sentence; None where something is."""
    if estimate.refused == "few-supported":
        return (
            f"Школ с помощью, которые можно сравнить, {g.number(estimate.n_supported)}, а нужно не меньше "
            f"{LEAST_SCHOOLS}: об эффекте судить рано."
        )
    if estimate.refused == "no-threshold":
        return NO_THRESHOLD
    if estimate.refused == "few-comparison":
        found = g.number(stated.n_comparison)
        return f"Школ сравнения {found}, а нужно не меньше {LEAST_SCHOOLS}: эффект не с чем сравнить."
    return None


def headline(stated: SupportEffect | None) -> str:
    """The finding, from the interval."""
    if stated is None:
        return NOT_COMPUTED
    found = stated.overall
    if found.refused == "no-threshold":
        return NO_THRESHOLD_TITLE
    if found.effect is None or found.interval is None:
        few = found.refused == "few-supported"
        return "Об эффекте помощи судить рано" if few else "Эффект помощи не с чем сравнить"
    low, high = found.interval
    span = _span(low, high)
    if high < 0:
        return f"Помощь снизила долю низких результатов на {g.number(-found.effect, 1)}{g.NBSP}{PP} ({span})"
    if low > 0:
        return (
            f"Доля низких результатов после помощи выше ожидаемой на {g.number(found.effect, 1)}{g.NBSP}{PP} ({span})"
        )
    return f"Эффект помощи статистически не различим: {points(found.effect)} ({span})"


def _span(low: float, high: float) -> str:
    return f"от{g.NBSP}{g.number(low, 1)} до{g.NBSP}{g.number(high, 1)}"


def lead(stated: SupportEffect) -> str:
    """Whose change, over which years."""
    schools = g.counted(stated.overall.n_supported, "школы", "школ", "школ")
    years = f"{g.year(stated.years[0])}–{g.year(stated.years[-1])}" if stated.years else g.NO_VALUE
    return (
        f"Доля участников с отметкой «2» или ниже минимума у {schools} с партнёром против ожидаемой по их "
        "прежним годам. "
        f"Весь город, результаты {years}; выбранный год на расчёт не влияет"
    )


def bars_title(estimate: Estimate) -> str:
    """«Доля снизилась на 8,4 п.п., откат к среднему объясняет 5,2»."""
    if estimate.change is None or estimate.reversion is None:
        return BARS_TITLE
    moved = "снизилась" if estimate.change < 0 else "выросла"
    change = f"Доля {moved} на {g.number(abs(estimate.change), 1)}{g.NBSP}{PP}"
    if estimate.change < 0 and estimate.reversion < 0:
        return f"{change}; без помощи снизилась бы на {g.number(-estimate.reversion, 1)}"
    return f"{change}; без помощи ожидалось {points(estimate.reversion)}"


def years_title(picture: tuple[YearSince, ...]) -> str:
    """The first year after the start, observed and expected."""
    first = next((item for item in picture if item.expected is not None), None)
    if first is None or first.expected is None:
        return "По годам от начала помощи"
    return f"В первый год с помощью — {g.percent(first.observed, 1)}, ожидалось {g.percent(first.expected, 1)}"


def step(value: int) -> str:
    """«−1», «отбор», «+1»."""
    return "отбор" if value == 0 else g.signed(value)


def step_row(value: int) -> str:
    """The same for a row of the table."""
    return "год отбора" if value == 0 else f"{g.signed(value)} {g.plural(value, 'год', 'года', 'лет')}"


def year_hover(item: YearSince) -> str:
    """One year in words."""
    lines = [f"<b>{step_row(item.step)}</b>, {g.schools(item.n)}", f"{OBSERVED} {g.percent(item.observed, 1)}"]
    if item.expected is not None and item.interval is not None:
        lines.append(f"{EXPECTED} {g.percent(item.expected, 1)} ({g.interval(*item.interval, 1)})")
    return "<br>".join(lines)


def pretrend(stated: SupportEffect) -> str:
    """The placebo in words."""
    found = stated.pretrend
    what = (
        "За два года до отбора помощи ещё не было, поэтому тот же расчёт не должен находить здесь «эффекта». Доля "
        "этого года предсказана по остальным годам до начала, по школам того же года, с тем же ответом на правило."
    )
    if found.effect is None or found.interval is None:
        return f"{what} Проверка невозможна: {g.unbroken((refusal(stated, found) or '').rstrip('.').lower())}."
    said = f"Получилось {points(found.effect)} ({_span(*found.interval)}, {g.schools(found.n_supported)})"
    low, high = found.interval
    if low <= 0 <= high:
        return f"{what} {said}: до помощи школы от сравнения статистически не отличались."
    return f"{what} {said}: школы отличались от сравнения ещё до помощи, поэтому эффект выше может быть не от неё."


def interval(value: tuple[float, float] | None) -> str:
    """«−5,1…−0,8»; a dash for none."""
    return g.NO_VALUE if value is None else g.interval(*value, 1)


def compared(stated: SupportEffect, method: Method) -> tuple[tuple[str, str], ...]:
    """Term and explanation: who is compared, how, with what limits."""
    overall = stated.overall
    nearly = stated.n_comparison - stated.n_unsupported
    starts = ", ".join(g.year(year) for year in stated.starts) or g.NO_VALUE
    return (
        (
            "Школы с помощью",
            f"{g.schools(overall.n_supported)}; списки, после которых началась помощь: {starts}. Не вошли в расчёт "
            f"{g.number(stated.left_out)}: меньше {LEAST_YEARS_BEFORE} лет результатов до начала, ещё нет "
            "результатов после "
            "или школа не отвечала правилу и не была близка к нему.",
        ),
        (
            "Школы сравнения",
            f"{g.schools(stated.n_comparison)}: {g.number(stated.n_unsupported)} отвечали правилу, когда "
            "помощи у них ещё "
            f"не было, {g.number(nearly)} были близки к нему (порог ниже на "
            f"{g.number(NEAR_THE_RULE)}{g.NBSP}{PP}). Школа, "
            "получившая помощь позже, служит сравнением до неё.",
        ),
        (
            "Изменение",
            f"Средняя доля за {MOST_YEARS_AFTER} года результатов после начала (сколько есть) минус доля "
            "за два года, на "
            f"которые смотрит правило «{method.title}». Считаются и годы, когда помощь уже закончилась: её прекращают, "
            "когда школе лучше, и без них помощь казалась бы полезнее.",
        ),
        (
            "Ожидаемое",
            "Линейная проекция на все прежние годы школы: год отбора, год перед ним и среднее всех более ранних, "
            "взвешенное по участникам; у каждого года начала свой уровень. Подобрана по школам сравнения, "
            "на второй и третий "
            "год — шаг за шагом. Источник задачи: Chay, McEwan, Urquiola, American Economic Review 95(4), 2005.",
        ),
        (
            "Интервал",
            f"95\u00a0%: кластерный бутстреп по школам, {DRAWS} повторений с постоянным зерном; в каждом "
            "проекция подбирается заново.",
        ),
        (
            "Весна 2020 года",
            "ВПР и ОГЭ не проводились: год пропущен, его значения ничем не заменены.",
        ),
        (
            "Принято по умолчанию",
            f"Не меньше {LEAST_YEARS_BEFORE} лет до и до {MOST_YEARS_AFTER} лет после; близость к правилу "
            f"{g.number(NEAR_THE_RULE)}{g.NBSP}{PP}; половинный вес при {g.number(HALF_WEIGHT)} участниках; не меньше "
            f"{LEAST_SCHOOLS} школ с каждой стороны и {LEAST_IN_YEAR} школ сравнения того же года.",
        ),
        (
            "Чего отсюда не видно",
            "Партнёра дают не по жребию. Если его получали школы, которые и так собирались меняться, это "
            "войдёт в эффект; "
            "проверка выше замечает только различия до начала. Другие меры, шедшие вместе с партнёрством, "
            "от него не отделены.",
        ),
    )


def source_note(stated: SupportEffect) -> str:
    """The n behind the figure."""
    return f"{g.schools(stated.overall.n_supported)} с помощью, {g.number(stated.n_comparison)} в сравнении. "


def after(item: SchoolEffect) -> str:
    """«26,3 (за 2 года)»."""
    years = g.counted(item.years_after, "год", "года", "лет")
    return f"{g.number(item.after, 1)} (за{g.NBSP}{years})"


def school_title(item: SchoolEffect) -> str:
    """«После начала помощи доля ниже ожидаемой на 2,8 п.п.»: what was, without a verdict on one school."""
    gap = item.after - item.expected
    if round(abs(gap), 1) == 0:
        return "После начала помощи доля такая, какой её и ожидали"
    side = "ниже" if gap < 0 else "выше"
    return f"После начала помощи доля {side} ожидаемой на {g.number(abs(gap), 1)}{g.NBSP}{PP}"


def school_sentences(item: SchoolEffect, stated: SupportEffect | None) -> tuple[str, ...]:
    """The change of the school split in two, and what can be said of the city's schools together."""
    reversion = item.expected - item.before
    parts = (
        f"Изменение {points(item.after - item.before)}: откат к среднему {points(reversion)}, сверх него "
        f"{points(item.after - item.expected)}"  # the abbreviation brings the full stop
    )
    if stated is None or stated.overall.effect is None or stated.overall.interval is None:
        return (parts,)
    found = stated.overall
    schools = g.counted(found.n_supported, "школе", "школам", "школам")
    together = (
        f"По {schools} города с помощью вместе эффект {points(stated.overall.effect)} "
        f"({_span(*stated.overall.interval)})."
    )
    return parts, together


def school_before(item: SchoolEffect) -> str:
    """Which years selected the school."""
    return f"в годы отбора (список {g.year(item.start)})"


def school_expected(item: SchoolEffect) -> str:
    """The projection, and over how many years."""
    return f"ожидали после, без помощи (за{g.NBSP}{g.counted(item.years_after, 'год', 'года', 'лет')})"


def school_after(item: SchoolEffect) -> str:
    """What came, and over how many years."""
    return f"получилось после (за{g.NBSP}{g.counted(item.years_after, 'год', 'года', 'лет')})"
