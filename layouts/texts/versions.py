"""Words of former publications: what is shown, what has come since, what a page knows of today alone."""

from layouts.texts import grammar as g
from monitoring.reports.publication import Publication, Reopened

LABEL = "О публикации"
TO_CURRENT = "открыть нынешние данные"
SAME_PAGE = "та же страница без номера публикации"
NOT_FOUND = "Такой публикации нет"
NOT_FOUND_TEXT = (
    "Публикации с номером из адреса в этой системе нет: адрес набран с ошибкой или справка составлена в другой "
    "системе. Другие данные вместо неё не показаны."
)
TITLE = "публикация {number}"


def named(publication: Publication) -> str:
    """«публикация 7 от 12.09.2025»."""
    return f"публикация {publication.id} от {g.day(publication.created_at.date())}"


def standing(found: Reopened) -> str:
    """What is shown and what has become of it; a link to the present data follows where they are others."""
    shown = f"{g.number(found.publication.id)} от {g.day(found.publication.created_at.date())}"
    if found.state == "current":
        return f"Это действующая публикация {shown}: более новых данных нет."
    if found.state == "former":
        return f"Показаны данные публикации {shown}. С тех пор опубликованы новые данные, {named(found.current)}:"
    when = "" if found.undone_on is None else f" {g.day(found.undone_on)}"
    return (
        f"Показаны данные публикации {shown}, отменённой{when}: полагаться на них нельзя. Действует "
        f"{named(found.current)}:"
    )


def became(found: Reopened) -> str:
    """The same in a row of facts: which publication, and whether it is in force."""
    number = f"{g.number(found.publication.id)} от {g.day(found.publication.created_at.date())}"
    if found.state == "current":
        return f"{number}: действует, более новых данных нет"
    if found.state == "former":
        return f"{number}: не действует, с тех пор опубликованы новые данные, {named(found.current)}"
    when = "" if found.undone_on is None else f" {g.day(found.undone_on)}"
    return f"{number}: отменена{when}, полагаться на её данные нельзя. Действует {named(found.current)}"


def live(parts: str) -> str:
    """What of the page is of today all the same; «» where nothing is."""
    return f"{g.capital(parts)} — по записям на сегодня: прежних их состояний публикация не хранит." if parts else ""


def lost(schools: int) -> str:
    """Schools of the district then that are another's today; «» without any."""
    told = f"Школ, которые с тех пор перешли в другой район: {g.number(schools)}; их результаты вам больше не открыты."
    return told if schools else ""


def today_alone(found: Reopened) -> str:
    """A page that knows no former publications; two ways on follow."""
    return (
        f"Эта страница ведётся изо дня в день и показана по нынешним данным. Вы смотрели публикацию "
        f"{g.number(found.publication.id)} от {g.day(found.publication.created_at.date())}:"
    )


def back_to(found: Reopened) -> str:
    """The way back into the former publication."""
    return f"страница города по публикации {g.number(found.publication.id)}"
