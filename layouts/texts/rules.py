"""Words that depend on what a rule looks at: shares of low results, the city's lowest quartile, or conditions."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from monitoring.clusters import OTHERS, Cluster
from monitoring.grounds import AnyGround, ConditionsGround, Ground, IndicatorPart
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import ConditionsProfile, IndexRule, QuartileProfile
from monitoring.procedures import assessment_short
from monitoring.reports.publication import Method
from monitoring.reports.school import Evidence

NO_PROBABILITY = "Вероятность для этой методики не считается: она определена только для правил с порогом доли."
NO_PROBABILITY_SHORT = "вероятность для этой методики не считается"
INDEX = "индекс неблагоприятных условий"
INDEX_EXPLAINED = (
    "Индекс — среднее показателей социального паспорта в стандартных отклонениях от средней школы города; больше "
    "нуля — условия труднее обычных. Показатели, веса и граница приняты по умолчанию."
)
NO_INDEX = "Индекс условий неизвестен: в социальном паспорте школы за этот год слишком мало показателей, или его нет."
PARTS = "Показатели, из которых сложился индекс"
PARTS_HEADS = ("Показатель", "Школа", "Отклонение, ст. откл.")
_STRONGEST = 3
"""Indicators named in a sentence."""


def unconfirmed(method: Method) -> str:
    """What of the rule no source confirms."""
    if method.kind == "shares":
        return "порог не подтверждён источником: принят по умолчанию"
    return "правило отбора не подтверждено источником: принято по умолчанию"


def bound(method: Method) -> str:
    """The row «Порог» of the page of methods, for a rule without a threshold of shares."""
    rule = method.special
    if isinstance(rule, QuartileProfile):
        return (
            f"общего для всех школ порога нет: доля школы в нижних {g.percent(rule.quartile)} результатов города "
            f"сравнивается с долей её кластера; процедур — не менее {rule.low_procedures}"
        )
    assert isinstance(rule, ConditionsProfile)
    return (
        f"порога доли нет: индекс — в верхних {g.percent(rule.top)} школ города, у которых он известен; граница каждый "
        "год своя"
    )


def facts(method: Method) -> list[tuple[str, str]]:
    """Further rows of the page of methods: clusters, and what the index is made of."""
    rule = method.special
    if isinstance(rule, QuartileProfile):
        programmes = "; ".join(item.title for item in rule.programmes)
        return [
            (
                "Кластеры",
                f"тип программы ({programmes}; {OTHERS}) и одна из {rule.levels} равных частей школ города по индексу "
                f"неблагоприятных условий. Если в процедуре у кластера меньше {rule.least_schools} школ, берётся весь "
                "тип программы, если мало и их — весь город. Школы без паспорта — отдельно. Принято по умолчанию",
            ),
            ("Индекс условий", _index(rule.conditions)),
        ]
    if isinstance(rule, ConditionsProfile):
        return [("Индекс условий", _index(rule.conditions))]
    return []


def _index(rule: IndexRule) -> str:
    weights = [weight for _, weight in rule.weights]
    equal = len(set(weights)) == 1
    names = "; ".join(_name(code) + ("" if equal else f" (вес {g.number(weight, 2)})") for code, weight in rule.weights)
    return f"{names}. {'Веса равные. ' if equal else ''}Нужно не меньше {rule.least_known} известных"


def _name(code: str) -> str:
    name = INDICATORS[code].name
    return name[:1].lower() + name[1:]


def low_words(method: Method, evidence: Sequence[Evidence]) -> str:
    """«по 3 процедурам из 8 …»: the finding of a rule of the lowest quartile for one school."""
    counted = [item for item in evidence if item.counts]
    above = sum(1 for item in counted if item.low)
    if not counted:
        return "результатов, которые считаются, в этом году нет"
    when = g.year(max(item.year for item in counted))
    procedures = g.plural(above, "процедуре", "процедурам", "процедурам")
    if not above:
        return f"в {when} ни по одной процедуре доля в нижней четверти города не больше, чем у похожих школ"
    return (
        f"в {when} по {g.number(above)} {procedures} из {g.number(len(counted))} доля в нижней четверти города больше, "
        "чем у похожих школ"
    )


def index_words(found: ConditionsGround | None) -> str:
    """«индекс неблагоприятных условий 1,12 при границе 0,54»."""
    if found is None:
        return f"{INDEX} неизвестен"
    return f"{INDEX} {number(found.value)} при границе {number(found.threshold)}"


def number(value: float) -> str:
    """An index or a deviation: two digits."""
    return g.number(value, 2)


def index_sentence(found: ConditionsGround) -> str:
    """The index, its bound, who stands behind it, and what speaks against the school most."""
    return (
        f"{g.capital(index_words(found))}. Граница — начало верхней части школ города по индексу "
        f"({g.year(found.year)}, школ с известным индексом {g.number(found.schools)}). {against(found)}"
    )


def against(found: ConditionsGround) -> str:
    """The indicators that are less favourable than usual, the strongest first."""
    hard = [part for part in found.parts if part.deviation > 0][:_STRONGEST]
    if not hard:
        return "Ни один показатель не хуже обычного."
    named = [f"{_name(part.code)} — {value(part)} ({g.signed(part.deviation, 1)})" for part in hard]
    return f"Сильнее всего: {'; '.join(named)} — в скобках отклонение от средней школы в стандартных отклонениях."


def value(part: IndicatorPart) -> str:
    """«31,2 %»."""
    return f"{g.number(part.value, 1)}{g.NBSP}{INDICATORS[part.code].unit}"


def ground(item: AnyGround) -> str:
    """One ground: «ВПР мат 6 — 41,2 % (n = 67)», with the cluster's share, or the index."""
    if isinstance(item, ConditionsGround):
        hard = [_name(part.code) for part in item.parts if part.deviation > 0][:_STRONGEST]
        tail = f"; сильнее всего: {', '.join(hard)}" if hard else ""
        return f"{index_words(item)}{tail}"
    name = assessment_short(item.procedure, item.subject, item.grade)
    n = f"n{g.NBSP}={g.NBSP}{g.number(item.n)}"
    if item.cluster is None:
        return f"{name} — {g.percent(item.value, 1)}{g.NBSP}({n})"
    return f"{name} — {g.percent(item.value, 1)} против {g.percent(item.threshold, 1)}{g.NBSP}({n})"


def plain_ground(item: AnyGround) -> str:
    """One ground with its year, for a command."""
    if isinstance(item, ConditionsGround):
        return f"{item.year}: {ground(item)}"
    name = f"{assessment_short(item.procedure, item.subject, item.grade)} {item.year}"
    if item.cluster is None:
        return f"{name}: {g.number(item.value, 1)} % при пороге {g.number(item.threshold)} %, n = {item.n}"
    return (
        f"{name}: {g.number(item.value, 1)} % в нижней четверти, в кластере {g.number(item.threshold, 1)} %, "
        f"n = {item.n}"
    )


def clusters(evidence: Sequence[Evidence]) -> str:
    """With whom the school is compared, and where that differs from one assessment to another; empty without any."""
    found: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.cluster is not None:
            found.setdefault(f"{item.cluster.programme or 'все школы города'}{_level(item.cluster)}", []).append(item)
    parts = []
    for who, items in found.items():
        counts = [item.cluster.schools for item in items if item.cluster is not None]
        schools = g.schools(counts[0]) if len(set(counts)) == 1 else f"{min(counts)}–{g.schools(max(counts))}"
        where = [assessment_short(item.procedure, item.subject, item.grade) for item in items]
        parts.append(f"{who} ({schools})" + (f": {', '.join(where)}" if len(found) > 1 else ""))
    return f"С кем сравнивается: {'; '.join(parts)}." if parts else ""


def _level(found: Cluster) -> str:
    if found.level is None:
        return ""
    if found.level == 0:
        return ", условия неизвестны"
    if found.levels == 3:
        return f", условия {('легче обычных', 'обычные', 'труднее обычных')[found.level - 1]}"
    return f", условия: часть {found.level} из {found.levels}, первая — самая благоприятная"


def listed_note(method: Method) -> str:
    """What stands under «Почему» in the district's table."""
    if method.kind == "quartile":
        return (
            "По алфавиту. Почему: процедуры года, где доля участников в нижней четверти результатов города (первое "
            "число) больше, чем у школ того же кластера (второе), с учётом интервала; n — число участников школы."
        )
    if method.kind == "conditions":
        return f"По алфавиту. Почему: {INDEX} в верхней части школ города. {INDEX_EXPLAINED}"
    return "По алфавиту. Почему: процедуры, где доля низких результатов не ниже порога, с числом участников."


def why_note(method: Method, evidence: Sequence[Evidence]) -> str:
    """The rule applied to this school: low results by year, or what exceeds the cluster."""
    title = f"Правило «{method.title}»"
    if method.kind == "quartile":
        return (
            f"{title}: доля участников в нижней четверти результатов города, {g.year(evidence[0].year)}. Она больше, "
            "чем у кластера, когда нижняя граница её 95-процентного интервала (по Уилсону; в скобках) выше доли "
            "кластера; школа сама входит в кластер."
        )
    years = sorted({item.year for item in evidence}, reverse=True)
    counts = [f"{g.year(y)} — {sum(1 for i in evidence if i.year == y and i.low)}" for y in years]
    return f"{title}: порог {g.percent(method.threshold)}. Низких результатов: {', '.join(counts)}."


def grounds_of_results(items: Sequence[AnyGround]) -> list[Ground]:
    """Those of the grounds that are results."""
    return [item for item in items if isinstance(item, Ground)]
