"""The clocks of a case: rules copied onto it when it opens, and due dates that follow its dates."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.profile import Profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.registers.review_lines import Milestone
from lif_desktop.registers.reviews import EVENT_FIELDS, FINISH_FIELDS, Review

REVIEWS = Review.__tablename__
MILESTONES = Milestone.__tablename__


def with_clocks(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What `changes` mean for milestones: new ones for a new review, new due dates for a changed one.

    Each review that is added must have its number. A case keeps the rules it was opened under: a later change of its
    dates is counted by the rule that stands on its milestone, not by the profile.
    """
    opened: dict[int, dict[str, Any]] = {}
    edited: dict[int, dict[str, Any]] = {}
    for change in changes:
        if isinstance(change, Add) and change.table == REVIEWS and change.id is not None:
            opened[change.id] = dict(change.values)
        elif isinstance(change, Edit) and change.table == REVIEWS:
            together = opened if change.id in opened else edited
            together.setdefault(change.id, {}).update(change.values)
    more: list[Change] = []
    for number, values in opened.items():
        more += _opened(number, values, about.profile, about.calendar)
    for number, values in edited.items():
        if _bears_on_clocks(values):
            more += _moved(about.connection, number, values, about.calendar)
    return more


def _bears_on_clocks(values: Mapping[str, Any]) -> bool:
    names = {*EVENT_FIELDS.values(), *FINISH_FIELDS.values(), "same_day"}
    return not names.isdisjoint(values)


def _opened(review: int, values: Mapping[str, Any], profile: Profile, calendar: WorkingDays) -> list[Change]:
    rules = profile.review_type(str(values["review_type"])).rules
    return [_milestone(review, place, rule, values, calendar) for place, rule in enumerate(rules, 1)]


def _milestone(review: int, place: int, rule: Rule, values: Mapping[str, Any], calendar: WorkingDays) -> Add:
    same_day = bool(values.get("same_day"))
    start = values.get(EVENT_FIELDS.get(rule.event, ""))
    due = due_on(rule, start, calendar, same_day) if start else None
    done = values.get(FINISH_FIELDS.get(rule.key, ""))
    return Add(
        MILESTONES,
        {
            "review_id": review,
            "position": place,
            "key": rule.key,
            "label": rule.label,
            "event": rule.event,
            "number": rule.number,
            "unit": rule.unit,
            "direction": rule.direction,
            "same_day": same_day,
            "basis": rule.basis,
            "source": rule.source,
            "to_check": rule.check,
            "event_words": rule.counted_from,
            "counted_from": start,
            "due_on": due,
            "original_due_on": due,
            "done_on": done,
        },
    )


def _moved(connection: Connection, number: int, changed: Mapping[str, Any], calendar: WorkingDays) -> list[Change]:
    reviews, milestones = Review.__table__, Milestone.__table__
    stood = connection.execute(select(reviews).where(reviews.c.id == number)).mappings().first()
    if stood is None:
        return []
    values = dict(stood) | dict(changed)
    lines = connection.execute(select(milestones).where(milestones.c.review_id == number)).mappings()
    edits: list[Change] = []
    for line in lines:
        new = _recount(dict(line), values, changed, calendar)
        finish = FINISH_FIELDS.get(line["key"])
        if finish and finish in changed:
            new["done_on"] = changed[finish]
        if any(line[name] != value for name, value in new.items()):
            edits.append(Edit(MILESTONES, line["id"], new))
    return edits


def _recount(
    line: Mapping[str, Any], values: Mapping[str, Any], changed: Mapping[str, Any], calendar: WorkingDays
) -> dict[str, Any]:
    """The due date of a milestone by its own rule, unless its extension set another one.

    Its event keeps the date that stands on the milestone, unless the date of the review that dates it has changed.
    """
    field = EVENT_FIELDS.get(line["event"] or "", "")
    start: dt.date | None = changed[field] if field in changed else line["counted_from"]
    same_day = bool(values.get("same_day"))
    if start == line["counted_from"] and same_day == bool(line["same_day"]):
        return {}
    if start is None and not field:
        return {"same_day": same_day}
    due = due_on(frozen_rule(line), start, calendar, same_day) if start else None
    new: dict[str, Any] = {"counted_from": start, "same_day": same_day, "original_due_on": due}
    if not line["extension_reason"]:
        new["due_on"] = due
    return new


def frozen_rule(line: Mapping[str, Any]) -> Rule:
    """The rule as it was copied onto a milestone."""
    return Rule(
        key=line["key"],
        label=line["label"],
        event=line["event"],
        number=line["number"],
        unit=line["unit"],
        direction=line["direction"],
        basis=line["basis"],
        source=line["source"],
        check=bool(line["to_check"]),
        counted_from=line["event_words"] or "",
    )
