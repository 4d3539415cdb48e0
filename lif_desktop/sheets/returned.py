"""Knows a workbook of ours when it comes back: which return it is, what was sent in it, what is not taken in."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.office.sent_workbooks import answers, sent_workbook, stamps
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import reader
from lif_desktop.sheets.raw import RawBook, RawSheet, Row, Value
from lif_desktop.sheets.return_rows import given
from lif_desktop.sheets.returning import key_of
from lif_desktop.sheets.sent import ROW_KEY, TO_FIX, Sent, SentRow
from lif_desktop.sheets.stamps import LETTERS, stamps_in
from lif_desktop.sheets.wording import named

_LOOK_ROWS, _LOOK_COLUMNS = 200, 60
"""The stamp and the row keys are looked for in so many rows and columns from the top left of each sheet."""
_KEY = re.compile(rf"LIF-[{LETTERS}]{{4}}-[{LETTERS}]{{4}}-[{LETTERS}]{{3,}}")


def recognise(office: Office, book: RawBook) -> Sent | None:
    """What was sent in the workbook of ours that `book` is; None where it is none of this office.

    It is known by the stamp on its first sheet, or by the row keys of its table, whatever became of its name, its
    sheets and its format.
    """
    known: dict[str, int] = office.read(stamps)
    front, keys = _found(book)
    stamp = _chosen(office, known, front, keys)
    if stamp is None:
        return None
    sent = sent_of(office, known[stamp])
    return replace(sent, notices=tuple(_notices(office, sent, book)))


def unknown_stamp(office: Office, book: RawBook) -> str:
    """What is said of a workbook that bears a stamp, but none of this office; empty where there is nothing to say."""
    known: dict[str, int] = office.read(stamps)
    front, keys = _found(book)
    seen = [*front, *keys]
    if not seen or any(stamp in known for stamp in seen):
        return ""
    return (
        f"It bears the stamp {seen[0]}, but this office knows of no such workbook: it is from another office, was made "
        "after the backup that was restored, or its making was undone. It is read like any other file; look at the "
        "matches with care."
    )


def sent_of(office: Office, number: int) -> Sent:
    """What was sent in the workbook of that number, with what has been answered. KeyError when it is not there.

    What was taken from a return is from then on what both sides have: when the same workbook comes again with more, it
    is no conflict, and a row that became a record is known as that record.
    """
    row: dict[str, Any] = office.read(lambda connection: sent_workbook(connection, number))
    told: dict[str, Mapping[str, Any]] = office.read(lambda connection: answers(connection, row["kind"]))
    own = register(row["register"])
    columns = {one["heading"]: one["field"] for one in row["columns"]}
    only_read = frozenset(one["field"] for one in row["columns"] if one["field"] and not one["fill"])
    made: dt.datetime | None = row["made_at"]
    every = given(office, row)
    return Sent(
        number=row["id"],
        stamp=row["stamp"],
        kind=row["kind"],
        register=row["register"],
        agency_id=row["agency_id"],
        return_id=row["return_id"],
        made_on=made.replace(tzinfo=dt.UTC).astimezone().date() if made is not None else office.today(),
        rows={one["key"]: _sent_row(own, _answered(one, told.get(one["key"])), every) for one in row["rows"]},
        given=every,
        columns=columns,
        only_read=only_read,
    )


def _answered(row: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if answer is None:
        return row
    known = {"id": answer["id"], "version": 1} if row["id"] is None else {}
    return {**row, **known, "values": {**row["values"], **answer["values"]}}


def _sent_row(own: Register, row: Mapping[str, Any], every: Mapping[str, Any]) -> SentRow:
    """A row as it was sent. What every row is given counts as sent with a record that was there, so it changes none."""
    values = {name: _stored(own.field(name), value) for name, value in row["values"].items()}
    return SentRow(row["key"], row["id"], row["version"], values if row["id"] is None else {**every, **values})


def _stored(field: Field, value: Any) -> Any:
    """A value as a record holds it, from what JSON kept of it."""
    if field.kind == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _chosen(office: Office, known: Mapping[str, int], front: Sequence[str], keys: Counter[str]) -> str | None:
    """The stamp of the workbook: that on its first sheet, unless its rows all come from another one for that agency."""
    ours = next((stamp for stamp in front if stamp in known), None)
    most = next((stamp for stamp, _ in keys.most_common() if stamp in known), None)
    if ours is None or most is None or ours in keys:
        return ours or most
    first, other = (office.read(partial(sent_workbook, number=known[stamp])) for stamp in (ours, most))
    alike = all(first[name] == other[name] for name in ("agency_id", "kind"))
    return most if alike else ours


def _found(book: RawBook) -> tuple[list[str], Counter[str]]:
    """The stamps that stand alone, in the order of the sheets, and how often each stands in a row key."""
    front: list[str] = []
    keys: Counter[str] = Counter()
    for sheet in book.sheets:
        for row in sheet.rows[:_LOOK_ROWS]:
            for cell in row[:_LOOK_COLUMNS]:
                if isinstance(cell, str) and "LIF-" in cell.upper():
                    found = list(stamps_in(cell))
                    if _KEY.fullmatch(cell.strip().upper()):
                        keys.update(found)
                    else:
                        front += found
    return front, keys


# What is not taken in


def _notices(office: Office, sent: Sent, book: RawBook) -> Iterator[str]:
    """What the agency changed where it was only to read, and which rows are not there any more."""
    table = _table(sent, book)
    if table is None:
        return
    rows, places = table
    own = register(sent.register)
    for heading, at in places.items():
        key = sent.columns.get(heading, "")
        if key in sent.only_read:
            read = reader(own.field(key), office.lookup, office.today())
            changed = [number for number, one, row in rows if _differs(read, row[at], one.values.get(key))]
            if changed:
                where = named(changed)
                noun = "row" if len(changed) == 1 else "rows"
                yield f"“{heading}” was changed in {noun} {where}. It was there to be read, so it was not taken in."
    if any(_has_heading(sheet, TO_FIX) for sheet in book.sheets):
        return
    here = {one.key for _, one, _ in rows}
    gone = [one for key, one in sent.rows.items() if key not in here and one.id is not None]
    if gone:
        noun = "row that was sent is" if len(gone) == 1 else "rows that were sent are"
        yield f"{len(gone)} {noun} not in the file any more. Nothing is changed or taken out for that."


_Rows = list[tuple[int, SentRow, Row]]


def returned_sheets(sent: Sent, book: RawBook) -> tuple[str, ...]:
    """The names of the sheets of a returned file that have rows of ours."""
    return tuple(sheet.name for sheet in book.sheets if _rows_of(sent, sheet))


def _table(sent: Sent, book: RawBook) -> tuple[_Rows, dict[str, int]] | None:
    """The rows of ours in the file with their numbers, and where each of our headings stands; the first such sheet."""
    return next((found for sheet in book.sheets if (found := _rows_of(sent, sheet))), None)


def _rows_of(sent: Sent, sheet: RawSheet) -> tuple[_Rows, dict[str, int]] | None:
    head = _head(sheet)
    if head is None:
        return None
    index, key_at = head
    headings = {_line(cell): at for at, cell in enumerate(sheet.rows[index]) if isinstance(cell, str)}
    numbered = enumerate(sheet.rows[index + 1 :], index + 2)
    found = [(number, sent.rows[key], row) for number, row in numbered if (key := key_of(row, key_at)) in sent.rows]
    return (found, {heading: at for heading, at in headings.items() if heading in sent.columns}) if found else None


def _head(sheet: RawSheet) -> tuple[int, int] | None:
    for index, row in enumerate(sheet.rows[:_LOOK_ROWS]):
        for at, cell in enumerate(row):
            if isinstance(cell, str) and _line(cell).casefold() == ROW_KEY.casefold():
                return index, at
    return None


def _has_heading(sheet: RawSheet, heading: str) -> bool:
    return any(heading in row for row in sheet.rows[:_LOOK_ROWS])


def _line(text: str) -> str:
    return " ".join(text.split())


def _differs(read: Callable[[Value], Any], cell: Value, sent: Any) -> bool:
    if cell is None:
        return False
    try:
        return bool(read(cell) != sent)
    except LifError:
        return True
