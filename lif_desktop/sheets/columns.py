"""Settles what each column of a table is: by its heading first, then by what its cells say."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text, reader
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.match import Choices, Column, column_notices, match_columns

_PROVED_BY_VALUES = ("link", "links", "choice", "choices", "agency")
"""Kinds that an alias alone does not prove: where no value fits, the column means something else."""


def settle_columns(
    office: Office, own: Register, table: Table, choices: Choices, agency_id: int | None
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The columns of `table` for a register, and in words what became of those that one would not expect.

    Where the file has no column for the agency that sent it, one is added whose `place` is 0.
    """
    extras = {name for extra in office.extras(own.key).values() for name in extra}
    columns: list[Column] = []
    said: list[str] = []
    for at, matched in enumerate(match_columns(own, table.headings, table.columns, choices, extras)):
        column = matched
        cells = [row[at] for _, row in table.rows if row[at] is not None]
        doubt = "" if column.heading in choices.columns else _doubt(column, cells, office.lookup, office.today())
        if doubt:
            said.append(f"“{column.heading}” was kept as an extra column, because {doubt}.")
            column = Column(column.heading, column.place, extra=column.heading)
        columns.append(column)
    said += column_notices(columns, own)
    given = agency_field(own)
    if agency_id is not None and given is None:
        said.append(f"{own.label} have no field for an agency, so the agency was not written.")
    elif agency_id is not None and all(column.field != given for column in columns):
        columns.append(Column("Agency that sent the file", 0, given, "content"))
    said += _missing(own, columns)
    return tuple(columns), tuple(said)


def agency_field(own: Register) -> Field | None:
    """The field for the agency that a row is about: the one simply called so, else the first of its kind."""
    fields = [one for one in own.fields if one.kind == "agency"]
    return next((one for one in fields if one.key == "agency_id"), fields[0] if fields else None)


def _doubt(column: Column, cells: Sequence[Any], lookup: Lookup, today: dt.date) -> str:
    """Why a column cannot be the field that its heading names; empty when it can."""
    field = column.field
    if field is None or not cells:
        return ""
    if field.kind == "ref" and all(as_text(cell).isdigit() for cell in cells):
        return "it numbers the rows and is no reference"
    if column.how != "alias" or field.required or field.kind not in _PROVED_BY_VALUES:
        return ""
    read = reader(field, lookup, today)
    return "" if any(_understood(read, cell) for cell in cells) else f"none of its values is one for {field.label}"


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
