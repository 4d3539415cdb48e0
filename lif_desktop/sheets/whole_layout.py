"""The sheets of the whole office as one workbook: one for each table, and what each of their columns holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lif_desktop.office.whole import TABLES, StoredColumn, StoredTable
from lif_desktop.registers import REGISTERS, register, register_of_table
from lif_desktop.registers.field import Field
from lif_desktop.sheets.wording import unlike

ABOUT, LONG_TEXTS, NUMBERING, LISTS, COLUMNS = "About", "Long texts", "Numbering", "Lists", "Columns"
"""The sheets that are no table: what it is, texts too long for a cell, counters, what words stand for, its key."""
FORMAT = "Format of the office"
"""What stands on the first sheet beside the number of the office's format; it knows such a workbook."""
NUMBER = "Number"
NAMED_BY = {"agencies": "name"}
"""The column that names the records of a table in words, where it is not their reference."""
EXTRA, EXTRAS = "extra", "extras"
"""What the key sheet calls a column for one extra column of records, and the one for all the others."""

_BESIDE = {"imported_files": "Imports", "sent_workbooks": "Sent workbooks"}
"""Tables without a register whose own name would say little."""
_HEADINGS = {
    "id": NUMBER,
    "binned_at": "Put in the bin",
    "record_id": "Number of the record",
    "sha256": "Hash of the file",
}
_LONGEST_NAME = 31


@dataclass(frozen=True)
class Part:
    """One column of a sheet: the column of the table that it holds, its heading, and its field where it has one.

    `extra` is the name of the one extra column of records that it holds, where it does.
    """

    stored: StoredColumn
    heading: str
    field: Field | None = None
    extra: str = ""

    @property
    def key(self) -> str:
        """What the key sheet calls it: the column of the table, "extra" or "extras"."""
        if self.stored.name != EXTRA:
            return self.stored.name
        return EXTRA if self.extra else EXTRAS


@dataclass(frozen=True)
class TableSheet:
    """One table of the office and the sheet it stands on."""

    table: StoredTable
    name: str
    parts: tuple[Part, ...]

    def part(self, column: str) -> Part | None:
        """The column of the sheet for a column of the table."""
        return next((one for one in self.parts if one.stored.name == column and not one.extra), None)


def _named() -> dict[str, str]:
    """The name of the sheet of each table: its register's, or that of the link it holds; no two alike."""
    through = {
        one.through: f"{own.label}, {one.label.lower()}" for own in REGISTERS for one in own.fields if one.through
    }
    labels = Counter(own.label for own in REGISTERS)
    names: dict[str, str] = {}
    for table in TABLES:
        own = register_of_table(table.name)
        if own is None:
            name = through.get(table.name) or _BESIDE.get(table.name) or table.name.replace("_", " ").capitalize()
        elif labels[own.label] > 1 and own.parent:
            name = f"{register(own.parent).label}, {own.label.lower()}"
        else:
            name = own.label
        names[table.name] = name[:_LONGEST_NAME]
    return names


def _parts(table: StoredTable) -> tuple[Part, ...]:
    """Number and version, the fields in the register's order, what has no field, the extra columns, the bin."""
    own = register_of_table(table.name)
    fields = {one.key: one for one in own.fields if one.stored} if own is not None else {}
    last = ("extra", "binned_at")
    stored = {one.name: one for one in table.columns}
    rest = [name for name in stored if name not in fields and name not in last and name not in ("id", "version")]
    order = ["id", "version", *fields, *rest, *last]
    return distinct(Part(stored[name], _heading(name, fields.get(name)), fields.get(name)) for name in order)


def _heading(name: str, field: Field | None) -> str:
    if field is not None:
        return field.label
    if name == EXTRA:
        return "Other extra columns"
    return _HEADINGS.get(name) or name.removesuffix("_id").replace("_", " ").capitalize()


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """`parts` with a number behind each heading that stood before it."""
    whole = list(parts)
    headings = unlike(part.heading for part in whole)
    return tuple(replace(part, heading=heading) for part, heading in zip(whole, headings, strict=True))


_NAMES = _named()
SHEETS: tuple[TableSheet, ...] = tuple(TableSheet(table, _NAMES[table.name], _parts(table)) for table in TABLES)
"""Every table with its sheet, in the order in which they depend on each other."""
