"""Awkward workbooks whose trouble lies in the cells: formulas, errors, dates, percentages, text that is odd."""

import datetime as dt

from tests.data.awkward_case import HEAD, ROWS, SHOWN, Case, at
from tests.data.awkward_write import Formula, Rich, Sheet, Shown, xlsx

HALF_PAST_TWO = dt.datetime(2026, 3, 3, 14, 30)  # noqa: DTZ001 - a cell keeps no zone
DUE = ("Ref", "Action", "Due")


def due(*days: object) -> list[tuple[object, ...]]:
    """Actions with these days, after the headings."""
    return [DUE, *((f"D{number}", f"Step {number}", day) for number, day in enumerate(days, 1))]


def due_shown(*days: str, first: int = 2) -> dict[int, tuple[str, ...]]:
    """What becomes of them; those with "" are left out here."""
    return {
        number: (f"D{number - first + 1}", f"Step {number - first + 1}", day)
        for number, day in enumerate(days, first)
        if day
    }


FORMULAS = (
    Case(
        "formulas.xlsx",
        xlsx(
            [
                HEAD,
                (
                    Formula('="SH"&1', "SH1"),
                    Formula("=Sheet2!A1", "Write to all schools"),
                    "GMP",
                    Shown(46084, "dd/mm/yyyy"),
                    Formula('=IF(TRUE,"Open","")', "Open"),
                ),
                *ROWS[1:],
            ]
        ),
        at(2, 3, 4),
    ),
    Case(
        "formulas_never_worked_out.xlsx",
        xlsx([HEAD, (*ROWS[0][:3], Formula("=TODAY()+14"), ROWS[0][4]), *ROWS[1:]]),
        at(3, 4, rows=SHOWN[1:]),
        held={2: ("D2: Its formula was never worked out.",)},
    ),
    Case(
        "errors.xlsx",
        xlsx(
            [
                (*HEAD, "Ward"),
                (*ROWS[0][:4], Formula("=A1", "#REF!"), "North"),
                (*ROWS[1][:2], Formula("=A1", "#N/A"), *ROWS[1][3:], "South"),
                (*ROWS[2], Formula("=A1", "#DIV/0!")),
            ]
        ),
        {4: (*SHOWN[2], "#DIV/0!")},
        held={2: ("E2: The cell holds the error #REF!.",), 3: ("C3: The cell holds the error #N/A.",)},
        headings=(*HEAD, "Ward"),
    ),
    Case(
        "text_that_looks_like_errors.xlsx",
        xlsx([("Ref", "Action", "Notes"), ("N1", "=1+1", "#N/A"), ("N2", "+44 161", "-"), ("N3", "@home", "'=")]),
        {2: ("N1", "=1+1", "#N/A"), 3: ("N2", "+44 161", "-"), 4: ("N3", "@home", "'=")},
        headings=("Ref", "Action", "Notes"),
    ),
)

NUMBERS = (
    Case(
        "percentages.xlsx",
        xlsx(
            [
                ("Ref", "Action", "% complete", "Share"),
                ("P1", "One", Shown(0.75), Shown(0.125, "0.0%")),
                ("P2", "Two", Shown(1), Shown(0.07)),
                ("P3", "Three", "50%", "7 %"),
                ("P4", "Four", 25, 0.25),
                ("P5", "Five", 0.25, None),
            ]
        ),
        {
            2: ("P1", "One", "75", "12.5%"),
            3: ("P2", "Two", "100", "7%"),
            4: ("P3", "Three", "50", "7 %"),
            5: ("P4", "Four", "25", "0.25"),
        },
        held={6: ("C6: 0.25 is not a whole number.",)},
        headings=("Ref", "Action", "% complete", "Share"),
    ),
    Case(
        "numbers_as_text.xlsx",
        xlsx(
            [
                ("Risk ref", "Risk", "Likelihood", "Impact"),
                (101, "One", "4", " 5 "),
                ("0102", "Two", "4.0", "3"),
                (103.0, "Three", "four", "3"),
                ("104", "Four", "6", "3"),
            ]
        ),
        {2: ("101", "One", "4", "5"), 3: ("0102", "Two", "4", "3")},
        held={
            4: ("C4: “four” is not a number.",),
            5: ("C5: 6 is outside what Residual likelihood takes: from 1 to 5.",),
        },
        headings=("Risk ref", "Risk", "Likelihood", "Impact"),
        register="risks",
    ),
    Case(
        "yes_and_no.xlsx",
        xlsx(
            [
                ("Case ref", "Type", "Case name", "Legal hold"),
                ("B1", "Rapid review", "Child B", True),
                ("B2", "Rapid review", "Child C", "n"),
                ("B3", "Rapid review", "Child D", "\u2713"),
                ("B4", "Rapid review", "Child E", "perhaps"),
            ]
        ),
        {
            2: ("B1", "Child rapid review", "Child B", "Yes"),
            3: ("B2", "Child rapid review", "Child C", "No"),
            4: ("B3", "Child rapid review", "Child D", "Yes"),
        },
        held={5: ("D5: “perhaps” is neither yes nor no.",)},
        headings=("Case ref", "Type", "Case name", "Legal hold"),
        register="reviews",
    ),
)

DATES = (
    Case(
        "dates_from_1904.xlsx",
        xlsx([HEAD, *ROWS], date_1904=True),
        at(2, 3, 4),
        notices=("The workbook counts its dates from 1904; they were read that way.",),
    ),
    Case(
        "dates_as_text.xlsx",
        xlsx(due("31/03/2026", "1/4/26", "02.04.2026", " 03-04-2026 ", "4/4/2026\u00a0")),
        due_shown("31 March 2026", "1 April 2026", "2 April 2026", "3 April 2026", "4 April 2026"),
        headings=DUE,
    ),
    Case(
        "dates_in_words.xlsx",
        xlsx(due("3rd March 2026", "Tues 3 March 2026", "3-Mar-26", "March 3, 2026", "2026-03-03", "1st of May 2026")),
        due_shown("3 March 2026", "3 March 2026", "3 March 2026", "3 March 2026", "3 March 2026", "1 May 2026"),
        headings=DUE,
    ),
    Case(
        "dates_either_way.xlsx",
        xlsx(due("03/04/2026", "05/06/2026", "07/07/2026")),
        due_shown("", "", "7 July 2026"),
        held={2: ("C2: “03/04/2026” could be 3 April 2026 or",), 3: ("C3: “05/06/2026” could be 5 June 2026 or",)},
        headings=DUE,
        questions=("date: Due",),
    ),
    Case(
        "dates_of_both_kinds.xlsx",
        xlsx(due(dt.date(2026, 3, 3), "04/05/2026", "6 May 2026")),
        due_shown("3 March 2026", "4 May 2026", "6 May 2026"),
        headings=DUE,
    ),
    Case(
        "no_such_days.xlsx",
        xlsx(due("31/02/2026", "tbc", "29/02/2027", 46084, "Mar 26", "28/02/2027", HALF_PAST_TWO)),
        due_shown("", "", "", "", "", "28 February 2027", "3 March 2026"),
        held={
            2: ("C2: “31/02/2026” was read as day 31, and February 2026 has 28 days.",),
            3: ("C3: “tbc” could not be read as a date.",),
            4: ("C4: “29/02/2027” was read as day 29, and February 2027 has 28 days.",),
            5: ("C5: 46084 is a number, not a date.",),
            6: ("C6: “Mar 26” could be 26 March or March 2026.",),
        },
        questions=("value: tbc",),
        headings=DUE,
    ),
    Case(
        "days_out_of_range.xlsx",
        xlsx(due(Shown(99_999_999, "dd/mm/yyyy"), Shown(-3, "dd/mm/yyyy"), dt.date(2026, 3, 3))),
        due_shown("", "", "3 March 2026"),
        held={
            2: ("C2: The number 99999999 is shown as a date, but lies outside the years that Excel knows.",),
            3: ("C3: ",),
        },
        headings=DUE,
    ),
)

TEXTS = (
    Case(
        "rich_text.xlsx",
        xlsx([HEAD, (ROWS[0][0], Rich(("Write to ", "all", " schools")), *ROWS[0][2:]), *ROWS[1:]]),
        at(2, 3, 4),
    ),
    Case(
        "line_breaks_and_spaces.xlsx",
        xlsx(
            [
                ("Ref\u00a0", "Action", "Lead\nagency", "Due", "Status"),
                ("\u00a0L1 ", "First line\nSecond  line\r\n", "Stockport\u00a0Homes", " 3/3/2026 ", "On\u00a0hold"),
                ("L2", "Tab\there", " GMP\n", "17/4/2026", "OPEN"),
            ]
        ),
        {
            2: ("L1", "First line\nSecond  line", "Stockport Homes", "3 March 2026", "Not progressing"),
            3: ("L2", "Tab\there", "Greater Manchester Police", "17 April 2026", "In progress"),
        },
    ),
    Case(
        "long_and_far_letters.xlsx",
        xlsx(
            [
                ("Ref", "Action", "Notes"),
                ("U1", "日本語 🙂 naïve – “quoted”", "x" * 32_767),
                ("U2", "a\x01b & <c>", "_x0041_"),
            ]
        ),
        {2: ("U1", "日本語 🙂 naïve – “quoted”", "x" * 32_767), 3: ("U2", "ab & <c>", "_x0041_")},
        headings=("Ref", "Action", "Notes"),
    ),
    Case(
        "people.xlsx",
        xlsx(
            Sheet(
                [
                    ("Contacts 2026",),
                    ("Organisation", "Job title", "Name", "E-mail", "Tel"),
                    ("GMP", "Detective inspector", "Ash Green", "ash@example.org", "0161 496 0000"),
                    ("Stockport Homes", "Head of care", "Oak Brown", "oak@example.org", 1614960001),
                    (None, "Locum", "Elm Grey", None, None),
                ],
                "People",
            )
        ),
        {
            3: (
                "Greater Manchester Police", "Detective inspector", "Ash Green", "ash@example.org", "0161 496 0000",
            ),
            4: ("Stockport Homes", "Head of care", "Oak Brown", "oak@example.org", "1614960001"),
        },
        held={5: ("A5: Agency is empty, and each contact must have it.",)},
        register="contacts",
        headings=("Organisation", "Job title", "Name", "E-mail", "Tel"),
        header_row=2,
        sheet="People",
        notices=("Above the headings, not taken as rows: “Contacts 2026”.",),
    ),
    Case(
        "same_reference_twice.xlsx",
        xlsx([HEAD, *ROWS, ("sh1", "Another step", "GMP", dt.date(2026, 6, 1), "Open")]),
        at(3, 4, rows=SHOWN[1:]),
        held={2: ("A2: The same reference stands in row 5.",), 5: ("A5: The same reference stands in row 2.",)},
        questions=("key: rows 2, 5",),
    ),
    Case(
        "gaps_in_rows.xlsx",
        xlsx([HEAD, *ROWS, ("SH4", None, "GMP", None, "Open"), (None, "No reference", None, None, None)]),
        {**at(2, 3, 4), 6: ("ACT-2026-001", "No reference", "", "", "")},
        held={5: ("B5: Action is empty, and each action must have it.",)},
    ),
)  # fmt: skip

CASES = (*FORMULAS, *NUMBERS, *DATES, *TEXTS)
