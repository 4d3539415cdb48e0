"""Registers out as plain data: comma-separated text that Excel opens, and JSON by field."""

import csv
import datetime as dt
import io
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import clean, show
from lif_desktop.sheets.outgoing import FORMULA_STARTS, Cell, Change, Column, Outgoing, as_it_is, narrowed, outgoing
from lif_desktop.sheets.saving import save_whole

_WORDY = frozenset({"ref", "text", "note", "agency"})
"""The kinds of field that hold words of the office, or the name of one whom it named."""


def write_csv(
    office: Office, key: str, path: Path, rows: Collection[int] | None = None, change: Change = as_it_is
) -> Path:
    """Write the register to `path` as comma-separated text, headed like its tracker, and give the path.

    UTF-8 with a mark that Excel knows; dates as 2026-03-03, which no program reads the American way. Text that
    starts like a formula gets a tab before it, so that Excel shows it as text; the import takes the tab away again.
    `rows` are the numbers of the records to write; None writes all. `change` is done to what goes out. Raises
    SheetError when it cannot be written.
    """
    table = change(narrowed(outgoing(office, register(key)), rows))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return save_whole(path, stream.getvalue().encode("utf-8-sig"))


def _csv_cell(cell: Cell) -> str | int | float:
    if isinstance(cell, Status):
        return cell.word
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str):
        text = clean(cell)
        return f"\t{text}" if text.startswith(FORMULA_STARTS) else text
    return "" if cell is None else cell


def write_json(
    office: Office, key: str, path: Path, rows: Collection[int] | None = None, change: Change = as_it_is
) -> Path:
    """Write the register to `path` as a JSON list with an object for each record, keyed by field; give the path.

    Choices, agencies and links are the words that are shown (several of them a list), dates ISO text, numbers and
    yes or no as such, nothing is null. "version" is the record's number of changes, "extra" its extra columns.
    `rows` are the numbers of the records to write; None writes all. `change` is done to the words of what goes out
    (`json_table`). Raises SheetError when it cannot be written.
    """
    own = register(key)
    records = _objects(office, own, rows)
    table = _words_of(own, records)
    _put_words(records, change(table))
    text = json.dumps(records, ensure_ascii=False, indent=1)
    return save_whole(path, text.encode("utf-8"))


def json_table(office: Office, key: str, rows: Collection[int] | None = None) -> Outgoing:
    """The words that `write_json` writes, as a table, for a look over them before they leave."""
    own = register(key)
    return _words_of(own, _objects(office, own, rows))


def _objects(office: Office, own: Register, rows: Collection[int] | None) -> list[dict[str, Any]]:
    extras = office.extras(own.key)
    there = {record["id"]: record for record in office.records(own.key)}
    wanted = there if rows is None else narrowed(outgoing(office, own), rows).ids
    return [_object(office, own, there[number]) | {"extra": dict(extras.get(number, {}))} for number in wanted]


def _words_of(own: Register, records: list[dict[str, Any]]) -> Outgoing:
    """What holds words of the records, and their extra columns: reference first, so that a place can name the row."""
    wordy = [one for one in (*own.fields, *own.computed) if one.kind in _WORDY]
    fields = sorted(wordy, key=lambda one: one.key != "ref")
    columns = [Column(one.key, one.label, one.kind) for one in fields]
    columns += [Column("", name) for name in _extra_names(records)]
    rows = [(*(one[own.key] for own in fields), *_extra_words(one, columns[len(fields) :])) for one in records]
    return Outgoing(own, tuple(columns), rows)


def _extra_words(record: dict[str, Any], columns: Sequence[Column]) -> Iterator[Cell]:
    return (_written(record["extra"].get(column.heading)) for column in columns)


def _extra_names(records: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for one in records for name in one["extra"]))


def _written(value: Any) -> Cell:
    """An extra value as it is looked at: a number too, since a spreadsheet keeps an NHS number as one."""
    return value if value is None or isinstance(value, str | bool) else str(value)


def _put_words(records: list[dict[str, Any]], table: Outgoing) -> None:
    """Puts the words of a changed table back into the records."""
    names = _extra_names(records)
    headings = table.columns[len(table.columns) - len(names) :]
    for one, row in zip(records, table.rows, strict=True):
        extra = {name: column.heading for name, column in zip(names, headings, strict=True)}
        words = dict(zip(names, row[len(row) - len(names) :], strict=True))
        for column, cell in zip(table.columns, row, strict=False):
            if column.key:
                one[column.key] = cell
        one["extra"] = {
            extra[name]: value if words[name] == _written(value) else words[name]
            for name, value in one["extra"].items()
        }


def _object(office: Office, own: Register, record: dict[str, Any]) -> dict[str, Any]:
    fields = (*own.fields, *own.computed)
    return {"version": record["version"]} | {one.key: _json_value(office, one, record[one.key]) for one in fields}


def _json_value(office: Office, field: Field, value: Any) -> Any:
    if field.kind == "links":
        return [office.lookup.reference(field.target, number) for number in value or ()]
    if value is None:
        return None
    match field.kind:
        case "date":
            return value.isoformat()
        case "whole" | "decimal" | "yes_no":
            return value
        case "choices":
            return [office.lookup.label(field.choices, one) for one in str(value).split(";")]
        case _:
            return show(field, value, office.lookup)
