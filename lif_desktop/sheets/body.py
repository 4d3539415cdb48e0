"""The rows under the headings: which are rows of the table, and which are totals, notes, groups or headings again."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from lif_desktop.sheets.head_lines import Head, Knows, known_of, line, words
from lif_desktop.sheets.raw import RawSheet, Row, Value, letters
from lif_desktop.sheets.row_kinds import (
    Kind,
    Sums,
    ends_text,
    is_example,
    is_figures,
    is_note,
    is_total,
    may_be_total,
    numbers_columns,
    said,
)

GROUP = "Group heading"
"""The column that holds, for each row, the words of the line that heads its group."""

_Line = tuple[int, Row, int, str]
"""The number of a row, its cells in the order of the columns, how many of them are filled, the words of the first."""


class Body:
    """Goes through the rows under the headings once."""

    def __init__(self, sheet: RawSheet, head: Head, columns: tuple[int, ...], knows: Knows) -> None:
        self._sheet = sheet
        self._head = head
        self._columns = columns
        self._knows = knows
        own_lines = (*head.lines, head.texts)
        self._headings = [{texts[column].casefold() for texts in own_lines} - {""} for column in columns]
        self._said: dict[Kind, list[tuple[int, str]]] = {}
        self._wide = self._wide_rows()
        self._lines = list(self._numbered())
        self._widest = max((line[2] for line in self._lines), default=0)
        self._sums = Sums(len(columns))
        self._groups: list[str | None] = []
        self._in_notes = False
        self._with_figures: dict[int, bool] = {}
        self.left: list[int] = []

    def rows(self) -> tuple[tuple[int, Row], ...]:
        """The rows of the table with their numbers; with a value more in each where lines head groups of them."""
        taken: list[tuple[int, Row]] = []
        group: str | None = None
        previous, fresh = self._head.last + 1, False
        stray = False
        for at, (number, row, count, first) in enumerate(self._lines):
            gap = number > previous + 1
            stray = (stray or gap) and 1 < count * 2 < self._widest and bool(taken)
            previous = number
            if (gap or fresh) and self._other_table(row, number):
                self.left.extend(line[0] for line in self._lines[at:])
                break
            kind = self._kind(at, gap, first=not taken)
            fresh = kind is not None
            if kind == "group":
                group = _whole(row, first)
            if kind is None:
                taken.append((number, row))
                self._groups.append(group)
                self._sums.add(row)
                if stray and count > 1:
                    self._say("sparse", number, first)
            else:
                self.left.append(number)
                self._say(kind, number, _whole(row, first))
            if kind == "total":
                self._sums.close()
        self._doubts(taken)
        if not self.grouped:
            return tuple(taken)
        return tuple((number, (*row, name)) for (number, row), name in zip(taken, self._groups, strict=True))

    @property
    def grouped(self) -> bool:
        """Whether any row stands under a line that heads a group."""
        return any(name is not None for name in self._groups)

    def notices(self) -> tuple[str, ...]:
        """What was found beside rows, in words."""
        return tuple(said(kind, entries) for kind, entries in self._said.items())

    # What there is

    def _numbered(self) -> Iterator[_Line]:
        """The rows under the headings that hold anything, their cells in the order of the columns."""
        whole = self._columns == tuple(range(self._sheet.width))
        width = len(self._columns)
        for number, row in enumerate(self._filled_down(), self._head.last + 2):
            cells = row if whole else tuple(row[column] for column in self._columns)
            count = width - cells.count(None)
            if count and not _first(cells):
                cells = tuple(None if isinstance(cell, str) and not cell.strip() else cell for cell in cells)
                count = width - cells.count(None)
            if count:
                yield number, cells, count, _first(cells)

    def _filled_down(self) -> list[Row]:
        """The rows, a value merged over several rows standing in each of them that has anything of its own."""
        start = self._head.last + 1
        rows = list(self._sheet.rows[start:])
        own = self._sheet.rows
        most = max(len(self._columns) / 2, 1)
        for one in self._sheet.merged:
            if one.top <= start or one.top == one.bottom or one.right - one.left + 1 > most:
                continue
            column, value = one.left - 1, own[one.top - 1][one.left - 1]
            if value is None or column not in self._columns:
                continue
            for index in range(one.top, min(one.bottom, len(own))):
                if own[index].count(None) < len(own[index]):
                    filled = rows[index - start]
                    rows[index - start] = (*filled[:column], value, *filled[column + 1 :])
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

    # What a row is

    def _kind(self, at: int, gap: bool, *, first: bool) -> Kind | None:
        """What the line is when it is no row of the table; None when it is one."""
        _, row, count, text = self._lines[at]
        if gap:
            self._in_notes = False
        if self._repeats(row, count):
            return "repeat"
        if (may_be_total(text) or is_figures(row, count)) and self._is_total(row, count, text):
            return "total"
        if first and numbers_columns(row):
            return "numbers"
        if is_example(text) and count > 1:
            return "example"
        if len(self._columns) < 3:
            return None
        return self._around(at, gap)

    def _around(self, at: int, gap: bool) -> Kind | None:
        """Notes and the heads of groups: lines with hardly a cell, by what stands around them."""
        number, row, count, first = self._lines[at]
        alone = count == 1 and not _is_number(row)
        sparse = count * 2 < self._widest
        labelled = count <= 2 and ends_text(first)
        if alone and is_note(first):
            self._in_notes = gap
            return "note"
        if (alone or (labelled and sparse)) and self._heads(at) and self._like_a_group(at, gap):
            return "group"
        signed = is_note(first) and ends_text(first)
        if (alone and (gap or number in self._wide)) or (gap and (signed or (sparse and ends_text(first)))):
            self._in_notes = gap
            return "note"
        return "note" if self._in_notes and sparse else None

    def _heads(self, at: int) -> bool:
        """Whether a full row, or the headings again, stands directly under the line."""
        if at + 1 == len(self._lines):
            return False
        number, row, count, _ = self._lines[at + 1]
        follows = number == self._lines[at][0] + 1
        return follows and (count >= max(2, self._widest / 2) or self._repeats(row, count))

    def _like_a_group(self, at: int, gap: bool) -> bool:
        """Whether a line that stands over rows heads them: by its look, by a gap before it, or by its fellows.

        Where the column has references, one more of them is a row; else the rows must begin with such a line.
        """
        number, row, *_ = self._lines[at]
        if gap or number in self._wide:
            return True
        place = next(place for place, value in enumerate(row) if value is not None)
        if self._numbered_column(place):
            return not _has_figure(row[place])
        return self._lines[0][2] == 1 and len(self._lone) > 1

    @cached_property
    def _lone(self) -> list[int]:
        """The places of the lines that have one cell and stand over a full row."""
        return [at for at, (_, _, count, _) in enumerate(self._lines) if count == 1 and self._heads(at)]

    def _numbered_column(self, place: int) -> bool:
        """Whether four in five of the texts in the column have a figure in them, as references do."""
        if place not in self._with_figures:
            full = (cells for _, cells, count, _ in self._lines if count > 1 and count * 2 >= self._widest)
            others = [cells[place] for cells in full if cells[place] is not None]
            self._with_figures[place] = sum(map(_has_figure, others)) * 5 >= len(others) * 4
        return self._with_figures[place]

    def _is_total(self, row: Row, count: int, text: str) -> bool:
        if is_total(text):
            return is_figures(row, count, but=1)
        if may_be_total(text):
            alone = count == 1 and may_be_total(text) == "starts"
            return alone or (count > 1 and is_figures(row, count, but=1) and self._sums.fits(row))
        return count < self._widest and self._sums.fits(row, labels_missing=True)

    def _repeats(self, row: Row, count: int) -> bool:
        """Whether four in five of the cells are the headings of their columns again."""
        if count < 2:
            return False
        others = most = count // 5
        same = 0
        for value, headings in zip(row, self._headings, strict=True):
            if value is None:
                continue
            if isinstance(value, str) and line(value).casefold() in headings:
                same += 1
            elif (others := others - 1) < 0:
                return False
        return same >= 2 and same >= count - most

    def _other_table(self, row: Row, number: int) -> bool:
        """Whether the row after a gap or a title holds headings again, but others: then a second table begins."""
        texts = tuple(line(value) for value in row)
        filled = sum(1 for value in row if value is not None)
        if filled < 2 or self._repeats(row, filled):
            return False
        if known_of(texts, self._knows) >= max(2, filled * 0.6):
            self._say("other", number, "")
            return True
        return False

    # What is said

    def _say(self, kind: Kind, number: int, text: str) -> None:
        self._said.setdefault(kind, []).append((number, text))

    def _doubts(self, taken: Sequence[tuple[int, Row]]) -> None:
        """What was taken as rows, but may be meant otherwise."""
        self._doubt_blanks(taken)
        numbers = {number for number, _ in taken}
        for at in self._lone if len(self._columns) >= 3 else ():
            number, row, _, first = self._lines[at]
            if number in numbers:
                self._say("lone", number, _whole(row, first))

    def _doubt_blanks(self, taken: Sequence[tuple[int, Row]]) -> None:
        """A first column that is filled only in the first row of each block, as people write who do not repeat."""
        if len(taken) < 4 or len(self._columns) < 3:
            return
        filled = [(number, row[0]) for number, row in taken if row[0] is not None]
        known = {value for _, value in filled if isinstance(value, str)}
        if taken[0][1][0] is None or not 2 <= len(filled) <= len(taken) / 2 or len(known) < len(filled):
            return
        heading = self._head.texts[self._columns[0]] or f"Column {letters(self._columns[0] + 1)}"
        for number, _ in filled:
            self._say("blocks", number, heading)


def _whole(row: Row, first: str) -> str:
    """The words that begin a line, with what they lead to."""
    return " ".join(words(value) for value in row if value is not None) if ends_text(first) else first


def _first(row: Row) -> str:
    """The words of the first filled cell; empty where it holds blanks."""
    value = next(value for value in row if value is not None)
    return value.strip() if isinstance(value, str) else words(value)


def _is_number(row: Row) -> bool:
    return not isinstance(next(value for value in row if value is not None), str)


def _has_figure(value: Value) -> bool:
    return any(letter.isdigit() for letter in str(value))
