"""Puts words into a Word paragraph: runs, statuses and clocks, right-to-left scripts as such. Made for speed."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.papers import blocks
from lif_desktop.papers.look import QUIET, SHAPE_FACE, TONE_INK, TRACK, ink_and_fill
from lif_desktop.papers.words import clean

P, PPR, R, RPR, T = (qn(f"w:{name}") for name in ("p", "pPr", "r", "rPr", "t"))
VAL = qn("w:val")
_SPACE = qn("xml:space")
_BREAKS = {"\n": qn("w:br"), "\t": qn("w:tab")}
_CUT = re.compile("([\n\t])")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_LETTER = re.compile(f"[{_RIGHT}]")
_STRETCH = re.compile(f"[{_RIGHT}](?:[^\\w\n\t]*[{_RIGHT}])*")
_LETTER = re.compile(r"[^\W\d_]")
_ORDER = re.findall(
    r"\w+",
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
)
_PLACE = {qn(f"w:{name}"): at for at, name in enumerate(_ORDER)}
"""Where each setting of a paragraph stands among the others, as the schema wants it."""


@dataclass(frozen=True)
class Ink:
    """How the words of a run look; colours as RRGGBB, `points` 0 for the size of the style."""

    bold: bool = False
    ink: str = ""
    fill: str = ""
    face: str = ""
    points: float = 0


def setting(paragraph: Any, name: str, **values: str) -> Any:
    """Give a paragraph a setting such as `keepNext`, in the place where the schema wants it."""
    properties = paragraph.find(PPR)
    if properties is None:
        properties = paragraph.makeelement(PPR)
        paragraph.insert(0, properties)
    tag = qn(f"w:{name}")
    made = properties.find(tag)
    if made is None:
        made = properties.makeelement(tag)
        at = sum(1 for one in properties if _PLACE.get(one.tag, 0) < _PLACE[tag])
        properties.insert(at, made)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_run(paragraph: Any, words: str, look: Ink, right: bool = False) -> Any:
    """Append a run of words; a newline starts a new line, a tab stays one."""
    run = etree.SubElement(paragraph, R)
    if right or look != _PLAIN:
        _dress(etree.SubElement(run, RPR), look, right)
    for piece in _CUT.split(words) if "\n" in words or "\t" in words else (words,):
        if piece in _BREAKS:
            etree.SubElement(run, _BREAKS[piece])
        elif piece:
            text = etree.SubElement(run, T)
            text.text = piece
            if piece[0].isspace() or piece[-1].isspace() or "  " in piece:
                text.set(_SPACE, "preserve")
    return run


_PLAIN = Ink()


def _dress(properties: Any, look: Ink, right: bool) -> None:
    """The settings of a run in the order of the schema."""
    if look.face:
        fonts = etree.SubElement(properties, qn("w:rFonts"))
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{name}"), look.face)
    if look.bold:
        etree.SubElement(properties, qn("w:b"))
        etree.SubElement(properties, qn("w:bCs"))
    if look.ink:
        etree.SubElement(properties, qn("w:color")).set(VAL, look.ink)
    if look.points:
        for name in ("w:sz", "w:szCs"):
            etree.SubElement(properties, qn(name)).set(VAL, str(round(look.points * 2)))
    if look.fill:
        shade = etree.SubElement(properties, qn("w:shd"))
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", look.fill)):
            shade.set(qn(f"w:{name}"), value)
    if right:
        etree.SubElement(properties, qn("w:rtl"))


def add_words(paragraph: Any, words: str, look: Ink) -> None:
    """Append words, those of a script that runs from right to left in runs that say so."""
    if not _RIGHT_LETTER.search(words):
        add_run(paragraph, words, look)
        return
    at = 0
    for stretch in _STRETCH.finditer(words):
        if stretch.start() > at:
            add_run(paragraph, words[at : stretch.start()], look)
        add_run(paragraph, stretch.group(), look, right=True)
        at = stretch.end()
    if at < len(words):
        add_run(paragraph, words[at:], look)


def add_text(paragraph: Any, text: blocks.Text, strong: bool = False, points: float = 0) -> None:
    """Append runs, statuses and clocks to a paragraph; `strong` makes all words bold.

    A paragraph most of whose letters run from right to left is laid out from the right. The rule of the first letter
    (Unicode annex 9, P2) would turn an English sentence that begins with a name in Hebrew.
    """
    for part in blocks.parts_of(text):
        match part:
            case blocks.Run():
                if words := clean(part.text):
                    add_words(paragraph, words, Ink(part.bold or strong, QUIET if part.quiet else "", points=points))
            case Status():
                _add_status(paragraph, part, points)
            case blocks.Meter():
                _add_meter(paragraph, part)
    words = blocks.plain(text)
    if _RIGHT_LETTER.search(words) and 2 * len(_RIGHT_LETTER.findall(words)) > len(_LETTER.findall(words)):
        setting(paragraph, "bidi")


def _add_status(paragraph: Any, status: Status, points: float) -> None:
    ink, fill = ink_and_fill(status)
    room = "\u00a0" if fill else ""
    add_run(paragraph, f"{room}{SHAPES[status.tone]}", Ink(ink=ink, fill=fill, face=SHAPE_FACE, points=points))
    add_words(paragraph, f" {clean(status.word)}{room}", Ink(ink=ink, fill=fill, points=points))


def _add_meter(paragraph: Any, meter: blocks.Meter) -> None:
    for number in range(meter.total):
        filled = number < meter.done
        add_run(paragraph, "\u2003", Ink(fill=TONE_INK[meter.tone] if filled else TRACK, points=6))
        add_run(paragraph, "\u00a0", Ink(points=3))


def split_lines(text: blocks.Text) -> list[tuple[blocks.Part, ...]]:
    """The text cut at its newlines; never empty."""
    found: list[list[blocks.Part]] = [[]]
    for part in blocks.parts_of(text):
        if not isinstance(part, blocks.Run):
            found[-1].append(part)
            continue
        first, *rest = clean(part.text).split("\n")
        found[-1].append(blocks.Run(first, part.bold, part.quiet))
        found.extend([blocks.Run(line, part.bold, part.quiet)] for line in rest)
    return [tuple(line) for line in found]
