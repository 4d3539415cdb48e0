"""The spreadsheets about training: the booking system's export, results in practice, agencies' own training."""

from pathlib import Path

from made_up.content import content
from made_up.days import day
from made_up.training import course_of, events, places_by_agency
from made_up.writing import MADE_UP, Cell, Sheet, write_xlsx
from made_up.writing_others import write_csv


def training_export(path: Path) -> None:
    """The booking system's export: semicolons, Windows code page, one line of title."""
    headings = [
        "Course code",
        "Course title",
        "Format",
        "Partnership",
        "Theme",
        "Date of course",
        "Venue",
        "Trainers",
        "Capacity",
        "Bookings",
        "Attendees",
        "DNA",
        "Cancellations",
        "Evals",
        "Overall rating",
        "Feedback",
        "Matched",
        "Pre knowledge",
        "Post knowledge",
        "Pre confidence",
        "Post confidence",
        "Out of",
        "Follow up due",
        "Follow up sent",
        "Follow up responses",
        "Applied in practice",
        "Practice examples",
        "Cost \u00a3",
    ]
    rows: list[list[Cell]] = []
    for one in events():
        title, theme, board, kind = course_of(one.course)
        know, sure = one.knowledge or (None, None), one.confidence or (None, None)
        rows.append(
            [
                one.ref,
                title,
                kind,
                board,
                theme,
                one.held,
                one.venue,
                one.trainer,
                one.places,
                one.booked,
                one.attended,
                one.absent,
                one.cancelled,
                one.forms,
                one.satisfaction,
                one.said,
                one.pairs,
                *know,
                *sure,
                10 if one.knowledge else None,
                one.follow_up_due,
                one.follow_up_sent,
                one.replies,
                one.applied,
                one.used,
                480 if one.course == "CONF" else 120,
            ]
        )
    write_csv(path, Sheet("", headings, rows, above=[f"Training programme export;{MADE_UP}", ""], form="slashes"))


def training_effect(path: Path) -> None:
    """Stage 4 measures of courses, and what agencies report of their own training."""
    measures: list[list[Cell]] = [
        [ref, "Level 4", measure, day(when), before, after, most, difference]
        for ref, measure, when, before, after, most, difference in content("training")["results"]
    ]
    own: list[list[Cell]] = [
        [agency, "2025-26", *rest, day("2026-06-04")] for agency, *rest in content("training")["returns"]
    ]
    write_xlsx(
        path,
        [
            Sheet(
                "Measures",
                [
                    "Course ref",
                    "Evaluation stage",
                    "What was measured",
                    "Date measured",
                    "Baseline",
                    "Result",
                    "Out of",
                    "What difference it made",
                ],
                measures,
                above=["Training: results in practice (stage 4)", MADE_UP],
                form="ordinal",
                widths={"What was measured": 46, "What difference it made": 50, "Date measured": 20},
            ),
            Sheet(
                "Single agency training",
                [
                    "Organisation",
                    "Financial year",
                    "Headcount",
                    "Number trained",
                    "Amount",
                    "Quality",
                    "Effectiveness",
                    "Received",
                ],
                own,
                above=["Single agency training returns 2025-26"],
                below=["Source: yearly returns"],
                widths={"Organisation": 22, "Amount": 44, "Quality": 40, "Effectiveness": 44},
            ),
            Sheet(
                "Places by agency",
                ["Course code", "Organisation", "No booked", "No attended", "DNA", "Cancelled"],
                [list(line) for line in places_by_agency()],
                above=["Who came, 2026"],
                widths={"Organisation": 22},
            ),
        ],
        "Training: results",
    )
