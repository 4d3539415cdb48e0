"""How a dated thing stands today: a tone for the colour and the words that say the same without it."""

from dataclasses import dataclass
from datetime import date

from lif_desktop.framework.parts import Tone
from lif_desktop.framework.workdays import WorkingDays

SHAPES: dict[str, str] = {"red": "◆", "amber": "▲", "green": "●", "blue": "✓", "none": "–"}
"""The shape that stands beside each tone, so that colour is never the only sign."""

SOON = 5
"""Working days before the due day from which an open thing is amber."""

DUE_TODAY = "Due today"

_FINISHED = {"complete": "Complete", "signed_off": "Signed off"}


@dataclass(frozen=True)
class Status:
    """How something stands: `tone` picks colour and shape, `word` says it.

    `ink` and `fill` ("#DDF0E3") are colours of its own in the place of the tone's, as a band of risk scores has.
    """

    tone: Tone
    word: str
    ink: str = ""
    fill: str = ""


def due_status(due: date | None, done: date | None, today: date, calendar: WorkingDays) -> Status:
    """How something stands that is due on one day and was done on another; both may be missing.

    Red from the day after it was due; amber on the day itself, through that day's week and for the last
    five working days; green before; blue once done, saying how late. Days are working days of `calendar`.
    """
    if done is not None:
        late = "" if due is None or done <= due else f", {_lateness(due, done, calendar)} late"
        return Status("blue", f"Complete{late}")
    if due is None:
        return Status("none", "No due date")
    if due < today:
        return Status("red", f"Overdue by {_lateness(due, today, calendar)}")
    if due == today:
        return Status("amber", DUE_TODAY)
    if due.isocalendar()[:2] == today.isocalendar()[:2]:
        return Status("amber", "Due this week")
    left = calendar.count(today, due)
    if left <= SOON:
        return Status("amber", f"Due in {_days(left)}")
    return Status("green", "On track")


def action_status(due: date | None, status: str | None, today: date, calendar: WorkingDays) -> Status:
    """How an action stands, from its status (a key of action_statuses) and its due day.

    Complete and signed off are blue, not progressing is red, the rest go by the due day (`due_status`).
    """
    if status in _FINISHED:
        return Status("blue", _FINISHED[status])
    if status == "not_progressing":
        return Status("red", "Not progressing")
    return due_status(due, None, today, calendar)


def _lateness(due: date, day: date, calendar: WorkingDays) -> str:
    """Working days from the due day to a later one; plain days where no working day lies between them."""
    late = calendar.count(due, day)
    return _days(late) if late else _days((day - due).days, "day")


def _days(number: int, unit: str = "working day") -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
