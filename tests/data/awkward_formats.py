"""Awkward workbooks whose trouble lies in the file: text of all kinds, other formats, names that say another."""

from tests.data.awkward_binary import old_xls, xlsb
from tests.data.awkward_bodies import COURSE_HEAD, COURSES, COURSES_SHOWN
from tests.data.awkward_case import HEAD, ROWS, Case, at
from tests.data.awkward_heads import ABOVE, CLOSED
from tests.data.awkward_write import (
    Cell,
    Formula,
    Rich,
    Sheet,
    Shown,
    macro_workbook,
    ods,
    raw,
    separated,
    text,
    xls,
    xlsx,
)

TABLE = (HEAD, *ROWS)
ACCENTS = (
    ("Ref", "Action", "Notes"),
    ("C1", "Zoë’s café – “first”", "£5, naïve"),
    ("C2", "Review; tell", "a\nb"),
)
ACCENTS_SHOWN = {2: ACCENTS[1], 3: ACCENTS[2]}
HTML = "<html><body><table><tr><td>Ref</td><td>Action</td></tr></table></body></html>"

TEXTS = (
    Case("plain.csv", text(separated(TABLE)), at(2, 3, 4), sheet="plain"),
    Case("semicolons.csv", text(separated(TABLE, ";")), at(2, 3, 4), sheet="semicolons"),
    Case("tabs.tsv", text(separated(TABLE, "\t")), at(2, 3, 4), sheet="tabs"),
    Case("pipes.txt", text(separated(TABLE, "|")), at(2, 3, 4), sheet="pipes"),
    *(
        Case(
            f"{name}.csv",
            text(separated(ACCENTS, separator), encoding),
            ACCENTS_SHOWN,
            headings=("Ref", "Action", "Notes"),
            sheet=name,
        )
        for name, encoding, separator in (
            ("utf8", "utf-8", ","),
            ("utf8_mark", "utf-8-sig", ","),
            ("windows", "cp1252", ";"),
            ("unicode_text", "utf-16", "\t"),
            ("unicode_text_unmarked", "utf-16-le", "\t"),
        )
    ),
    Case(
        "one_broken_letter.csv",
        raw(separated(ACCENTS).encode() + b"C3,caf\xe9,none\r\n"),
        ACCENTS_SHOWN | {4: ("C3", "caf\ufffd", "none")},
        headings=("Ref", "Action", "Notes"),
        sheet="one_broken_letter",
        notices=("1 cell has letters that could not be read and are shown as \ufffd: B4.",),
    ),
    Case(
        "named_separator.csv",
        text("sep=;\r\n" + separated(ACCENTS, ";"), "utf-8-sig"),
        {3: ACCENTS[1], 4: ACCENTS[2]},
        header_row=2,
        headings=("Ref", "Action", "Notes"),
        sheet="named_separator",
    ),
    Case(
        "named_separator_in_marks.csv",
        text('"sep=|"\r\n' + separated(ACCENTS, "|")),
        {3: ACCENTS[1], 4: ACCENTS[2]},
        header_row=2,
        headings=("Ref", "Action", "Notes"),
        sheet="named_separator_in_marks",
    ),
    Case(
        "title_and_spare_commas.csv",
        text(
            "Stockport Homes,,,,,,\n,,,,,,\n"
            + separated([(*row, None, None) for row in TABLE], end="\n")
            + ",,,,,,\n,,,,,,\nTotal,,,,3,,\n"
        ),
        at(4, 5, 6),
        header_row=3,
        sheet="title_and_spare_commas",
        notices=(ABOVE + "“Stockport Homes”.", "Row 9 was left out as a total: “Total”."),
    ),
    Case(
        "quoted_line_breaks.csv",
        text('Ref,Action,Notes\n"Q1","First\nline, with ""marks""","a;b;c"\n\nQ2,"x\r\n\r\ny",\n'),
        {2: ("Q1", 'First\nline, with "marks"', "a;b;c"), 4: ("Q2", "x\n\ny", "")},
        headings=("Ref", "Action", "Notes"),
        sheet="quoted_line_breaks",
    ),
    Case("old_mac_line_ends.csv", text(separated(TABLE, end="\r")), at(2, 3, 4), sheet="old_mac_line_ends"),
    Case(
        "one_column.csv",
        text("Action\r\nWrite to all schools\r\nBrief the duty team\r\n"),
        {2: ("Write to all schools",), 3: ("Brief the duty team",)},
        headings=("Action",),
        sheet="one_column",
    ),
    Case(
        "nothing.csv",
        text(" \r\n\r\n"),
        refused="“nothing.csv” is empty: the file holds no data at all. Ask whoever sent it to send it again.",
    ),
)

OLD = (
    Case("old.xls", xls(Sheet([("Actions",), (), *TABLE], "Old")), at(4, 5, 6), sheet="Old", header_row=3,
         notices=(ABOVE + "“Actions”.",)),
    Case(
        "old_1904.xls",
        xls(Sheet(TABLE), date_1904=True),
        at(2, 3, 4),
        notices=("The workbook counts its dates from 1904; they were read that way.",),
    ),
    Case(
        "old_hidden_and_merged.xls",
        xls(
            Sheet([("Tracker", None), HEAD, *ROWS], merged=("A1:E1",), hidden_rows=(4,), hidden_columns=("B",)),
            Sheet([HEAD, *CLOSED], "Closed", state="very_hidden"),
        ),
        at(3, 4, 5),
        header_row=2,
        notices=(
            ABOVE + "“Tracker”.",
            "1 hidden row read like the others: 4.",
            "1 hidden column read like the others: B (“Action”).",
            "1 range of merged cells: A1:E1.",
        ),
        planned=("Other sheets of the file, not part of this: “Closed” (hidden).",),
    ),
    Case(
        "old_values.xls",
        xls(
            [
                ("Ref", "Action", "% complete", "Notes"),
                ("O1", Rich(("Write to ", "all", " schools")), Shown(0.5), True),
                ("O2", "Two", Formula("", "#N/A"), "x"),
                ("O3", "Three", Shown(0.125, "0.0%"), None),
                ("O4", "Four", 100, 2.5),
            ]
        ),
        {2: ("O1", "Write to all schools", "50", "Yes"), 5: ("O4", "Four", "100", "2.5")},
        held={3: ("C3: The cell holds the error #N/A.",), 4: ("C4: 12.5 is not a whole number.",)},
        headings=("Ref", "Action", "% complete", "Notes"),
    ),
    *(
        Case(
            f"{name}.xls",
            old_xls(TABLE, encoding, codepage),
            at(2, 3, 4),
            sheet="Actions",
        )
        for name, encoding, codepage in (
            ("excel_95", "cp1252", 1252),
            ("excel_95_no_code_page", "cp1252", None),
            ("excel_95_mac", "mac_roman", 10000),
        )
    ),
)  # fmt: skip

OTHERS = (
    Case("macros.xlsm", macro_workbook(TABLE), at(2, 3, 4)),
    Case("binary.xlsb", xlsb(Sheet(TABLE)), at(2, 3, 4)),
    Case(
        "binary_1904.xlsb",
        xlsb(Sheet(TABLE), date_1904=True),
        at(2, 3, 4),
        notices=("The workbook counts its dates from 1904; they were read that way.",),
    ),
    Case(
        "binary_hidden.xlsb",
        xlsb(
            Sheet(
                [
                    ("Courses of the year",),
                    (),
                    COURSE_HEAD,
                    *COURSES,
                    ("Total", None, None, 87, Formula("=SUM(E4:E7)", 70)),
                ],
                "Training",
                merged=("A1:E1",),
                hidden_rows=(5,),
                hidden_columns=("D",),
            ),
            Sheet([("Lists",)], "Lists", state="hide"),
        ),
        at(4, 5, 6, 7, rows=COURSES_SHOWN),
        register="training",
        headings=COURSE_HEAD,
        header_row=3,
        sheet="Training",
        notices=(
            ABOVE + "“Courses of the year”.",
            "Row 8 was left out as a total: “Total”.",
            "1 hidden row read like the others: 5.",
            "1 hidden column read like the others: D (“Booked”).",
            "1 range of merged cells: A1:E1.",
        ),
        planned=("Other sheets of the file, not part of this: “Lists” (hidden).",),
    ),
    Case(
        "binary_errors.xlsb",
        xlsb(
            Sheet(
                [
                    ("Ref", "Action", "% complete", "Ward"),
                    ("B1", "One", Shown(0.75), True),
                    ("B2", "Two", Formula("=1/0", "#DIV/0!"), "x"),
                    ("B3", Formula("=A1", "Three"), Formula("=1", 7), Formula("", "#REF!")),
                ]
            )
        ),
        {2: ("B1", "One", "75", "Yes"), 4: ("B3", "Three", "7", "#REF!")},
        held={3: ("C3: The cell holds the error #DIV/0!.",)},
        headings=("Ref", "Action", "% complete", "Ward"),
    ),
    Case(
        "libre.ods",
        ods(
            Sheet(
                [("Actions of the year",), (), HEAD, *ROWS],
                "Actions",
                merged=("A1:E1",),
                hidden_rows=(5,),
                hidden_columns=("C",),
            ),
            Sheet([HEAD, *CLOSED], "Closed", state="hide"),
        ),
        at(4, 5, 6),
        header_row=3,
        sheet="Actions",
        notices=(
            ABOVE + "“Actions of the year”.",
            "1 hidden row read like the others: 5.",
            "1 hidden column read like the others: C (“Lead agency”).",
            "1 range of merged cells: A1:E1.",
        ),
        planned=("Other sheets of the file, not part of this: “Closed” (hidden).",),
    ),
    Case(
        "libre_values.ods",
        ods(
            [
                ("Ref", "Action", "% complete", "Ward"),
                (
                    "L1",
                    Cell(
                        'office:value-type="string"',
                        "<office:annotation><dc:creator>AO</dc:creator><text:p>Is this "
                        "done?</text:p></office:annotation>"
                        '<text:p>Write to <text:span>all</text:span><text:s text:c="2"/>schools</text:p>'
                        "<text:p>and tell them</text:p>",
                    ),
                    Shown(0.75),
                    True,
                ),
                (
                    "L2",
                    "Two",
                    Cell('office:value-type="string" calcext:value-type="error"', "<text:p>#REF!</text:p>"),
                    1,
                ),
                (),
                ("L3", "Three", 25, 1.5),
            ]
        ),
        {
            2: ("L1", "Write to all  schools\nand tell them", "75", "Yes"),
            5: ("L3", "Three", "25", "1.5"),
        },
        held={3: ("C3: The cell holds the error #REF!.",)},
        headings=("Ref", "Action", "% complete", "Ward"),
    ),
)

NAMES = (
    Case(
        "really_a_workbook.csv",
        xlsx(TABLE),
        at(2, 3, 4),
        notices=("“really_a_workbook.csv” is really an Excel workbook (.xlsx) and was read as that.",),
    ),
    Case(
        "really_text.xlsx",
        text(separated(TABLE)),
        at(2, 3, 4),
        sheet="really_text",
        notices=("“really_text.xlsx” is really plain text with separators (CSV) and was read as that.",),
    ),
    Case(
        "really_new.xls",
        xlsx(TABLE),
        at(2, 3, 4),
        notices=("“really_new.xls” is really an Excel workbook (.xlsx) and was read as that.",),
    ),
    Case(
        "really_old.xlsx",
        xls(Sheet(TABLE)),
        at(2, 3, 4),
        notices=("“really_old.xlsx” is really an old Excel workbook (.xls) and was read as that.",),
    ),
    Case(
        "really_a_web_page.xls",
        text(HTML),
        refused="“really_a_web_page.xls” is really a web page (HTML), not a spreadsheet that can be read. Open it in "
        "Excel or in the program that made it, save it as an Excel workbook (.xlsx), and import that.",
    ),
)

CASES = (*TEXTS, *OLD, *OTHERS, *NAMES)
