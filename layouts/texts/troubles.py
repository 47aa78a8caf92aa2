"""Words for a database or a disk in trouble, by the code of the trouble: what happened and what comes next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Heading, what happened, what comes next; ``saving``: why something was not saved and what to do."""

    heading: str
    text: str
    step: str
    saving: str
    returns: bool = True
    """Whether it passes by itself, so that the page may ask again without the reader."""


_KEPT = "Опубликованное не пострадало."
_ADMINISTRATOR = "Если это повторится, сообщите администратору системы."

TROUBLES = {
    "gone": Words(
        "База данных не отвечает",
        f"Страницу сейчас не из чего собрать. {_KEPT}",
        "Страница откроется сама, как только база ответит. Если это длится дольше нескольких минут, сообщите "
        "администратору системы.",
        "база данных не отвечает. Повторите через минуту",
    ),
    "busy": Words(
        "Система занята",
        f"База данных сейчас обслуживает других. {_KEPT}",
        f"Страница повторит запрос сама. {_ADMINISTRATOR}",
        "сейчас идёт другая запись: загрузка, публикация или сохранение. Повторите через минуту",
    ),
    "full": Words(
        "На диске кончилось место",
        f"Система не может записать то, что нужно для этой страницы, или диск неисправен. {_KEPT}",
        "Сообщите администратору системы: нужно освободить место.",
        "на диске кончилось место, или он неисправен. Сообщите администратору системы",
        returns=False,
    ),
    "read-only": Words(
        "База данных открыта только для чтения",
        "Страницы показываются, но сохранить ничего нельзя.",
        "Сообщите администратору системы.",
        "база данных открыта только для чтения. Сообщите администратору системы",
        returns=False,
    ),
    "slow": Words(
        "Запрос занял слишком много времени",
        f"База данных не успела ответить за отведённое время, и запрос прерван. {_KEPT}",
        f"Повторите через минуту: возможно, база сейчас занята. {_ADMINISTRATOR}",
        "база данных не успела ответить за отведённое время. Повторите через минуту",
        returns=False,
    ),
}


def told(trouble: str, number: str) -> str:
    """The trouble in one line, for an answer that is no page."""
    words = TROUBLES[trouble]
    return f"{words.heading}. {words.text} {words.step} Номер в журнале: {number}."


def not_saved(trouble: str, number: str) -> str:
    """Why nothing was saved, and what to do; what was typed is still on the page."""
    return f"Не сохранено: {TROUBLES[trouble].saving}. Набранное осталось на странице. Номер в журнале: {number}."


_OF_COMMAND = {
    "gone": "База данных не отвечает: {cause}. Проверьте {setting}.",
    "busy": "База данных занята: {cause}. Ничего не сохранено: дождитесь конца другой записи и повторите команду.",
    "full": "Записать не удалось: на диске кончилось место, или он неисправен: {cause}. Ничего не сохранено: "
    "освободите место и повторите команду.",
    "read-only": "Базу данных можно только читать: {cause}. Ничего не сохранено: дайте права на запись в файл базы "
    "и в его папку.",
    "slow": "База данных не успела ответить за отведённое время: {cause}. Ничего не сохранено.",
}


def of_command(trouble: str, cause: str, setting: str) -> str:
    """The trouble for whoever runs a command; ``cause`` as the database says it, ``setting`` names its address."""
    return _OF_COMMAND[trouble].format(cause=cause.strip().rstrip("."), setting=setting)


RETRY = "Повторить"
"""Of a link to the page itself."""
