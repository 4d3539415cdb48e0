"""Planning a review back from its last day: the latest day of each open stage, and what is written of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.clocks import due_on
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.planning import Planned, PlannedStage, plan_back
from lif_desktop.office.case_lines import frozen_rule
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.reviews import EVENT_FIELDS, FINISH_FIELDS, HAPPENED_FIELDS

Line = Mapping[str, Any]


class TooLate(LifError):
    """The last day lies after the one that guidance or statute gives; the sentence says which."""


def finished_events(key: str) -> frozenset[str]:
    """The events that are dated on the day the stage of that key is done."""
    field = FINISH_FIELDS.get(key)
    own = {event for event, other in (*EVENT_FIELDS.items(), *HAPPENED_FIELDS.items()) if other == field}
    return frozenset(own) if field else frozenset()


def open_lines(office: Office, review: int) -> list[Line]:
    """The stages of a review that are still to be done, in order; one before a stage that was done is past."""
    today = office.today()
    lines = sorted(office.records("milestones", review), key=lambda one: (one["position"] or 0, one["id"]))
    done = [line["position"] or 0 for line in lines if line["done_on"] and line["done_on"] <= today]
    furthest = max(done, default=-1)
    return [
        line
        for line in lines
        if (line["position"] or 0) > furthest and not (line["done_on"] and line["done_on"] <= today)
    ]


def back_from(office: Office, review: int, end: str, last: dt.date) -> tuple[Planned, ...]:
    """The latest day for each open stage of a review up to the one with the key `end`, if that is done on `last`.

    Where that is publication, what is counted back from it counts from `last`. Raises TooLate, and KeyError where no
    open stage has that key.
    """
    stages = [_stage(line) for line in open_lines(office, review)]
    ending = next((stage for stage in stages if stage.key == end), None)
    if ending is None:
        raise KeyError(end)
    limit = max(filter(None, (ending.first, ending.due)), default=None)
    if ending.rule.basis != "local" and limit and last > limit:
        raise TooLate(
            f"“{ending.label}” is due on {show_date(limit)}, and that is not a local date. Enter that day or an "
            "earlier one, or ask for more time first."
        )
    stages = [_counted_from_end(stage, ending, last, office) for stage in stages]
    return plan_back(stages, end, last, office.today(), office.calendar)


def plan_changes(office: Office, review: int, plan: Sequence[Planned], last: dt.date) -> list[Change]:
    """What is written of a plan: the days that are new, each with its line of the log; the planned publication too."""
    ending = plan[-1].stage
    lines = {line["key"]: line for line in open_lines(office, review)}
    moved = [one for one in plan if one.fate == "planned" and not _follows(one.stage, ending)]
    why = f"Planned back from {show_date(last)}, the last day for “{ending.label}”"
    changes: list[Change] = []
    if "publication" in ending.finishes:
        changes += office.changes_for("reviews", review, {"publish_on": last})
    for one in moved:
        line = lines[one.stage.key]
        as_first = one.latest == line["original_due_on"]
        values = {"due_on": one.latest, "extension_reason": None if as_first else why, "extension_agreed_by": None}
        changes.append(Edit(register("milestones").table, line["id"], values))
        changes.append(Add(register("clock_changes").table, _logged(line, one.latest, why, office)))
    return changes


def _logged(line: Line, day: dt.date, why: str, office: Office) -> dict[str, Any]:
    return {
        "review_id": line["review_id"],
        "stage_key": line["key"],
        "stage": line["label"],
        "kind": "planned_back",
        "decided_on": office.today(),
        "due_before": line["due_on"],
        "due_after": day,
        "reason": why,
        "agreed_by": office.person,
    }


def _stage(line: Line) -> PlannedStage:
    rule = frozen_rule(line)
    dated = line["counted_from"] is not None
    finishes = finished_events(line["key"])
    return PlannedStage(
        rule.key, rule.label, rule, line["due_on"], line["original_due_on"], dated, finishes, bool(line["same_day"])
    )


def _follows(stage: PlannedStage, ending: PlannedStage) -> bool:
    """Whether a stage is counted back from the planned publication, so that it moves with that day by its own rule."""
    return stage.key != ending.key and stage.rule.event == "publication" and "publication" in ending.finishes


def _counted_from_end(stage: PlannedStage, ending: PlannedStage, last: dt.date, office: Office) -> PlannedStage:
    if not _follows(stage, ending):
        return stage
    return replace(stage, first=due_on(stage.rule, last, office.calendar), dated=True)
