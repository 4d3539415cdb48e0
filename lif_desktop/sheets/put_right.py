"""Takes in later, from what the office kept of an import, the rows that were held back in it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lif_desktop.office import Office
from lif_desktop.office.imports import Import, import_of, newest_import
from lif_desktop.registers import register
from lif_desktop.registers.register import Register
from lif_desktop.sheets.columns import settle_columns
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.match import Choices, Column, How
from lif_desktop.sheets.plan import ImportTrouble
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.planner import Planner
from lif_desktop.sheets.raw import ErrorCell, RawBook, RawSheet, Row, Value
from lif_desktop.sheets.returned import recognise
from lif_desktop.sheets.sent import Sent

Fixes = Mapping[tuple[int, int], str]
"""By row and column of the sheet, both from 1, the text that shall stand there; empty text empties the cell."""


def plan_held(office: Office, import_id: int, fixes: Fixes | None = None, choices: Choices | None = None) -> Plan:
    """The plan for the rows that an import holds back, with `fixes` in their cells; nothing is written.

    They are read from the texts that the office kept with the import, so no copy of the file is laid anywhere, and by
    the columns as they were matched then. `apply` carries it out like any other plan; what goes in is then no longer
    held back by that import. KeyError where there is no such import. Raises ImportTrouble where it holds nothing back.
    """
    newest = int(office.read(newest_import))
    kept: Import = office.read(lambda connection: import_of(connection, import_id))
    if not kept.held_back:
        raise ImportTrouble(f"No row of “{kept.file_name}” is held back any more.")
    own, chosen = register(kept.register), choices or Choices()
    columns = [_column(own, one, chosen) for one in kept.columns if one["place"]]
    table = _table(kept, columns, fixes or {})
    sent = _sent(office, kept, table)
    settled = settle_columns(office, own, table, chosen, kept.agency_id, sent=sent, as_before=columns)
    planner = Planner(office, own, table, settled, chosen, sent=sent)
    return Plan(
        path=Path(kept.file_name),
        sha256=kept.sha256,
        sheet=kept.sheet,
        header_row=table.header_row,
        register=own,
        agency_id=kept.agency_id,
        columns=settled.columns,
        rows=planner.rows(),
        notices=(*settled.said, *planner.said),
        lookup=office.lookup,
        newest_import=newest,
        choices=chosen,
        questions=planner.questions,
        sent=sent,
        learnt=settled.learnt(),
        held_from=import_id,
    )


def _column(own: Register, kept: Mapping[str, Any], choices: Choices) -> Column:
    """A column as it was matched, or as the person chooses now. A field that is no more makes it an extra."""
    heading, order = kept["heading"], kept.get("order")
    key = choices.columns.get(heading, kept.get("field") or "")
    found = next((one for one in own.fields if one.key == key), None)
    how: How = "remembered" if heading in choices.columns else kept["how"]
    if found is not None:
        return Column(heading, kept["place"], found, how, order=order)
    worked_out = bool(kept.get("worked_out")) and heading not in choices.columns
    return Column(heading, kept["place"], how=how, extra=kept.get("extra") or heading, worked_out=worked_out)


def _table(kept: Import, columns: Sequence[Column], fixes: Fixes) -> Table:
    rows = tuple((int(one["row"]), _row(one, columns, fixes)) for one in kept.held_back)
    headings = tuple(column.heading for column in columns)
    places = tuple(column.place for column in columns)
    return Table(kept.sheet, max(1, rows[0][0] - 1), headings, places, rows, len(headings))


def _row(held: Mapping[str, Any], columns: Sequence[Column], fixes: Fixes) -> Row:
    cells, errors, number = held["cells"], held.get("errors", {}), int(held["row"])
    row: list[Value] = []
    for column in columns:
        text = fixes.get((number, column.place))
        if text is not None:
            row.append(text or None)
        elif column.heading in errors:
            row.append(ErrorCell(cells[column.heading], errors[column.heading]))
        else:
            row.append(cells.get(column.heading))
    return tuple(row)


def _sent(office: Office, kept: Import, table: Table) -> Sent | None:
    """The workbook of ours that the rows came back in, which their row keys tell."""
    if not kept.kind:
        return None
    sheet = RawSheet(kept.sheet, (table.headings, *(row for _, row in table.rows)))
    return recognise(office, RawBook(Path(kept.file_name), kept.sha256, "xlsx", (sheet,)))
