"""Awkward workbooks whose trouble lies at the top or at the side: titles, headings, tables side by side."""

import datetime as dt
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lif_desktop.sheets.match import Choices
from tests.data.awkward_case import BLANK, HEAD, ROWS, SHOWN, Case, at
from tests.data.awkward_write import Sheet, picture, xlsx

ABOVE = "Above the headings, not taken as rows: "
RISKS = (
    ("R1", "Late notifications", 4, 5, 3, 4, "Open"),
    ("R2", "Agency data does not arrive", 3, 3, 2, 2, "Closed"),
)
RISKS_SHOWN = (
    ("R1", "Late notifications", "4", "5", "3", "4", "Open"),
    ("R2", "Agency data does not arrive", "3", "3", "2", "2", "Closed"),
)
RISK_HEAD = (
    "Ref",
    "Risk",
    "Inherent Likelihood",
    "Inherent Impact",
    "Residual Likelihood",
    "Residual Impact",
    "Status",
)
CLOSED = (
    ("SH7", "Share the seven minute briefing", "GMP", dt.date(2025, 9, 30), "Complete"),
    ("SH8", "Update the induction pack", "Stockport Homes", dt.date(2025, 10, 31), "Signed off"),
)
CLOSED_SHOWN = (
    ("SH7", "Share the seven minute briefing", "Greater Manchester Police", "30 September 2025", "Complete"),
    ("SH8", "Update the induction pack", "Stockport Homes", "31 October 2025", "Signed off"),
)


def _logo(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.insert_image("A1", "logo.png", {"image_data": picture(), "description": "Logo"})


def _turned_letters(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    for column, text in enumerate(HEAD):
        sheet.write_string(0, column, text, book.add_format({"rotation": 90}))


def beside(left: Any, right: Any, gap: int = 1) -> list[tuple[Any, ...]]:
    """Two tables side by side, the shorter one with blank cells beneath."""
    width = max(map(len, left)), max(map(len, right))
    return [
        (
            *(left[number] if number < len(left) else (None,) * width[0]),
            *(None,) * gap,
            *(right[number] if number < len(right) else ()),
        )
        for number in range(max(len(left), len(right)))
    ]


TITLES = (
    Case("plain.xlsx", xlsx([HEAD, *ROWS]), at(2, 3, 4)),
    Case(
        "title_above.xlsx",
        xlsx([("Stockport Homes: action plan",), ("Return for quarter 4",), (), HEAD, *ROWS]),
        at(5, 6, 7),
        header_row=4,
        notices=(ABOVE + "“Stockport Homes: action plan” and “Return for quarter 4”.",),
    ),
    Case(
        "logo_and_merged_title.xlsx",
        xlsx(Sheet([(), (), ("OFFICIAL-SENSITIVE",), (), HEAD, *ROWS], merged=("A1:B2", "A3:E3"), more=_logo)),
        at(6, 7, 8),
        header_row=5,
        notices=(ABOVE + "“OFFICIAL-SENSITIVE”.", "2 ranges of merged cells: A1:B2 and A3:E3."),
    ),
    Case(
        "title_touching_the_headings.xlsx",
        xlsx(Sheet([("Actions of all reviews", *BLANK[1:]), HEAD, *ROWS], merged=("A1:E1",))),
        at(3, 4, 5),
        header_row=2,
        notices=(ABOVE + "“Actions of all reviews”.", "1 range of merged cells: A1:E1."),
    ),
    Case(
        "facts_above.xlsx",
        xlsx(
            [
                ("Agency:", "Stockport Homes", None, "Status:", "Draft"),
                ("Date of return:", dt.date(2026, 11, 2), None, "Version", 3),
                (),
                HEAD,
                *ROWS,
            ]
        ),
        at(5, 6, 7),
        header_row=4,
        notices=(
            ABOVE + "“Agency:”, “Stockport Homes”, “Status:”, “Draft”, “Date of return:”, “2 November 2026”, “Version” "
            "and “3”.",
        ),
    ),
    Case(
        "corner_far_in.xlsx",
        xlsx([(), (), (), *[(None, None, None, *row) for row in (HEAD, *ROWS)]]),
        at(5, 6, 7),
        header_row=4,
    ),
    Case("rotated_headings.xlsx", xlsx(Sheet([HEAD, *ROWS], more=_turned_letters)), at(2, 3, 4)),
    Case(
        "stacked_letters.xlsx",
        xlsx([("R\ne\nf", "Action", "Lead\nagency", "D\nu\ne", "S\nt\na\nt\nu\ns"), *ROWS]),
        at(2, 3, 4),
        headings=("Ref", "Action", "Lead agency", "Due", "Status"),
    ),
    Case(
        "headings_with_hints.xlsx",
        xlsx([("Ref.", "Action (SMART)", "Lead agency:", "Due (dd/mm/yyyy)", " STATUS\u00a0"), *ROWS]),
        at(2, 3, 4),
        headings=("Ref.", "Action (SMART)", "Lead agency:", "Due (dd/mm/yyyy)", "STATUS"),
    ),
    Case(
        "same_heading_twice.xlsx",
        xlsx([(*HEAD, "Ward", "ward"), *((*row, "North", "South") for row in ROWS)]),
        at(2, 3, 4, more=("North", "South")),
        headings=(*HEAD, "Ward", "ward (2)"),
    ),
    Case(
        "column_without_heading.xlsx",
        xlsx([(*HEAD, None), *((*row, "seen by AO") for row in ROWS)]),
        at(2, 3, 4, more=("seen by AO",)),
        headings=(*HEAD, "Column F"),
    ),
    Case(
        "dates_and_years_as_headings.xlsx",
        xlsx([(*HEAD, dt.date(2026, 4, 1), 2025), *((*row, 4, 1.5) for row in ROWS)]),
        at(2, 3, 4, more=("4", "1.5")),
        headings=(*HEAD, "1 April 2026", "2025"),
    ),
    Case(
        "turned_table.xlsx",
        xlsx([(head, *(row[number] for row in ROWS)) for number, head in enumerate(HEAD)]),
        refused="“turned_table.xlsx” has no heading that matches the register “Actions” in a row: its headings stand "
        "one under another in column A. Choose the register that it belongs to, or give its columns the headings of "
        "that register.",
    ),
)

TWO_LINES = (
    Case(
        "two_lines_merged.xlsx",
        xlsx(
            Sheet(
                [
                    ("Ref", "Risk", "Inherent", None, "Residual", None, "Status"),
                    (None, None, "Likelihood", "Impact", "Likelihood", "Impact", None),
                    *RISKS,
                ],
                merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"),
            )
        ),
        at(3, 4, rows=RISKS_SHOWN),
        register="risks",
        headings=RISK_HEAD,
        header_row=2,
        notices=("5 ranges of merged cells: A1:A2, B1:B2, C1:D1, E1:F1 and G1:G2.",),
    ),
    Case(
        "two_lines_not_merged.xlsx",
        xlsx(
            [
                ("Risk register",),
                ("Ref", "Risk", "Inherent", None, "Residual", None, "Status"),
                (None, None, "Likelihood", "Impact", "Likelihood", "Impact", None),
                *RISKS,
            ]
        ),
        at(4, 5, rows=RISKS_SHOWN),
        register="risks",
        headings=RISK_HEAD,
        header_row=3,
        notices=(ABOVE + "“Risk register”.",),
    ),
    Case(
        "two_lines_wrapped.xlsx",
        xlsx([("Ref", "Action", "Lead", "Due", None), (None, "required", "agency", "date", "Status"), *ROWS]),
        at(3, 4, 5),
        headings=("Ref", "Action required", "Lead agency", "Due date", "Status"),
        header_row=2,
    ),
    Case(
        "second_line_short.xlsx",
        xlsx([HEAD, (None, None, None, "date", None), *ROWS]),
        at(3, 4, 5),
        headings=("Ref", "Action", "Lead agency", "Due date", "Status"),
        header_row=2,
    ),
    Case(
        "groups_over_headings.xlsx",
        xlsx(
            Sheet(
                [("What", None, "Who and when", None, None), HEAD, *ROWS],
                merged=("A1:B1", "C1:E1"),
            )
        ),
        at(3, 4, 5),
        header_row=2,
        notices=(ABOVE + "“What” and “Who and when”.", "2 ranges of merged cells: A1:B1 and C1:E1."),
    ),
    Case(
        "groups_not_merged.xlsx",
        xlsx([("The action", None, "Ownership", None, None), HEAD, *ROWS]),
        at(3, 4, 5),
        header_row=2,
        notices=(ABOVE + "“The action” and “Ownership”.",),
    ),
    Case(
        "groups_that_mean_nothing_here.xlsx",
        xlsx(
            Sheet(
                [
                    ("Ref", "Risk", "Before", None, "After", None, "Status"),
                    (None, None, "Likelihood", "Impact", "Likelihood", "Impact", None),
                    *RISKS,
                ],
                merged=("C1:D1", "E1:F1"),
            )
        ),
        at(3, 4, rows=RISKS_SHOWN),
        register="risks",
        headings=("Ref", "Risk", "Before Likelihood", "Before Impact", "After Likelihood", "After Impact", "Status"),
        header_row=2,
        notices=("2 ranges of merged cells: C1:D1 and E1:F1.",),
    ),
    Case(
        "numbered_columns.xlsx",
        xlsx([HEAD, (1, 2, 3, 4, 5), *ROWS]),
        at(3, 4, 5),
        notices=("Row 2 was left out, because it only numbers the columns.",),
    ),
    Case(
        "example_row.xlsx",
        xlsx([HEAD, ("e.g.", "Write to all schools", "GMP", dt.date(2026, 1, 31), "Open"), *ROWS]),
        at(3, 4, 5),
        notices=("Row 2 was left out, because it is an example: “e.g.”.",),
    ),
)

BESIDE = (
    Case(
        "side_by_side.xlsx",
        xlsx(beside([HEAD, *ROWS], [HEAD, *CLOSED])),
        at(2, 3, 4),
        notices=(
            (
                "Something else stands beside the table, in columns G to K (“Ref”, “Action”, “Lead agency”, “Due” and "
                "“Status”); it was not read."
            ),
        ),
    ),
    Case(
        "side_by_side_second.xlsx",
        xlsx(beside([HEAD, *ROWS], [HEAD, *CLOSED])),
        at(2, 3, rows=CLOSED_SHOWN),
        choices=Choices(first_column=7),
        notices=("The table was said to begin in column G; what stands in columns A to E was not read.",),
    ),
    Case(
        "side_by_side_titles.xlsx",
        xlsx(beside([("Open actions", *BLANK[1:]), HEAD, *ROWS], [("Closed actions",), HEAD, *CLOSED], gap=2)),
        at(3, 4, 5),
        header_row=2,
        notices=(
            ABOVE + "“Open actions” and “Closed actions”.",
            (
                "Something else stands beside the table, in columns H to L (“Ref”, “Action”, “Lead agency”, “Due” and "
                "“Status”); it was not read."
            ),
        ),
    ),
    Case(
        "side_by_side_touching.xlsx",
        xlsx(beside([HEAD, *ROWS], [HEAD, *CLOSED], gap=0)),
        at(2, 3, 4),
        notices=(
            (
                "Something else stands beside the table, in columns F to J (“Ref”, “Action”, “Lead agency”, “Due” and "
                "“Status”); it was not read."
            ),
        ),
    ),
    Case(
        "key_beside.xlsx",
        xlsx(beside([HEAD, *ROWS, *CLOSED], [("Colour", "Meaning"), ("Red", "Overdue"), ("Green", "On time")])),
        at(2, 3, 4, 5, 6, rows=SHOWN + CLOSED_SHOWN),
        notices=(
            "Something else stands beside the table, in columns G to H (“Colour” and “Meaning”); it was not read.",
        ),
    ),
    Case(
        "risks_beside_actions.xlsx",
        xlsx(
            beside(
                [HEAD, *ROWS, *CLOSED],
                [("Risk ref", "Risk", "Likelihood", "Impact", "Risk owner"), ("R1", "Late data", 3, 4, "Head of data")],
            )
        ),
        at(2, rows=(("R1", "Late data", "3", "4", "Head of data"),)),
        register="risks",
        headings=("Risk ref", "Risk", "Likelihood", "Impact", "Risk owner"),
        notices=(
            (
                "Something else stands beside the table, in columns A to E (“Ref”, “Action”, “Lead agency”, “Due” and "
                "“Status”); it was not read."
            ),
        ),
    ),
    Case(
        "headings_at_other_heights.xlsx",
        xlsx(beside([HEAD, *ROWS], [(), (), HEAD, *CLOSED])),
        at(2, 3, 4),
        notices=("Something else stands beside the table, in columns G to K; it was not read.",),
    ),
    Case(
        "longer_list_beside.xlsx",
        xlsx(
            beside([HEAD, *ROWS], [("Ward", "Officer"), *((f"Ward {number}", "AO") for number in range(6))]),
        ),
        at(2, 3, 4),
        notices=("Something else stands beside the table, in columns G to H (“Ward” and “Officer”); it was not read.",),
    ),
    Case(
        "empty_column_within.xlsx",
        xlsx([(*row[:3], None, *row[3:]) for row in (HEAD, *ROWS)]),
        at(2, 3, 4),
        notices=("Columns E to F stand apart, with an empty column between, and were read as part of the table.",),
    ),
    Case(
        "empty_columns_between_all.xlsx",
        xlsx([tuple(cell for value in row for cell in (value, None)) for row in (HEAD, *ROWS)]),
        at(2, 3, 4),
        notices=tuple(
            f"Column {letter} stands apart, with an empty column between, and was read as part of the table."
            for letter in "CEGI"
        ),
    ),
    Case(
        "stray_remark_beside.xlsx",
        xlsx([HEAD, ROWS[0], (*ROWS[1], None, "ask Ann"), ROWS[2]]),
        {
            2: (*SHOWN[0], ""),
            3: (*SHOWN[1], "ask Ann"),
            4: (*SHOWN[2], ""),
        },
        headings=(*HEAD, "Column G"),
        notices=("Column G stands apart, with an empty column between, and was read as part of the table.",),
    ),
)

CASES = (*TITLES, *TWO_LINES, *BESIDE)
