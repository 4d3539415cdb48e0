"""Books as the reader gives them, made without a file, for tests of what comes in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lif_desktop.office import Office
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.raw import RawBook, RawSheet

Rows = Sequence[Sequence[Any]]


def sheet(rows: Rows, name: str = "Sheet1", **facts: Any) -> RawSheet:
    width = max(map(len, rows), default=0)
    return RawSheet(name, tuple((*row, *(None,) * (width - len(row))) for row in rows), **facts)


def book(*rows_or_sheets: Any, name: str = "return.xlsx") -> RawBook:
    """A book with one sheet of these rows, or with these sheets."""
    sheets = rows_or_sheets if isinstance(rows_or_sheets[0], RawSheet) else (sheet(rows_or_sheets),)
    return RawBook(Path(name), "0" * 64, "xlsx", tuple(sheets))


def planned(office: Office, key: str, *rows: Sequence[Any], **named: Any) -> Plan:
    """The plan for these rows, the first being the headings."""
    return make_plan(office, book(*rows), key, **named)


def actions(plan: Plan) -> list[str]:
    return [row.action for row in plan.rows]


def reasons(plan: Plan) -> list[str]:
    return [f"{one.cell}: {one.reason}" for one in plan.problems]
