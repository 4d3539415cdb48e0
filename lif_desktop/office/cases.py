"""The clocks of a case: rules copied onto it when it opens, due dates that follow its dates and the office's days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.case_lines import CaseLine, frozen_rule, lines_of
from lif_desktop.office.changes import Change, Edit, Remove
from lif_desktop.office.circumstances import Circumstances, Touched, touched
from lif_desktop.office.clock_settings import changed_calendar, read_clock_settings
from lif_desktop.office.computed import OVER
from lif_desktop.office.schema import METADATA
from lif_desktop.office.stood_still import past_moves, stand_still
from lif_desktop.registers.review_lines import Milestone
from lif_desktop.registers.reviews import EVENT_FIELDS, FINISH_FIELDS, HAPPENED_FIELDS, Review

REVIEWS = Review.__tablename__
MILESTONES = Milestone.__tablename__
_BEARING = frozenset(
    {
        *EVENT_FIELDS.values(),
        *HAPPENED_FIELDS.values(),
        *FINISH_FIELDS.values(),
        "review_type",
        "same_day",
        "suspended_from",
        "suspended_to",
    }
)
"""The columns of a review that bear on its clocks."""
_RECORDED = ("done_on", "extension_reason", "slip_reason")
"""What keeps a stage on a case whose kind is set right."""


def with_clocks(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What `changes` mean for milestones: new ones for a new review, new due dates for a changed one.

    Each review that is added must have its number. A case keeps the rules it was opened under: a later change of its
    dates is counted by the rule that stands on its milestone, not by the profile. The office's own days bear on every
    stage that is still to be done.
    """
    cases = touched(changes, REVIEWS, _BEARING, about)
    more: list[Change] = []
    if cases:
        same_day = read_clock_settings(about.connection).same_day
        lines = lines_of(about.connection, [case.id for case in cases if not case.new], changes)
        moves = past_moves(about.connection, [case.id for case in cases if case.stood.get("suspended_to")])
        for case in cases:
            more += _case(case, lines.get(case.id, []), moves.get(case.id, {}), about, same_day)
    if calendar := changed_calendar(changes, about):
        more += _counted_anew(calendar, about)
    return more


def event_day(event: str | None, review: Mapping[str, Any]) -> dt.date | None:
    """The day of the review that dates an event: the day it happened, or the one it is planned for."""
    happened: dt.date | None = review.get(HAPPENED_FIELDS.get(event or "", ""))
    return happened or review.get(EVENT_FIELDS.get(event or "", ""))


def _case(
    case: Touched,
    lines: list[CaseLine],
    moves: Mapping[tuple[str, dt.date], Mapping[str, Any]],
    about: Circumstances,
    same_day: bool,
) -> list[Change]:
    own: dict[str, Any] = {}
    gone: list[CaseLine] = []
    if case.new:
        own["profile"] = about.profile.key
        if same_day and case.now("same_day") is None:
            own["same_day"] = True
    review = {**case.stood, **case.written, **own}
    for line in lines:
        line.values |= _recounted(line.values, case, review, about.calendar)
    if case.changes("review_type"):
        gone = [line for line in lines if not any(line.values[name] for name in _RECORDED)]
        kept = [line for line in lines if line not in gone]
        lines = [*kept, *_of_kind(case.id, review, {line.values["key"] for line in kept}, about)]
    log = stand_still(case, lines, moves, about)
    if not (case.changes("assurance_due_on") or case.written.get("assurance_due_on")):
        own |= _assurance(case, lines, about.calendar)
    written = (change for line in lines if (change := line.change()) is not None)
    whole: list[Change] = [Remove(MILESTONES, line.id) for line in gone if line.id is not None]
    whole += [*written, *log]
    return [*whole, Edit(REVIEWS, case.id, own)] if own else whole


def _of_kind(number: int, review: Mapping[str, Any], but: set[str], about: Circumstances) -> list[CaseLine]:
    """The stages that a review of its kind has, by the rules of today, without those of some keys."""
    rules = about.profile.review_type(str(review["review_type"])).rules
    return [
        CaseLine(None, _milestone(number, place, rule, review, about.calendar))
        for place, rule in enumerate(rules, 1)
        if rule.key not in but
    ]


def _milestone(number: int, place: int, rule: Rule, review: Mapping[str, Any], calendar: WorkingDays) -> dict[str, Any]:
    same_day = bool(review.get("same_day"))
    start = event_day(rule.event, review)
    due = due_on(rule, start, calendar, same_day) if start else None
    return {
        "review_id": number,
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
        "done_on": review.get(FINISH_FIELDS.get(rule.key, "")),
        "extension_reason": None,
        "extension_agreed_by": None,
    }


def _recounted(
    line: Mapping[str, Any], case: Touched, review: Mapping[str, Any], calendar: WorkingDays
) -> dict[str, Any]:
    """What the dates of a review mean for a stage that it has: when it was done, and when it is due by its own rule.

    Its event keeps the date that stands on the stage, unless the date of the review that dates it has changed.
    """
    new: dict[str, Any] = {}
    finish = FINISH_FIELDS.get(line["key"])
    if finish and case.changes(finish):
        new["done_on"] = review[finish]
    event = line["event"] or ""
    dated_by = {EVENT_FIELDS.get(event), HAPPENED_FIELDS.get(event)} - {None}
    start: dt.date | None = line["counted_from"]
    if any(case.changes(str(field)) for field in dated_by):
        start = event_day(event, review)
    same_day = bool(review.get("same_day"))
    if start == line["counted_from"] and same_day == bool(line["same_day"]):
        return new
    if start is None and not dated_by:
        return new | {"same_day": same_day}
    return new | {"counted_from": start, "same_day": same_day} | _due(line, start, calendar, same_day)


def _due(line: Mapping[str, Any], start: dt.date | None, calendar: WorkingDays, same_day: bool) -> dict[str, Any]:
    """The first due date of a stage by its rule, and its due date, unless somebody set another one.

    A stage by guidance or statute that was planned for an earlier day is never due later than its rule.
    """
    due = due_on(frozen_rule(line), start, calendar, same_day) if start else None
    now, first = line["due_on"], line["original_due_on"]
    moved = bool(line["extension_reason"]) or (first is not None and now != first)
    late = due and now and due < now and now <= (first or now) and line["basis"] != "local"
    return {"original_due_on": due} if moved and not late else {"original_due_on": due, "due_on": due}


def _assurance(case: Touched, lines: Iterable[CaseLine], calendar: WorkingDays) -> dict[str, Any]:
    """The day of twelve-month assurance (framework 5.8.4), by the rule of the case, unless a person set another one."""
    line = next((one for one in lines if one.values["key"] == "assurance"), None)
    if line is None or not case.changes("plan_signed_off_on"):
        return {}
    rule = frozen_rule(line.values)
    before, now = (
        due_on(rule, day, calendar) if day else None
        for day in (case.stood.get("plan_signed_off_on"), case.now("plan_signed_off_on"))
    )
    return {"assurance_due_on": now} if case.stood.get("assurance_due_on") in (None, before) else {}


def _counted_anew(calendar: WorkingDays, about: Circumstances) -> list[Change]:
    """What other working days mean for every stage that is still to be done on a case that is not over."""
    own, reviews = METADATA.tables[MILESTONES], METADATA.tables[REVIEWS]
    live = (
        select(own)
        .join(reviews, reviews.c.id == own.c.review_id)
        .where(own.c.done_on.is_(None), own.c.counted_from.is_not(None), own.c.unit == "working days")
        .where(own.c.binned_at.is_(None), reviews.c.binned_at.is_(None), reviews.c.closed_on.is_(None))
        .where(reviews.c.status.is_(None) | reviews.c.status.not_in(OVER))
    )
    edits: list[Change] = []
    for row in about.connection.execute(live).mappings():
        line = CaseLine(row["id"], dict(row), dict(row))
        line.values |= _due(line.stood, row["counted_from"], calendar, bool(row["same_day"]))
        if (change := line.change()) is not None:
            edits.append(change)
    return edits
