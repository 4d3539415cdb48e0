"""Awkward workbooks in which lines or merged cells stand for several rows."""

import datetime as dt

from tests.data.awkward_bodies import GROUPED, grouped, lone
from tests.data.awkward_case import BLANK, HEAD, ROWS, SHOWN, Case, at
from tests.data.awkward_write import Sheet, xlsx

CASES = (
    Case(
        "agencies_over_their_actions.xlsx",
        xlsx([HEAD, lone("Greater Manchester Police"), ROWS[0], lone("Stockport Homes"), *ROWS[1:]]),
        grouped((3, 0, "Greater Manchester Police"), (5, 1, "Stockport Homes"), (6, 2, "Stockport Homes")),
        headings=GROUPED,
        notices=(
            (
                "Rows 2 and 4 head groups of rows: “Greater Manchester Police” and “Stockport Homes”. Each "
                "row under them "
                "has the words as “Group heading”."
            ),
        ),
    ),
    Case(
        "agencies_merged_over_their_actions.xlsx",
        xlsx(
            Sheet(
                [HEAD, lone("Greater Manchester Police"), ROWS[0], lone("Stockport Homes"), *ROWS[1:]],
                merged=("A2:E2", "A4:E4"),
            )
        ),
        grouped((3, 0, "Greater Manchester Police"), (5, 1, "Stockport Homes"), (6, 2, "Stockport Homes")),
        headings=GROUPED,
        notices=(
            (
                "Rows 2 and 4 head groups of rows: “Greater Manchester Police” and “Stockport Homes”. Each "
                "row under them "
                "has the words as “Group heading”."
            ),
            "2 ranges of merged cells: A2:E2 and A4:E4.",
        ),
    ),
    Case(
        "groups_without_references.xlsx",
        xlsx(
            [
                HEAD[1:],
                lone("Police")[:4],
                ROWS[0][1:],
                lone("Housing")[:4],
                ROWS[1][1:],
                (),
                ("Sub-total", None, None, 2),
                (),
                lone("Probation")[:4],
                ROWS[2][1:],
            ]
        ),
        {
            3: (*SHOWN[0][1:], "Police"),
            5: (*SHOWN[1][1:], "Housing"),
            10: (*SHOWN[2][1:], "Probation"),
        },
        headings=(*HEAD[1:], "Group heading"),
        notices=(
            (
                "Rows 2, 4 and 9 head groups of rows: “Police”, “Housing” and “Probation”. Each row under "
                "them has the words "
                "as “Group heading”."
            ),
            "Row 7 was left out as a total: “Sub-total”.",
        ),
    ),
    Case(
        "groups_with_a_label.xlsx",
        xlsx([HEAD, ("Agency:", "Police", *BLANK[2:]), ROWS[0], ("Agency:", "Housing", *BLANK[2:]), *ROWS[1:]]),
        grouped((3, 0, "Agency: Police"), (5, 1, "Agency: Housing"), (6, 2, "Agency: Housing")),
        headings=GROUPED,
        notices=(
            (
                "Rows 2 and 4 head groups of rows: “Agency: Police” and “Agency: Housing”. Each row under "
                "them has the words "
                "as “Group heading”."
            ),
        ),
    ),
    Case(
        "agency_once_per_block.xlsx",
        xlsx(
            [
                ("Lead agency", "Action", "Due"),
                ("GMP", "One", dt.date(2026, 3, 3)),
                (None, "Two", dt.date(2026, 3, 4)),
                (None, "Three", dt.date(2026, 3, 5)),
                ("Stockport Homes", "Four", dt.date(2026, 3, 6)),
                (None, "Five", dt.date(2026, 3, 7)),
            ]
        ),
        {
            2: ("Greater Manchester Police", "One", "3 March 2026"),
            3: ("", "Two", "4 March 2026"),
            4: ("", "Three", "5 March 2026"),
            5: ("Stockport Homes", "Four", "6 March 2026"),
            6: ("", "Five", "7 March 2026"),
        },
        headings=("Lead agency", "Action", "Due"),
        notices=("“Lead agency” is filled only in rows 2 and 5; the rows under them were read without it.",),
    ),
    Case(
        "agency_merged_down.xlsx",
        xlsx(
            Sheet(
                [
                    ("Lead agency", "Action", "Due"),
                    ("GMP", "One", dt.date(2026, 3, 3)),
                    (None, "Two", dt.date(2026, 3, 4)),
                    ("Stockport Homes", "Three", dt.date(2026, 3, 5)),
                ],
                merged=("A2:A3",),
            )
        ),
        {
            2: ("Greater Manchester Police", "One", "3 March 2026"),
            3: ("Greater Manchester Police", "Two", "4 March 2026"),
            4: ("Stockport Homes", "Three", "5 March 2026"),
        },
        headings=("Lead agency", "Action", "Due"),
        notices=(
            "Cells merged over several rows were read as the same value in each row: A2:A3.",
            "1 range of merged cells: A2:A3.",
        ),
    ),
    Case(
        "each_record_two_rows_high.xlsx",
        xlsx(
            Sheet(
                [HEAD, ROWS[0], BLANK, ROWS[1], BLANK],
                merged=tuple(f"{letter}{row}:{letter}{row + 1}" for row in (2, 4) for letter in "ABCDE"),
            )
        ),
        at(2, 4),
        notices=(
            (
                "Cells merged over several rows were read as the same value in each row: A2:A3, B2:B3, C2:C3, "
                "D2:D3 and "
                "E2:E3."
            ),
            "5 ranges of merged cells: A2:A3, B2:B3, C2:C3, D2:D3 and E2:E3.",
        ),
    ),
    Case(
        "reference_merged_over_steps.xlsx",
        xlsx(
            Sheet(
                [HEAD, ROWS[0], (None, "Then tell the governors", "GMP", None, None), ROWS[1]],
                merged=("A2:A3",),
            )
        ),
        at(4, rows=SHOWN[1:]),
        held={
            2: ("A2: The same reference stands in row 3.",),
            3: ("A3: The same reference stands in row 2.",),
        },
        questions=("key: rows 2, 3",),
        notices=(
            "Cells merged over several rows were read as the same value in each row: A2:A3.",
            "1 range of merged cells: A2:A3.",
        ),
    ),
)
