"""The order with every shape of proof: given, missing, of a district; and with nothing at all."""

from datetime import date

from monitoring.order import ITEMS, POINTS, SOURCES, Point
from monitoring.organisations import Organisation
from monitoring.reports.order import Document, OrderReport, Proof, Proven

_DAY = date(2025, 11, 12)
_MISSING = {"practices", "families", "federal-list", "item-12", "effect", "surveys"}


def order_report(district: str | None = None, *, nothing: bool = False) -> OrderReport:
    """The order in 2025/26."""

    def proof(code: str) -> Proof:
        if nothing or code in _MISSING:
            return Proof(code, 0, 41 if code in SOURCES and SOURCES[code].per == "school" else None)
        whole = {"heads": 18, "districts": 180, "publication": None, "plan": None, "listing": None}.get(code, 41)
        if code in SOURCES and SOURCES[code].per == "record":
            whole = None
        return Proof(
            code,
            1 if code.startswith("city-") else 38 if code not in {"heads", "plan"} else 12,
            1 if code.startswith("city-") else whole,
            _DAY,
            (Organisation.IMC, Organisation.SCHOOL),
            (Document("14", _DAY), Document(None, date(2025, 10, 1)), Document("03-12-441/25", None)),
            5 if district else None,
            6 if district and whole else None,
            people=1204 if code in {"heads", "methodical"} else None,
        )

    def proven(point: Point) -> Proven:
        return Proven(point, tuple(proof(code) for code in point.proofs))

    return OrderReport(
        2026, date(2025, 11, 15), date(2025, 4, 1), date(2026, 6, 30),
        tuple(map(proven, POINTS)), tuple(map(proven, ITEMS)), district,
    )  # fmt: skip
