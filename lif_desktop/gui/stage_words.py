"""What is said of a stage of a review: how it stands, when it is due and why, how far its clock has run. No Qt here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lif_desktop.framework.clocks import Rule, milestones, not_known
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status, due_status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.gui.records import counted, lowered
from lif_desktop.office import Change, Edit, Office
from lif_desktop.office.case_lines import frozen_rule
from lif_desktop.registers import register
from lif_desktop.registers.reviews import EVENT_FIELDS, FINISH_FIELDS

Stage = Mapping[str, Any]

_BASES = {"statute": "By statute", "guidance": "By guidance", "local": "By local agreement"}


@dataclass(frozen=True)
class _OneRule:
    """What the framework asks for the milestones of: here the one rule of one stage."""

    rules: tuple[Rule, ...]


def is_done(stage: Stage, today: dt.date) -> bool:
    """Whether a stage is done: a day on which it will be, such as that of a panel to come, is only arranged."""
    return stage["done_on"] is not None and stage["done_on"] <= today


def following(stages: Sequence[Stage], today: dt.date) -> Stage | None:
    """The stage that comes next: the first one due that is not done and after which none was done."""
    done = [stage["position"] or 0 for stage in stages if is_done(stage, today)]
    past = max(done, default=0)
    ahead = [one for one in stages if not is_done(one, today) and one["due_on"] and (one["position"] or 0) > past]
    return min(ahead, key=lambda one: one["due_on"], default=None)


def standing(
    stage: Stage, next_one: Stage | None, today: dt.date, calendar: WorkingDays, *, still: bool = False
) -> Status:
    """How a stage stands, short enough for a badge; `still` while its review is suspended."""
    late = stage["due_on"] and stage["done_on"] and stage["done_on"] > stage["due_on"]
    if is_done(stage, today):
        return Status("blue", "Done late" if late else "Done")
    if stage["done_on"] and not still:
        return Status("amber", "Arranged late") if late else Status("green", "Arranged")
    if not stage["due_on"]:
        return Status("none", "No date yet")
    if still:
        return Status("none", "Stands still")
    if next_one is not None and (stage["position"] or 0) < (next_one["position"] or 0) and stage["due_on"] < today:
        return Status("none", "Not dated")
    status = due_status(stage["due_on"], None, today, calendar)
    word = "Planned" if status.word == "On track" else "Overdue" if status.tone == "red" else status.word
    return Status(status.tone, word)


def reason(stage: Stage, calendar: WorkingDays) -> str:
    """The due day of a stage with its reason, its extension, its basis and its source."""
    rule = frozen_rule(stage)
    named = replace(rule, counted_from=rule.counted_from or event_words(rule.event))
    events = {rule.event: stage["counted_from"]} if stage["counted_from"] else {}
    [milestone] = milestones(_OneRule((named,)), events, calendar, bool(stage["same_day"]))
    parts = [f"Due {milestone.says}." if milestone.due else f"{milestone.says[:1].upper()}{milestone.says[1:]}."]
    if stage["extension_reason"]:
        by = f", agreed by {stage['extension_agreed_by']}" if stage["extension_agreed_by"] else ""
        parts.append(f"Moved to {show_date(stage['due_on'])}: {stage['extension_reason'].rstrip('.')}{by}.")
        if stage["due_on"] and not calendar.knows(stage["due_on"]) and not_known(calendar) not in parts[0]:
            parts.append(f"{not_known(calendar).capitalize()}.")
    if stage["done_on"]:
        parts.append(f"Done on {show_date(stage['done_on'])}.")
    if stage["slip_reason"]:
        parts.append(f"Late because: {stage['slip_reason'].rstrip('.')}.")
    return " ".join(parts)


def source(stage: Stage) -> str:
    """On what the rule rests: "By guidance: Working Together 2018"."""
    basis = _BASES.get(str(stage["basis"]), "")
    return ": ".join(part for part in (basis, str(stage["source"] or "")) if part)


def event_words(event: str) -> str:
    """The event a rule counts from, by the label of the date that dates it."""
    key = EVENT_FIELDS.get(event or "")
    if key is None:
        return f"the day of \u201c{(event or 'an event').replace('_', ' ')}\u201d"
    return f"\u201c{register('reviews').field(key).label}\u201d"


def done_changes(office: Office, stage: Stage, day: dt.date | None, slip: str) -> list[Change]:
    """What marking a stage done (not done, for None) changes: the date of the review that says so, or its own."""
    finish = FINISH_FIELDS.get(stage["key"])
    own: dict[str, Any] = {} if finish else {"done_on": day}
    if slip != (stage["slip_reason"] or ""):
        own["slip_reason"] = slip or None
    changes: list[Change] = []
    if finish:
        changes += office.changes_for("reviews", stage["review_id"], {finish: day})
    if own:
        changes.append(Edit(register("milestones").table, stage["id"], own))
    return changes


def more_time_changes(stage: Stage, day: dt.date, why: str, agreed_by: str) -> list[Change]:
    """What a later due date changes; the first one stays as it was."""
    values = {"due_on": day, "extension_reason": why, "extension_agreed_by": agreed_by or None}
    return [Edit(register("milestones").table, stage["id"], values)]


def lateness(stage: Stage, day: dt.date | None, calendar: WorkingDays) -> str:
    """How late a stage would be if it were done on `day`: "3 working days late"; "" where it would not."""
    due = stage["due_on"]
    if day is None or due is None or day <= due:
        return ""
    days = calendar.count(due, day)
    return f"{counted(days, 'working day') if days else counted((day - due).days, 'day')} late"


def why_next(office: Office, review: int) -> str:
    """The reason for the next due date of a review; "" where no clock runs."""
    stage = following(office.records("milestones", review), office.today())
    return f"{stage['label']}: {lowered(reason(stage, office.calendar))}" if stage else ""
