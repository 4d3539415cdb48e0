"""Where in a template a paragraph stands, in words: "body, paragraph 12", "table 2, row 1", "header", "text box"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.oxml.ns import qn

from lif_desktop.papers.office_template_names import paragraphs_of, words_of
from lif_desktop.papers.office_template_styles import ends_of, name_of
from lif_desktop.papers.words import shorten

Kind = Literal["body", "table", "box", "header", "footer", "note"]
_SHOWN = 40


@dataclass(frozen=True)
class Place:
    """A paragraph of a template, the kind of place it stands in, and that place in words."""

    paragraph: Any
    kind: Kind
    where: str
    part: Any = None

    @property
    def words(self) -> str:
        """The words of the paragraph."""
        return words_of(self.paragraph)

    def __str__(self) -> str:
        """The place with the first words of the paragraph."""
        begins = shorten(self.words, _SHOWN)
        return f"{self.where} “{begins}”" if begins else self.where


def places(document: Document) -> Iterator[Place]:
    """Every paragraph of body, headers, footers and notes, in that order."""
    body = document.element.body
    number = 0
    tables = {table: at for at, table in enumerate(body.findall(qn("w:tbl")), 1)}
    for paragraph in paragraphs_of(body):
        if _in_copy(paragraph):
            yield Place(paragraph, "box", "text box, for older Word", document.part)
            continue
        if _box_of(paragraph) is not None:
            yield Place(paragraph, "box", "text box", document.part)
            continue
        table = _outermost(paragraph, body)
        if table is None:
            number += 1
            yield Place(paragraph, "body", f"body, paragraph {number}", document.part)
        else:
            yield Place(paragraph, "table", _cell_words(paragraph, table, tables.get(table, 0)), document.part)
    for part in ends_of(document):
        kind: Kind = "header" if part.element.tag == qn("w:hdr") else "footer"
        for paragraph in paragraphs_of(part.element):
            yield Place(paragraph, kind, kind, part)


def _in_copy(paragraph: Any) -> bool:
    """Whether it stands in the copy of a text box that only older Word reads."""
    return any(str(up.tag).endswith("}Fallback") for up in paragraph.iterancestors())


def _box_of(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(qn("w:txbxContent")), None)


def _outermost(paragraph: Any, body: Any) -> Any:
    """The table of the body in which a paragraph stands, else None."""
    up = paragraph
    while up is not None and up.getparent() is not body:
        up = up.getparent()
    return up if up is not None and up.tag == qn("w:tbl") else None


def _cell_words(paragraph: Any, table: Any, number: int) -> str:
    row = next(paragraph.iterancestors(qn("w:tr")), None)
    rows = list(table.iter(qn("w:tr")))
    return f"table {number}, row {rows.index(row) + 1}" if row in rows else f"table {number}"


def level_of(paragraph: Any, levels: dict[str, int]) -> int:
    """The level of a heading, by what Word goes by: its own outline level, else that of its style; 0 for none."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        return 0
    held = properties.find(_LEVEL)
    if held is not None:
        return _as_level(held)
    used = properties.find(_STYLE)
    return 0 if used is None else levels.get(used.get(_VALUE), 0)


_PROPERTIES, _LEVEL, _STYLE, _VALUE = qn("w:pPr"), qn("w:outlineLvl"), qn("w:pStyle"), qn("w:val")


def _as_level(held: Any) -> int:
    level = int(held.get(_VALUE) or 9)
    return level + 1 if 0 <= level < 9 else 0


def style_levels(document: Document) -> dict[str, int]:
    """The level of heading of each style that has one, its own or that of the style it rests on, by identifier."""
    styles = {one.get(qn("w:styleId")): one for one in document.styles.element.findall(qn("w:style"))}
    found = {}
    for key in styles:
        at, seen = key, set[str]()
        while at in styles and at not in seen:
            seen.add(at)
            level = styles[at].find(f"{_PROPERTIES}/{_LEVEL}")
            if level is not None:
                found[key] = _as_level(level)
                break
            base = styles[at].find(qn("w:basedOn"))
            at = "" if base is None else base.get(_VALUE)
    return found


def style_name_of(paragraph: Any, document: Document) -> str:
    """The name of the style of a paragraph in small letters; "normal" where it names none."""
    used = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if used is None:
        return "normal"
    styles = document.styles.element.findall(qn("w:style"))
    return next((name_of(one) for one in styles if one.get(qn("w:styleId")) == used.get(qn("w:val"))), "normal")
