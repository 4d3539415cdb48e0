"""What the Stages pane asks: when a stage was done, for more time, about a suspension, about time and quality."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.stage_words import Stage, lateness
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Write = Callable[[Given], object]

_WHY = Field("why", "Reason", "note")
_BY = Field("by", "Agreed by")
_LOOKED = ("checked_on", "time_taken", "quality", "written_request", "checked_by")
_NEEDS_REASON = ("why", "Enter the reason. It is what will be asked for later.")


def ask_done(office: Office, stage: Stage, write: Write) -> Ask:
    """When the stage was done, today unless another day is typed; no day takes it back as not done.

    One that was late is asked once for its reason; without one it is written all the same and stays a gap.
    """
    asked: list[str] = []

    def check(given: Given) -> Problems:
        day = given["day"]
        if day and day > office.today():
            return [("day", "That day is still to come. Enter the day on which it was done.")]
        late = "" if given["why"] else lateness(stage, day, office.calendar)
        if late and late not in asked:
            asked.append(late)
            return [("why", f"That is {late}. Enter the reason, or save again without one.")]
        return []

    values = {"day": stage["done_on"] or office.today(), "why": stage["slip_reason"]}
    fields = (Field("day", "Done on", "date"), Field("why", "Reason, if it was late", "note"))
    return Ask(str(stage["label"]), fields, write, values, check=check)


def ask_time(stage: Stage, write: Write) -> Ask:
    """For a later day, the reason and who agreed to it."""

    def check(given: Given) -> Problems:
        found: list[tuple[str, str]] = []
        if not isinstance(given["day"], dt.date):
            found.append(("day", "Enter the new due date."))
        elif given["day"] <= stage["due_on"]:
            found.append(("day", "Enter a day after the one it is due now."))
        return found if given["why"] else [*found, _NEEDS_REASON]

    values = {"why": stage["extension_reason"], "by": stage["extension_agreed_by"]}
    fields = (Field("day", "New due date", "date"), _BY, _WHY)
    return Ask(str(stage["label"]), fields, write, values, _first_day(stage), check)


def _first_day(stage: Stage) -> str:
    first = stage["original_due_on"] or stage["due_on"]
    return f"The first due date, {show_date(first)}, is kept, and the change goes into the log."


def ask_suspension(office: Office, review: Mapping[str, Any], write: Write) -> Ask:
    """From which day the clocks of a review stand still, why, and who agreed to it."""

    def check(given: Given) -> Problems:
        found = [] if given["day"] else [("day", "Enter the day from which the clocks stand still.")]
        return found if given["why"] else [*found, _NEEDS_REASON]

    since = review["suspended_from"] if review["suspended_to"] is None else None
    values = {
        "day": since or office.today(),
        "why": review["suspension_reason"] if since else None,
        "by": review["suspension_agreed_by"] if since else None,
    }
    words = "Its clocks stand still, and nothing of it is shown as overdue until they are started again."
    fields = (Field("day", "Suspended from", "date"), _BY, _WHY)
    return Ask("Suspend the review", fields, write, values, words, check)


def ask_start(office: Office, review: Mapping[str, Any], write: Write) -> Ask:
    """From which day the clocks of a suspended review run again."""
    since = review["suspended_from"]

    def check(given: Given) -> Problems:
        day = given["day"]
        if not day:
            return [("day", "Enter the first day that counts again.")]
        return [] if day > since else [("day", f"Enter a day after {show_date(since)}, from which it was suspended.")]

    words = (
        f"Suspended since {show_date(since)}. Open stages move on by as many days as their clocks stood still; their "
        "first due dates are kept, and each move goes into the log."
    )
    fields = (Field("day", "First day that counts again", "date"),)
    return Ask("Start the clock again", fields, write, {"day": office.today()}, words, check)


def ask_look(office: Office, look: Mapping[str, Any] | None, write: Write) -> Ask:
    """A look at time and quality (regulation 14): a new one, or one that is put right."""
    own = register("progress_checks")

    def check(given: Given) -> Problems:
        if not given["checked_on"]:
            return [("checked_on", "Enter the day of the look.")]
        seen = given["time_taken"] or given["quality"] or given["written_request"]
        return [] if seen else [("time_taken", "Write what was found about the time or the quality.")]

    values = look or {"checked_on": office.today(), "checked_by": office.person}
    fields = tuple(own.field(key) for key in _LOOKED)
    return Ask("Time and quality of the review", fields, write, values, check=check)
