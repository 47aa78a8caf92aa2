"""Words of «Проверка справки»."""

from layouts.texts import grammar as g
from monitoring.reports.verification import Verification

TITLE = "Проверка справки"
LEAD = (
    "Вставьте код проверки со справки (24 знака у QR-кода и в конце справки) или её адрес: страница скажет, о чём"
    " справка, по какой публикации она составлена и действуют ли эти данные сейчас."
)
FIELD, CHECK = "Код проверки или адрес", "Проверить"
EXAMPLE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
ABOUT, YEAR, DAY, PUBLICATION = "О ком", "Год и методика", "Дата справки", "Публикация"
OPEN = "Открыть эти данные"
FIGURES = "Главное в этой справке"

_HEADS = {
    "wrong": (
        "Код не подходит",
        "Справки с таким кодом эта система не составляла: в коде ошибка, справка подделана или составлена в "
        "другой системе (или до смены ключа). Сверьте все 24 знака. Если код переписан верно, цифрам этой справки"
        " верить нельзя.",
    ),
    "unreadable": (
        "Это не код и не адрес справки",
        "Код проверки — 24 латинские буквы и цифры группами по четыре. Адрес справки начинается с адреса системы.",
    ),
    "unknown": (
        "По этому адресу справки нет",
        "Такого района, такой школы или такой публикации в этой системе нет: адрес набран с ошибкой или справка "
        "составлена в другой системе.",
    ),
}
RIGHT = "Код верен: справка составлена в этой системе"
LINK = "Адрес справки прочитан, подлинность он не подтверждает"
LINK_STEP = "Адрес может написать кто угодно. Подлинность справки подтверждает код проверки: вставьте его сюда."
CLOSED = (
    "Цифры этой справки вам не открыты: код и публикация проверены, а сверить цифры может тот, кому она адресована."
)
CLOSED_LINK = "Цифры этой справки вам не открыты."
SAME = (
    "Вывод и ключевые цифры — те же, что были в справке. Напечатанных цифр код не видит: сверьте их с этими. Если"
    " они расходятся, справку изменили."
)
OTHERS = (
    "Сейчас вывод и ключевые цифры этой публикации выглядят иначе, чем в справке: с её даты изменились записи "
    "(партнёрства, план, сопровождение) или вам открыто не то же, что получателю. Код при этом верен: сверьте "
    "цифры, которые от записей не зависят."
)
FROM_LINK = "Сверьте эти цифры с напечатанными."


def head(found: Verification | None) -> tuple[str, str]:
    """Heading and sentence."""
    if found is None:
        return TITLE, LEAD
    if found.state == "right":
        return RIGHT, ""
    return (LINK, LINK_STEP) if found.state == "link" else _HEADS[found.state]


def note(found: Verification) -> str:
    """What the figures are to be held against."""
    if found.closed:
        return CLOSED if found.state == "right" else CLOSED_LINK
    if found.same is None:
        return FROM_LINK
    return SAME if found.same else OTHERS


def day(found: Verification) -> str:
    """The day stated in the briefing; «» where only a link is known."""
    return "" if found.day is None else g.day(found.day)
