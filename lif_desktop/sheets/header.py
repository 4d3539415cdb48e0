"""Finds the table in a sheet: its heading row under titles, its rows, and what stands around them."""

from dataclasses import dataclass, field

from lif_desktop.sheets.beside import from_column, left_of, parted
from lif_desktop.sheets.body import GROUP, Body
from lif_desktop.sheets.head_lines import Head, Knows, find_head, head_at, upright, words
from lif_desktop.sheets.raw import RawSheet, Row, address, letters
from lif_desktop.sheets.wording import count, named, quoted, runs, unlike

__all__ = ["GROUP", "Knows", "Table", "find_table", "known_headings", "sheet_notices", "turned"]


_LOST = "\ufffd"
"""What stands for a letter that could not be read."""


@dataclass(frozen=True)
class Table:
    """The table of a sheet. Rows and columns count from 1.

    `header_row` is the row of the headings (the lower one of two); `headings` has a text for each of
    `columns`, no two alike; `rows` are (row number, values in the order of `columns`). Where lines head groups of rows,
    the last heading is GROUP, and its place is the first one to the right of the sheet. `left` are the rows under the
    headings that were not taken, `beside` the columns of what stands beside the table; the notices speak of both.
    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[tuple[int, Row], ...] = field(repr=False)
    known: int
    notices: tuple[str, ...] = ()
    left: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


def find_table(
    sheet: RawSheet, knows: Knows, header_row: int | None = None, first_column: int | None = None
) -> Table | None:
    """The table of `sheet` whose headings `knows` recognises; None where it knows no heading.

    `header_row` (from 1) says where the headings stand instead of looking for them, `first_column` (from 1) in which
    column the table begins where several stand side by side.
    """
    seen = sheet if first_column is None else from_column(sheet, first_column)
    head = find_head(seen, knows) if header_row is None else head_at(seen, header_row, knows)
    if head is None:
        return None
    parts = parted(seen, head, knows, first_column)
    to_the_left, said_left = left_of(sheet, first_column or 1, head.first)
    headings = [_heading(seen, head, column) for column in parts.columns]
    places = [column + 1 for column in parts.columns]
    body = Body(seen, head, parts.columns, knows)
    rows = body.rows()
    if body.grouped:
        headings.append(GROUP)
        places.append(sheet.width + 1)
    return Table(
        sheet=sheet.name,
        header_row=head.last + 1,
        headings=unlike(headings),
        columns=tuple(places),
        rows=rows,
        known=head.known,
        notices=(
            *_above(seen, head),
            *said_left,
            *parts.said,
            *body.notices(),
            *sheet_notices(sheet, head),
            *_unreadable(sheet),
        ),
        left=tuple(body.left),
        beside=tuple(column + 1 for column in (*to_the_left, *parts.beside)),
    )


def known_headings(sheet: RawSheet, knows: Knows) -> int:
    """How many different headings of the best line of headings are known; 0 where there is none."""
    head = find_head(sheet, knows)
    return head.known if head is not None else 0


def turned(sheet: RawSheet, knows: Knows) -> str:
    """The letter of the column in which the headings stand one under another; empty where they do not."""
    column = upright(sheet, knows)
    return letters(column) if column else ""


def sheet_notices(sheet: RawSheet, head: Head | None = None) -> tuple[str, ...]:
    """What the eye would not see in the sheet, or would not expect, in words. `head` gives columns their headings."""
    found = []
    hidden_rows = [row for row in sheet.hidden_rows if any(value is not None for value in _row(sheet, row))]
    if hidden_rows:
        found.append(f"{count(hidden_rows, 'hidden row')} read like the others: {runs(hidden_rows)}.")
    hidden_columns = [
        column for column in sheet.hidden_columns if any(value is not None for value in _cells(sheet, column))
    ]
    if hidden_columns:
        names = [_column(column, head) for column in hidden_columns]
        found.append(f"{count(names, 'hidden column')} read like the others: {named(names)}.")
    # A range that reaches out of the data has one cell of it.
    merged = [one for one in sheet.merged if (one.top, one.left) != (one.bottom, one.right)]
    if merged:
        found.append(f"{count(merged, 'range')} of merged cells: {named(merged)}.")
    if sheet.cut_after:
        found.append(f"Reading stopped after row {sheet.cut_after}, because 1,000 blank rows follow it.")
    if sheet.cut_columns:
        found.append("There is data beyond column IV (256 columns) that was not read.")
    return tuple(found)


def _row(sheet: RawSheet, number: int) -> Row:
    return sheet.rows[number - 1] if number <= len(sheet.rows) else ()


def _cells(sheet: RawSheet, place: int) -> Row:
    return tuple(row[place - 1] for row in sheet.rows) if place <= sheet.width else ()


def _column(place: int, head: Head | None) -> str:
    text = head.texts[place - 1] if head is not None else ""
    return f"{letters(place)} (“{text}”)" if text else letters(place)


def _unreadable(sheet: RawSheet) -> tuple[str, ...]:
    """The cells with letters that were lost on their way."""
    found = [
        address(number, place)
        for number, row in enumerate(sheet.rows, 1)
        for place, value in enumerate(row, 1)
        if type(value) is str and _LOST in value
    ]
    if not found:
        return ()
    verb = "has" if len(found) == 1 else "have"
    return (f"{count(found, 'cell')} {verb} letters that could not be read and are shown as {_LOST}: {named(found)}.",)


def _heading(sheet: RawSheet, head: Head, column: int) -> str:
    """The heading of a column: its text, else the date or number that stands there, else its letter."""
    shown = " ".join(filter(None, (words(row[column]) for row in sheet.rows[head.first : head.last + 1])))
    return head.texts[column] or shown or f"Column {letters(column + 1)}"


def _above(sheet: RawSheet, head: Head) -> tuple[str, ...]:
    """What stands above the headings, said rather than lost."""
    texts = [words(value) for row in sheet.rows[: head.first] for value in row if words(value)]
    texts += head.over
    return (f"Above the headings, not taken as rows: {quoted(texts)}.",) if texts else ()
