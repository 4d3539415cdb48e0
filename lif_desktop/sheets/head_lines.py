"""Looks for the headings of a sheet: the line, or the two lines, in which the most of them are known."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lif_desktop.framework.dates import show_date
from lif_desktop.registers.values import clean
from lif_desktop.sheets.raw import Merge, RawSheet, Value

LOOK_ROWS = 60
"""The headings are looked for in so many rows from the top."""
_UPRIGHT = 3
"""So many known headings under each other, in a sheet with hardly one in a row, are a table that was turned."""

_MANY_KNOWN, _NEARLY_ALL = 4, 0.8
"""Over so many, one known word more is chance in a line of other words, where nearly all of a line above are known."""

Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Head:
    """Lines that may be the headings: their indexes, the text for each column, how many are known.

    `lines` are the texts as they stand in each line. `rank` tells which of two with as many known ones is meant.
    `over` are words of the upper line that the texts do not hold.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    known: int
    lines: tuple[tuple[str, ...], ...]
    rank: int = 0
    over: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Which part of the texts is known."""
        return self.known / max(1, sum(1 for text in self.texts if text))


ALONE, WRAPPED, BANDED = 1, 2, 0


def find_head(sheet: RawSheet, knows: Knows) -> Head | None:
    """The lines with the most known headings.

    Of several with as many: a line alone rather than with a band of groups over it, the whole of headings that run
    over two lines rather than their first, and else the earlier one.
    """
    knows = cache(knows)
    best: Head | None = None
    for index in range(min(LOOK_ROWS, len(sheet.rows))):
        for head in _heads(sheet, index, knows):
            if _good_enough(head, sheet) and (best is None or _better(head, best)):
                best = head
    return None if best is not None and best.known < _UPRIGHT and upright(sheet, knows) else best


def head_at(sheet: RawSheet, row: int, knows: Knows) -> Head | None:
    """The headings that a person said stand in `row`, counted from 1; None where the sheet has no such row."""
    if not 1 <= row <= len(sheet.rows):
        return None
    texts = tuple(line(value) for value in sheet.rows[row - 1])
    return Head(row - 1, row - 1, texts, known_of(texts, knows), (texts,))


def upright(sheet: RawSheet, knows: Knows) -> int:
    """The column, from 1, in which headings stand one under another, so that rows and columns are turned; else 0."""
    for column in range(min(sheet.width, 3)):
        texts = tuple(line(row[column]) for row in sheet.rows[:LOOK_ROWS])
        if known_of(texts, knows) >= _UPRIGHT:
            return column + 1
    return 0


def line(value: Value) -> str:
    """The text of a heading cell on one line, letters written under each other joined; nothing for what is no text."""
    if not isinstance(value, str):
        return ""
    parts = (value if value.isprintable() else clean(value)).split()
    standing = len(parts) >= 3 and "\n" in value and all(len(part) == 1 for part in parts)
    return ("" if standing else " ").join(parts)


def words(value: Value) -> str:
    """What a cell of any kind is called in a heading or a notice: dates in full, the rest as it is."""
    if isinstance(value, dt.date):
        return show_date(value)
    return "" if value is None else line(value) or str(value)


def known_of(texts: Iterable[str], knows: Knows) -> int:
    """How many different headings of `texts` are known."""
    return len({text.casefold() for text in texts if text and knows(text)})


def _better(head: Head, best: Head) -> bool:
    if head.known == best.known + 1 > _MANY_KNOWN and best.share >= _NEARLY_ALL > head.share:
        return False
    if head.known != best.known:
        return head.known > best.known
    return head.first <= best.last and head.rank > best.rank


def _good_enough(head: Head, sheet: RawSheet) -> bool:
    """Two known headings make a heading row; one does where it does not stand alone like a title."""
    filled = sum(1 for text in head.texts if text)
    return head.known >= 2 or (head.known == 1 and (filled >= 2 or sheet.width == 1))


def _heads(sheet: RawSheet, index: int, knows: Knows) -> Iterator[Head]:
    """The line alone, and with the line under it where the two may belong together."""
    upper = tuple(line(value) for value in sheet.rows[index])
    yield Head(index, index, upper, known_of(upper, knows), (upper,), ALONE)
    if index + 1 == len(sheet.rows):
        return
    lower = tuple(line(value) for value in sheet.rows[index + 1])
    across = [one for one in sheet.merged if one.top == one.bottom == index + 1 and one.left < one.right]
    if across or any(one.top == index + 1 and one.bottom == index + 2 for one in sheet.merged):
        # The merged cells say that both lines are headings, so the upper one alone would be half of them.
        yield _joined(index, _spread(upper, across), upper, lower, knows, WRAPPED if _under(across, lower) else BANDED)
    elif any(lower) and all(value is None or isinstance(value, str) for value in sheet.rows[index + 1]):
        yield from _two_lines(index, upper, lower, knows)


def _under(across: list[Merge], lower: tuple[str, ...]) -> bool:
    """Whether no range is so wide that it is a title over all of the line below."""
    filled = sum(1 for text in lower if text)
    return all(sum(1 for text in lower[one.left - 1 : one.right] if text) < filled or filled == 0 for one in across)


def _two_lines(index: int, upper: tuple[str, ...], lower: tuple[str, ...], knows: Knows) -> Iterator[Head]:
    """Two lines that nothing but their words says belong together; no line of data goes through here."""
    spread = _carried(upper, lower, knows)
    wrapped = True
    for column, (over, under) in enumerate(zip(upper, lower, strict=True)):
        if not over or not under:
            wrapped = wrapped and (not under or bool(spread[column]))
            continue
        group = column + 1 < len(upper) and not upper[column + 1] and spread[column + 1] == over
        if not knows(f"{over} {under}"):
            if not group:
                return
            wrapped = False
    yield _joined(index, spread, upper, lower, knows, WRAPPED if wrapped else BANDED)


def _spread(texts: tuple[str, ...], across: list[Merge]) -> tuple[str, ...]:
    """The upper line with the text of each range merged across standing over all its columns."""
    spread = list(texts)
    for one in across:
        for column in range(one.left, one.right):
            spread[column] = spread[one.left - 1]
    return tuple(spread)


def _carried(upper: tuple[str, ...], lower: tuple[str, ...], knows: Knows) -> tuple[str, ...]:
    """The upper line, the name of a group carried on over the columns that have only a lower heading.

    "Due" over "date" is one heading that runs over two lines and no group.
    """
    carried: list[str] = []
    group, whole = "", False
    for over, under in zip(upper, lower, strict=True):
        if over:
            group, whole = over, not under or knows(f"{over} {under}")
        elif not under or (whole and not knows(f"{group} {under}")):
            group = ""
        carried.append(over or group)
    return tuple(carried)


def _joined(
    index: int, spread: tuple[str, ...], upper: tuple[str, ...], lower: tuple[str, ...], knows: Knows, rank: int
) -> Head:
    often = Counter(text.casefold() for text in lower if text)
    groups = {over.casefold() for over, under in zip(spread, lower, strict=True) if under}
    texts = tuple(
        _join(over, under, knows, one_of_several=often[under.casefold()] > 1 and len(groups) > 1)
        for over, under in zip(spread, lower, strict=True)
    )
    said = " ".join(texts).casefold()
    over = tuple(text for text in upper if text and text.casefold() not in said)
    return Head(index, index + 1, texts, known_of(texts, knows), (upper, lower), rank, over)


def _join(over: str, under: str, knows: Knows, *, one_of_several: bool) -> str:
    """The heading of a column; the lower line alone where it is known and stands under no other group as well."""
    if not over or not under:
        return over or under
    both = f"{over} {under}"
    return under if knows(under) and not knows(both) and not one_of_several else both
