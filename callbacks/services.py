"""What page functions need of the application: ``dashboard.services`` gives it, ``register`` hands it over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from data_access.access_log import Outcome
from data_access.desk.folder import Desk
from data_access.viewer import Viewer
from monitoring.reports.publication import Publication, Reopened
from monitoring.reports.verification import Verification

Value = TypeVar("Value")


class Services(Protocol):
    """The application as pages see it."""

    @property
    def boundaries(self) -> Path:
        """Folder of imported boundaries, as ``geodata.load_districts`` takes it."""

    @property
    def desk(self) -> Desk:
        """The analyst's desk: files that were sent and the work on them."""

    def reading(self) -> AbstractContextManager[Any]:
        """A database connection for one request."""

    def writing(self) -> AbstractContextManager[Any]:
        """A connection in the one writer's transaction: kept whole at the end of the block, or not at all.

        Raises ``SessionEnded`` where who asks is not any more who came in.
        """

    def today(self, connection: Any) -> date:
        """The day that terms are judged by."""

    def standing(self, connection: Any) -> tuple[int, ...]:
        """Differs after any change of a record or of the register of schools."""

    def watched(self, connection: Any, viewer: Viewer) -> tuple[tuple[int, str], ...]:
        """The viewer's watch list: schools and since when, to tell one state of it from another."""

    def publication(self, connection: Any) -> Publication | None:
        """The data version that readers see now, None while nothing is published."""

    def viewer(self, connection: Any, publication: Publication | None) -> Viewer | None:
        """Who is looking; None without an account outside demo mode."""

    def reopened(self, connection: Any, viewer: Viewer, current: Publication, number: int) -> tuple[Viewer, Reopened]:
        """The publication of the number, and the viewer as he may read it today. Raises ``NotFound``."""

    def verified(self, connection: Any, viewer: Viewer, current: Publication, text: str) -> Verification:
        """What a pasted code or link of a briefing says to the viewer."""

    def looks_at(self, publication: Publication) -> None:
        """Says of which publication the answer is, where it is not the current one."""

    def viewer_choices(self, connection: Any, publication: Publication | None) -> tuple[tuple[str, str], ...]:
        """Viewers to choose from, as (value, Russian label); empty outside demo mode."""

    def viewer_value(self, viewer: Viewer) -> str:
        """The viewer as a value of the switch."""

    def key(
        self, name: str, arguments: tuple[object, ...], viewer: Viewer, publication: Publication
    ) -> tuple[object, ...]:
        """Under what an answer is kept: name, arguments, viewer scope, data version and boundaries."""

    def recall(self, key: tuple[object, ...]) -> bool:
        """Whether the answer is kept; it then goes out in place of whatever the page function returns."""

    def keep(self, key: tuple[object, ...]) -> None:
        """Keeps the answer that is being made, as it will go out."""

    def remembered(self, key: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """The value kept under the key, else made and kept: what a query found, not an answer."""

    def shows(self, path: str, outcome: Outcome) -> None:
        """Says what becomes of the page of the path: the audit of reading keeps it."""

    def announce(self, title: str) -> None:
        """Sets the browser title of the page that is being made."""

    def failed(self, error: Exception) -> str:
        """Writes the error to the log and returns the number under which it stands there."""
