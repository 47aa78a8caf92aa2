"""Words of a figure in a frame of another page."""

from layouts.texts import city
from layouts.texts.briefing import SYNTHETIC_MARK
from layouts.texts.shell import BRAND
from monitoring.reports.publication import Publication, Selection

__all__ = [
    "BRAND",
    "ENDED",
    "EXPIRED",
    "MISSING",
    "OFF",
    "OPEN",
    "REFUSED",
    "REPLACED",
    "SYNTHETIC_MARK",
    "UNOWNED",
    "UNREADABLE",
    "source",
]

REFUSED = "Рисунок не показан"
OFF = "Рисунки этой системы в другие страницы не встраиваются."
UNREADABLE = "Рисунок не показан: ссылка повреждена, отозвана или дана для другого рисунка. Попросите новую."
EXPIRED = "Рисунок не показан: срок ссылки вышел. Попросите новую."
ENDED = (
    "Рисунок не показан: ссылка больше не действует. Учётная запись, от имени которой она дана, закрыта или видит "
    "теперь другое. Попросите новую."
)
UNOWNED = (
    "Рисунок не показан: ссылка дана без учётной записи, такие действуют только в демонстрационном режиме. "
    "Попросите новую."
)
REPLACED = "Рисунок не показан: ссылка дана для данных, которые с тех пор заменены новой публикацией."
MISSING = "Рисунок не показан: в этих данных его нет."
OPEN = "открыть в системе"


def source(line: str, publication: Publication, selection: Selection) -> str:
    """The line of the page that is linked to, with whatever the line of the briefing's figure adds (boundaries)."""
    return city.source(publication, selection) + line.partition(city.publication_name(publication))[2]
