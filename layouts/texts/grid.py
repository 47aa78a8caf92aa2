"""Headings of the grids."""

SCHOOL, KIND, STATUS, YEARS, SHARE, N, TREND, PARTNER, DISTRICT, ADDRESS, MAP = (
    "Школа",
    "Вид",
    "Статус",
    "Лет в списке",
    "Доля низких, %",
    "n",
    "По годам",
    "Партнёр",
    "Район",
    "Адрес",
    "Карта",
)
MENTEE, MENTOR, SUBJECTS, TERM, ACTIVITIES, DISTANCE = (
    "Подшефная школа",
    "Школа-наставник",
    "Предметы",
    "Срок",
    "Меро\u00adприятий",
    "Между ними, км",
)
UNPLACED = "нет координат"
