"""Words of the list of all schools."""

from layouts.texts import grammar as g

TITLE = "Школы"
ALL = "Все школы"
FILTER = "Найти школу"
FILTER_PLACEHOLDER = "название, статус, группа"
EMPTY = "В публикации нет ни одной школы."
EMPTY_STEP = "Школы появятся, когда аналитик загрузит реестр и опубликует его."
NOTE = "По алфавиту. Статус и группы видны только там, где они вам открыты; правила групп приняты по умолчанию."


def headline(count: int, unplaced: int) -> str:
    """«606 школ, у 12 нет координат»."""
    return g.schools(count) + (f", у {g.number(unplaced)} нет координат" if unplaced else "")
