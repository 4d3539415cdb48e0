"""How high blocks come out on paper, and how many rows of several tables fit on one page together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lif_desktop.papers import blocks
from lif_desktop.papers.blocks import Block, Column, Paragraph, Run, Table, Text
from lif_desktop.papers.template import (
    CELL_TWIPS,
    COMPACT_POINTS,
    COMPACT_TWIPS,
    STYLES,
    TABLE_POINTS,
    TEXT_HEIGHT_TWIPS,
    TEXT_TWIPS,
    ParagraphStyle,
)
from lif_desktop.papers.widths import CELL_MARGINS, TWIPS_IN_POINT, column_widths, word_width
from lif_desktop.papers.words import clean

PAGE = TEXT_HEIGHT_TWIPS / TWIPS_IN_POINT
"""Height of the text on a page of A4, in points."""

_FACE = 1.15
"""Height of a line of Arial, in ems."""
_BODY = ParagraphStyle("Normal", 11, after=6, line=1.15)
_AFTER_TABLE = 9.0
_MOST = 50
"""No page holds more rows than that."""
_RULE = 0.75
_PLAIN = 1.09
"""By so much words are narrower than in bold, for which widths are given."""
_STYLES = {style.name: style for style in STYLES}
_PARAGRAPHS = {"body": _BODY, "lead": _STYLES["Lead paragraph"], "small": _STYLES["Small print"]}


@dataclass(frozen=True)
class Listed:
    """A heading with a table that gives way where a page is short of room.

    `least` rows stay as long as there are so many. `rest` says in the widest column of a last row how many were left
    out, `none` stands where there are no rows at all.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    about: str
    rest: Callable[[int], str]
    none: str
    least: int = 1

    def blocks(self, shown: int) -> tuple[Block, ...]:
        """The heading with the first `shown` rows, and how many more there are."""
        if not self.rows:
            return (blocks.Heading(self.title), Paragraph(self.none))
        rows = self.rows[:shown]
        if left := len(self.rows) - shown:
            rest: list[Text] = [""] * len(self.columns)
            shares = [column.share for column in self.columns]
            rest[shares.index(max(shares))] = (Run(self.rest(left), quiet=True),)
            rows = (*rows, tuple(rest))
        return (blocks.Heading(self.title), Table(self.columns, rows, self.about, compact=True))


def fitted(parts: Sequence[Listed], room: float) -> list[tuple[Block, ...]]:
    """The blocks of each part with as many rows as fit into `room` points together.

    The part that shows most rows above its least gives way first; what is left of the room goes to short rows.
    """
    shown = [min(len(part.rows), _MOST) for part in parts]
    while not _fits(parts, shown, room):
        spare = [number - part.least for part, number in zip(parts, shown, strict=True)]
        if max(spare) <= 0:
            break
        shown[spare.index(max(spare))] -= 1
    for at, part in enumerate(parts):
        while shown[at] < len(part.rows) and _fits(parts, [*shown[:at], shown[at] + 1, *shown[at + 1 :]], room):
            shown[at] += 1
    return [part.blocks(number) for part, number in zip(parts, shown, strict=True)]


def _fits(parts: Sequence[Listed], shown: Sequence[int], room: float) -> bool:
    made = (part.blocks(number) for part, number in zip(parts, shown, strict=True))
    return height([block for part in made for block in part]) <= room


def height(listed: Sequence[Block]) -> float:
    """How high these blocks are under each other, in points; a little more rather than less."""
    whole = sum(map(_height, listed))
    after = sum(isinstance(one, Table) and isinstance(two, Paragraph) for one, two in pairwise(listed))
    return whole + after * _AFTER_TABLE


def heading_height(title: str, subtitle: str) -> float:
    """How high the title of a paper and its subtitle are, in points."""
    return _paragraph(title, _STYLES["heading 1"]) + _paragraph(subtitle, _STYLES["Subtitle"])


def _height(block: Block) -> float:
    match block:
        case blocks.Heading():
            return _paragraph(block.text, _STYLES[f"heading {block.level}"])
        case Paragraph():
            return _paragraph(block.text, _PARAGRAPHS[block.style])
        case blocks.Bullets():
            return sum(_paragraph(item, _STYLES["List Bullet"], indent=17) for item in block.items)
        case Table():
            return _table(block)
    raise TypeError(f"the height of {type(block).__name__} is not known")


def _paragraph(text: Text, style: ParagraphStyle, indent: float = 0) -> float:
    size, line = style.size or _BODY.size, style.line or _BODY.line
    lines = lines_in(text, TEXT_TWIPS / TWIPS_IN_POINT - indent, size)
    after = _BODY.after if style.after is None else style.after
    return lines * size * line * _FACE + (style.before or 0) + (after or 0)


def _table(table: Table) -> float:
    points, margin = (COMPACT_POINTS, COMPACT_TWIPS) if table.compact else (TABLE_POINTS, CELL_TWIPS)
    rooms = [(width - CELL_MARGINS) / TWIPS_IN_POINT for width in column_widths(table, TEXT_TWIPS, points)]
    line = points * _STYLES["Table text"].line * _FACE
    edges = 2 * margin / TWIPS_IN_POINT + _RULE
    rows = [tuple(column.title for column in table.columns), *table.rows]
    return sum(_lines_of(row, rooms, points) * line + edges for row in rows)


def _lines_of(row: Sequence[Text], rooms: Sequence[float], points: float) -> int:
    return max(lines_in(text, room, points) for text, room in zip(row, rooms, strict=True))


def lines_in(text: Text, room: float, points: float) -> int:
    """How many lines a text takes in a column so many points wide."""
    return sum(_wrapped(line, room / points) for line in clean(blocks.plain(text)).split("\n"))


def _wrapped(line: str, room: float) -> int:
    """Lines of one line of text in a column so many ems wide; words too long for it are broken."""
    count, at, space = 1, 0.0, word_width(" ") / _PLAIN
    for word in line.split():
        wide = word_width(word) / _PLAIN
        if at and at + space + wide > room:
            count, at = count + 1, 0.0
        at += wide + (space if at else 0)
        while at > room:
            count, at = count + 1, at - room
    return count
