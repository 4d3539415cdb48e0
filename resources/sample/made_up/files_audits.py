"""The spreadsheets about audits and returns: the programme, what agencies audit themselves, what was asked of whom."""

from pathlib import Path

from made_up.audits import TESTS, Audit, audits
from made_up.days import on
from made_up.lessons import AUDITS
from made_up.people import returns
from made_up.writing import MADE_UP, Cell, Sheet, colour_by_word, write_xlsx
from made_up.writing_others import write_xls

AUDIT_COLUMNS = (
    "Audit ref",
    "Type of audit",
    "Audit title",
    "Partnership",
    "Cycle",
    "Audit theme",
    "Source of theme",
    "Lead",
    "Lead auditor",
    "Stage",
    "Requested by",
    "Date requested",
    "Guidance issued",
    "Planned date",
    "Report due",
    "Date completed",
    "Sample size",
    "Overall judgement",
    "Outstanding",
    "Good",
    "RI",
    "Inadequate",
    "Voice heard",
    "Making a difference",
    "What should happen",
    "Meets procedures",
    "Evidence based practice",
    "Strengths",
    "Areas for development",
    "Summary of findings",
    "Reporting to",
    "Date presented",
    "Re-audit date",
)
_WIDE = {
    "Audit title": 34,
    "Strengths": 30,
    "Areas for development": 30,
    "Summary of findings": 46,
    "Lead auditor": 24,
    "Type of audit": 18,
}


def _audit_row(audit: Audit) -> list[Cell]:
    tests = [TESTS[mark] for mark in audit.tests.split()] or [None] * 5
    return [
        audit.ref,
        audit.kind,
        audit.title,
        audit.board,
        audit.year,
        audit.theme,
        audit.why,
        audit.lead,
        audit.officer,
        audit.status,
        audit.asked_by,
        on(audit.asked),
        on(audit.guided),
        on(audit.planned),
        on(audit.due),
        on(audit.done),
        audit.cases,
        audit.grade,
        *(audit.grades or (None,) * 4),
        *tests,
        audit.well,
        audit.better,
        audit.found,
        "QAP" if audit.reported else "",
        on(audit.reported),
        on(audit.following),
    ]


def audit_programme(path: Path) -> None:
    """The partnership's programme, still kept in the old form of Excel."""
    programme = Sheet(
        "Programme",
        AUDIT_COLUMNS,
        [_audit_row(one) for one in audits("programme")],
        above=["Multi-agency audit programme 2024 to 2027", "Quality Assurance Partnership", MADE_UP],
        widths=_WIDE,
        groups=[
            ("Outstanding", "Inadequate", "Grades of cases"),
            ("Voice heard", "Evidence based practice", "Five tests"),
        ],
        below=[
            "Notes: RI = requires improvement. MACFA = multi-agency case file audit. S11 and S175 run every two years."
        ],
    )
    guidance = Sheet(
        "Guidance",
        ["Grade", "What it means"],
        [
            ["Outstanding", "Practice that others should see"],
            ["Good", "Meets what is expected"],
            ["RI", "Some of what is expected"],
            ["Inadequate", "Tell the lead the same day"],
        ],
        widths={"What it means": 50},
    )
    write_xls(path, [programme, guidance])


def single_agency_audits(path: Path) -> None:
    """What agencies report of their own audits, on one schedule with a row under each year."""
    rows: list[list[Cell]] = [_audit_row(one) for one in audits("agencies_own")]
    rows.append(["Total cases", *[None] * 15, sum(one.cases or 0 for one in audits("agencies_own"))])
    schedule = Sheet(
        "Schedule",
        AUDIT_COLUMNS,
        rows,
        above=["Single agency audits: schedule and results", f"For the QAP chair. {MADE_UP}"],
        widths=_WIDE,
        colour=colour_by_word,
        form="slashes",
        forms={"Date completed": "ordinal", "Planned date": "real"},
        offset=1,
        gap=2,
        hidden=["Source of theme"],
        head="#385623",
    )
    write_xlsx(path, [schedule], "Single agency audits")


def returns_log(path: Path) -> None:
    """What was asked of whom, with dates as they were typed."""
    headings = [
        "What was asked for",
        "Organisation",
        "Case ref",
        "Audit ref",
        "Financial year",
        "Date requested",
        "Deadline",
        "Date chased",
        "Times chased",
        "Date received",
        "Date accepted",
        "Status",
        "Comments",
    ]
    rows: list[list[Cell]] = []
    for one in returns():
        audit = one.about.startswith(AUDITS)
        rows.append(
            [
                one.kind,
                one.agency,
                "" if audit else one.about,
                one.about if audit else "",
                one.year,
                one.asked,
                one.due,
                one.chased,
                one.chases or None,
                one.received,
                one.received,
                one.status,
                one.told,
            ]
        )
    rows.append(
        [
            "Sub-total: awaited",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            sum(not one.received for one in returns()),
        ]
    )
    sheet = Sheet(
        "Returns",
        headings,
        rows,
        above=["Returns asked of agencies", MADE_UP],
        colour=colour_by_word,
        form="short",
        forms={"Date requested": "real", "Deadline": "real"},
        widths={"What was asked for": 26, "Organisation": 26, "Comments": 50},
    )
    write_xlsx(path, [sheet], "Returns asked of agencies")
