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
    """What was measured of courses beside the export, who came, and what agencies report of their own training."""
    told = content("training")
    write_xlsx(path, [_results(), _measures(), *_own_training(told["returns"]), _places()], "Training: results")


def _results() -> Sheet:
    return Sheet(
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
            "No impact seen",
            "What was decided",
        ],
        [[ref, "Level 4", what, day(when), *rest] for ref, what, when, *rest in content("training")["results"]],
        above=["Training: results in practice (stage 4)", MADE_UP],
        form="ordinal",
        widths={
            "What was measured": 46,
            "What difference it made": 50,
            "Date measured": 20,
            "What was decided": 40,
        },
    )


def _measures() -> Sheet:
    return Sheet(
        "Forms and follow-ups",
        [
            "Course code",
            "Level",
            "What was measured",
            "Date",
            "Sent",
            "Returned",
            "Pre",
            "Post",
            "Out of",
            "Impact",
        ],
        [[ref, level, what, day(when), *rest] for ref, level, what, when, *rest in content("training")["measures"]],
        above=["What else was asked: at the end (levels 1 and 2) and three months later (level 3)", MADE_UP],
        form="brief",
        gap=2,
        groups=[("Sent", "Returned", "Forms"), ("Pre", "Out of", "Scores")],
        widths={"What was measured": 50, "Impact": 44},
        head="#385623",
    )


def _own_training(rows: list[list[Cell]]) -> list[Sheet]:
    """A sheet for each year, the newest first."""
    years = sorted({str(row[0]) for row in rows}, reverse=True)
    return [
        Sheet(
            f"Single agency {year}",
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
            [[agency, one, *rest, day(str(came))] for one, agency, *rest, came in rows if one == year],
            above=[f"Single agency training returns {year}"],
            below=["Source: yearly returns"],
            form="real" if year == years[0] else "slashes",
            widths={"Organisation": 22, "Amount": 44, "Quality": 40, "Effectiveness": 44},
        )
        for year in years
    ]


def _places() -> Sheet:
    return Sheet(
        "Places by agency",
        ["Course code", "Organisation", "No booked", "No attended", "DNA", "Cancelled"],
        [list(line) for line in places_by_agency()],
        above=["Who came, 2026"],
        widths={"Organisation": 22},
    )
