"""Component ids: page and role. Layouts and callbacks both take them from here."""

import json

# Frame
LOCATION = "location"
MAIN = "main"
YEAR_SELECT = "shell-year"
METHOD_SELECT = "shell-method"
VIEWER_SELECT = "shell-viewer"

# Проверка справки
VERIFY_CODE = "verify-code"

# Город
CITY_MAP_GRAPH = "city-map"
CITY_LAYERS_STORE = "city-layers"
CITY_LAYER_SELECT = "city-layer"
CITY_LINKS_SWITCH = "city-links"
CITY_MAP_LEGEND = "city-map-legend"
CITY_MAP_NOTE = "city-map-note"
CITY_LISTED_GRAPH = "city-listed"
CITY_DONE = "city-done"

CITY_CLEAR_SWITCH = "city-clear"
CITY_CLEAR_DONE = "city-clear-done"

# Район
DISTRICT_MAP_GRAPH = "district-map"
DISTRICT_SWITCH = "district-switch"
DISTRICT_SCHOOLS_GRID = "district-schools"
DISTRICT_SCHOOLS_FILTER = "district-schools-filter"
DISTRICT_LISTED_GRAPH = "district-listed"
DISTRICT_TREND_GRAPH = "district-trend"
DISTRICT_FUNNEL_GRAPH = "district-funnel"
DISTRICT_TREND_SELECT = "district-trend-series"
DISTRICT_DONE = "district-done"

DISTRICT_CLEAR_SWITCH = "district-clear"
DISTRICT_CLEAR_DONE = "district-clear-done"

# Школа
SCHOOL_CLEAR_SWITCH = "school-clear"
SCHOOL_CLEAR_DONE = "school-clear-done"
SCHOOL_TREND_GRAPH = "school-trend"
SCHOOL_SERIES_SELECT = "school-series"
SCHOOL_SIGNS_GRAPH = "school-signs"
SCHOOL_SIMILAR_GRAPH = "school-similar"
SCHOOL_TIME_GRAPH = "school-time"
SCHOOL_DONE = "school-done"
SCHOOL_WATCH_BUTTON = "school-watch"
SCHOOL_WATCH_STATUS = "school-watch-status"

# Школы
SCHOOLS_GRID = "schools-grid"
SCHOOLS_FILTER = "schools-filter"

# Записи одного вида
RECORDS_GRID = "records-grid"
RECORDS_FILTER = "records-filter"

# Дорожная карта
ROAD_MAP_DAY = "road-map-day"
ROAD_MAP_GRAPH = "road-map-terms"
ROAD_MAP_GRID = "road-map-tasks"
ROAD_MAP_FILTER = "road-map-filter"
ROAD_MAP_COPY_STORE = "road-map-copy-years"
ROAD_MAP_COPY_BUTTON = "road-map-copy"
ROAD_MAP_COPY_RESULT = "road-map-copy-result"

# Партнёрство
PARTNERSHIPS_MAP_GRAPH = "partnerships-map"
PARTNERSHIPS_GRID = "partnerships-grid"
PARTNERSHIPS_FILTER = "partnerships-filter"

# Партнёрство двух школ
PARTNERSHIP_STATE = "partnership-state"
PARTNERSHIP_MENTEE_SAID = "partnership-mentee-said"
PARTNERSHIP_MENTOR_SAID = "partnership-mentor-said"
PARTNERSHIP_STORE = "partnership-record"
PARTNERSHIP_CONFIRM = "partnership-confirm"
PARTNERSHIP_CONFIRMED = "partnership-confirmed"
PARTNERSHIP_PROBLEM = "partnership-problem"
PARTNERSHIP_TIMELINE_GRAPH = "partnership-timeline"

# Методика: сравнение списков, симулятор порога
METHOD_DIFFERING_GRID = "method-differing"
SIMULATOR_SHARE_SLIDER = "simulator-share"
SIMULATOR_SHARE_VALUE = "simulator-share-value"
SIMULATOR_PROCEDURES_SLIDER = "simulator-procedures"
SIMULATOR_PROCEDURES_VALUE = "simulator-procedures-value"
SIMULATOR_MINIMUM_SLIDER = "simulator-minimum"
SIMULATOR_MINIMUM_VALUE = "simulator-minimum-value"
SIMULATOR_RESET_BUTTON = "simulator-reset"
SIMULATOR_PUBLISHED_STORE = "simulator-published"
SIMULATOR_FINDING = "simulator-finding"
SIMULATOR_NOTE = "simulator-note"
SIMULATOR_LISTED = "simulator-listed"
SIMULATOR_ENTERED = "simulator-entered"
SIMULATOR_LEFT = "simulator-left"
SIMULATOR_THIN = "simulator-thin"
SIMULATOR_DISTRICTS_GRID = "simulator-districts"
SIMULATOR_MOVED_FINDING = "simulator-moved-finding"
SIMULATOR_MOVED_GRID = "simulator-moved"
SIMULATOR_CURVE_FINDING = "simulator-curve-finding"
SIMULATOR_CURVE_GRAPH = "simulator-curve"
SIMULATOR_CURVE_GRID = "simulator-curve-twin"

# Запись
RECORD_STORE = "record-store"
RECORD_SAVE = "record-save"
RECORD_END = "record-end"
RECORD_REASON = "record-reason"
RECORD_MESSAGE = "record-message"
RECORD_WAITING = "record-waiting"

# Данные: карантин
DATA_SCHOOLS = "data-schools"

# Эффективность
EFFECT_BARS_GRAPH = "effect-bars"
EFFECT_YEARS_GRAPH = "effect-years"


def school_marks(procedure: str, subject: str, grade: int) -> str:
    """Id of the graph that compares the marks of one assessment on the school's page."""
    return f"school-marks-{series(procedure, subject, grade)}"


def series(procedure: str, subject: str, grade: int) -> str:
    """Key of one assessment in selects and in the URL: «vpr-math-6», «oge-russian-9»."""
    return f"{procedure}-{subject}-{grade}"


def record_field(name: str) -> dict[str, str]:
    """Id of the control of a record's field."""
    return {"type": "record-field", "name": name}


def record_row(name: str) -> dict[str, str]:
    """Id of the place of a record's field: its class tells whether the field is to be mended."""
    return {"type": "record-row", "name": name}


def record_problem(name: str) -> dict[str, str]:
    """Id of the words that say what is to be mended in a record's field."""
    return {"type": "record-problem", "name": name}


def text_of(component_id: dict[str, str]) -> str:
    """The id as it stands in the document: what labels and links refer to."""
    return json.dumps(component_id, sort_keys=True, separators=(",", ":"))
