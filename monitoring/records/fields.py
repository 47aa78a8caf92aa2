"""Fields of records and the reading of what was typed into them."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

FieldType = Literal["line", "words", "day", "number", "choice", "choices", "school", "place", "school-year", "record"]
Value = str | int | date | tuple[str, ...] | None

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
LINE, WORDS = 200, 2000
"""Most characters of a line and of a text, unless the field says less."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_INITIALS = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_LIST = re.compile(r"\s*[;,\n]\s*")


class FieldProblem(ValueError):
    """What was typed does not fit the field; the text says in Russian what to mend."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a field: ``code`` is stored, ``label`` shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record. ``fixed``: stated when the record is made, never changed after.

    ``lowest`` and ``highest`` bound a number, ``longest`` a text (characters); ``post``: a post is asked for, so
    initials of a person are refused; ``of``: code of the kind that a field of type ``record`` refers to.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    longest: int = 0
    lowest: int = 0
    highest: int = 1_000_000
    fixed: bool = False
    post: bool = False
    of: str = ""

    @property
    def most(self) -> int:
        """Most characters."""
        return self.longest or (WORDS if self.type == "words" else LINE)

    def label_of(self, code: object) -> str:
        """How a stored choice is shown; the code itself where it is no longer known."""
        return next((choice.label for choice in self.choices if choice.code == code), str(code))


def read(field: Field, raw: object) -> Value:
    """What was typed, as it is stored: text, number, date, tuple of codes, or None where nothing was typed.

    Takes texts as forms and sheets give them, dates and whole numbers as sheets give them as well; choices by code or
    label. Raises ``FieldProblem``.
    """
    if raw is None or raw == "" or (isinstance(raw, Sequence) and not isinstance(raw, str) and not raw):
        value: Value = None
    else:
        value = _READERS[field.type](field, raw)
    if value is None and field.required:
        raise FieldProblem("заполните это поле")
    return value


def _text(field: Field, raw: object) -> str | None:
    text = unicodedata.normalize("NFC", str(raw)).replace("\r\n", "\n").replace("\r", "\n").strip()
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    if field.type == "line":
        kept = " ".join(kept.split())
    if len(kept) > field.most:
        raise FieldProblem(f"не больше {field.most} знаков, сейчас {len(kept)}")
    if field.post and _INITIALS.search(kept):
        raise FieldProblem("укажите должность, а не имя: персональные данные здесь не хранятся")
    return kept or None


def _day(field: Field, raw: object) -> date:
    if isinstance(raw, date):
        found: date | None = date(raw.year, raw.month, raw.day)
    else:
        found = _parsed_day(str(raw).strip())
    if found is None:
        raise FieldProblem("нужна дата вида 30.06.2026")
    if not EARLIEST <= found <= LATEST:
        raise FieldProblem(f"нужна дата не раньше {EARLIEST:%d.%m.%Y} и не позже {LATEST:%d.%m.%Y}")
    return found


def _parsed_day(text: str) -> date | None:
    iso, russian = _ISO.fullmatch(text), _RUSSIAN.fullmatch(text)
    if not iso and not russian:
        return None
    year, month, day = iso.groups() if iso else reversed(russian.groups())  # type: ignore[union-attr]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _number(field: Field, raw: object) -> int:
    text = str(raw).strip().replace("\u00a0", "").replace(" ", "")
    if isinstance(raw, float) and raw.is_integer():
        text = str(int(raw))
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise FieldProblem("нужно целое число")
    number = int(text)
    if not field.lowest <= number <= field.highest:
        raise FieldProblem(f"нужно число от {field.lowest} до {field.highest}")
    return number


def _school_year(field: Field, raw: object) -> int:
    """The calendar year in which the school year ends: «2025/26» and «2026» are both 2026."""
    text = str(raw).strip().removesuffix(".0")
    found = re.fullmatch(r"(20\d\d)/(\d\d)", text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1]) + 1
    if re.fullmatch(r"20\d\d", text):
        return int(text)
    raise FieldProblem("нужен учебный год вида 2025/26")


def _choice(field: Field, raw: object) -> str:
    return _code(field, str(raw))


def _choices(field: Field, raw: object) -> tuple[str, ...] | None:
    parts = _LIST.split(raw.strip()) if isinstance(raw, str) else [str(part) for part in _listed(raw)]
    codes = {_code(field, part) for part in parts if part}
    return tuple(choice.code for choice in field.choices if choice.code in codes) or None


def _listed(raw: object) -> Sequence[object]:
    return raw if isinstance(raw, Sequence) else [raw]


def _code(field: Field, text: str) -> str:
    asked = " ".join(text.replace("ё", "е").casefold().split())
    for choice in field.choices:
        if asked in {choice.code, " ".join(choice.label.replace("ё", "е").casefold().split())}:
            return choice.code
    labels = "; ".join(choice.label for choice in field.choices[:12])
    raise FieldProblem(f"такого значения нет; можно: {labels}" + ("…" if len(field.choices) > 12 else ""))


def _place(field: Field, raw: object) -> str:
    return _code(field, str(raw))


_READERS = {
    "line": _text,
    "words": _text,
    "day": _day,
    "number": _number,
    "school": _number,
    "record": _number,
    "place": _place,
    "choice": _choice,
    "choices": _choices,
    "school-year": _school_year,
}


def stored(value: Value) -> str | int | list[str] | None:
    """The value as JSON holds it, for the audit."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def shown(field: Field, value: object) -> str:
    """The value as one line of Russian text; «» for nothing. Numbers of schools and records stay numbers."""
    if value is None:
        return ""
    if field.type == "day":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day:%d.%m.%Y}"
    if field.type in {"choice", "place"}:
        return field.label_of(value)
    if field.type == "choices":
        codes = value if isinstance(value, list | tuple) else json.loads(str(value))
        return ", ".join(field.label_of(code) for code in codes)
    if field.type == "school-year":
        return f"{int(str(value)) - 1}/{int(str(value)) % 100:02d}"
    return str(value)


Values = Mapping[str, Value]
"""A record's values by the names of its fields, as ``read`` gives them."""
