"""Words of the comparison of lists by several methods."""

from collections.abc import Mapping

from layouts.texts import grammar as g
from monitoring.overlap import Overlap
from monitoring.reports.groups import MethodsCompared

TITLE = "Списки по разным методикам"
NOTHING = "За этот год сравнивать нечего: список есть меньше чем по двум методикам или публикация прежняя."
NOTHING_STEP = "Выберите в шапке другой год."
NOTE = "Число школ города в списках года. Методики отвечают на разные вопросы: расхождение — не ошибка одной из них."
PAIRS = "Пары методик"
PAIR_HEADS = ("Первая", "Вторая", "В обоих списках", "Только в первом", "Только во втором")
DIFFERING = "Школы, о которых методики говорят разное"
DIFFERING_NOTE = "По алфавиту. Знак ▲ — школа в списке; «не оценена» — правило к ней неприменимо."
CLOSED = "Какие это школы, видят Комитет по образованию, район — о своих школах, и сама школа о себе."
SAME = "Среди школ, результаты которых вам открыты, нет ни одной, о которой методики говорят разное."
_VERDICTS = {"listed": "▲ в списке", "none": "не в списке", "not-assessed": "не оценена"}


def verdict(code: str) -> str:
    """«▲ в списке»."""
    return _VERDICTS[code]


def together(pair: Overlap) -> float:
    """Part of the schools in either list that are in both; 1 where both lists are empty."""
    whole = pair.both + pair.only_first + pair.only_second
    return pair.both / whole if whole else 1.0


def finding(found: MethodsCompared, titles: Mapping[str, str]) -> str:
    """Which lists agree most and least, as a heading."""
    most = max(found.pairs, key=together)
    if len(found.pairs) == 1:
        return f"{TITLE}, {g.year(found.year)}: {_of(most)}"
    least = min(found.pairs, key=together)
    return f"Ближе всего списки {_pair(most, titles)}: {_of(most)}; дальше всего — {_pair(least, titles)}: {_of(least)}"


def _pair(pair: Overlap, titles: Mapping[str, str]) -> str:
    return f"«{titles[pair.first]}» и «{titles[pair.second]}»"


def _of(pair: Overlap) -> str:
    whole = pair.both + pair.only_first + pair.only_second
    return f"в обоих {g.schools(pair.both)} из{g.NBSP}{g.number(whole)}"


def differing_finding(count: int) -> str:
    """«Школы, о которых методики говорят разное: 154»."""
    return f"{DIFFERING}: {g.number(count)}"
