"""What every briefing is given beside its report, and the head and foot that all have."""

from dataclasses import dataclass
from datetime import date

from layouts.texts import briefing as words
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import shell
from monitoring.reports.briefing import Briefing, KeyFigure, Scope, Section, Version
from monitoring.reports.publication import Publication, Selection


@dataclass(frozen=True, slots=True)
class Frame:
    """``issuer``: who makes the briefing, ``open_to``: by whose rights, ``day``: the day that terms are judged by.

    ``host``: scheme and host of the system's address («http://127.0.0.1:8050»), «» where it is not known;
    ``attribution``: whose boundaries the maps show.
    """

    publication: Publication
    selection: Selection
    issuer: str
    open_to: str
    day: date
    host: str = ""
    attribution: str = ""

    @property
    def source(self) -> str:
        """The line of years, method and publication under figures and tables."""
        sources = words.SOURCES_BELOW if self.publication.sources else words.NO_SOURCES
        return f"{sources} · {city_words.selection_words(self.selection)} · {self.publication_words}"

    @property
    def map_source(self) -> str:
        """The same under a map."""
        return f"{self.source} · границы: {self.attribution}" if self.attribution else self.source

    @property
    def publication_words(self) -> str:
        """«публикация 7 от 12.09.2025»."""
        return city_words.publication_name(self.publication)

    def version(self, path: str) -> Version:
        """The version with the address of the page at the path."""
        address = words.permalink(path, self.selection, self.publication.id)
        return Version(
            self.publication.id, self.publication.created_at, self.selection.year, self.selection.method.code,
            shell.publication(self.publication), address, f"{self.host.rstrip('/')}{address}" if self.host else "",
        )  # fmt: skip

    def briefing(
        self,
        *,
        scope: Scope,
        key: str,
        name: str,
        path: str,
        subject: str,
        finding: str,
        lead: str,
        figures: tuple[KeyFigure, ...],
        sections: tuple[Section | None, ...],
    ) -> Briefing:
        """The briefing with the head, the foot and the version that all have."""
        return Briefing(
            scope=scope,
            key=key,
            name=name,
            issuer=g.unbroken(self.issuer),
            kind=words.KIND,
            subject=g.unbroken(subject),
            place=words.PLACE,
            day=self.day,
            finding=g.unbroken(finding),
            lead=lead,
            figures=figures,
            sections=tuple(section for section in sections if section is not None),
            open_to=words.open_to(self.open_to),
            synthetic=shell.SYNTHETIC if self.publication.synthetic else "",
            basis=shell.BASIS,
            version=self.version(path),
        )
