"""Which publication an address asks for, and who reads it how: the current one, or a former one by its number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from callbacks import address
from callbacks.services import Services
from data_access.viewer import Viewer
from monitoring.reports.publication import Publication, Reopened, Selection


@dataclass(frozen=True, slots=True)
class Sought:
    """``viewer`` as he may read ``publication`` today; ``selection`` None where it has no method."""

    publication: Publication
    viewer: Viewer
    selection: Selection | None
    reopened: Reopened | None = None

    @property
    def standing(self) -> tuple[object, ...]:
        """What the line over the page says, as part of the key of its answer."""
        found = self.reopened
        return () if found is None else (found.state, found.publication.id, found.current.id, str(found.undone_on))


def sought(
    services: Services,
    connection: Any,
    viewer: Viewer,
    current: Publication,
    query: Mapping[str, str],
    *,
    versioned: bool = True,
) -> Sought:
    """What the query asks for. Raises ``NotFound`` for a publication that is not there.

    ``versioned``: whether the page can show a former one; else it is of today, but its links lead back.
    """
    number = address.version(query)
    if number is None:
        return Sought(current, viewer, address.selection(current, query))
    reader, found = services.reopened(connection, viewer, current, number)
    if found.state == "current":
        return Sought(current, viewer, address.selection(current, query), found)
    shown = found.publication if versioned else current
    if versioned:
        services.looks_at(shown)
    selection = address.selection(shown, query)
    of_version = None if selection is None else replace(selection, version=number)
    return Sought(shown, reader if versioned else viewer, of_version, found)
