"""A register as a table for publication: a title, one row of headings, the rows, and a sheet of notes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.small import SMALL
from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.registers.values import clean
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import Cell, Outgoing
from lif_desktop.sheets.sizes import ONE_PAGE, column_widths, heading_height, row_height
from lif_desktop.sheets.style import NUMBERS, Look
from lif_desktop.sheets.suppress import LEFT_OUT, to_leave_out

NOT_FOR_OTHERS: dict[str, frozenset[str]] = {
    "contacts": frozenset({"person", "email", "telephone"}),
    "attendance": frozenset({"member", "initials"}),
    "panel_members": frozenset({"member", "conflict"}),
    "case_tracking": frozenset({"pseudonym", "difference"}),
    "chronology": frozenset({"happened_on", "happened_at", "event", "response", "person_seen", "comment"}),
    "answers": frozenset({"answer"}),
    "chases": frozenset({"sent_to", "chased_by"}),
}
"""What names a person or tells of one case, and so never goes into a table for publication, by register."""

COUNTS: dict[str, tuple[str, ...]] = {
    "training": (
        "booked",
        "attended",
        "did_not_attend",
        "cancelled",
        "questionnaires",
        "matched_pairs",
        "follow_up_replies",
        "applied",
    ),
    "bookings": ("booked", "attended", "did_not_attend", "cancelled"),
    "evaluations": ("invited", "replies"),
    "training_returns": ("staff", "trained"),
    "dissemination": ("reached",),
    "audits": ("cases", "outstanding", "good", "requires_improvement", "inadequate"),
    "indicator_values": ("numerator", "denominator", "value"),
}
"""The columns of each register that count people."""

_SUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "training": (("booked", "attended", "did_not_attend", "cancelled"), ("follow_up_replies", "applied")),
    "bookings": (("booked", "attended", "did_not_attend", "cancelled"),),
    "audits": (("cases", "outstanding", "good", "requires_improvement", "inadequate"),),
    "training_returns": (("staff", "trained"),),
}
"""Columns that add up in each row: parts with their total."""

_FROM_COUNTS: dict[str, dict[str, tuple[str, ...]]] = {
    "training": {"response_rate": ("questionnaires", "attended")},
    "evaluations": {"baseline": ("replies",), "result": ("replies",)},
    "indicator_values": {"value": ("numerator", "denominator")},
}
"""Columns worked out of counts, from which a count that is left out could be worked back, or that would stand for so
few people."""

_NEVER_ALONE = frozenset({"response_rate"})
"""Those of them that are left out where a count is empty: they come from counts that are not in the table."""

_BLOCKS = {"bookings": "training_id"}
"""The column whose equal values make the rows that add up to a total known elsewhere."""


def write(office: Office, book: Workbook, table: Outgoing, day: dt.date) -> None:
    """Writes the table, which `for_publication` made, and its notes into `book`."""
    look = Look(book)
    title = f"{table.title}: {office.setting('partnership', office.profile.partnership)}"
    marking = office.lookup.label("markings", "official")
    sheet = book.add_worksheet(table.register.label[:31])
    left_out = write_table(sheet, table, title, look)
    furnish(sheet, office, table.title, marking, day, table.part)
    notes = book.add_worksheet("Notes")
    write_notes(notes, _notes(office, table, day, left_out), look)
    furnish(notes, office, f"{table.title}: notes", marking, day, table.part)


def for_publication(table: Outgoing) -> Outgoing:
    """What of `table` is for everyone: its main columns and its counts, with small counts of people left out."""
    own = table.register.key
    counted = COUNTS.get(own, ())
    places = [
        place
        for place, column in enumerate(table.columns)
        if (column.main or column.key in counted)
        and column.key not in NOT_FOR_OTHERS.get(own, ())
        and column.key != "version"
    ]
    columns = tuple(replace(table.columns[place], worked_out=False) for place in places)
    rows = [tuple(_plain(row[place]) for place in places) for row in table.rows]
    return replace(table, columns=columns, rows=_with_counts_left_out(own, columns, rows))


def _plain(cell: Cell) -> Cell:
    return cell.word if isinstance(cell, Status) else cell


def _with_counts_left_out(own: str, columns: Sequence[object], rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    at = {getattr(column, "key", ""): place for place, column in enumerate(columns)}
    counted = [at[key] for key in COUNTS.get(own, ()) if key in at]
    if not counted:
        return rows
    counts = [[_count(row[place]) for place in counted] for row in rows]
    sums = [[counted.index(at[key]) for key in group if key in at] for group in _SUMS.get(own, ())]
    hidden = {(row, counted[column]) for row, column in to_leave_out(counts, sums, _blocks(own, at, rows))}
    for result, sources in _FROM_COUNTS.get(own, {}).items():
        if result in at:
            places = [at[key] for key in sources if key in at]
            given_away = {row for row, place in hidden if place in places}
            if result in _NEVER_ALONE:
                given_away |= {row for row, cells in enumerate(rows) if any(cells[place] is None for place in places)}
            hidden |= {(row, at[result]) for row in given_away if rows[row][at[result]] is not None}
    return [
        tuple(LEFT_OUT if (number, place) in hidden else cell for place, cell in enumerate(row))
        for number, row in enumerate(rows)
    ]


def _blocks(own: str, at: dict[str, int], rows: Sequence[tuple[Cell, ...]]) -> list[list[int]]:
    if own not in _BLOCKS:
        return []
    found: dict[Cell, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[row[at[_BLOCKS[own]]]].append(number)
    return list(found.values())


def _count(cell: Cell) -> int | float | None:
    return cell if isinstance(cell, int | float) else None


def write_table(sheet: Worksheet, table: Outgoing, title: str, look: Look) -> int:
    """Title in A1, headings in row 2, rows from row 3 without a gap; gives how many counts are left out."""
    widths = column_widths(table)
    sheet.write_string(0, 0, clean(title), look.title())
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, column.heading, look.heading(number=column.kind in NUMBERS))
    sheet.set_row(1, heading_height([column.heading for column in table.columns], widths))
    left_out = 0
    for number, row in enumerate(table.rows, 2):
        for place, cell in enumerate(row):
            left_out += cell == LEFT_OUT
            _write_cell(sheet, number, place, cell, look, table.columns[place].kind)
        sheet.set_row(number, row_height(row, widths))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0, 1)
    if len(table.columns) <= ONE_PAGE:
        sheet.fit_to_pages(1, 0)
    return left_out


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, look: Look, kind: str) -> None:
    if isinstance(cell, dt.date) and cell.year >= 1901:
        sheet.write_datetime(row, place, cell, look.cell("date"))
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell, look.cell(kind if kind in NUMBERS else "decimal"))
    elif cell is not None:
        text = show_date(cell) if isinstance(cell, dt.date) else clean(str(cell))
        if text:
            sheet.write_string(row, place, text, look.beside_numbers() if text == LEFT_OUT else look.cell("text"))


def _notes(office: Office, table: Outgoing, day: dt.date, left_out: int) -> list[str]:
    rows = f"{len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'}"
    notes = [
        f"Notes on “{table.title}”",
        f"Published by {office.setting('partnership', office.profile.partnership)}.",
        f"The table shows {_shown(table)} as it stood on {show_date(day)}: {rows}.",
        "An empty cell means that nothing is recorded.",
    ]
    if office.setting("made_up") == "yes":
        notes.insert(1, "Every person, case and figure in this table is made up.")
    if table.register.key in COUNTS:
        notes.append(
            f"{LEFT_OUT} stands where a count of people is from 1 to {SMALL - 1}, or where another count would give "
            f"such a one away. {left_out:,} {'cell is' if left_out == 1 else 'cells are'} left out in this way."
        )
    return notes


def _shown(table: Outgoing) -> str:
    if not table.chosen:
        return "the register"
    return f"only part of the register of {table.register.label.lower()} ({table.part})"


def write_notes(sheet: Worksheet, notes: Sequence[str], look: Look) -> None:
    """The notes one under the other, the first as their title."""
    width = 100
    sheet.set_column(0, 0, width)
    for row, note in enumerate(notes):
        sheet.write_string(row, 0, clean(note), look.title() if row == 0 else look.cell("text"))
        if row:
            sheet.set_row(row, row_height((note,), (width,)))
    sheet.set_paper(9)
