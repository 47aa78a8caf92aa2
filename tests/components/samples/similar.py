"""The sample school among similar ones: as the committee, its district and itself see it, and what is missing."""

from dataclasses import replace

from monitoring.reports.publication import Share
from monitoring.reports.similar import AgainstExpected, Criterion, SimilarReport, SimilarSchool

BELOW = AgainstExpected(9.8, 402, 16.0, -6.2, (-9.1, -3.3))


def similar(named: int = 30, against: AgainstExpected | None = BELOW) -> SimilarReport:
    """The report; the viewer sees ``named`` of the thirty by name."""
    schools = tuple(
        SimilarSchool(
            100 + index,
            f"Школа {index // 6 + 1:02d}-{index % 6 + 1:02d} (демо)",
            "nevsky" if index % 6 == 0 else "kirovsky",
            "advanced" if index % 7 == 3 else "school",
            None if index == 4 else round(4 + index * 7 % 31 * 0.8, 1),
            None if index == 4 else 220 + index * 9,
        )
        for index in range(named)
    )
    return SimilarReport(
        year=2025,
        passport_year=2024,
        count=30,
        same_kind=26,
        criteria=(
            Criterion("pupils", 612.0, 655.4, 704.0),
            Criterion("parents_higher_education", 34.0, 38.2, 52.4),
            Criterion("incomplete_families", None, 27.4, 22.1),
            Criterion("russian_not_native", 17.5, None, 8.2, masked=True),
        ),
        named=schools,
        own=Share(9.8, 402),
        similar=Share(14.5, 12840),
        similar_schools=29,
        city=Share(8.4, 309495),
        city_schools=605,
        against=against,
        reason=None if against else "incomplete",
    )


def similar_masked() -> SimilarReport:
    """So few similar schools, or so few beside those that the viewer knows, that no mean is shown."""
    whole = similar(4)
    masked = tuple(replace(item, similar=None, masked=True) for item in whole.criteria)
    return replace(whole, count=9, criteria=masked, similar=Share(None, None, masked=True), similar_schools=9)


def without_passport() -> SimilarReport:
    """A school of which no passport is known."""
    return replace(
        similar(0, None),
        passport_year=None,
        count=0,
        same_kind=None,
        criteria=(),
        similar=Share(None, None),
        similar_schools=0,
        reason="no-passport",
    )
