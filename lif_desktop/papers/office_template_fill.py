"""Fills a template with the names of a paper and finds the place for its blocks; one title, headings in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from lif_desktop.framework.dates import show_date
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.office_template import TemplateTrouble
from lif_desktop.papers.office_template_names import CONTENT, fill, other_faults, tags_in, words_of
from lif_desktop.papers.office_template_places import Place, level_of, places, style_levels, style_name_of
from lif_desktop.papers.office_template_styles import NOTE_STYLE, style_ids
from lif_desktop.papers.ooxml import element
from lif_desktop.papers.words import one_line

EMPTY_LINE_TWIPS = 300
"""The space that an empty paragraph of a template comes to, put before what follows it."""

_MOST_LINES = 12
_HOLDS = ("w:drawing", "w:pict", "w:sectPr", "w:br", "w:tab", "w:fldChar", "w:fldSimple", "w:sym", "w:object")


@dataclass
class Ready:
    """A document that waits for the blocks of a paper.

    `mark` is the empty paragraph before which they go, taken out at the end. `ids` are the identifiers of its styles
    by name in small letters. `shown` are the names that were filled in, by the part they stood in.
    """

    document: Document
    mark: Any
    ids: dict[str, str]
    titled: bool = False
    subtitled: bool = False
    shown: dict[Any, set[str]] = field(default_factory=dict)
    headings: list[Any] = field(default_factory=list)


def values_of(paper: Paper) -> dict[str, str]:
    """The words for each name of a paper."""
    return {
        "reference": "",
        **dict(paper.names),
        "title": paper.title,
        "subtitle": paper.subtitle,
        "partnership": paper.properties.author,
        "marking": paper.marking,
        "version": one_line(paper.version_line),
        "date": show_date(paper.properties.made.date()),
    }


def make_ready(document: Document, paper: Paper) -> Ready:
    """Fill in the names and find the place of the blocks. Raises TemplateTrouble for braces that hold no name."""
    values = values_of(paper)
    _refuse_faults(document, values)
    _leave_out_notes(document)
    held = list(places(document))
    mark = element("p")
    ready = Ready(document, mark, style_ids(document))
    _put_mark(document, held, mark)
    title = _title_of(held, mark)
    ready.titled = title is not None
    for place in held:
        _fill(place, values, ready)
    _make_space(document, mark)
    levels = style_levels(document)
    if title is not None and level_of(title, levels) != 1:
        _set_level(title, 0)
    ready.headings = [p for p in document.element.body.iter(qn("w:p")) if p is not title and level_of(p, levels)]
    return ready


def _leave_out_notes(document: Document) -> None:
    """Take out what is written for whoever edits the template."""
    noted = NOTE_STYLE.lower()
    if noted not in style_ids(document):
        return
    body = document.element.body
    for table in list(body.findall(qn("w:tbl"))):
        if all(style_name_of(one, document) == noted for one in table.iter(qn("w:p"))):
            body.remove(table)
    for place in list(places(document)):
        if style_name_of(place.paragraph, document) == noted:
            _take_out(place.paragraph)


def _take_out(paragraph: Any) -> None:
    """Take out a paragraph, or where its place may not be empty only its words."""
    around = paragraph.getparent()
    last = around.tag != qn("w:body") and len(around.findall(qn("w:p"))) < 2
    if last or paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        for child in list(paragraph):
            if child.tag != qn("w:pPr"):
                paragraph.remove(child)
    else:
        around.remove(paragraph)


def _refuse_faults(document: Document, values: Mapping[str, str]) -> None:
    for place in places(document):
        words = place.words
        if "{" not in words and "}" not in words:
            continue
        if style_name_of(place.paragraph, document) == NOTE_STYLE.lower():
            continue
        faults = [tag.fault for tag in tags_in(words) if tag.fault and tag.name not in values]
        faults += [] if faults else other_faults(words)
        if faults:
            raise TemplateTrouble(f"In the template, {place}: {faults[0]}")


def _put_mark(document: Document, held: list[Place], mark: Any) -> None:
    """Put the mark at the name for the content, after the table that holds it, or at the end."""
    body = document.element.body
    found = [one for one in held if any(tag.name == CONTENT for tag in tags_in(one.words))]
    chosen = next((one for one in found if one.kind in ("body", "table")), None)
    if chosen is None:
        last = body.find(qn("w:sectPr"))
        if last is None:
            body.append(mark)
        else:
            last.addprevious(mark)
        return
    top = chosen.paragraph
    while top.getparent() is not body:
        top = top.getparent()
    top.addnext(mark)
    breaks = chosen.paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if breaks and top is chosen.paragraph:
        top.addprevious(mark)


def _title_of(held: list[Place], mark: Any) -> Any:
    """The paragraph that bears the title of the paper: in the body or a table of it, before the blocks; else None."""
    before = set(mark.itersiblings(preceding=True))
    for place in held:
        if place.kind not in ("body", "table") or not any(tag.name == "title" for tag in tags_in(place.words)):
            continue
        chain = [place.paragraph, *place.paragraph.iterancestors()]
        if any(one in before for one in chain):
            return place.paragraph
    return None


def _fill(place: Place, values: Mapping[str, str], ready: Ready) -> None:
    names = fill(place.paragraph, values)
    if not names:
        return
    ready.shown.setdefault(place.part, set()).update(names)
    ready.subtitled |= "subtitle" in names and place.kind in ("body", "table")
    if not words_of(place.paragraph).strip() and not _holds_something(place.paragraph):
        _take_out(place.paragraph)


def _holds_something(paragraph: Any) -> bool:
    return any(True for _ in paragraph.iter(*(qn(name) for name in _HOLDS)))


def _make_space(document: Document, mark: Any) -> None:
    """Turn empty paragraphs of the body into space before what follows them: screen readers say "blank" at each."""
    lines = 0
    for one in list(document.element.body):
        empty = one.tag == qn("w:p") and one is not mark and not words_of(one).strip() and not _holds_something(one)
        if empty and not _between_tables(one):
            document.element.body.remove(one)
            lines += 1
            continue
        if lines and one.tag == qn("w:p"):
            _space_before(one, min(lines, _MOST_LINES) * EMPTY_LINE_TWIPS)
        lines = 0


def _between_tables(paragraph: Any) -> bool:
    before, after = paragraph.getprevious(), paragraph.getnext()
    return before is not None and before.tag == qn("w:tbl") and (after is None or after.tag != qn("w:p"))


def _space_before(paragraph: Any, twips: int) -> None:
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    own = int(spacing.get(qn("w:before")) or 0)
    spacing.set(qn("w:before"), str(own + twips))
    spacing.attrib.pop(qn("w:beforeAutospacing"), None)


def _set_level(paragraph: Any, level: int) -> None:
    properties = paragraph.get_or_add_pPr()
    held = properties.find(qn("w:outlineLvl"))
    if held is None:
        held = element("outlineLvl", val=str(level))
        after = [one for one in properties if one.tag in (qn("w:rPr"), qn("w:sectPr"), qn("w:divId"), qn("w:cnfStyle"))]
        if after:
            after[0].addprevious(held)
        else:
            properties.append(held)
    held.set(qn("w:val"), str(level))


def order_headings(ready: Ready) -> None:
    """Let no heading of the template be a second title or skip a level, once the blocks stand in their place."""
    if not ready.headings:
        return
    own, before, levels = set(ready.headings), 1, style_levels(ready.document)
    for paragraph in ready.document.element.body.iter(qn("w:p")):
        level = level_of(paragraph, levels)
        if level and paragraph in own and not 2 <= level <= before + 1:
            level = min(max(level, 2), before + 1)
            used = paragraph.get_or_add_pPr().get_or_add_pStyle()
            used.set(qn("w:val"), ready.ids[f"heading {min(level, 4)}"])
            _set_level(paragraph, level - 1)
        before = level or before
