"""Words of pages that have nothing to show: what happened and what to do next."""

TO_CITY = "На страницу города"
TO_SCHOOLS = "К списку школ"

NOT_FOUND = {
    "страница": ("Такой страницы нет", "Адрес мог измениться или содержит опечатку."),
    "район": ("Такого района нет", "В городе 18 районов; откройте нужный с карты или из таблицы на странице города."),
    "школа": ("Такой школы в публикации нет", "Найдите школу в общем списке по номеру, названию или адресу."),
}
NOT_FOUND_OTHER = ("Не найдено: {what}", "Проверьте адрес или начните со страницы города.")

NO_ACCESS = "Нет доступа"
NO_ACCESS_TEXT = "Эти данные открыты Комитету по образованию, району школы и самой школе."
NO_ACCESS_STEP = "Если страница нужна вам по работе, обратитесь к администратору системы."

NOTHING_PUBLISHED = "Данных пока нет"
NOTHING_PUBLISHED_TEXT = "Ни одной публикации ещё не сделано, показать нечего."
NOTHING_PUBLISHED_STEP = (
    "Аналитик загружает файлы командой «python -m dashboard import» и публикует их командой "
    "«python -m dashboard publish». Демонстрационный город создаёт команда «python -m dashboard demo»."
)

SIGN_IN = "Нужен вход"
SIGN_IN_TEXT = "Данные о школах показываются только тем, кому они открыты по должности."
SIGN_IN_STEP = "Войдите под своей учётной записью или обратитесь к администратору системы."

FAILURE = "Данные сейчас недоступны"
FAILURE_TEXT = "Система не смогла прочитать базу данных. Опубликованное не пострадало."
FAILURE_STEP = "Обновите страницу через минуту. Если не поможет, сообщите администратору системы."
FAILURE_NUMBER = "Номер ошибки для администратора: {number}."


def not_found(what: str) -> tuple[str, str]:
    """Heading and next step for what was not found («страница», «район», «школа» or other words)."""
    if what in NOT_FOUND:
        return NOT_FOUND[what]
    heading, step = NOT_FOUND_OTHER
    return heading.format(what=what), step
