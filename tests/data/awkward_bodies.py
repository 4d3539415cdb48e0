"""Awkward workbooks whose trouble lies under the headings or in the sheets: totals, notes, groups, hidden rows."""

import datetime as dt

from tests.data.awkward_case import BLANK, HEAD, ROWS, SHOWN, Case, at
from tests.data.awkward_heads import CLOSED, CLOSED_SHOWN
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
            (
                "Rows 4 and 7 to 8 were left out as a total: “Spring total”, “Summer average” and “Total courses and "
                "places”."
            ),
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
            (
                "Rows 5, 7 to 9 and 11 were left out as a note: “* dates are those of the panel”, “Key”, "
                "“Open”, “On hold” "
                "and “Prepared by: Quality team Date: 2 November 2026”."
            ),
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
        "a_count_beneath.xlsx",
        xlsx([HEAD, *ROWS, (), ("Open", "2 of 3"), ("On hold", "1 of 3")]),
        {**at(2, 3, 4), 6: ("Open", "2 of 3", "", "", ""), 7: ("On hold", "1 of 3", "", "", "")},
        notices=(
            (
                "Rows 6 to 7 stand under blank rows and have few cells, but were read like the others: “Open” and "
                "“On hold”."
            ),
        ),
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

CASES = (*TOTALS, *REPEATS, *NOTES)
