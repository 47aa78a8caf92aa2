"""Данные: files on the desk of the analyst, one of them, the quarantine. КО reads, the analyst changes, by routes.

The pages stand before anything is published, too: there the first data come in.
"""

from collections.abc import Sequence

from dash.development.base_component import Component

from callbacks import address
from callbacks.page import Asked, Before, Page
from data_access.desk import jobs, uploads
from data_access.desk.checking import file_kinds
from data_access.desk.folder import Desk
from data_access.queries import held
from data_access.queries.data_state import data_state
from data_access.viewer import NotFound, Role, Viewer
from layouts import data, data_file, data_quarantine
from monitoring.reports.desk import Batch
from monitoring.reports.publication import Selection

READERS = frozenset({Role.ANALYST, Role.COMMITTEE})


def make(asked: Asked | Before) -> tuple[str, Component]:
    """Title and content of the page of all files."""
    state, desk = data_state(asked.connection, asked.viewer), asked.services.desk
    shown = data.Shown(
        state, uploads.standing(desk), jobs.jobs(desk), _kept(desk, state.batches), file_kinds(), _writes(asked.viewer)
    )
    return data.title(), data.page(shown, _selection(asked))


def make_file(asked: Asked | Before) -> tuple[str, Component]:
    """Title and content of the page of one file on the desk. Raises ``NotFound``."""
    desk = asked.services.desk
    item = uploads.upload(desk, address.tail(asked.path, "data"))
    if item is None:
        raise NotFound("файл")
    shown = data_file.page(item, file_kinds(), jobs.jobs(desk), _selection(asked), writable=_writes(asked.viewer))
    return data_file.title(item), shown


def make_quarantine(asked: Asked | Before) -> tuple[str, Component]:
    """Title and content of the page of the quarantine."""
    start = asked.view.start
    found = held.quarantine_rows(asked.connection, asked.viewer, start)
    shown = data_quarantine.page(found, _selection(asked), start=start, size=held.PAGE, writable=_writes(asked.viewer))
    return data_quarantine.title(), shown


def _writes(viewer: Viewer) -> bool:
    return viewer.role is Role.ANALYST


def _selection(asked: Asked | Before) -> Selection | None:
    return asked.selection if isinstance(asked, Asked) else None


def _kept(desk: Desk, batches: Sequence[Batch]) -> frozenset[str]:
    return frozenset(batch.sha256 for batch in batches if batch.sha256 and desk.has(batch.sha256))


PAGE = Page("data", "/data", "Данные", "data", make, data.skeleton, kept=False, readers=READERS, before=make)
QUARANTINE = Page(
    "data_quarantine", "/data/quarantine", "Карантин", "data", make_quarantine, data_quarantine.skeleton, kept=False,
    readers=READERS, before=make_quarantine,
)  # fmt: skip
FILE = Page(
    "data_file", "/data/<upload_id>", "Файл", "data", make_file, data_file.skeleton, kept=False,
    readers=READERS, before=make_file,
)  # fmt: skip
