"""Words of the page «Данные»: what happens to a file from its arrival to its publication."""

from datetime import datetime

from layouts.texts import grammar as g
from layouts.texts.actors import actor
from monitoring.procedures import PROCEDURES
from monitoring.reports.desk import Check, DatasetChange, DataState, Job, ListChange, Told, Upload
from monitoring.years import label

TITLE = "Данные"
LEAD = (
    "Файл проходит проверку, загружается целиком или не загружается вовсе и становится виден читателям только после "
    "публикации. Публикацию можно отменить. Без персональных данных."
)
READ_ONLY = "Загружает и публикует данные аналитик; здесь видно, что загружено и что опубликовано."

# Routes
ANALYST_ONLY = "Загружает и публикует данные аналитик."
TOO_LARGE = "Файл больше 50 МБ: разделите его на части."
TORN = "Файл пришёл не целиком: отправьте его ещё раз."
UNKNOWN_KIND = "Такого вида файлов нет."
UNKNOWN_PROCEDURE = "Такой процедуры нет: выберите ВПР, ОГЭ, ЕГЭ или РДР."
WRONG_YEAR = "Год — четыре цифры: год, в котором кончается учебный (2025 — это 2024/25)."
GONE = "Этого файла больше нет: его убрали или уже загрузили."
GONE_MAPPING = "Этого соответствия больше нет."
CHOSEN = "Файл проверяется заново."
BEING_IMPORTED = (
    "Файл уже загружается: ни изменить выбор, ни убрать файл нельзя. Если загрузится не то, отзовите его и пришлите "
    "заново."
)
NOT_KEPT = "Такого файла система не хранит."
QUEUED = "Работа ждёт своей очереди…"
CHANGED = "С тех пор, как страница открыта, данные изменились. Обновите её и посмотрите ещё раз."
NOT_UNDONE = (
    "Публикация не отменена: с тех пор, как страница открыта, загруженное изменилось. Обновите страницу и посмотрите, "
    "что будет отозвано."
)
NOTHING_TO_IMPORT = "Загружать нечего: отметьте проверенные файлы."
FORGOTTEN = "Соответствие забыто."
CHOOSE_SCHOOL = "Выберите школу из списка."
TAKEN = "Строка принята: данные школы станут видны после публикации."
NOTHING_PROPOSED = "Этих строк среди открытых уже нет."
REASON_NEEDED = "Напишите причину: её увидит следующий аналитик."
CORRECTED = "Числа исправлены; теперь строку можно принять."
SETTLED = "Строку уже разобрали."
LEFT_OUT = "Строка исключена."
ASKED = {"preview": "Считаем, что изменит публикация.", "publish": "Публикация началась."}

# Work
_WORK = {
    "check": "Проверка файлов", "import": "Загрузка файлов", "preview": "Расчёт изменений", "publish": "Публикация",
    "undo": "Отмена публикации",
}  # fmt: skip
WORK_TITLE = "Работа"
NO_ANSWER = "Ответа от сервера нет. Проверьте связь и обновите страницу: начатая работа не прервётся."

# Upload
FILES_TITLE = "Файлы"
UPLOAD_LABEL = "Прислать файлы"
UPLOAD_HINT = "xlsx или csv, до 50 МБ и 5 млн ячеек каждый, можно несколько сразу; вид файла узнаётся по содержанию"
UPLOAD_SEND, UPLOAD_STOP = "Отправить", "Прервать"
UPLOAD_SENDING, UPLOAD_DONE, UPLOAD_STOPPED = "отправляется", "получен", "отправка прервана"
NO_FILES = "Файлов нет."
NO_FILES_STEP = "Выберите файлы выше: каждый будет проверен, до загрузки ничего не сохраняется."
NO_FILES_READER = "Их присылает аналитик."
FILE_HEADS = ("", "Файл", "Что это", "Проверка", "Прислан")
CHOOSE_FILE = "Загрузить файл"
IMPORT_CHOSEN = "Загрузить отмеченные"
IMPORT_ONE = "Импортировать"
IMPORT_NOTE = "Каждый файл загружается целиком или не загружается вовсе; сначала те, из которых узнаются школы."
DROP = "Убрать"
DROP_CONFIRM = "Убрать файл? Он ещё не загружен."
TO_LIST = "К списку файлов"

# One file
CHANGES_TITLE = "Что изменится"
CHANGES_NOTE = "Сравнение с тем, что загружено сейчас. Строки, которых в файле нет, остаются как были."
PUBLISHED_TITLE = "Отличия от опубликованного"
PUBLISHED_NOTE = "Часть загруженного ещё не опубликована, поэтому с тем, что видят читатели, сравнение другое."
CHANGE_HEADS = ("Набор данных", "Было строк", "Станет", "Новых", "Изменённых", "Без изменений", "Нет в файле")
EXAMPLE_HEADS = ("Строка", "Столбец", "Было", "Станет")
EXAMPLES_TWIN, ADDED_TWIN, ABSENT_TWIN = "Изменённые ячейки", "Новые строки", "Строки, которых нет в файле"
FINDINGS_HEADS = ("Лист", "Строка", "Столбец", "Что не так", "Что сделать")
CHOICES_TITLE = "Что это за файл"
CHOICES_NOTE = (
    "Меняйте, только если файл понят неверно или сам чего-то не говорит. Выбор, который противоречит файлу, — отказ."
)
KIND, YEAR, PROCEDURE = "Вид файла", "Год, в котором кончается учебный", "Процедура"
BY_CONTENT = "по содержанию"
AUTO, COLUMN = "auto", "column "
"""Values of the selects: the file itself tells; a heading of the file follows."""
COLUMNS_TITLE = "Соответствие столбцов"
COLUMNS_CHOOSE_KIND = "Чтобы указать столбцы, выберите вид файла и нажмите «Проверить»."
COLUMN_ITSELF = "по заголовку"
REQUIRED = "обязательно"
SAVE_AS = "Запомнить под названием"
SAVE_AS_HINT = "После загрузки соответствие будет предлагаться само для файлов с такими же заголовками"
CHECK_AGAIN = "Проверить"
IGNORED = "Столбцы, которые не понадобились"

# Publication
PUBLISH_TITLE = "Публикация"
PREVIEW, PUBLISH = "Посчитать, что изменится в списках", "Опубликовать"
PUBLISH_CONFIRM = "Опубликовать загруженное? Читатели увидят новые данные и списки."
PREVIEW_NONE = "Что изменится в списках школ, ещё не посчитано."
LIST_HEADS = ("Методика", "Год списка", "Было школ", "Станет", "Войдут", "Выйдут")
WAITING_HEADS = ("Файл", "Что это", "Строк", "В карантине", "Загружен")
UNDO = "Отменить последнюю публикацию"
UNDO_CONFIRM = (
    "Вернуть читателям прежнюю публикацию? Загруженное после неё будет отозвано; файлы можно загрузить снова."
)
PUBLICATIONS_TWIN = "Все публикации"
PUBLICATION_HEADS = ("Версия", "Когда", "Кто", "Состояние", "Школ", "Результатов")
PUBLICATION_STATES = {"current": "видят читатели", "former": "прежняя", "undone": "отменена"}

# Batches
BATCHES_TITLE = "Загруженные файлы"
BATCH_HEADS = ("Партия", "Файл", "Что это", "Загружен", "Прочитано", "Сохранено", "В карантин", "Состояние", "")
BATCH_STATES = {
    "published": "опубликован", "waiting": "ждёт публикации", "former": "есть более новые данные",
    "held": "весь в карантине", "withdrawn": "отозван",
}  # fmt: skip
WITHDRAW = "Отозвать"
WITHDRAW_CONFIRM = "Отозвать загруженный файл? Данные станут такими, какими были до него."
BATCHES_TWIN = "Загруженные раньше"
NO_BATCHES = "Ни одного файла ещё не загружено."

# Mappings
MAPPINGS_TWIN = "Запомненные соответствия столбцов"
MAPPING_HEADS = ("Название", "Вид файла", "Столбцы", "Запомнено", "")
FORGET = "Забыть"
FORGET_CONFIRM = "Забыть это соответствие? Загруженного это не меняет."


def moment(value: datetime) -> str:
    """«26.11.2026 14:05», by the clock of the server."""
    return f"{value.astimezone():%d.%m.%Y %H:%M}"


def size(count: int) -> str:
    """«12,4 МБ», «310 КБ»."""
    if count >= 2**20:
        return f"{g.number(count / 2**20, 1)}{g.NBSP}МБ"
    return f"{g.number(max(count / 1024, 1))}{g.NBSP}КБ"


def files(count: int) -> str:
    """«3 файла»."""
    return g.counted(count, "файл", "файла", "файлов")


def rows(count: int) -> str:
    """«3 строки»."""
    return g.counted(count, "строка", "строки", "строк")


def sentence(message: str, mend: str = "") -> str:
    """What is wrong, and what to do."""
    parts = [g.capital(message).rstrip(". ") + "."]
    if mend:
        parts.append(of_page(mend).rstrip(". ") + ".")
    return " ".join(parts)


# The importers speak of parameters of the command; the page has fields instead. The longest first.
_OF_COMMAND = (
    (
        "укажите соответствие: --map поле=столбец",
        "укажите столбцы ниже",
    ),
    ("Добавьте столбец «Год» или параметр --year", "Добавьте столбец «Год» или укажите год ниже"),
    ("Добавьте столбец «Процедура» или параметр --procedure", "Добавьте столбец «Процедура» или выберите её ниже"),
    ("Оставьте в файле листы одного вида или укажите вид: --kind", "Оставьте листы одного вида или выберите вид ниже"),
    ("Уберите параметр", "Уберите выбор ниже"),
    ("Проверьте вид файла (--kind)", "Проверьте вид файла ниже"),
    ("или параметр --year", "или укажите год ниже"),
    ("параметр --year", "выбранный год"),
    ("параметром --year", "выбранным годом"),
    ("параметре --year", "выборе года"),
    ("параметром --procedure", "выбранной процедурой"),
    ("параметре --procedure", "выборе процедуры"),
    ("--procedure", "выбор процедуры"),
    ("параметр --map:", "соответствие столбцов:"),
    ("--year", "выбранный год"),
)


def of_page(text: str) -> str:
    """A finding or mend of the importers in the words of the page."""
    for command, page in _OF_COMMAND:
        text = text.replace(command, page)
    return text


def received(name: str) -> str:
    """The file has come."""
    return f"Получен: {name}."


def dropped(name: str) -> str:
    """The file was taken off the desk."""
    return f"Убран: {name}."


def desk_full(most: int) -> str:
    """There is no place for another file."""
    return f"Ждут загрузки уже {files(most)}: загрузите или уберите их, потом присылайте новые."


def not_kept(number: str) -> str:
    """The disk does not take the file."""
    return f"Файл не записан на диск (ошибка {number}): сообщите администратору системы."


def column_twice(heading: str) -> str:
    """One column was chosen for two fields."""
    return f"Столбец «{heading}» выбран дважды: у каждого поля должен быть свой."


def asked_import(count: int) -> str:
    """The import has been asked for."""
    return f"Загружается {files(count)}." if count == 1 else f"Загружаются {files(count)}."


def undone(number: int) -> str:
    """The former publication is back."""
    return f"Читатели снова видят версию данных {number}."


def withdrawn(number: int) -> str:
    """A batch was withdrawn."""
    return f"Файл {number} отозван."


def taken(count: int) -> str:
    """Rows were taken out of quarantine."""
    return f"Принято: {rows(count)}."


def going_on(job: Job) -> str:
    """«Публикация (СПб ЦОКОиИТ, с 26.11.2026 14:05): сводные показатели…»."""
    step = f": {job.step}" if job.step else ""
    return f"{_WORK[job.kind]} ({actor(job.by)}, с {moment(job.asked_at)}){step}…"


def ended(job: Job) -> str:
    """How the work ended."""
    when = moment(job.ended_at or job.asked_at)
    return f"{_WORK[job.kind]} ({actor(job.by)}, {when}). {job.message}"


def busy(job: Job) -> str:
    """Who is at it already."""
    return f"Сейчас этим занят другой: {going_on(job).rstrip('…')}. Дождитесь конца и повторите, ничего не потеряно."


def headline(state: DataState) -> str:
    """The page's finding."""
    parts = []
    if state.waiting:
        verb = g.plural(len(state.waiting), "ждёт", "ждут", "ждут")
        parts.append(f"{verb} публикации {files(len(state.waiting))}")
    if state.held:
        parts.append(f"в карантине {rows(state.held)}")
    if not parts:
        return "Все загруженные данные опубликованы" if state.batches else "Данных пока нет"
    return g.capital(g.joined(parts))


def state_of(item: Upload) -> str:
    """What is known of a file on the desk."""
    found = item.check
    if item.state == "received":
        return "ждёт проверки"
    if item.state == "imported":
        return "загружен" if item.batch_id is not None else "уже был загружен раньше"
    if found is None:
        return g.NO_VALUE
    if item.state == "refused":
        count = len(found.findings) + found.rest
        return f"не годится: {g.counted(count, 'замечание', 'замечания', 'замечаний')}"
    if found.unchanged:
        return "уже загружен, ничего не изменится"
    aside = f", в карантин {g.number(found.rows_quarantined)}" if found.rows_quarantined else ""
    return f"годится: {rows(found.rows_read)}{aside}"


def what(item: Upload) -> str:
    """What a file is, as far as it is known."""
    found = item.check
    if found is None:
        return g.NO_VALUE
    return found.title or "вид не распознан"


def file_headline(item: Upload) -> str:
    """The finding of a file's page."""
    found = item.check
    if item.state == "received" or found is None:
        return f"{item.name}: проверяется"
    if item.state == "imported":
        return f"{item.name}: {state_of(item)}"
    if item.state == "refused":
        return f"{item.name}: не принят, ничего не сохранено"
    if found.unchanged:
        return f"{item.name}: уже загружен, ничего не изменится"
    return f"{item.name}: можно загрузить"


def file_lead(item: Upload) -> str:
    """Size, who sent it and when; what it was recognised as."""
    said = f"{size(item.size)}, прислан {moment(item.received_at)}, {actor(item.by)}."
    return f"{said} {item.check.title}." if item.check and item.check.title else said


def counts(found: Check) -> str:
    """How many rows were read, would be stored, would be set aside."""
    words = f"Прочитано: {rows(found.rows_read)}, будет сохранено {g.number(found.rows_stored)}"
    words += f", в карантин уйдёт {g.number(found.rows_quarantined)}." if found.rows_quarantined else "."
    return words + (" Данные синтетические." if found.synthetic else "")


def findings_title(item: Upload) -> str:
    """Above the findings: of a refused file what is to be mended, else what will be set aside."""
    assert item.check is not None
    count = len(item.check.findings) + item.check.rest
    told = g.counted(count, "замечание", "замечания", "замечаний")
    return f"Исправьте: {told}" if item.state == "refused" else f"В карантин и на заметку: {told}"


def rest(count: int) -> str:
    """What is not listed."""
    return f"И ещё замечаний: {g.number(count)}."


def told(item: Told) -> tuple[str, str]:
    """What is wrong, and what to do."""
    return g.unbroken(g.capital(of_page(item.message))), g.unbroken(of_page(item.mend)) or g.NO_VALUE


def mapped_by(name: str) -> str:
    """A saved mapping was applied by itself."""
    return f"Столбцы сопоставлены по запомненному соответствию «{name}»: проверьте их."


def columns_note(found: Check, title: str) -> str:
    """Where the columns stand and for which kind they are chosen."""
    where = f"лист «{found.sheet}», строка {found.header_row}" if found.sheet else f"строка {found.header_row}"
    return f"Поля вида «{title}» слева, столбцы файла ({where}) справа. Лишние столбцы не читаются."


def column(heading: str, sample: str) -> str:
    """A column to choose: its heading and a value."""
    return f"{heading} — например: {sample}" if sample else heading


def more(shown: int, total: int) -> str:
    """That a list is cut."""
    return f"Показано {g.number(shown)} из {g.number(total)}."


def dataset(item: DatasetChange) -> str:
    """The dataset's name."""
    return g.unbroken(item.title)


def waiting_finding(state: DataState) -> str:
    """What publication would show."""
    if not state.waiting:
        return "Всё загруженное уже видят читатели" if state.current else "Публиковать пока нечего"
    return f"Не опубликовано: {files(len(state.waiting))}"


def list_note(lists: tuple[ListChange, ...], when: datetime) -> str:
    """When the preview was made."""
    changed = sum(1 for item in lists if item.entered or item.left)
    verb = g.plural(changed, "Изменится", "Изменятся", "Изменятся")
    lists_changed = g.counted(changed, "список", "списка", "списков")
    start = f"{verb} {lists_changed}" if changed else "Списки не изменятся"
    return f"{start}: рассчитано {moment(when)} по тому, что загружено."


def school_year(value: int) -> str:
    """«2024/25»."""
    return label(value)


def names(items: tuple[str, ...]) -> str:
    """Names of schools, a dash for none."""
    return g.unbroken(", ".join(items)) if items else g.NO_VALUE


def actor_of(code: str | None) -> str:
    """Who did it; by a command where nobody is written."""
    return "командой" if code is None else actor(code)


def batches_finding(state: DataState) -> str:
    """How many files are stored."""
    return f"{BATCHES_TITLE}: {g.number(state.batches_total)}"


def procedures() -> list[tuple[str, str]]:
    """Procedures to choose from as (code, name)."""
    return [(code, item.name) for code, item in PROCEDURES.items()]
