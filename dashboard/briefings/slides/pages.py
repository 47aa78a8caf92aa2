"""The slides of one presentation: their numbers, titles that stand once, what all of them bear."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck

from dashboard.briefings.slides import metrics
from dashboard.briefings.slides.markup import NAMESPACES, said
from dashboard.briefings.slides.master import FOOT_SIZE, FOOTER
from dashboard.briefings.slides.slide import Slide, top_under
from monitoring.reports.briefing import Briefing

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the presentation: the slides of a section."""

    name: str
    slides: list[Slide]


def _section(place: int, part: _Part) -> str:
    number = str(uuid5(NAMESPACE_URL, f"{place}:{part.name}")).upper()
    slides = "".join(f'<p14:sldId id="{slide.id}"/>' for slide in part.slides)
    return (
        f'<p14:section name="{said(part.name)}" id="{{{number}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
    )


class Pages:
    """The slides that a briefing has so far."""

    def __init__(self, deck: Deck, briefing: Briefing) -> None:
        self.deck = deck
        self.briefing = briefing
        self._parts: list[_Part] = []
        self._titles: set[str] = set()

    def part(self, name: str) -> None:
        """Begins a part."""
        self._parts.append(_Part(name, []))

    def new(self, kind: str, title: str, section: str = "") -> Slide:
        """A further slide of the current part; ``kind``: a layout of ``master.LAYOUTS``."""
        number = sum(len(part.slides) for part in self._parts) + 1
        slide = Slide(self.deck, self.briefing, kind, number)
        if kind != "cover":
            slide.head(self._once(title, section), section)
        self._parts[-1].slides.append(slide)
        return slide

    def top_under(self, title: str, section: str) -> float:
        """Where the content of a slide with the title would begin."""
        return top_under(f"{section}: {title}" if title in self._titles else title)

    def _once(self, title: str, section: str) -> str:
        """A title that no slide has yet: who finds the way by titles must be able to tell the slides apart."""
        tried = [title, f"{section}: {title}", *(f"{title} ({number})" for number in range(2, 1000))]
        found = next(text for text in tried if text not in self._titles)
        self._titles.add(found)
        return found

    def finish(self) -> None:
        """Footers and notes of all slides; parts by which an office program orders them."""
        found = self.briefing
        foot = f"{found.kind}: {found.name} · {found.version.words}"
        if metrics.width(foot, FOOT_SIZE) > FOOTER.width:
            foot = found.version.words
        for part in self._parts:
            for slide in part.slides:
                slide.notes += self._common()
                slide.finish(found.synthetic, foot)
        inside = "".join(_section(place, part) for place, part in enumerate(self._parts))
        self.deck.element.append(
            parse_xml(
                f'<p:extLst {NAMESPACES}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{inside}'
                "</p14:sectionLst></p:ext></p:extLst>"
            )
        )

    def _common(self) -> list[str]:
        """What the notes of every slide say: the rule, the publication, the page, by whose rights, the mark."""
        found = self.briefing
        rule = next((table.rows[0] for table in found.tables() if table.code == "method"), ())
        said_ = ": ".join(cell.text for cell in rule)
        return [said_, f"{found.version.words}.", found.version.link, f"{found.basis}.", found.open_to, found.synthetic]
