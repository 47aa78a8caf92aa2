"""A briefing as a presentation: native charts, a map of native shapes, native tables, notes, titles in the outline."""

import io
from pathlib import Path
from typing import cast

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck

from dashboard.briefings.packages import legible, settled
from dashboard.briefings.slides import head, master
from dashboard.briefings.slides.flow import Flow, together
from dashboard.briefings.slides.markup import LANGUAGE, NAMESPACES
from dashboard.briefings.slides.pages import Pages
from dashboard.briefings.slides.palette import theme_part
from layouts.texts import briefing as words
from monitoring.reports.briefing import Briefing

_PROGRAM = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" + (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)

_PROPERTY = 255
"""Letters of a property at most."""


def pptx(briefing: Briefing, boundaries: Path | None) -> bytes:
    """The file, 16:9. The same briefing gives the same bytes: the only moment in it is the stated day."""
    deck = master.template()
    pages = Pages(deck, briefing)
    head.cover(pages)
    head.first(pages)
    for section in together(briefing.sections[1:]):
        Flow(pages, section, boundaries).all()
    pages.finish()
    _properties(deck, briefing)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue(), briefing.day)


def _properties(deck: Deck, briefing: Briefing) -> None:
    said = deck.core_properties
    said.title = _short(f"{briefing.kind}. {briefing.subject}")
    said.subject = _short(briefing.finding)
    said.author = said.last_modified_by = _short(briefing.issuer or words.SYSTEM)
    said.comments = _short(briefing.version.words)
    said.keywords = _short(briefing.synthetic)
    said.language = LANGUAGE
    said.revision = 1
    package = deck.part.package
    program = package.part_related_by(RT.EXTENDED_PROPERTIES)
    program._blob = _PROGRAM.format(words.SYSTEM).encode()
    # The notes have a theme of their own: the same.
    notes = deck.notes_master.part.part_related_by(RT.THEME)
    cast(XmlPart, notes)._element = parse_xml(theme_part().encode())
    master_of_notes = deck.part.relate_to(deck.notes_master.part, RT.NOTES_MASTER)
    # The library relates the master of notes to the presentation but does not list it there.
    listed = f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{master_of_notes}"/></p:notesMasterIdLst>'
    deck.element.find("{*}sldMasterIdLst").addnext(parse_xml(listed))


def _short(text: str) -> str:
    """A property of the file: the library takes no more than so many letters."""
    text = legible(text)
    return text if len(text) <= _PROPERTY else f"{text[: _PROPERTY - 1]}…"
