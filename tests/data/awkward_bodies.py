"""Awkward workbooks whose trouble lies under the headings or in the sheets: totals, notes, groups, hidden rows."""

import datetime as dt

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.data.awkward_case import BLANK, HEAD, ROWS, SHOWN, Case, at
from tests.data.awkward_heads import ABOVE, CLOSED, CLOSED_SHOWN, picture
from tests.data.awkward_write import Formula, Sheet, xlsx

COURSE_HEAD = ("Ref", "Course", "Date", "Booked", "Attended")
COURSES = (
    ("T1", "Trauma informed practice", dt.date(2026, 5, 6), 20, 18),
    ("T2", "Neglect: seeing the signs", dt.date(2026, 5, 20), 30, 21),
    ("T3", "Self-neglect", dt.date(2026, 6, 3), 12, 12),
    ("T4", "Contextual safeguarding", dt.date(2026, 6, 17), 25, 19),
)
COURSES_SHOWN = (
    ("T1", "Trauma informed practice", "6 May 2026", "20", "18"),
    ("T2", "Neglect: seeing the signs", "20 May 2026", "30", "21"),
    ("T3", "Self-neglect", "3 June 2026", "12", "12"),
    ("T4", "Contextual safeguarding", "17 June 2026", "25", "19"),
)
GROUPED = (*HEAD, "Group heading")


def grouped(*about: tuple[int, int, str]) -> dict[int, tuple[str, ...]]:
    """Plain rows by number, each with the words of its group: (number in the file, place in SHOWN, group)."""
    return {number: (*SHOWN[place], group) for number, place, group in about}


def lone(text: str) -> tuple[str | None, ...]:
    return (text, *BLANK[1:])


TOTALS = (
    Case(
        "sub_totals.xlsx",
        xlsx(
            [
                COURSE_HEAD,
                *COURSES[:2],
                (None, "Sub-total: spring", None, Formula("=SUM(D2:D3)", 50), Formula("=SUM(E2:E3)", 39)),
                *COURSES[2:],
                (None, "Sub-total: summer", None, 37, 31),
                ("Grand total", None, None, 87, 70),
            ]
        ),
        at(2, 3, 5, 6, rows=COURSES_SHOWN),
        register="training",
        headings=COURSE_HEAD,
        notices=(
            "Rows 4 and 7 to 8 were left out as a total: “Sub-total: spring”, “Sub-total: summer” and “Grand total”.",
        ),
    ),
    Case(
        "totals_that_add_up.xlsx",
        xlsx(
            [
                COURSE_HEAD,
                *COURSES[:2],
                (None, "Spring total", None, 50, 39),
                *COURSES[2:],
                (None, "Summer average", None, 18.5, 15.5),
                ("Total courses and places", None, None, 87, 70),
            ]
        ),
        at(2, 3, 5, 6, rows=COURSES_SHOWN),
        register="training",
        headings=COURSE_HEAD,
        notices=(
            "Rows 4 and 7 to 8 were left out as a total: “Spring total”, “Summer average” and “Total courses and "
            "places”.",
        ),
    ),
    Case(
        "a_total_that_is_a_row.xlsx",
        xlsx([COURSE_HEAD[1:], *(row[1:] for row in COURSES), ("Total respect at work", None, 14, 9)]),
        {
            **at(2, 3, 4, 5, rows=[row[1:] for row in COURSES_SHOWN]),
            6: ("Total respect at work", "", "14", "9"),
        },
        register="training",
        headings=COURSE_HEAD[1:],
    ),
    Case(
        "a_sum_without_words.xlsx",
        xlsx([COURSE_HEAD, *COURSES, (None, None, None, 87, 70)]),
        at(2, 3, 4, 5, rows=COURSES_SHOWN),
        register="training",
        headings=COURSE_HEAD,
        notices=("Row 6 was left out as a total: “87”.",),
    ),
    Case(
        "total_with_error.xlsx",
        xlsx([COURSE_HEAD, *COURSES, ("Total", None, None, Formula("=D1/0", "#DIV/0!"), "£1,200")]),
        at(2, 3, 4, 5, rows=COURSES_SHOWN),
        register="training",
        headings=COURSE_HEAD,
        notices=("Row 6 was left out as a total: “Total”.",),
    ),
)

REPEATS = (
    Case(
        "headings_on_each_page.xlsx",
        xlsx([HEAD, ROWS[0], HEAD, ROWS[1], (), tuple(text.upper() for text in HEAD), ROWS[2]]),
        at(2, 4, 7),
        notices=("Rows 3 and 6 were left out, because the headings stand there again.",),
    ),
    Case(
        "two_lines_on_each_page.xlsx",
        xlsx(
            [
                ("Ref", "Action", "Lead", "Due", None),
                (None, "required", "agency", "date", "Status"),
                ROWS[0],
                ("Ref", "Action", "Lead", "Due", None),
                (None, "required", "agency", "date", "Status"),
                *ROWS[1:],
            ]
        ),
        at(3, 6, 7),
        header_row=2,
        headings=("Ref", "Action required", "Lead agency", "Due date", "Status"),
        notices=("Rows 4 to 5 were left out, because the headings stand there again.",),
    ),
    Case(
        "open_and_closed_beneath.xlsx",
        xlsx([HEAD, *ROWS, (), ("Closed actions",), HEAD, *CLOSED]),
        {
            **grouped((2, 0, ""), (3, 1, ""), (4, 2, "")),
            **at(8, 9, rows=CLOSED_SHOWN, more=("Closed actions",)),
        },
        headings=GROUPED,
        notices=(
            "Row 6 heads a group of rows: “Closed actions”. Each row under it has the words as “Group heading”.",
            "Row 7 was left out, because the headings stand there again.",
        ),
    ),
    Case(
        "another_table_beneath.xlsx",
        xlsx([HEAD, *ROWS, (), ("Support", "Priority", "Board"), ("GMP", "High", "Adults"), ("Homes", "Low", None)]),
        at(2, 3, 4),
        notices=("Another table begins at row 6; it was not read.",),
    ),
    Case(
        "another_table_under_a_title.xlsx",
        xlsx([HEAD, *ROWS, (), ("Who supports what",), ("Support", "Priority"), ("GMP", "High")]),
        at(2, 3, 4),
        notices=(
            "Row 6 was left out as a note: “Who supports what”.",
            "Another table begins at row 7; it was not read.",
        ),
    ),
)

NOTES = (
    Case(
        "notes_beneath.xlsx",
        xlsx(
            [
                HEAD,
                *ROWS,
                ("* dates are those of the panel",),
                (),
                ("Key",),
                ("Open", "work has begun"),
                ("On hold", "waiting for another agency"),
                (),
                ("Prepared by:", "Quality team", None, "Date:", dt.date(2026, 11, 2)),
            ]
        ),
        at(2, 3, 4),
        notices=(
            "Rows 5, 7 to 9 and 11 were left out as a note: “* dates are those of the panel”, “Key”, “Open”, “On hold” "
            "and “Prepared by: Quality team Date: 2 November 2026”.",
        ),
    ),
    Case(
        "merged_note.xlsx",
        xlsx(Sheet([HEAD, *ROWS, lone("Figures and dates are as the agencies gave them.")], merged=("A5:E6",))),
        at(2, 3, 4),
        notices=(
            "Row 5 was left out as a note: “Figures and dates are as the agencies gave them.”.",
            "1 range of merged cells: A5:E5.",
        ),
    ),
    Case(
        "marking_at_the_end.xlsx",
        xlsx([HEAD, *ROWS, (), (None, None, "OFFICIAL-SENSITIVE"), ("End of table",)]),
        at(2, 3, 4),
        notices=("Rows 6 to 7 were left out as a note: “OFFICIAL-SENSITIVE” and “End of table”.",),
    ),
    Case(
        "blank_rows_between.xlsx",
        xlsx([HEAD, ROWS[0], *[()] * 40, ROWS[1], (), (), ROWS[2]]),
        at(2, 43, 46),
    ),
    Case(
        "a_thousand_blank_rows.xlsx",
        xlsx([HEAD, *ROWS, *[()] * 1200, CLOSED[0]]),
        at(2, 3, 4),
        notices=("Reading stopped after row 4, because 1,000 blank rows follow it.",),
    ),
    Case(
        "rows_of_blanks.xlsx",
        xlsx([HEAD, ROWS[0], (" ", "\u00a0", None, "", "  "), ROWS[1], ("\u00a0",), ROWS[2]]),
        at(2, 4, 6),
    ),
    Case(
        "title_only_rows.xlsx",
        xlsx([HEAD[1:], ROWS[0][1:], ("Ask the schools again",), *(row[1:] for row in ROWS[1:])]),
        {
            **at(2, rows=[SHOWN[0][1:]]),
            3: ("Ask the schools again", "", "", ""),
            **at(4, 5, rows=[row[1:] for row in SHOWN[1:]]),
        },
        headings=HEAD[1:],
        notices=("Row 3 has one cell only (“Ask the schools again”) and was read as a row like the others.",),
    ),
)

GROUPS = (
    Case(
        "agencies_over_their_actions.xlsx",
        xlsx([HEAD, lone("Greater Manchester Police"), ROWS[0], lone("Stockport Homes"), *ROWS[1:]]),
        grouped((3, 0, "Greater Manchester Police"), (5, 1, "Stockport Homes"), (6, 2, "Stockport Homes")),
        headings=GROUPED,
        notices=(
            "Rows 2 and 4 head groups of rows: “Greater Manchester Police” and “Stockport Homes”. Each row under them "
            "has the words as “Group heading”.",
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
            "Rows 2 and 4 head groups of rows: “Greater Manchester Police” and “Stockport Homes”. Each row under them "
            "has the words as “Group heading”.",
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
            "Rows 2, 4 and 9 head groups of rows: “Police”, “Housing” and “Probation”. Each row under them has the words "
            "as “Group heading”.",
            "Row 7 was left out as a total: “Sub-total”.",
        ),
    ),
    Case(
        "groups_with_a_label.xlsx",
        xlsx([HEAD, ("Agency:", "Police", *BLANK[2:]), ROWS[0], ("Agency:", "Housing", *BLANK[2:]), *ROWS[1:]]),
        grouped((3, 0, "Agency: Police"), (5, 1, "Agency: Housing"), (6, 2, "Agency: Housing")),
        headings=GROUPED,
        notices=(
            "Rows 2 and 4 head groups of rows: “Agency: Police” and “Agency: Housing”. Each row under them has the words "
            "as “Group heading”.",
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
            "Cells merged over several rows were read as the same value in each row: A2:A3, B2:B3, C2:C3, D2:D3 and "
            "E2:E3.",
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
        "Rows 6 and 10 head groups of rows: “Learning from Child A” and “Learning from Adult B”. Each row under them has "
        "the words as “Group heading”.",
        "Rows 9 and 14 were left out as a total: “Sub-total” and “Grand total”.",
        "Row 15 was left out as a note: “Notes: RAG as agreed in May”.",
        "1 hidden row read like the others: 8.",
        "1 hidden column read like the others: G (“Ward”).",
        "10 ranges of merged cells: A2:G2, A4:A5, B4:B5, C4:D4, E4:F4, G4:G5, A6:G6, C7:C8 and 2 more.",
    ),
    planned=("Other sheets of the file, not part of this: “Cover”, “Lists” (hidden).",),
)  # fmt: skip

CASES = (*TOTALS, *REPEATS, *NOTES, *GROUPS, *HIDDEN, COUNCIL)
