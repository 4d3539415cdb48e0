"""Heads and feet of the pages: marking and version on every page of every section, pages laid on their side."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

from lif_desktop.papers import ooxml
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.office_template_fill import Ready
from lif_desktop.papers.office_template_names import words_of
from lif_desktop.papers.template import TEXT_TWIPS
from lif_desktop.papers.words import clean, one_line

EMU_IN_TWIP = 635
_LEAST_ROOM = Mm(40)
_TWIPS = ("w:gridCol", "w:tcW", "w:tblW")


def room_of(section: Section) -> Emu:
    """How wide the words of a section are: the page without margins and gutter, the first of its columns."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    whole = (page or Mm(210)) - (left or 0) - (right or 0) - (section.gutter or 0)
    columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001 - python-docx has no columns
    count = 1 if columns is None else int(columns.get(qn("w:num")) or 1)
    if count > 1:
        between = int(columns.get(qn("w:space")) or 720) * EMU_IN_TWIP
        whole = (whole - between * (count - 1)) // count
    return Emu(max(whole, _LEAST_ROOM))


def section_at(document: Document, mark: Any) -> Section:
    """The section of the body in which an element of it stands."""
    sections = list(document.sections)
    for one in mark.itersiblings():
        held = one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if held is not None:
            return next(section for section in sections if section._sectPr is held)  # noqa: SLF001
    return sections[-1]


def fit_right_edges(document: Document, ready: Ready) -> None:
    """Let what stands at the right edge of the shipped heads and feet stand at that of a page with other margins."""
    for section in document.sections:
        room = room_of(section)
        for _, end in _ends(section):
            if not end.is_linked_to_previous:
                for one in end.paragraphs:
                    _fit_right_edge(one, room, ready)


def lay_on_side(document: Document, ready: Ready) -> None:
    """Turn the pages of every section that is upright; what stands at a right edge of head or foot follows."""
    for section in document.sections:
        wide, high = section.page_width or Mm(210), section.page_height or Mm(297)
        if wide >= high:
            continue
        before = room_of(section)
        section.page_width, section.page_height = high, wide
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")  # noqa: SLF001
        for _, end in _ends(section):
            if not end.is_linked_to_previous:
                _stretch(end, room_of(section) / before, ready)


def _stretch(end: _BaseHeaderFooter, times: float, ready: Ready) -> None:
    root = end._element  # noqa: SLF001 - python-docx has no tables by their twips
    for paragraph in root.iter(qn("w:p")):
        stops = _stops(paragraph, ready)
        if stops:
            _set_stops(paragraph, stops, {place: round(place * times) for place in stops})
    for one in root.iter(*(qn(name) for name in _TWIPS)):
        wide = one.get(qn("w:w")) or ""
        if wide.isdigit() and one.get(qn("w:type")) in (None, "dxa"):
            one.set(qn("w:w"), str(round(int(wide) * times)))


def _stops(paragraph: Any, ready: Ready) -> dict[int, Any]:
    """The tab stops of a paragraph by their places in twips, those of its style among them."""
    held = [paragraph.find(qn("w:pPr"))]
    styles = {one.get(qn("w:styleId")): one for one in ready.document.styles.element.findall(qn("w:style"))}
    used = None if held[0] is None else held[0].find(qn("w:pStyle"))
    at = None if used is None else used.get(qn("w:val"))
    seen = set()
    while at in styles and at not in seen:
        seen.add(at)
        held.append(styles[at].find(qn("w:pPr")))
        base = styles[at].find(qn("w:basedOn"))
        at = None if base is None else base.get(qn("w:val"))
    found: dict[int, Any] = {}
    for properties in reversed([one for one in held if one is not None]):
        for stop in properties.findall(f"{qn('w:tabs')}/{qn('w:tab')}"):
            place = int(stop.get(qn("w:pos")) or 0)
            found.pop(place, None)
            if stop.get(qn("w:val")) != "clear":
                found[place] = stop
    return found


def _set_stops(paragraph: Any, stops: dict[int, Any], moved: dict[int, int]) -> None:
    properties = paragraph.get_or_add_pPr()
    tabs = properties.find(qn("w:tabs"))
    if tabs is None:
        tabs = properties._add_tabs()  # noqa: SLF001 - puts it where the schema wants it
    for one in list(tabs):
        tabs.remove(one)
    made = []
    for place, stop in stops.items():
        if moved[place] not in stops:
            made.append((place, ooxml.element("tab", val="clear", pos=str(place))))
        leader = {"leader": stop.get(qn("w:leader"))} if stop.get(qn("w:leader")) else {}
        kind = stop.get(qn("w:val")) or "left"
        made.append((moved[place], ooxml.element("tab", val=kind, pos=str(moved[place]), **leader)))
    for _, one in sorted(made, key=lambda pair: pair[0]):
        tabs.append(one)


# Marking and version


def _ends(section: Section) -> list[tuple[str, _BaseHeaderFooter]]:
    return [
        ("header", section.header),
        ("footer", section.footer),
        ("first header", section.first_page_header),
        ("first footer", section.first_page_footer),
        ("even header", section.even_page_header),
        ("even footer", section.even_page_footer),
    ]


def mark_pages(document: Document, paper: Paper, ready: Ready) -> None:
    """Put the marking at the head and foot of every page, and the version with the page number at the foot.

    They go where the template names them, else into the paragraphs that have the styles for them, else into new ones.
    """
    there: set[str] = set()
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        room = room_of(section)
        for kind, end in _ends(section):
            wanted = (
                ("first" not in kind and "even" not in kind)
                or ("first" in kind and section.different_first_page_header_footer)
                or ("even" in kind and even)
            )
            if end.is_linked_to_previous:
                if not wanted or kind in there:
                    continue
                end.is_linked_to_previous = False
            there.add(kind)
            shown = ready.shown.get(end.part, set())
            if kind.endswith("footer") and "version" not in shown:
                _version(end, paper, ready, room)
            if paper.marking and "marking" not in shown:
                _marking(end, paper.marking, ready)


def _marking(end: _BaseHeaderFooter, marking: str, ready: Ready) -> None:
    styled = _styled(end, ready.ids["marking"])
    if styled is not None:
        _refill(styled, marking)
    elif clean(marking) not in [words_of(one).strip() for one in end._element.iter(qn("w:p"))]:  # noqa: SLF001
        _refill(_new(end, ready.ids["marking"]), marking)


def _version(end: _BaseHeaderFooter, paper: Paper, ready: Ready, room: Emu) -> None:
    root = end._element  # noqa: SLF001 - text boxes and tables count too
    line = _styled(end, ready.ids["version line"])
    if line is not None:
        for one in list(line._p):  # noqa: SLF001 - what an earlier paper left in it
            if one.tag != qn("w:pPr"):
                line._p.remove(one)  # noqa: SLF001
    numbered = any("PAGE" in (one.text or "").split() for one in root.iter(qn("w:instrText"))) or any(
        "PAGE" in (one.get(qn("w:instr")) or "").split() for one in root.iter(qn("w:fldSimple"))
    )
    if line is None:
        line = _new(end, ready.ids["version line"])
    _refill(line, one_line(paper.version_line))
    _fit_right_edge(line, room, ready)
    if not numbered:
        line.add_run("\tPage ")
        ooxml.add_field(line, "PAGE", "1")
        line.add_run(" of ")
        ooxml.add_field(line, "NUMPAGES", "1")


def _fit_right_edge(line: Paragraph, room: Emu, ready: Ready) -> None:
    """Let the tab of the shipped style reach the right edge of a page with other margins."""
    twips = round(room / EMU_IN_TWIP)
    stops = _stops(line._p, ready)  # noqa: SLF001
    if TEXT_TWIPS in stops and abs(twips - TEXT_TWIPS) > 1:
        _set_stops(line._p, stops, {place: twips if place == TEXT_TWIPS else place for place in stops})  # noqa: SLF001


def _styled(end: _BaseHeaderFooter, style: str) -> Paragraph | None:
    for one in end._element.iter(qn("w:p")):  # noqa: SLF001
        used = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if used is not None and used.get(qn("w:val")) == style:
            return Paragraph(one, end)
    return None


def _new(end: _BaseHeaderFooter, style: str) -> Paragraph:
    """A paragraph of that style at the end; the one empty paragraph of a new head or foot is taken for it."""
    root = end._element  # noqa: SLF001
    only = list(root)
    fresh = len(only) == 1 and only[0].tag == qn("w:p") and len(only[0].findall(qn("w:r"))) == 0
    made = Paragraph(only[0], end) if fresh else end.add_paragraph()
    made._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)  # noqa: SLF001
    return made


def _refill(paragraph: Paragraph, text: str) -> None:
    """Put other words into a paragraph; the look of its first run stays, pictures in it too."""
    runs = paragraph.runs
    for run in runs:
        if not run._r.findall(qn("w:drawing")) and not run._r.findall(qn("w:pict")):  # noqa: SLF001
            run.text = ""
    if runs and not runs[0]._r.findall(qn("w:drawing")):  # noqa: SLF001
        runs[0].text = clean(text)
    else:
        paragraph.add_run(clean(text))
