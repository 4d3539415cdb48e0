"""Settles what each column of a table is: by its heading first, then by what its cells say."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.office import Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import ANSWERED_KINDS, ASKED_KINDS, Reading, as_text, reader
from lif_desktop.sheets.content import field_by_content
from lif_desktop.sheets.date_orders import DateColumn, judge_orders
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.layouts import Memory, Remembered
from lif_desktop.sheets.match import Choices, Column, Known, column_notices, match_columns
from lif_desktop.sheets.meanings import Meanings, offers
from lif_desktop.sheets.planned import DateQuestion, Layout, Learnt
from lif_desktop.sheets.raw import Value
from lif_desktop.sheets.sent import Sent

_PROVED_BY_VALUES = ("link", "links", "choice", "choices", "agency")
"""Kinds that an alias alone does not prove: where no value fits, the column means something else."""
_FEW = 12
"""So many different unknown words of a list are asked for where one looks like an entry; more are something else."""

Cells = Sequence[Value]


@dataclass(frozen=True)
class Settled:
    """The columns of a table, how each is read, and what is asked and said about them.

    A column whose `place` is 0 is not in the file: every row has the same value in it (`given`, by its index).
    """

    columns: tuple[Column, ...]
    readings: tuple[Reading, ...]
    cells: tuple[Cells, ...] = field(repr=False)
    given: Mapping[int, Any]
    meanings: Meanings = field(repr=False)
    questions: tuple[DateQuestion, ...]
    said: tuple[str, ...]
    layout: Layout | None

    def learnt(self) -> tuple[Learnt, ...]:
        """The answers about words of the file that are remembered with its import."""
        return tuple(
            one
            for column, cells in zip(self.columns, self.cells, strict=True)
            if column.field is not None and column.field.kind in ANSWERED_KINDS
            for one in self.meanings.learnt(column.field, (as_text(cell) for cell in cells))
        )


def settle_columns(
    office: Office,
    own: Register,
    table: Table,
    choices: Choices,
    agency_id: int | None,
    memory: Memory | None = None,
    sent: Sent | None = None,
    as_before: Sequence[Column] = (),
) -> Settled:
    """What the columns of `table` are for a register, and in words what became of those that one would not expect.

    Where the file has no column for the agency that sent it, or for what the workbook that was `sent` gives to every
    row, one is added whose `place` is 0. `as_before` are the columns as they were settled once, for rows that are put
    right later; the order of their dates is what the whole file showed, whatever these rows show.
    """
    remembered = memory.like(table.headings) if memory is not None and sent is None else Remembered()
    cells = _by_column(table)
    meanings = Meanings(office, own, choices, agency_id)
    columns, said = list(as_before), list[str]()
    if not as_before:
        columns, said = _matched(office, own, table, choices, remembered, sent, cells, meanings)
    if sent is None and not as_before:
        said += _by_content(office, own, columns, cells)
    given, told = _given(own, columns, agency_id, sent)
    said += [*told, *_missing(own, columns)]
    cells += [()] * (len(columns) - len(cells))
    dates, questions, told = _dates(columns, cells, choices, remembered, office.today())
    said += told
    readings = []
    for at, column in enumerate(columns):
        one = column.field
        known = meanings.of(one) if one is not None and one.kind in ANSWERED_KINDS else {}
        readings.append(replace(dates.get(at, Reading()), meanings=known))
        columns[at] = replace(column, order=readings[at].order)
    layout = remembered.layout
    return Settled(
        tuple(columns), tuple(readings), tuple(cells), given, meanings, tuple(questions), tuple(said), layout
    )


def agency_field(own: Register) -> Field | None:
    """The field for the agency that a row is about: the one simply called so, else the first of its kind."""
    fields = [one for one in own.fields if one.kind == "agency"]
    return next((one for one in fields if one.key == "agency_id"), fields[0] if fields else None)


def _by_column(table: Table) -> list[Cells]:
    return list(zip(*(row for _, row in table.rows), strict=True)) or [()] * len(table.columns)


def _matched(
    office: Office,
    own: Register,
    table: Table,
    choices: Choices,
    remembered: Remembered,
    sent: Sent | None,
    cells: Sequence[Cells],
    meanings: Meanings,
) -> tuple[list[Column], list[str]]:
    """The columns by their headings, but for those whose cells say that they are something else."""
    extras = {name for extra in office.extras(own.key).values() for name in extra}
    ours = {plain(heading): key for heading, key in sent.columns.items()} if sent is not None else {}
    known = Known(ours, remembered.columns)
    columns: list[Column] = []
    said: list[str] = []
    for at, column in enumerate(match_columns(own, table.headings, table.columns, choices, extras, known)):
        sure = column.how == "remembered" or sent is not None
        filled = [cell for cell in cells[at] if cell is not None]
        doubt = "" if sure else _doubt(column, filled, office.lookup, office.today(), meanings)
        if doubt:
            said.append(f"“{column.heading}” was kept as an extra column, because {doubt}.")
        columns.append(Column(column.heading, column.place, extra=column.heading) if doubt else column)
    return columns, [*said, *column_notices(columns, own)]


def _by_content(office: Office, own: Register, columns: list[Column], cells: Sequence[Cells]) -> list[str]:
    """Give columns that no heading matched the field that their cells show; says which. Changes `columns`."""
    said = []
    for at, column in enumerate(columns):
        if column.field is not None or column.worked_out or column.how != "unknown":
            continue
        taken = {one.field.key for one in columns if one.field is not None}
        found = field_by_content(own, cells[at], taken, office.lookup, office.today())
        if found is not None:
            columns[at] = Column(column.heading, column.place, found, "content")
            said.append(f"“{column.heading}” is read as {found.label}, because of what stands in it.")
    return said


def _given(
    own: Register, columns: list[Column], agency_id: int | None, sent: Sent | None
) -> tuple[dict[int, Any], list[str]]:
    """By index of a column the value of cells that are empty or not there. Adds columns that the file lacks."""
    said = []
    values: dict[str, Any] = {}
    field = agency_field(own)
    if agency_id is not None and field is None:
        said.append(f"{own.label} have no field for an agency, so the agency was not written.")
    elif agency_id is not None and field is not None:
        values[field.key] = agency_id
    if sent is not None:
        known = {one.key for one in own.fields}
        values |= {key: value for key, value in sent.given.items() if key in known and value is not None}
    given = {}
    for key, value in values.items():
        at = next((at for at, column in enumerate(columns) if column.field and column.field.key == key), None)
        if at is None:
            at = len(columns)
            one = own.field(key)
            heading = "Agency that sent the file" if one == field else one.label
            columns.append(Column(heading, 0, one, "content"))
        given[at] = value
    return given, said


def _dates(
    columns: Sequence[Column], cells: Sequence[Cells], choices: Choices, remembered: Remembered, today: dt.date
) -> tuple[dict[int, Reading], list[DateQuestion], list[str]]:
    """By index how each column of dates is read, and what is asked and said about them."""
    places = [
        at
        for at, column in enumerate(columns)
        if column.field is not None and column.field.kind == "date" and not column.worked_out
    ]
    asked = [
        DateColumn(
            column.heading,
            cells[at],
            choices.orders.get(column.heading, column.order),
            remembered.orders.get(plain(column.heading)),
        )
        for at in places
        for column in (columns[at],)
    ]
    judged, said = judge_orders(asked, today)
    readings, questions = {}, []
    for at, found in zip(places, judged, strict=True):
        readings[at] = Reading(found.order, bool(found.samples))
        said += found.said
        if found.samples:
            questions.append(DateQuestion(columns[at].heading, columns[at].place, found.samples))
    return readings, questions, said


def _doubt(column: Column, cells: Cells, lookup: Lookup, today: dt.date, meanings: Meanings) -> str:
    """Why a column cannot be the field that its heading names; empty when it can."""
    one = column.field
    if one is None or not cells:
        return ""
    if one.kind == "ref" and all(as_text(cell).isdigit() for cell in cells):
        return "it numbers the rows and is no reference"
    if column.how != "alias" or one.required or one.kind not in _PROVED_BY_VALUES:
        return ""
    how = Reading(meanings=meanings.of(one)) if one.kind in ASKED_KINDS else Reading()
    read = reader(one, lookup, today, how)
    if any(_understood(read, cell) for cell in cells) or _could_be_asked(one, cells, lookup):
        return ""
    return f"none of its values is one for {one.label}"


def _could_be_asked(one: Field, cells: Cells, lookup: Lookup) -> bool:
    """Whether the few words of a column look enough like entries of the list that they are worth a question."""
    different = {as_text(cell) for cell in cells}
    few = one.kind in ASKED_KINDS and len(different) <= _FEW
    return few and any(offers(one, written, lookup) for written in different)


def _understood(read: Callable[[Any], Any], cell: object) -> bool:
    try:
        read(cell)
    except LifError:
        return False
    return True


def _missing(own: Register, columns: Sequence[Column]) -> list[str]:
    """What is said where no column gives a field that every record must have."""
    filled = {column.field.key for column in columns if column.field is not None}
    return [
        f"No column gives {one.label}, which each {own.singular} must have."
        for one in own.fields
        if one.required and one.key not in filled
    ]
