"""Agencies, reviews and audits to ask, and the workbooks that are sent to them, for tests of returns."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Scope
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.return_book import READ_ME
from lif_desktop.sheets.returned import recognise, returned_sheets
from lif_desktop.sheets.returns import Terms, write_return
from lif_desktop.sheets.sent import Sent
from tests.sheets.going_out import add

POLICE, HOMES = "Greater Manchester Police", "Stockport Homes"
YEAR = Scope("", 0, "2026-27")


def agency(office: Office, name: str) -> int:
    number = office.lookup.agency(name)
    assert number is not None
    return number


def audit(office: Office, kind: str = "section_11", **values: Any) -> Scope:
    number = add(office, "audits", audit_type=kind, title="A round", due_on=dt.date(2026, 12, 18), **values)
    return Scope("audits", number)


def review(office: Office, **values: Any) -> Scope:
    number = add(office, "reviews", review_type="sar_mandatory", pseudonym="Adult Heron", **values)
    return Scope("reviews", number)


def written(office: Office, kind: str, scope: Scope, tmp_path: Path, name: str = POLICE, **terms: Any) -> Workbook:
    path = write_return(
        office, kind, agency(office, name), tmp_path / "out.xlsx", scope=scope, terms=Terms(**terms) if terms else None
    )
    return load_workbook(path)


def headings(sheet: Worksheet) -> list[str]:
    return [" ".join(str(cell.value).split()) for cell in sheet[1]]


def column(sheet: Worksheet, heading: str) -> list[Any]:
    at = headings(sheet).index(heading) + 1
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


def facts(book: Workbook) -> dict[str, str]:
    return {row[0].value: row[1].value for row in book[READ_ME].iter_rows() if row[0].value and row[1].value}


def kept(office: Office, model: Any) -> list[dict[str, Any]]:
    table = model.__table__
    rows: list[dict[str, Any]] = office.read(lambda c: [dict(row) for row in c.execute(table.select()).mappings()])
    return rows


Filled = Mapping[str, Mapping[int, Any]]


def fill(path: Path, cells: Filled, sheet: int = 1) -> Path:
    """Fill in a workbook as an agency would: values by heading (without its hint) and row of the sheet."""
    book = load_workbook(path)
    own = book.worksheets[sheet]
    at = {heading.split(" (")[0]: place for place, heading in enumerate(headings(own), 1)}
    for heading, values in cells.items():
        for row, value in values.items():
            own.cell(row, at[heading]).value = value
    book.save(path)
    return path


def plan_of(office: Office, path: Path) -> Plan:
    book = read_book(path)
    sent = recognise(office, book)
    assert sent is not None
    sheets = returned_sheets(sent, book)
    return make_plan(office, book, sent.register, sheet=sheets[0] if sheets else None, sent=sent)


def taken_in(office: Office, path: Path) -> Plan:
    plan = plan_of(office, path)
    apply(office, plan)
    return plan


def did(plan: Plan) -> dict[str, int]:
    return {action: count for action, count in plan.counts.items() if count}


def action(office: Office, title: str = "Brief the teams", name: str = POLICE, **values: Any) -> int:
    own = {"lead_agency_id": agency(office, name), "due_on": dt.date(2027, 1, 29), "status": "not_started"}
    return add(office, "actions", title=title, **own | values)


def update(office: Office, tmp_path: Path, name: str = POLICE) -> Path:
    path = tmp_path / f"{name}.xlsx"
    return write_return(office, "action_update", agency(office, name), path, scope=YEAR)


def told(office: Office, path: Path) -> Sent:
    found = recognise(office, read_book(path))
    assert found is not None
    return found
