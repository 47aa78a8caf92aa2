"""The formats of briefings: what a file is called and how it is made. A further format is one more line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from monitoring.reports.briefing import Briefing

Make = Callable[[Briefing, Path | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. ``module`` holds a function named as the extension; it is imported when first asked for, as it
    brings matplotlib and more along."""

    extension: str
    media_type: str
    module: str

    def make(self, briefing: Briefing, boundaries: Path | None) -> bytes:
        """The file's bytes; ``boundaries`` as in ``geodata.load_districts``."""
        maker: Make = getattr(import_module(self.module), self.extension)
        return maker(briefing, boundaries)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    "pdf": Format("pdf", "application/pdf", "dashboard.briefings.pdf"),
    "pptx": Format("pptx", f"{_OFFICE}.presentationml.presentation", "dashboard.briefings.slides"),
    "docx": Format("docx", f"{_OFFICE}.wordprocessingml.document", "dashboard.briefings.docx.document"),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "dashboard.briefings.xlsx.book"),
    "html": Format("html", "text/html", "dashboard.briefings.html.page"),
}
"""Formats by extension."""
