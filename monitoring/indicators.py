"""Indicators of the social passport (социальный паспорт): conditions in which a school works.

Declared once; the schema, the importer, the demo city and the pages read this list.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. ``direction``: +1 favourable conditions when higher, −1 unfavourable, 0 neutral."""

    code: str
    name: str
    unit: str
    direction: int
    minimum: float
    maximum: float
    source: str


_PASSPORT = "социальный паспорт школы (собственный шаблон)"

INDICATORS: dict[str, Indicator] = {
    item.code: item
    for item in (
        Indicator("pupils", "Обучающихся", "чел.", 0, 0, 10000, _PASSPORT),
        Indicator("parents_higher_education", "Родители с высшим образованием", "%", 1, 0, 100, _PASSPORT),
        Indicator("incomplete_families", "Неполные семьи", "%", -1, 0, 100, _PASSPORT),
        Indicator("on_register", "Обучающиеся на профилактическом учёте", "%", -1, 0, 100, _PASSPORT),
        Indicator("russian_not_native", "Обучающиеся, для которых русский язык неродной", "%", -1, 0, 100, _PASSPORT),
        Indicator("special_needs", "Обучающиеся с ОВЗ", "%", -1, 0, 100, _PASSPORT),
        Indicator("teacher_vacancies", "Незанятые ставки педагогов", "%", -1, 0, 100, _PASSPORT),
        Indicator("teachers_top_category", "Педагоги высшей и первой категории", "%", 1, 0, 100, _PASSPORT),
    )
}
