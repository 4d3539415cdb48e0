"""Finds the table in a sheet: its heading row under titles, its rows, and what stands around them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lif_desktop.registers.values import clean
from lif_desktop.sheets.raw import Merge, RawSheet, Row, Value, letters

LOOK_ROWS = 60
"""The headings are looked for in so many rows from the top."""
_TOTAL = re.compile(r"(?:grand |sub[ -]?|overall )?totals?\b")
_NOTE = re.compile(r"(?:notes?|key|sources?|n\.?b\.?|prepared by|updated|completed by|guidance)\b|\*")
_MOST_TEXT = 60
_MOST_NAMED = 8

Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Table:
    """The table of a sheet. Rows and columns count from 1.

    `header_row` is the row of the headings (the lower one of two); `headings` has a text for each of
    `columns`, no two alike; `rows` are (row number, values in the order of `columns`).
    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[tuple[int, Row], ...] = field(repr=False)
    known: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Head:
    """Lines that may be the headings: their indexes, the text for each column, how many are known."""

    first: int
    last: int
    texts: tuple[str, ...]
    known: int


def find_table(sheet: RawSheet, knows: Knows, header_row: int | None = None) -> Table | None:
    """The table of `sheet` whose headings `knows` recognises; None where it knows no heading.

    `header_row` (from 1) says where the headings stand instead of looking for them.
    """
    head = _find_head(sheet, knows) if header_row is None else _head_at(sheet, header_row, knows)
    if head is None:
        return None
    columns = _columns(sheet, head)
    headings = _unlike([head.texts[column] or f"Column {letters(column + 1)}" for column in columns])
    rows, left_out = _Body(sheet, head, columns, knows).rows()
    notices = (*_above(sheet, head), *left_out, *sheet_notices(sheet))
    numbers = tuple(column + 1 for column in columns)
    return Table(sheet.name, head.last + 1, headings, numbers, rows, head.known, notices)


def sheet_notices(sheet: RawSheet) -> tuple[str, ...]:
    """What the eye would not see in the sheet, or would not expect, in words."""
    found = []
    if sheet.hidden_rows:
        found.append(f"{_count(sheet.hidden_rows, 'hidden row')} read like the others: {_named(sheet.hidden_rows)}.")
    if sheet.hidden_columns:
        names = [letters(column) for column in sheet.hidden_columns]
        found.append(f"{_count(names, 'hidden column')} read like the others: {_named(names)}.")
    if sheet.merged:
        found.append(f"{_count(sheet.merged, 'range')} of merged cells: {_named(sheet.merged)}.")
    if sheet.cut_after:
        found.append(f"Reading stopped after row {sheet.cut_after}, because 1,000 blank rows follow it.")
    if sheet.cut_columns:
        found.append("There is data beyond column IV (256 columns) that was not read.")
    return tuple(found)


def _count(things: Sequence[object], name: str) -> str:
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}"


def _named(things: Iterable[object]) -> str:
    names = [str(thing) for thing in things]
    more = len(names) - _MOST_NAMED
    if more > 0:
        return f"{', '.join(names[:_MOST_NAMED])} and {more:,} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _find_head(sheet: RawSheet, knows: Knows) -> _Head | None:
    """The lines with the most known headings; the earlier and the single one of several with as many."""
    best: _Head | None = None
    for index in range(min(LOOK_ROWS, len(sheet.rows))):
        for head in _heads(sheet, index, knows):
            if _good_enough(head, sheet) and (best is None or head.known > best.known):
                best = head
    return best


def _head_at(sheet: RawSheet, row: int, knows: Knows) -> _Head | None:
    """The headings that a person said stand in `row`; None where the sheet has no such row."""
    if not 1 <= row <= len(sheet.rows):
        return None
    texts = tuple(_line(value) for value in sheet.rows[row - 1])
    return _Head(row - 1, row - 1, texts, _known(texts, knows))


def _heads(sheet: RawSheet, index: int, knows: Knows) -> Iterable[_Head]:
    """The line alone, and with the line under it where merged cells say that the two belong together."""
    line = tuple(_line(value) for value in sheet.rows[index])
    yield _Head(index, index, line, _known(line, knows))
    across = [one for one in sheet.merged if one.top == one.bottom == index + 1 and one.left < one.right]
    down = any(one.top == index + 1 and one.bottom == index + 2 for one in sheet.merged)
    if index + 1 < len(sheet.rows) and (across or down):
        lower = tuple(_line(value) for value in sheet.rows[index + 1])
        upper = _spread(line, across)
        joined = tuple(_join(over, under, knows) for over, under in zip(upper, lower, strict=True))
        yield _Head(index, index + 1, joined, _known(joined, knows))


def _spread(line: tuple[str, ...], across: list[Merge]) -> tuple[str, ...]:
    """The upper line with the text of each range merged across standing over all its columns."""
    texts = list(line)
    for one in across:
        for column in range(one.left, one.right):
            texts[column] = texts[one.left - 1]
    return tuple(texts)


def _join(over: str, under: str, knows: Knows) -> str:
    if not over or not under:
        return over or under
    both = f"{over} {under}"
    return under if knows(under) and not knows(both) else both


def _line(value: Value) -> str:
    """The text of a heading cell on one line; nothing for a cell that is no text."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _known(texts: tuple[str, ...], knows: Knows) -> int:
    return len({text.casefold() for text in texts if text and knows(text)})


def _good_enough(head: _Head, sheet: RawSheet) -> bool:
    """Two known headings make a heading row; one does where it does not stand alone like a title."""
    filled = sum(1 for text in head.texts if text)
    return head.known >= 2 or (head.known == 1 and (filled >= 2 or sheet.width == 1))


def _columns(sheet: RawSheet, head: _Head) -> tuple[int, ...]:
    """The indexes of the columns that have a heading, or anything under the headings."""
    below = sheet.rows[head.last + 1 :]
    return tuple(
        column for column, text in enumerate(head.texts) if text or any(row[column] is not None for row in below)
    )


def _unlike(texts: list[str]) -> tuple[str, ...]:
    """The headings with a number behind each that stood there before: "Date", "Date (2)"."""
    seen: dict[str, int] = {}
    result = []
    for text in texts:
        times = seen[text.casefold()] = seen.get(text.casefold(), 0) + 1
        result.append(text if times == 1 else f"{text} ({times})")
    return tuple(result)


def _above(sheet: RawSheet, head: _Head) -> tuple[str, ...]:
    """What stands above the headings, said rather than lost."""
    texts = [_line(value) or str(value) for row in sheet.rows[: head.first] for value in row if value is not None]
    if not texts:
        return ()
    return (f"Above the headings, not taken as rows: {_quoted(texts)}.",)


def _quoted(texts: list[str]) -> str:
    return _named(f"“{text if len(text) <= _MOST_TEXT else text[:_MOST_TEXT] + '…'}”" for text in texts)


class _Body:
    """Tells the rows of the table from totals, notes and repeated headings."""

    def __init__(self, sheet: RawSheet, head: _Head, columns: tuple[int, ...], knows: Knows) -> None:
        self._sheet = sheet
        self._head = head
        self._columns = columns
        self._knows = knows
        self._headings = tuple(head.texts[column].casefold() for column in columns)
        self._left_out: dict[str, list[tuple[int, str]]] = {}
        self._wide = self._wide_rows()

    def rows(self) -> tuple[tuple[tuple[int, Row], ...], tuple[str, ...]]:
        """The rows with their numbers, and what was left out in words."""
        taken: list[tuple[int, Row]] = []
        previous = self._head.last + 1
        for number, row in self._numbered():
            count = len(row) - row.count(None)
            after_gap = number > previous + 1
            previous = number
            if after_gap and self._other_table(row, number):
                break
            if not self._left(number, row, count, after_gap):
                taken.append((number, row))
        return tuple(taken), self._notices()

    def _numbered(self) -> Iterable[tuple[int, Row]]:
        """The rows under the headings that hold anything, their cells in the order of the columns."""
        rows = self._filled_down()
        whole = self._columns == tuple(range(self._sheet.width))
        for number, row in enumerate(rows, self._head.last + 2):
            cells = row if whole else tuple(row[column] for column in self._columns)
            if cells.count(None) < len(cells):
                yield number, cells

    def _filled_down(self) -> list[Row]:
        """The rows, a value merged over several rows standing in each of them."""
        start = self._head.last + 1
        rows = list(self._sheet.rows[start:])
        spans = [
            one for one in self._sheet.merged if one.top > start and one.left == one.right and one.top < one.bottom
        ]
        for one in spans:
            column, value = one.left - 1, self._sheet.rows[one.top - 1][one.left - 1]
            for index in range(one.top - start, min(one.bottom - start, len(rows))):
                rows[index] = (*rows[index][:column], value, *rows[index][column + 1 :])
            self._say("merged", one.top, str(one))
        return rows

    def _wide_rows(self) -> set[int]:
        """The numbers of rows with cells merged across half of the table or more, as notes are written."""
        least = max(len(self._columns) / 2, 2)
        return {
            row
            for one in self._sheet.merged
            if one.right - one.left + 1 >= least
            for row in range(one.top, one.bottom + 1)
        }

    def _left(self, number: int, row: Row, count: int, after_gap: bool) -> bool:
        """Whether the row is left out; says so."""
        first = next(value for value in row if value is not None)
        text = first.strip().casefold() if isinstance(first, str) else ""
        if self._repeats(row, count):
            return self._say("repeat", number, "")
        if _TOTAL.match(text) and all(value is None or value is first or _is_figure(value) for value in row):
            return self._say("total", number, str(first))
        alone = count == 1 and isinstance(first, str) and len(self._columns) >= 3
        if alone and (number in self._wide or after_gap or _NOTE.match(text)):
            return self._say("note", number, str(first))
        return False

    def _repeats(self, row: Row, count: int) -> bool:
        if count < 2:
            return False
        same = sum(
            1
            for value, heading in zip(row, self._headings, strict=True)
            if heading and isinstance(value, str) and " ".join(value.split()).casefold() == heading
        )
        return same >= 2 and same >= count * 0.8

    def _other_table(self, row: Row, number: int) -> bool:
        """Whether the row after a gap holds headings again, but others: then a second table begins."""
        texts = tuple(_line(value) for value in row)
        if self._repeats(row, sum(1 for text in texts if text)):
            return False
        filled = [value for value in row if value is not None]
        if len(filled) >= 2 and _known(texts, self._knows) >= max(2, len(filled) * 0.6):
            return self._say("other", number, "")
        return False

    def _say(self, kind: str, number: int, text: str) -> bool:
        self._left_out.setdefault(kind, []).append((number, text))
        return True

    def _notices(self) -> tuple[str, ...]:
        return tuple(_said(kind, entries) for kind, entries in self._left_out.items())


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _said(kind: str, entries: list[tuple[int, str]]) -> str:
    """One notice about what was found in the rows: (number of the row, its text)."""
    one = len(entries) == 1
    rows = f"{'Row' if one else 'Rows'} {_named(number for number, _ in entries)}"
    was = "was" if one else "were"
    texts = [" ".join(text.split()) for _, text in entries]
    if kind == "repeat":
        return f"{rows} {was} left out, because the headings stand there again."
    if kind == "merged":
        return f"Cells merged over several rows were read as the same value in each row: {_named(texts)}."
    if kind == "other":
        return f"Another table begins at row {entries[0][0]}; it was not read."
    return f"{rows} {was} left out as a {kind}: {_quoted(texts)}."
