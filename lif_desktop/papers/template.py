"""The office's Word template, written part by part so that no other program's defaults are left in it.

`python -m lif_desktop.papers.template FILE` writes the file that is shipped in resources/templates.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lif_desktop.papers.look import (
    ACCENT,
    EDGE,
    FACES,
    GAP_FILL,
    GAP_INK,
    HEAD_FILL,
    INK,
    LINE,
    NOTE_FILL,
    QUIET,
)

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time on every part of a document file, so that the same paper is the same bytes."""

TABLE_POINTS = 9.5
TEXT_TWIPS = 9638
"""Width of the text: A4 less two margins of 2 cm."""

_MARGIN = (11906 - TEXT_TWIPS) // 2
_PAGE, _TOP, _BOTTOM = 16838, 1361, 1304
TEXT_HEIGHT_TWIPS = _PAGE - _TOP - _BOTTOM
"""Height of the text on a page of A4."""

CELL_TWIPS = 62
"""Margin above the words of a cell, and below them."""

COMPACT_POINTS = 8.5
COMPACT_TWIPS = 30
"""Letters and margins of a compact table."""

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "http://schemas.microsoft.com/office/word"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "settings", "numbering", "fontTable", "header", "footer")


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph style. Sizes and spaces are in points, `line` in lines, `level` that of a heading.

    `box` gives fill and edge of words set apart, `list_id` the numbering of a list, `place` where the words
    stand: in the middle, or with a tab to the right edge.
    """

    name: str
    size: float = 0
    colour: str = ""
    bold: bool = False
    before: float | None = None
    after: float | None = None
    line: float = 0
    next: str = ""
    level: int = 0
    keep: bool = False
    base: str = "Normal"
    box: tuple[str, str] | None = None
    list_id: int = 0
    place: Literal["", "middle", "right tab"] = ""


STYLES = (
    ParagraphStyle("heading 1", 23, ACCENT, True, 0, 2, 1.05, "Subtitle", 1, True),
    ParagraphStyle("heading 2", 15, ACCENT, True, 16, 5, 1.05, "Normal", 2, True),
    ParagraphStyle("heading 3", 12, ACCENT, True, 11, 3, 1.05, "Normal", 3, True),
    ParagraphStyle("heading 4", 11, INK, True, 8, 2, 1.1, "Normal", 4, True),
    ParagraphStyle("Subtitle", 12, QUIET, after=11, next="Normal", keep=True),
    ParagraphStyle("Lead paragraph", 12.5, after=8, line=1.2),
    ParagraphStyle("Small print", 9, QUIET, after=6, line=1.1),
    ParagraphStyle("List Bullet", after=3, list_id=1),
    ParagraphStyle("List Number", after=3, list_id=2),
    ParagraphStyle("caption", 11, INK, True, 9, 4, 1.1, keep=True),
    ParagraphStyle("Chart", before=0, after=2, line=1, keep=True),
    ParagraphStyle("Table text", TABLE_POINTS, before=0, after=0, line=1.12),
    ParagraphStyle("Table heading", TABLE_POINTS, ACCENT, True, base="Table text", keep=True),
    ParagraphStyle("After table", 2, before=0, after=0, line=1),
    ParagraphStyle("Note box", 10.5, before=9, after=12, box=(NOTE_FILL, ACCENT)),
    ParagraphStyle("Gap box", 10.5, GAP_INK, before=9, after=12, box=(GAP_FILL, GAP_INK)),
    ParagraphStyle("Marking", 9, INK, True, 0, 0, 1, place="middle"),
    ParagraphStyle("Version line", 8.5, QUIET, before=0, after=3, line=1, place="right tab"),
)

TABLE_STYLE = "Register table"
NEEDED = ("Normal", *(style.name for style in STYLES), TABLE_STYLE)
"""The styles that a template must have; the rest of it is the office's own affair."""

_WORDS_OWN = ("heading", "Subtitle", "List", "caption")
"""How the names of styles begin that Word knows; the others are marked as made by an office."""


def make_template() -> bytes:
    """The template as the bytes of a .docx file: A4, en-GB, marking at head and foot, no theme."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(*((name, f"{name}.xml") for name in _PARTS)),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": _fonts(),
        "word/header.xml": _root("hdr", _empty("Marking")),
        "word/footer.xml": _root("ftr", _empty("Version line"), _empty("Marking")),
    }
    return pack({name: (_HEAD + text).encode() for name, text in parts.items()})


def pack(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip file that is the same bytes whenever it is made."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, FIXED_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return whole.getvalue()


def style_id(name: str) -> str:
    """The identifier of a style in the file: its name without spaces, headings as Word writes them."""
    return "".join(name.split()).replace("heading", "Heading")


def _w(tag: str, *inside: str, **attributes: object) -> str:
    """A `w:` element with `w:` attributes and what is inside it."""
    named = "".join(f' w:{name}="{value}"' for name, value in attributes.items())
    return f"<w:{tag}{named}>{''.join(inside)}</w:{tag}>" if inside else f"<w:{tag}{named}/>"


def _root(tag: str, *inside: str) -> str:
    """The outermost element of a part."""
    return f'<w:{tag} xmlns:w="{_MAIN}" xmlns:r="{_RELS}">{"".join(inside)}</w:{tag}>'


def _empty(style: str) -> str:
    """A paragraph of that style that waits for its words."""
    return _w("p", _w("pPr", _w("pStyle", val=style_id(style))))


def _content_types() -> str:
    kinds = {"document": "document.main", **{name: name for name in _PARTS}}
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
    }
    inner = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()]
    inner += [
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    ]
    return f'<Types xmlns="{_PACKAGE}/content-types">{"".join(inner)}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _document() -> str:
    references = "".join(
        f'<w:{name}Reference w:type="default" r:id="rId{_PARTS.index(name) + 1}"/>' for name in ("header", "footer")
    )
    size = _w("pgSz", w=11906, h=_PAGE)
    edges = _w("pgMar", top=_TOP, right=_MARGIN, bottom=_BOTTOM, left=_MARGIN, header=624, footer=567, gutter=0)
    return _root("document", _w("body", _w("sectPr", references, size, edges)))


def _styles() -> str:
    face = FACES[0]
    run = _w(
        "rPr",
        _w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face),
        _w("color", val=INK),
        _w("sz", val=22),
        _w("szCs", val=22),
        _w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"),
    )
    paragraph = _w("pPr", _w("spacing", after=120, line=276, lineRule="auto"))
    defaults = _w("docDefaults", _w("rPrDefault", run), _w("pPrDefault", paragraph))
    return _root("styles", defaults, *_basic_styles(), *map(_style, STYLES), _table_style())


def _basic_styles() -> tuple[str, ...]:
    """The three styles that every other one of Word's rests on."""
    sides = [_w(side, w=0, type="dxa") for side in ("left", "right")]
    return (
        _w("style", _w("name", val="Normal"), _w("qFormat"), _w("pPr", _w("widowControl")),
           type="paragraph", default=1, styleId="Normal"),
        _w("style", _w("name", val="Default Paragraph Font"), _w("uiPriority", val=1), _w("semiHidden"),
           type="character", default=1, styleId="DefaultParagraphFont"),
        _w("style", _w("name", val="Normal Table"), _w("semiHidden"),
           _w("tblPr", _w("tblInd", w=0, type="dxa"), _w("tblCellMar", *sides)),
           type="table", default=1, styleId="TableNormal"),
    )  # fmt: skip


def _style(style: ParagraphStyle) -> str:
    own = {} if style.name.startswith(_WORDS_OWN) else {"customStyle": 1}
    return _w(
        "style",
        _w("name", val=style.name),
        _w("basedOn", val=style_id(style.base)),
        _w("next", val=style_id(style.next)) if style.next else "",
        _w("qFormat"),
        _w("pPr", *_paragraph_settings(style)),
        _w("rPr", *_run_settings(style)),
        type="paragraph",
        styleId=style_id(style.name),
        **own,
    )


def _paragraph_settings(style: ParagraphStyle) -> list[str]:
    """What the style says of paragraphs, in the order that the schema asks for."""
    found = [_w("keepNext")] if style.keep else []
    if style.keep or style.box:
        found.append(_w("keepLines"))
    if style.list_id:
        found.append(_w("numPr", _w("numId", val=style.list_id)))
    if style.box:
        found += _box(*style.box)
    if style.place == "right tab":
        found.append(_w("tabs", _w("tab", val="right", pos=TEXT_TWIPS)))
    found.append(_spacing(style))
    if style.box:
        found.append(_w("ind", left=200))
    if style.place == "middle":
        found.append(_w("jc", val="center"))
    if style.level:
        found.append(_w("outlineLvl", val=style.level - 1))
    return found


def _box(fill: str, edge: str) -> list[str]:
    """A fill with some room above and below the words, and a bar at the left."""
    sides = [
        _border("top", fill, 4, 5),
        _border("left", edge, 24, 8),
        _border("bottom", fill, 4, 6),
    ]
    return [_w("pBdr", *sides), _w("shd", val="clear", color="auto", fill=fill)]


def _border(side: str, colour: str, eighths: int, space: int = 0) -> str:
    return _w(side, val="single", sz=eighths, space=space, color=colour)


def _spacing(style: ParagraphStyle) -> str:
    said: dict[str, object] = {}
    if style.before is not None:
        said["before"] = round(style.before * 20)
    if style.after is not None:
        said["after"] = round(style.after * 20)
    if style.line:
        said |= {"line": round(style.line * 240), "lineRule": "auto"}
    return _w("spacing", **said) if said else ""


def _run_settings(style: ParagraphStyle) -> list[str]:
    found = [_w("b"), _w("bCs")] if style.bold else []
    if style.colour:
        found.append(_w("color", val=style.colour))
    if style.size:
        half_points = round(style.size * 2)
        found += [_w("sz", val=half_points), _w("szCs", val=half_points)]
    return found


def _table_style() -> str:
    margins = [
        _w(side, w=twips, type="dxa")
        for side, twips in (("top", CELL_TWIPS), ("left", 96), ("bottom", CELL_TWIPS), ("right", 96))
    ]
    lines = [_border("top", EDGE, 4), _border("bottom", EDGE, 4), _border("insideH", LINE, 4)]
    first = _w(
        "tcPr",
        _w("tcBorders", _border("bottom", EDGE, 4)),
        _w("shd", val="clear", color="auto", fill=HEAD_FILL),
    )
    return _w(
        "style",
        _w("name", val=TABLE_STYLE),
        _w("basedOn", val="TableNormal"),
        _w("qFormat"),
        _w("tblPr", _w("tblBorders", *lines), _w("tblCellMar", *margins)),
        _w("tblStylePr", _w("tblPr"), first, type="firstRow"),
        type="table",
        customStyle=1,
        styleId=style_id(TABLE_STYLE),
    )


def _settings() -> str:
    return _root(
        "settings",
        _w("zoom", percent=100),
        _w("defaultTabStop", val=567),
        _w("characterSpacingControl", val="doNotCompress"),
        _w("compat", _w("compatSetting", name="compatibilityMode", uri=_WORD, val=15)),
        _w("themeFontLang", val="en-GB"),
        _w("decimalSymbol", val="."),
        _w("listSeparator", val=","),
    )


def _numbering() -> str:
    lists = ((1, "bullet", "•", "List Bullet"), (2, "decimal", "%1", "List Number"))
    uses = [_w("num", _w("abstractNumId", val=number), numId=number) for number, *_ in lists]
    return _root("numbering", *(_abstract_list(*one) for one in lists), *uses)


def _abstract_list(number: int, form: str, mark: str, style: str) -> str:
    level = _w(
        "lvl",
        _w("start", val=1),
        _w("numFmt", val=form),
        _w("pStyle", val=style_id(style)),
        _w("lvlText", val=mark),
        _w("lvlJc", val="left"),
        _w("pPr", _w("ind", left=340, hanging=340)),
        _w("rPr", _w("color", val=ACCENT)),
        ilvl=0,
    )
    return _w("abstractNum", _w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def _fonts() -> str:
    inner = [_w("altName", val=FACES[1]), _w("family", val="swiss"), _w("pitch", val="variable")]
    return _root("fonts", _w("font", *inner, name=FACES[0]))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make_template())
