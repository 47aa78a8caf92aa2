"""Words of proposed partners: the reason of a pair, why a school has none, the rules of the choice."""

from layouts.texts import grammar as g
from monitoring.partnerships import period
from monitoring.reports.matching import Proposal, Proposals
from monitoring.reports.publication import Method, Publication, Selection

CAPTION = "Предложенные пары"
WITHOUT = "Школы без предложения"
NOTE = "Это предложение расчёта, не решение: пару подтверждают районы обеих школ. По алфавиту подшефных школ."
SCHOOL, MENTOR, DISTRICT, KM, WHY, PRICE = "Школа", "Предлагаемый наставник", "Район", "км", "Почему", "Цена"
RULES = "Как выбраны пары"
DEFAULT = "принято по умолчанию"
DEFAULTS = "Правило группы наставников, слагаемые цены, веса и предел в распоряжении не названы:"
_IN_SUBJECT = {
    "all": "всех предметах",
    "russian": "русском языке",
    "math": "математике",
    "world": "окружающем мире",
    "history": "истории",
    "social": "обществознании",
    "biology": "биологии",
    "geography": "географии",
    "physics": "физике",
    "chemistry": "химии",
    "informatics": "информатике",
    "literature": "литературе",
    "literary_reading": "литературном чтении",
    "english": "английском языке",
    "german": "немецком языке",
    "french": "французском языке",
    "spanish": "испанском языке",
    "chinese": "китайском языке",
}


def headline(found: Proposals) -> str:
    """How many pairs are proposed, or that there are none."""
    if not found.made:
        return "Предложений нет: список за этот год не составлен"
    if found.pairs:
        count = len(found.pairs)
        verb = g.plural(count, "Предложена", "Предложены", "Предложено")
        return f"{verb} {g.counted(count, 'пара', 'пары', 'пар')} для школ без партнёра"
    if found.unmatched:
        return f"Пары не нашлось: без партнёра {g.schools(len(found.unmatched))}"
    if found.whole:
        return "Предлагать некому: у каждой школы из списка есть партнёр"
    return "Предложений, которые вам открыты, нет"


def past(publication: Publication, selection: Selection) -> str:
    """Said where the school year of the list is over."""
    if period(selection.year)[1] >= publication.today:
        return ""
    return f"Учебный год {g.year(selection.year + 1)} закончился: так выглядели бы предложения к его началу."


def reason(pair: Proposal) -> str:
    """«3,2 км; наставник силён в математике, где школе трудно; похожие условия; тот же район»: no figure of results."""
    parts = [distance(pair.distance_km)]
    if pair.subjects is None:
        parts.append("о трудных для школы предметах данных нет")
    elif pair.subjects:
        named = g.joined([_IN_SUBJECT.get(code, code) for code in pair.subjects])
        parts.append(f"наставник силён {_preposition(named)} {named}, где школе трудно")
    else:
        parts.append("в трудных для школы предметах наставник не выделяется")
    parts.append({True: "похожие условия", False: "условия различаются", None: "условия не сравнить"}[pair.similar])
    parts.append("тот же район" if pair.same_district else "другой район")
    if pair.registered:
        same = all(side.id == pair.mentor.id for side in pair.registered)
        named = "он же" if same else g.joined([side.name for side in pair.registered])
        parts.append(f"в реестре уже предложено: {named}")
    return "; ".join(parts)


def distance(kilometres: float | None) -> str:
    """«3,2 км»."""
    return "расстояние неизвестно" if kilometres is None else f"{g.number(kilometres, 1)}{g.NBSP}км"


def without(code: str, found: Proposals) -> str:
    """Why a school has no proposal."""
    if code == "no-mentors":
        where = "в её районе" if found.by_district else "в городе"
        return f"{where} нет школ, у которых результаты высоки два года подряд"
    return {
        "no-places": "у всех возможных наставников места заняты",
        "same-entity": "свободны только наставники того же юридического лица",
        "too-dear": f"каждая возможная пара дороже предела {g.number(found.rules.limit, 1)}",
        "outbid": "места подходящих наставников заняты школами, которым они подходят больше",
    }[code]


def price(found: Proposals) -> str:
    """The total price beside that of a greedy choice; empty where the viewer does not see it or nothing was chosen."""
    total, greedy = found.total_cost, found.greedy_cost
    if total is None or greedy is None or not found.pairs:
        return ""
    text = f"Цена всех пар вместе — {g.number(total, 2)}. Если брать пары по одной, начиная с самой дешёвой, вышло бы "
    if greedy - total < 0.005:
        text += "столько же."
    else:
        text += f"{g.number(greedy, 2)}, на {g.percent(100 * (greedy - total) / total, 1)} дороже."
    if any(item.reason == "outbid" for item in found.unmatched):
        text += f" За школу, которой не хватило места, считается предел: {g.number(found.rules.limit, 1)}."
    return text


def rules(found: Proposals, selection: Selection) -> list[tuple[str, str]]:
    """Each rule of the choice with its name."""
    made, method = found.rules, selection.method
    weights = made.weights
    helpers = (
        "Высокие результаты два года подряд: по двум и более процедурам методики школа в верхней четверти города по "
        "доле «4» и «5» (ЕГЭ — по медиане, без неё по среднему баллу), и ни по одной доля низких результатов не "
        f"достигает {_bound(method)}; участников не менее {g.number(method.min_participants)}."
    )
    if found.mentors is not None and found.places is not None:
        helpers += f" Таких школ {g.number(found.mentors)}, свободных мест у них {g.number(found.places)}."
    unit = f"{g.number(made.unit_km)}{g.NBSP}км"
    parts = (
        f"Сумма четырёх слагаемых: расстояние по прямой — {_weight(weights.distance)} за каждые {unit}; предметы — "
        f"{_weight(weights.subjects)}, если наставник не силён ни в одном трудном для школы, меньше, если силён; "
        f"условия (социальный паспорт и размер) — {_weight(weights.conditions)} за каждое стандартное отклонение "
        f"различия; другой район — {_weight(weights.district)}."
    )
    unknown = (
        f"Расстояние без координат считается за {g.number(made.unknown_km)}{g.NBSP}км, различие условий без "
        f"паспорта — за {_weight(made.unknown_conditions)} стандартного отклонения, предметы без известных "
        f"трудностей — за {_weight(1 - made.unknown_covered)}."
    )
    market = "Выбор один на весь город." if not found.by_district else "Школ много: пары выбраны внутри районов."
    return [
        (
            "Кому",
            "Школам из списка года без действующего партнёра. Действующие партнёрства сохраняются и занимают "
            "места; предложенные в реестре, но не подтверждённые на выбор не влияют и названы рядом.",
        ),
        ("Кто помогает", helpers),
        ("Чего быть не может", "Партнёра того же юридического лица (ОГРН или ИНН)."),
        ("Цена пары", parts),
        ("Неизвестное", unknown),
        (
            "Мест и предел",
            f"У наставника не больше {g.of_schools(made.capacity)}; пара дороже {g.number(made.limit, 1)} не "
            "предлагается.",
        ),
        ("Выбор", f"Наименьшая цена всех пар вместе, а не каждой по отдельности. {market}"),
        ("Объективность", objectivity(found)),
    ]


def _bound(method: Method) -> str:
    """The threshold of low results; a rule without one borrows that of the default method."""
    return g.percent(method.threshold) if method.kind == "shares" else "порога методики, принятой по умолчанию"


def objectivity(found: Proposals) -> str:
    """Who is no mentor for signs that its results are worth checking, and how many such schools there are."""
    if not found.objectivity:
        return "Признаки того, что результаты наставника стоит проверить, не рассчитаны и в подборе не учитываются."
    text = "Школа с признаками, что её результаты стоит проверить, наставником не предлагается."
    if found.excluded is None:
        return text
    if not found.excluded:
        return f"{text} Среди школ с высокими результатами таких нет."
    return f"{text} Среди школ с высокими результатами таких {g.number(found.excluded)}."


def _weight(value: float) -> str:
    return g.number(value, 1 if round(value, 1) == round(value, 2) else 2)


def _preposition(word: str) -> str:
    return "во" if word.startswith(("вс", "фр")) else "в"
