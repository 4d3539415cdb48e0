"""The look over what goes out as a spreadsheet: every text cell, with its place in words, and a masked copy."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.personal import Found, Kind, is_birth_label, mask
from lif_desktop.framework.personal_names import names_within
from lif_desktop.framework.personal_places import Place, look, place
from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.office.watched import watch
from lif_desktop.registers import REGISTERS
from lif_desktop.sheets.outgoing import Cell, Column, Outgoing, outgoing

_MEANT: dict[str, frozenset[str]] = {
    "contacts": frozenset({"email", "telephone"}),
    "chases": frozenset({"sent_to"}),
}
"""The columns that are meant for contact details, by register: there those of roles are no find."""

_NO_WORDS = frozenset({"whole", "decimal", "date", "yes_no", "status"})
"""Kinds of column in which no words of anybody stand: a number there is a count, a date is one of the work."""

_TITLE = (-2, 0)
"""Where a find in the title stands: the name of a saved view is one that somebody wrote."""


def look_over(table: Outgoing, watched: Collection[str] = (), known: Collection[str] = ()) -> tuple[Place, ...]:
    """Everything in the title, headings and cells of a table that knows, reaches or names a person, row by row.

    `watched` are the names on the office's own list, `known` the contact details of roles
    (`office.watched.own_contacts`), which are no find in the columns that are meant for them. A date is looked at only
    under a heading of birth.
    """
    names, own = _there(table, watched), frozenset(known)
    finds = look(table.what, "", names, own)
    found = [place("what the table is called", table.what, one, _TITLE, names) for one in finds]
    meant = _MEANT.get(table.register.key, frozenset())
    for at, column in enumerate(table.columns):
        where = f"{table.title}, the heading of column {at + 1}"
        found += [place(where, column.heading, one, (-1, at), names) for one in look(column.heading, "", names, own)]
    looked = [(at, column, column.key in meant) for at, column in enumerate(table.columns) if _is_looked_at(column)]
    for number, row in enumerate(table.rows):
        for at, column, own_place in looked:
            words = _words(row[at])
            if not words:
                continue
            where = f"{_row(table, number)}, {column.heading}"
            finds = look(words, column.heading, names, own, own_place)
            found += [place(where, words, one, (number, at), names) for one in finds]
    return tuple(found)


def _there(table: Outgoing, watched: Collection[str]) -> tuple[str, ...]:
    """Those of the watched names that may stand in the table."""
    if not watched:
        return ()
    words = [column.heading for column in table.columns] + [_words(cell) for row in table.rows for cell in row]
    return names_within("\n".join((table.title, *words)), watched)


def masked(table: Outgoing, places: Iterable[Place]) -> Outgoing:
    """The table with these finds of `look_over` in it masked, everything else as it was.

    A cell with a mask that comes back through the import changes nothing: the office keeps what it has.
    """
    by_cell: dict[tuple[int, ...], list[Found]] = {}
    for one in places:
        by_cell.setdefault(one.at, []).append(one.found)
    if not by_cell:
        return table
    columns = tuple(
        replace(column, heading=mask(column.heading, by_cell.get((-1, at), ())))
        for at, column in enumerate(table.columns)
    )
    rows = list(table.rows)
    for number in {at[0] for at in by_cell if at[0] >= 0}:
        rows[number] = tuple(
            mask(_words(cell), by_cell[number, at]) if (number, at) in by_cell else cell
            for at, cell in enumerate(table.rows[number])
        )
    return replace(table, columns=columns, rows=rows, what=mask(table.what, by_cell.get(_TITLE, ())))


def count_whole(office: Office) -> Counter[Kind]:
    """How many finds of each kind the whole office holds, contact details of roles left aside.

    Its workbook goes out as it is, because it must come in again whole: it is counted and never masked. The list of
    watched names stands in it among the settings, and each name of it counts.
    """
    watching = watch(office)
    tables = (outgoing(office, one) for one in REGISTERS)
    found = Counter(one.kind for table in tables for one in look_over(table, watching.names, watching.own))
    return found + Counter({"watched": len(watching.names)})


def _is_looked_at(column: Column) -> bool:
    """Whether words stand in a column that somebody wrote, be it the name of an agency that it only points to."""
    return column.kind not in _NO_WORDS or not column.key or is_birth_label(column.heading)


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.date):
        return show_date(cell)
    return "" if cell is None or isinstance(cell, Status) else str(cell)


def _row(table: Outgoing, number: int) -> str:
    """A row by its own reference where it has one, else by its number."""
    first = table.rows[number][0] if table.register.prefix else None
    name = f" ({first})" if isinstance(first, str) else ""
    return f"{table.title}, row {number + 1}{name}"
