"""How wide the columns of a table are: as asked, but never so narrow that a word breaks in the middle."""

import re
from collections.abc import Iterable

from lif_desktop.papers.blocks import Table, plain

TWIPS_IN_POINT = 20
CELL_MARGINS = 192
"""Left and right margin of a cell together, in twips, as the shipped template has them."""

_DATE = re.compile(r"(\d{1,2}) (\w{3,9}) (\d{4})\b")
_WORD_END = re.compile(r"\s|(?<=[a-z\d]-)(?=[A-Za-z])", re.ASCII)
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
"""Widths of the characters from space to tilde in Arial and its like, in thousandths of an em."""

_EMS = {chr(32 + at): int(width) / 1000 for at, width in enumerate(_ASCII.split())}
_OTHERS = 0.7
_BOLDER = 1.1
"""Bold words are a little wider; all are taken for bold, so that none is ever too wide for its column."""

_MOST = 0.5
"""Part of the table that one long word may claim."""


def column_widths(table: Table, room: int, points: float) -> list[int]:
    """The width of each column in twips, `room` together, for words set in that many points.

    A column gets its share unless its longest word needs more; dates stay on one line where the room allows.
    """
    columns = list(
        zip(
            *[[column.title for column in table.columns], *[map(plain, row) for row in table.rows]],
            strict=True,
        )
    )
    least = [_least(words, points, room) for words in columns]
    wish = [_least((_DATE.sub("\\1\u00a0\\2\u00a0\\3", one) for one in words), points, room) for words in columns]
    return _fitted([share * room for share in table.shares], wish if sum(wish) <= room * 0.9 else least, room)


def _least(texts: Iterable[str], points: float, room: int) -> float:
    """What the longest word of the texts needs, in twips."""
    words = {word for text in texts for word in _WORD_END.split(text.replace("\u00a0", "_")) if word}
    widest = max((word_width(word) for word in words), default=0.0)
    return min(widest * points * TWIPS_IN_POINT + CELL_MARGINS, room * _MOST)


def word_width(word: str) -> float:
    """How wide a word is in bold, in ems; a little more rather than less."""
    return _BOLDER * sum(_EMS.get(letter, _OTHERS) for letter in word)


def _fitted(asked: list[float], least: list[float], room: int) -> list[int]:
    """The asked widths raised to the least ones, at the cost of the columns that have room to spare."""
    least = _capped(least, room)
    widths = [max(pair) for pair in zip(asked, least, strict=True)]
    over = sum(widths) - room
    spare = [width - floor for width, floor in zip(widths, least, strict=True)]
    if over > 0 and sum(spare) > 0:
        widths = [width - over * part / sum(spare) for width, part in zip(widths, spare, strict=True)]
    whole = [round(width) for width in widths]
    whole[whole.index(max(whole))] += room - sum(whole)
    return whole


def _capped(least: list[float], room: int) -> list[float]:
    """The least widths, the widest cut down to one measure where all together do not fit, the narrow ones kept."""
    left, waiting = float(room), sorted(least)
    while waiting and waiting[0] * len(waiting) <= left:
        left -= waiting.pop(0)
    cap = left / len(waiting) if waiting else max(least)
    return [min(width, cap) for width in least]
