"""Words of sign-in, of the password and of the reader's own account."""

from datetime import timedelta
from math import ceil

from layouts.texts import grammar as g

BRAND = "Траектория"
TITLE = "Вход"
INTRODUCTION = "Мониторинг школ Санкт-Петербурга, которым нужна адресная помощь."
NAME, PASSWORD_FIELD = "Имя для входа", "Пароль"
ENTER = "Войти"
HELP = "Забыли пароль или имя? Администратор системы выдаст одноразовый пароль."
REFUSED = "Имя или пароль не подошли. Проверьте раскладку клавиатуры и регистр букв."
REFUSED_FOR = "Слишком много неудачных попыток. Повторите через {wait} или обратитесь к администратору системы."
OR = "или"
BY_PROVIDER = "Войти через {label}"
PROVIDER_SILENT = "Поставщик учётных записей не отвечает. Войдите по имени и паролю или повторите позже."
PROVIDER_DECLINED = "Поставщик учётных записей отказал во входе. Войдите ещё раз или по имени и паролю."
PROVIDER_UNTRUSTED = (
    "Вход не завершён: ответ поставщика не подходит к этому браузеру, устарел или не прошёл проверку. "
    "Начните вход ещё раз; если повторится, сообщите администратору системы."
)
NO_ROLE = (
    "Поставщик подтвердил, кто вы, но роли в этой системе у вас нет. "
    "Обратитесь к администратору системы и назовите номер: {name}."
)
LOCKED = "Ваша учётная запись закрыта. Обратитесь к администратору системы и назовите номер: {name}."
LEFT = "Вы вышли"
LEFT_HERE = "Сеанс в этой системе завершён. Сейчас откроется выход у поставщика учётных записей."
LEAVE_PROVIDER = "Выйти и у поставщика"
TO_SIGN_IN = "К странице входа"

CHANGING = "Смена пароля"
MUST_CHANGE = "Вы вошли по одноразовому паролю. Выберите свой: его не знает никто, кроме вас."
FORMER, NEW, AGAIN = "Прежний пароль", "Новый пароль", "Новый пароль ещё раз"
POLICY = (
    "Не короче {shortest} знаков. Хорошо запоминается и трудно подбирается фраза из четырёх и более несвязанных слов."
)
SAVE = "Сменить пароль"
DIFFERENT = "Новый пароль и его повтор различаются."

ACCOUNT = "Учётная запись"
LEAVE = "Выйти"
LEAVE_OTHERS = "Завершить остальные сеансы"
CHANGE = "Сменить пароль"
BACK = "На страницу города"
FACTS = ("Имя для входа", "Должность и организация", "Смотрит как")
DONE = {"password": "Пароль изменён, остальные сеансы завершены.", "sessions": "Остальные сеансы завершены."}


def refused(wait: timedelta | None) -> str:
    """Why the attempt failed; the words are the same for a wrong name and a wrong password."""
    if wait is None:
        return REFUSED
    minutes = max(1, ceil(wait / timedelta(minutes=1)))
    return REFUSED_FOR.format(wait=g.counted(minutes, "минуту", "минуты", "минут"))


def open_sessions(number: int) -> str:
    """«Открыт 1 сеанс»."""
    verb = "Открыт" if number % 10 == 1 and number % 100 != 11 else "Открыто"
    return f"{verb} {g.counted(number, 'сеанс', 'сеанса', 'сеансов')}"
