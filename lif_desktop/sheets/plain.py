"""Registers out as plain data: comma-separated text that Excel opens, and JSON by field."""

import csv
import datetime as dt
import io
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import clean, show
from lif_desktop.sheets.outgoing import FORMULA_STARTS, Cell, narrowed, outgoing
from lif_desktop.sheets.saving import save_whole


def write_csv(office: Office, key: str, path: Path, rows: Collection[int] | None = None) -> Path:
    """Write the register to `path` as comma-separated text, headed like its tracker, and give the path.

    UTF-8 with a mark that Excel knows; dates as 2026-03-03, which no program reads the American way. Text that
    starts like a formula gets a tab before it, so that Excel shows it as text; the import takes the tab away again.
    `rows` are the numbers of the records to write; None writes all. Raises SheetError when it cannot be written.
    """
    table = narrowed(outgoing(office, register(key)), rows)
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


def write_json(office: Office, key: str, path: Path, rows: Collection[int] | None = None) -> Path:
    """Write the register to `path` as a JSON list with an object for each record, keyed by field; give the path.

    Choices, agencies and links are the words that are shown (several of them a list), dates ISO text, numbers and
    yes or no as such, nothing is null. "version" is the record's number of changes, "extra" its extra columns.
    `rows` are the numbers of the records to write; None writes all. Raises SheetError when it cannot be written.
    """
    own = register(key)
    extras = office.extras(key)
    there = {record["id"]: record for record in office.records(key)}
    wanted = there if rows is None else narrowed(outgoing(office, own), rows).ids
    records = [_object(office, own, there[number]) | {"extra": extras.get(number, {})} for number in wanted]
    text = json.dumps(records, ensure_ascii=False, indent=1)
    return save_whole(path, text.encode("utf-8"))


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
