"""Awkward workbooks with hidden things and several sheets, and one that has every trouble at once."""

import datetime as dt

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.data.awkward_case import HEAD, ROWS, Case, at
from tests.data.awkward_heads import ABOVE, CLOSED
from tests.data.awkward_write import Sheet, picture, xlsx


def _filter(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.autofilter("A1:E4")
    sheet.filter_column("E", "x == Open")
    sheet.data_validation("E2:E99", {"validate": "list", "source": ["Open", "Complete", "On hold"]})
    sheet.write_comment("B3", "Was this not finished in May?", {"author": "AO"})
    sheet.freeze_panes(1, 1)


def _far(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write_string(1, 299, "beyond")


HIDDEN = (
    Case(
        "hidden_rows_and_columns.xlsx",
        xlsx(Sheet([HEAD, *ROWS, ()], hidden_rows=(3, 4, 5), hidden_columns=("C", "H"))),
        at(2, 3, 4),
        notices=(
            "2 hidden rows read like the others: 3 to 4.",
            "1 hidden column read like the others: C (“Lead agency”).",
        ),
    ),
    Case(
        "filter_comment_and_list.xlsx",
        xlsx(Sheet([HEAD, *ROWS], hidden_rows=(3, 4), more=_filter)),
        at(2, 3, 4),
        notices=("2 hidden rows read like the others: 3 to 4.",),
    ),
    Case(
        "hidden_sheets.xlsx",
        xlsx(
            Sheet([("Read me",), ("Fill in the next sheet.",)], "Cover"),
            Sheet([HEAD, *ROWS], "Actions"),
            Sheet([HEAD, *CLOSED], "Old", state="hide"),
            Sheet([("Open",), ("Closed",)], "Lists", state="very_hidden"),
            Sheet([], "Sheet9"),
        ),
        at(2, 3, 4),
        sheet="Actions",
        planned=("Other sheets of the file, not part of this: “Cover”, “Old” (hidden), “Lists” (hidden).",),
    ),
    Case(
        "several_sheets.xlsx",
        xlsx(
            Sheet([("Action", "Due"), ("Summary only", dt.date(2026, 3, 3))], "Summary"),
            Sheet([("Q4 return",), HEAD, *ROWS], "Q4"),
            Sheet([], "Q3"),
        ),
        at(3, 4, 5),
        header_row=2,
        sheet="Q4",
        notices=(ABOVE + "“Q4 return”.",),
        planned=("Other sheets of the file, not part of this: “Summary”.",),
    ),
    Case(
        "nothing_in_it.xlsx",
        xlsx(Sheet([]), Sheet([], "Sheet2")),
        refused="“nothing_in_it.xlsx” holds no rows. Look whether the right file was chosen.",
    ),
    Case(
        "headings_of_something_else.xlsx",
        xlsx([("Colour", "Shape"), ("red", "round")]),
        refused="“headings_of_something_else.xlsx” has no heading that matches the register “Actions”. Choose the "
        "register that it belongs to, or give its columns the headings of that register.",
    ),
    Case("headings_only.xlsx", xlsx([HEAD])),
    Case(
        "too_wide.xlsx",
        xlsx(Sheet([HEAD, *ROWS], more=_far)),
        at(2, 3, 4),
        notices=("There is data beyond column IV (256 columns) that was not read.",),
    ),
    Case(
        "five_thousand_rows.xlsx",
        xlsx([HEAD[:2], *((f"Z{number}", f"Action number {number}") for number in range(1, 5001))]),
        {number + 1: (f"Z{number}", f"Action number {number}") for number in range(1, 5001)},
        headings=HEAD[:2],
    ),
)


def _council(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.insert_image("A1", "logo.png", {"image_data": picture()})
    sheet.write_comment("C7", "Check with GMP", {"author": "AO"})


COUNCIL = Case(
    "council_tracker.xlsx",
    xlsx(
        Sheet([("Combined tracker", None), ("Owner", "Quality team")], "Cover"),
        Sheet(
            [
                ("Stockport Council",),
                ("Combined action tracker 2026", *[None] * 6),
                ("Updated:", dt.date(2026, 11, 2)),
                ("Ref", "Action", "Responsible", None, "Timescale", None, "Ward"),
                (None, None, "Lead agency", "Lead officer", "Start date", "Due date", None),
                ("Learning from Child A", *[None] * 6),
                ("1.1", "Write to all schools", "GMP", "DI Ash", dt.date(2026, 1, 5), "3rd March 2026", "North"),
                ("1.2", "Brief\nthe duty team", None, "DS Oak", dt.date(2026, 1, 6), "17 April 2026", None),
                ("Sub-total", None, None, None, None, None, 2),
                ("Learning from Adult B", *[None] * 6),
                ("2.1", "Check the protocol", "Homes and gardens", "Head of care", None, "29/05/2026", "South"),
                ("2.2", "Tell the panel", "Stockport Homes", None, None, "31/06/2026", None),
                (),
                ("Grand total", None, None, None, None, None, 4),
                ("Notes: RAG as agreed in May", *[None] * 6),
            ],
            "Tracker",
            merged=("A2:G2", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:G5", "A6:G6", "C7:C8", "A10:G10", "A15:G15"),
            hidden_rows=(8,),
            hidden_columns=("G",),
            more=_council,
        ),
        Sheet([("GMP",), ("Homes",)], "Lists", state="hide"),
    ),
    {
        7: (
            "1.1", "Write to all schools", "Greater Manchester Police", "DI Ash", "5 January 2026", "3 March 2026",
            "North", "Learning from Child A",
        ),
        8: (
            "1.2", "Brief\nthe duty team", "Greater Manchester Police", "DS Oak", "6 January 2026", "17 April 2026",
            "", "Learning from Child A",
        ),
    },
    held={
        11: ("C11: No agency is called “Homes and gardens”.",),
        12: ("F12: “31/06/2026” was read as day 31, and June 2026 has 30 days.",),
    },
    questions=("value: Homes and gardens",),
    sheet="Tracker",
    header_row=5,
    headings=("Ref", "Action", "Lead agency", "Lead officer", "Start date", "Due date", "Ward", "Group heading"),
    notices=(
        ABOVE + "“Stockport Council”, “Combined action tracker 2026”, “Updated:”, “2 November 2026”, “Responsible” and "
        "“Timescale”.",
        "Cells merged over several rows were read as the same value in each row: C7:C8.",
        ("Rows 6 and 10 head groups of rows: “Learning from Child A” and “Learning from Adult B”. Each row under them "
        "has the words as “Group heading”."),
        "Rows 9 and 14 were left out as a total: “Sub-total” and “Grand total”.",
        "Row 15 was left out as a note: “Notes: RAG as agreed in May”.",
        "1 hidden row read like the others: 8.",
        "1 hidden column read like the others: G (“Ward”).",
        "10 ranges of merged cells: A2:G2, A4:A5, B4:B5, C4:D4, E4:F4, G4:G5, A6:G6, C7:C8 and 2 more.",
    ),
    planned=("Other sheets of the file, not part of this: “Cover”, “Lists” (hidden).",),
)  # fmt: skip

CASES = (*HIDDEN, COUNCIL)
