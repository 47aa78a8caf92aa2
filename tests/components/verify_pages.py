"""The page «Проверка справки» in every state, and the page of a publication that is not there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from layouts import reopened, verify
from monitoring.reports.publication import Publication, Reopened, Selection
from monitoring.reports.verification import Subject, Verification
from tests.components import briefings


def standing(publication: Publication, state: Any = "former") -> Reopened:
    """The publication as a former one, the next one being in force."""
    now = publication if state == "current" else replace(publication, id=publication.id + 2)
    return Reopened(state, publication, now, date(2025, 11, 20) if state == "undone" else None)


def verify_pages(publication: Publication, selection: Selection) -> dict[str, Callable[[], Any]]:
    """Name → page."""

    def page(state: Any, *, of: Any = "former", same: bool | None = True, closed: bool = False) -> Any:
        made = briefings.district()
        found = standing(publication, of)
        subject = Subject(
            "district", "Невский район", "/district/nevsky", replace(selection, version=publication.id), found
        )
        figures = () if closed else made.figures
        finding = "" if closed else made.finding
        shown = Verification(state, subject, made.day, closed, finding, figures, same)
        return verify.page(shown, selection, "ABCD-EFGH-IJKL-MNOP-QRST-UVWX")

    return {
        "publication unknown": lambda: reopened.no_such(selection),
        "verify": lambda: verify.page(None, selection),
        "verify, right": lambda: page("right", of="current"),
        "verify, former": lambda: page("right", same=False),
        "verify, undone": lambda: page("right", of="undone"),
        "verify, closed": lambda: page("right", closed=True),
        "verify, link": lambda: page("link", same=None),
        "verify, wrong": lambda: verify.page(Verification("wrong"), selection, "ABCD"),
        "verify, unreadable": lambda: verify.page(Verification("unreadable"), selection, "что это"),
        "verify, unknown": lambda: verify.page(Verification("unknown"), selection, "/school/9"),
    }
