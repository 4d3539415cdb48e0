"""The composite action plan, and what has become of each action."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from made_up.content import content
from made_up.days import CALENDAR, TODAY, day, later, working
from made_up.lessons import AUDITS, REVIEWS, Logged, Task, log
from made_up.writing import Cell

_SOURCES = {"RSK": "risk", "MTG": "meeting", "RR": "review", "SAR": "review", "CSPR": "review", "MALR": "review"}
_LATE = (
    "Lead has left; new lead being named.",
    "Draft with the service; date not met.",
    "Waiting for legal advice.",
    "Half done; asked for four more weeks.",
)
_ON_TIME = (
    "On time.",
    "First meeting held; second booked.",
    "Draft out for comment.",
    "Agreed in principle; dates to follow.",
)
_ANSWER = 4
"""Working days after which the office has heard whether an action has lasted."""
Draft = tuple[dt.date, dt.date, Task, dict[str, str]]


@dataclass(frozen=True)
class Action:
    """One action of the composite plan, with what has become of it."""

    ref: str
    task: Task
    start: dt.date
    due: dt.date
    status: str
    rag: str
    update: str
    done: dt.date | None
    signed: dt.date | None = None
    review: str = ""
    audit: str = ""
    learning: str = ""
    recommendation: str = ""
    risk: str = ""
    meeting: str = ""
    board: str = "Both"
    priority: str = "Medium"
    effect: str = ""
    first_due: dt.date | None = None


def recommendations(logged: list[Logged]) -> Iterator[list[Cell]]:
    """Recommendations with their references: ref, text, learning point, review, decision, why not, day, who."""
    numbers: dict[str, int] = {}
    for start, review, text, decision, why, when, who in content("case_lines")["recommendations"]:
        ref = next(one.ref for one in logged if one.lesson.title.startswith(start))
        year = when[:4] or "2026"
        numbers[year] = numbers.get(year, 0) + 1
        yield [f"REC-{year}-{numbers[year]:03d}", text, ref, review, decision, why, day(when) if when else None, who]


def actions() -> list[Action]:
    """The composite plan: an action for each task, oldest first; some late, most done."""
    numbers: dict[int, int] = {}
    made = []
    for start, due, task, about in sorted([*_from_learning(), *_from_elsewhere()], key=lambda one: (one[0], one[2][0])):
        numbers[start.year] = numbers.get(start.year, 0) + 1
        made.append(_action(f"ACT-{start.year}-{numbers[start.year]:03d}", (start, due, task, about)))
    return made


def _from_learning() -> Iterator[Draft]:
    logged = log()
    accepted = {row[2]: str(row[0]) for row in recommendations(logged) if row[4] == "Accepted"}
    for one in logged:
        about = {
            "learning": one.ref,
            "review": next(iter(one.sources(REVIEWS)), ""),
            "audit": next(iter(one.sources(AUDITS)), ""),
            "recommendation": accepted.get(one.ref, ""),
            "board": one.lesson.board,
            "stage": one.lesson.reached,
        }
        for task in one.lesson.tasks:
            yield working(one.seen, 10), later(one.seen, task[3]), task, about


def _from_elsewhere() -> Iterator[Draft]:
    for source, what, agency, role, agreed, due, test in content("tasks")["tasks"]:
        kind = _SOURCES.get(source.split("-")[0], "audit")
        yield day(agreed), day(due), (what, agency, role, 0, test), {kind: source}


def _effect(signed: dt.date | None, measured: bool) -> str:
    """What was said of the effect when it was asked for, a year after sign-off."""
    if signed is None or CALENDAR.count(later(signed, 12), TODAY) <= _ANSWER:
        return ""
    return "See the measure on the learning log." if measured else "Asked a year on: still in place."


def _action(ref: str, draft: Draft) -> Action:
    """What has become of an action: old ones are done, of those due this autumn a few are late."""
    start, due, task, about = draft
    chance = random.Random(f"action {task[0]}")
    kept = {key: value for key, value in about.items() if key != "stage"}
    priority = chance.choice(("High", "Medium", "Medium", "Low"))
    late = CALENDAR.count(due, TODAY)
    if due < TODAY and not (late <= 45 and chance.random() < (0.85 if late <= 15 else 0.6)):
        done = min(working(due, chance.randint(-15, 6)), working(TODAY, -1))
        signed = working(done, 15) if CALENDAR.count(done, TODAY) > 120 else None
        status, said = "Signed off" if signed else "Completed", f"Done. {task[4]}."
        effect = _effect(signed, about.get("stage") == "V")
        return Action(
            ref, task, start, due, status, "Blue", said, done, signed, priority=priority, effect=effect, **kept
        )
    if due < TODAY:
        return Action(ref, task, start, due, "Ongoing", "Red", chance.choice(_LATE), None, priority="High", **kept)
    if CALENDAR.count(TODAY, due) > 60 and chance.random() < 0.4:
        return Action(ref, task, start, due, "Not yet started", "Green", "", None, priority=priority, **kept)
    first = later(due, -2) if chance.random() < 0.15 else None
    rag, said = "Amber" if first else "Green", chance.choice(_ON_TIME)
    return Action(ref, task, start, due, "On track", rag, said, None, priority=priority, first_due=first, **kept)
