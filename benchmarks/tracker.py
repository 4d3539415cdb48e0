"""The working tracker of 10,000 actions, written against openpyxl's quickest way of writing the same cells."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from measure import PLACE, Figures, Line, answer, child, in_turns, table, timed
from register import office_of

if TYPE_CHECKING:
    from lif_desktop.office import Office

SIZE = 10_000


def bare() -> Figures:
    """The same cells through openpyxl's write-only mode, without any look."""
    from openpyxl import Workbook

    headings, rows = cells()
    figures: Figures = {}
    with timed(figures, "write"):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Actions")
        sheet.append(headings)
        for row in rows:
            sheet.append(row)
        book.save(PLACE / "bare.xlsx")
    return figures


def styled() -> Figures:
    """The same cells through openpyxl's write-only mode, each with a font, wrapped and with a line beneath."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    headings, rows = cells()
    figures: Figures = {}
    with timed(figures, "write"):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Actions")
        font, wrapped = Font(name="Arial", size=10), Alignment(wrap_text=True, vertical="top")
        line = Border(bottom=Side(style="thin", color="D5DCE3"))
        for row in [headings, *rows]:
            going = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.font, cell.alignment, cell.border = font, wrapped, line
                going.append(cell)
            sheet.append(going)
        book.save(PLACE / "styled.xlsx")
    return figures


def cells() -> tuple[list[str], list[list[Any]]]:
    """Give the headings and the cells that the tracker holds."""
    from datetime import date

    from lif_desktop.registers import register
    from lif_desktop.sheets.outgoing import outgoing

    office = opened()
    going = outgoing(office, register("actions"))
    office.close()
    plain = (int, float, date, type(None))
    rows: list[list[Any]] = [[cell if isinstance(cell, plain) else str(cell) for cell in row] for row in going.rows]
    return [column.heading for column in going.columns], rows


def ours() -> Figures:
    """The tracker from the open office to the file, with table, lists, colours and heights."""
    from lif_desktop.sheets.tracker import write_tracker

    office = opened()
    figures: Figures = {}
    with timed(figures, "write"):
        write_tracker(office, "actions", PLACE / "tracker.xlsx")
    office.close()
    return figures


def opened() -> "Office":
    """Give the open office with its names looked up."""
    from lif_desktop.office import open_office
    from lif_desktop.places import resources

    office = open_office(office_of(SIZE), resources() / "framework", "Benchmark")
    _ = office.lookup
    return office


TASKS = {"bare": bare, "styled": styled, "ours": ours}


def main() -> None:
    """Measure and print the table."""
    office_of(SIZE)
    found = in_turns({name: partial(child, __file__, name) for name in TASKS})
    mine, name = found["ours"]["write"], f"tracker of {SIZE:,} rows"
    print(
        table(
            [
                Line(f"{name}, against cells with a look", mine, found["styled"]["write"], 1),
                Line(f"{name}, against bare cells", mine, found["bare"]["write"], 1),
            ]
        )
    )


if __name__ == "__main__" and not answer(TASKS, sys.argv[1:]):
    main()
