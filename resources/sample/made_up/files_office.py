"""The spreadsheets about the boards' own work: risks, voices, meetings, the scorecard."""

from pathlib import Path
from typing import Any

from made_up import framework
from made_up.actions import actions
from made_up.content import content
from made_up.days import day, on, working
from made_up.risks import risks
from made_up.writing import MADE_UP, Cell, Sheet, write_xlsx
from made_up.writing_others import write_ods

from lif_desktop.framework.disputes import with_decision

RISK_COLUMNS = (
    "Risk ID",
    "Risk description",
    "Due to",
    "Risk event",
    "Leading to",
    "Partnership",
    "Risk category",
    "Strategic priority",
    "Date raised",
    "Source review",
    "Source audit",
    "From voice",
    "Source indicator",
    "Initial likelihood",
    "Initial impact",
    "Current controls",
    "Current likelihood",
    "Current impact",
    "Planned actions",
    "Target L",
    "Target I",
    "Target by",
    "Treatment",
    "Owning agency",
    "Risk owner",
    "Review frequency",
    "Last review",
    "Next review date",
    "Date escalated",
    "Escalated to",
    "Open/closed",
    "Date closed",
)

_AGAIN = "Score looked at again"


def risk_register(path: Path) -> None:
    """The boards' risk register as an OpenDocument sheet, with earlier scores on a second one."""
    rows: list[list[Cell]] = []
    history: list[list[Cell]] = []
    for one in risks():
        last = day(one.last)
        following = None if one.closed else working(last, round(one.months * 21))
        rows.append(
            [
                one.ref,
                one.title,
                one.cause,
                one.event,
                one.consequence,
                one.board,
                one.category,
                one.priority,
                day(one.raised),
                one.source,
                one.audit,
                one.heard,
                one.indicator,
                *one.before,
                one.controls,
                *one.now,
                one.more,
                *one.aim,
                on(one.aim_by),
                one.response,
                one.owner,
                one.role,
                one.months,
                last,
                following,
                on(one.escalated),
                "Executives" if one.escalated else "",
                one.status,
                on(one.closed),
            ]
        )
        history += [
            [one.ref, day(when), likelihood, impact, "Executives", ""] for when, likelihood, impact in one.moved
        ]
        if one.last not in {when for when, *_ in one.moved}:
            history.append([one.ref, last, *one.now, one.role if one.said else "Executives", one.said or _AGAIN])
    write_ods(
        path,
        [
            Sheet(
                "Risk register",
                RISK_COLUMNS,
                rows,
                above=["Joint risk register, quarter 3 of 2026-27", MADE_UP],
                below=["Note: scores are 1 to 5. 15 and over go to the Executives."],
                forms={"Date raised": "brief", "Next review date": "slashes"},
                widths={
                    "Risk description": 40,
                    "Due to": 30,
                    "Risk event": 30,
                    "Leading to": 30,
                    "Current controls": 40,
                    "Planned actions": 40,
                },
            ),
            Sheet(
                "Scores",
                ["Risk ID", "Date scored", "Likelihood", "Impact", "Scored by", "Comment"],
                history,
                above=["Scores over time"],
                widths={"Comment": 30},
            ),
        ],
    )


def voices_log(path: Path) -> None:
    """The log of voices: no names, and messages in a few words."""
    headings = [
        "Log no",
        "Feedback type",
        "Date received",
        "Raised by agency",
        "Agency concerned",
        "Theme",
        "Partnership",
        "What was said",
        "Escalation stage",
        "Stage began",
        "Response due",
        "Outcome",
        "Decision",
        "Date responded",
        "Feedback given",
        "Status",
        "Date closed",
        "Review ref",
        "Log kept by",
    ]
    told = content("voices")
    rows: list[list[Cell]] = []
    for ref, kind, when, agency, about, theme, message, answer, took, board, step in told["voices"]:
        heard = day(when)
        answered = working(heard, took) if took >= 0 else None
        closed = working(answered, 5) if answered else None
        rows.append(
            [
                ref,
                kind,
                heard,
                agency,
                about,
                theme,
                board,
                message,
                step,
                on(told["began"].get(ref, "")),
                working(heard, 5) if took < 0 and not step else None,
                answer,
                _decided(ref),
                answered,
                closed,
                "Resolved" if answered else "Open",
                closed,
                told["review"].get(ref, ""),
                "Review Coordinator",
            ]
        )
    write_xlsx(
        path,
        [
            Sheet(
                "Voices",
                headings,
                rows,
                above=[
                    "Voices log: practitioners, families, complaints, compliments, disputes",
                    "Never the name of the person who spoke",
                    MADE_UP,
                ],
                form="slashes",
                forms={"Date received": "real", "Response due": "abbreviated"},
                widths={
                    "What was said": 56,
                    "Outcome": 44,
                    "Decision": 40,
                    "Raised by agency": 22,
                    "Agency concerned": 22,
                },
                hidden=["Log kept by"],
                offset=1,
            ),
            Sheet(
                "Guidance",
                ["Step", "By when"],
                [
                    ["Step 1: practitioners", "2 working days"],
                    ["Step 2: managers", "5 working days"],
                    ["Step 3: seniors", "2 working days"],
                    ["Step 4: chair", "as soon as a meeting can be held"],
                ],
                widths={"Step": 30, "By when": 34},
            ),
        ],
        "Voices log",
    )


def _decided(ref: str) -> str:
    """What was decided on a challenge, or at each step of a dispute, as the office keeps it."""
    told = content("voices")
    text: str = told["decided"].get(ref, "")
    for key, when, words, how in told["steps"].get(ref, ()):
        text = with_decision(text, framework.step(key), day(when), words, how == "settled")
    return text


def meetings_book(path: Path) -> None:
    """The calendar of meetings with agendas and attendance."""
    book = content("meetings")
    calendar: list[list[Cell]] = [
        [
            ref,
            group,
            number,
            day(when),
            starts,
            ends,
            venue,
            chair,
            "Business support officer",
            day(due),
            on(out),
            status,
            on(agreed),
            on(following),
            {"Y": "Yes", "N": "No", "": None}[quorate],
        ]
        for ref, group, number, when, starts, ends, venue, chair, due, out, status, agreed, following, quorate in book[
            "meetings"
        ]
    ]
    notes = {(ref, initials): rest for ref, initials, *rest in book["seat_notes"]["notes"]}
    marks_of = {"P": "Present", "A": "Apologies", "D": "Deputy", "N": "Absent", "-": ""}
    seats: list[list[Cell]] = [
        [ref, agency, role, initials, marks_of[mark], *notes.get((ref, initials), ("", "", ""))]
        for ref, marks in book["attended"].items()
        for (agency, role, initials), mark in zip(book["seats"], marks.split(), strict=True)
    ]
    write_xlsx(
        path,
        [
            Sheet(
                "Calendar",
                [
                    "Meeting ref",
                    "Meeting of",
                    "Meeting no",
                    "Meeting date",
                    "Start time",
                    "End time",
                    "Location",
                    "Chaired by",
                    "Minutes by",
                    "Paper deadline",
                    "Papers out",
                    "Status",
                    "Minutes agreed",
                    "Date of next meeting",
                    "Quorate?",
                ],
                calendar,
                above=["Calendar of meetings 2026", f"RRP and SARCP sit together as the Review Group. {MADE_UP}"],
                form="spoken",
                forms={"Paper deadline": "slashes", "Papers out": "slashes", "Minutes agreed": "real"},
                widths={
                    "Location": 28,
                    "Chaired by": 30,
                    "Minutes by": 24,
                    "Meeting date": 26,
                    "Date of next meeting": 26,
                },
            ),
            Sheet(
                "Agendas",
                [
                    "Meeting ref",
                    "Item no",
                    "Agenda item",
                    "Case ref",
                    "Presenter",
                    "Enc",
                    "Purpose",
                    "Timing",
                    "Minute",
                    "Outcome",
                ],
                [[*line, _ended(book["outcomes"], line[0], line[1])] for line in book["agendas"]],
                above=["Agendas and what was said"],
                widths={"Agenda item": 46, "Minute": 60, "Presenter": 26, "Case ref": 16},
            ),
            Sheet(
                "Attendance",
                [
                    "Meeting ref",
                    "Organisation",
                    "Job title",
                    "Initials",
                    "Attended",
                    "Deputy",
                    "Declaration of interest",
                    "How handled",
                ],
                seats,
                above=["Attendance and declarations"],
                below=["Key: deputy = somebody sent in their place"],
                widths={"Organisation": 20, "Job title": 32, "Declaration of interest": 44, "How handled": 44},
            ),
            Sheet(
                "Minutes",
                [
                    "Meeting ref",
                    "Line",
                    "Item",
                    "Type",
                    "Minute",
                    "Case ref",
                    "Lead agency",
                    "By whom",
                    "To be completed by",
                    "Action ref",
                    "Voice ref",
                ],
                _minute_lines(book),
                above=["Minutes line by line"],
                widths={"Item": 24, "Minute": 70, "Lead agency": 20, "By whom": 28, "To be completed by": 20},
            ),
            Sheet(
                "Minutes finalised",
                ["Meeting ref", "Minutes finalised", "Finalised by"],
                [[ref, day(when), who] for ref, when, who in book["finalised"]["minutes"]],
                above=["Minutes that stand as they are"],
                widths={"Minutes finalised": 20, "Finalised by": 28},
            ),
        ],
        "Meetings 2026",
    )


def _ended(outcomes: dict[str, str], ref: str, item: int) -> str:
    """How an item ended; nothing for a meeting of which that is not known."""
    marks = outcomes.get(ref, "").split()
    return {"D": "Discussed", "F": "Deferred", "N": "Not reached"}[marks[item - 1]] if marks else ""


def _minute_lines(book: Any) -> list[list[Cell]]:
    """The lines of minutes, numbered within their meeting, each action with its reference in the composite plan."""
    cases = {(ref, item): case for ref, item, _, case, *_ in book["agendas"]}
    refs = {one.task[0]: one.ref for one in actions() if one.meeting}
    numbers: dict[str, int] = {}
    rows: list[list[Cell]] = []
    for ref, item, kind, words, agency, who, due, voice in book["minutes"]["lines"]:
        numbers[ref] = numbers.get(ref, 0) + 1
        called = {"N": "Note", "D": "Decision", "A": "Action", "C": "Challenge"}[kind]
        action = refs.get(words, "") if kind == "A" else ""
        case = cases[(ref, item)]
        place = f"{ref} item {item}"
        rows.append([ref, numbers[ref], place, called, words, case, agency, who, on(due), action, voice])
    return rows


def scorecard(path: Path) -> None:
    """The dataset: indicators, a list of figures, and the picture that the board sees (which is not imported)."""
    data = content("figures")
    comments = {(ref, quarter): words for ref, quarter, words in data["comments"]}
    indicators: list[list[Cell]] = [
        [ref, title, dataset, board, source, unit, better, target, "Quarterly", why]
        for ref, title, dataset, board, source, unit, better, target, why, _ in data["indicators"]
    ]
    values: list[list[Cell]] = [
        [ref, day(end), quarter, value, comments.get((ref, quarter), "")]
        for ref, *_, numbers in data["indicators"]
        for (quarter, end), value in zip(data["quarters"], numbers, strict=True)
        if value != ""
    ]
    picture: list[list[Cell]] = [[title, *numbers] for _, title, *_, numbers in data["indicators"]]
    write_xlsx(
        path,
        [
            Sheet(
                "Scorecard",
                ["Indicator", *(quarter for quarter, _ in data["quarters"])],
                picture,
                above=["Scorecard, quarter 2 of 2026-27", MADE_UP],
                widths={"Indicator": 60},
            ),
            Sheet(
                "Indicators",
                [
                    "PI ref",
                    "Performance indicator",
                    "Scorecard",
                    "Partnership",
                    "Data owner",
                    "Units",
                    "Good is",
                    "Target",
                    "Frequency",
                    "Rationale",
                ],
                indicators,
                above=["List of indicators"],
                widths={"Performance indicator": 56, "Rationale": 44, "Data owner": 18, "Scorecard": 20},
            ),
            Sheet(
                "Data",
                ["PI ref", "Quarter end", "Quarter", "Figure", "Commentary"],
                values,
                above=["Figures by quarter", "Do not change the layout"],
                form="words",
                widths={"Quarter end": 20, "Commentary": 50},
            ),
        ],
        "Scorecard",
    )
