"""Dates that raise themselves from other dates, and what stood before that is kept beside its successor.

Nothing that a person wrote in the same change is touched, and a date that a person set stays.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.dates import add_months
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, Touched, touched

Values = Iterator[tuple[str, Any]]


def follow_ups(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What follows for actions, audits, courses, meetings, risks and disputes."""
    more: list[Change] = []
    for table, columns, find in _FOLLOWED:
        for record in touched(changes, table, columns, about):
            values = {name: value for name, value in find(record, about) if name not in record.written}
            if any(record.stood.get(name) != value for name, value in values.items()):
                more.append(Edit(table, record.id, values))
    return (*more, *_updates_kept(changes, about))


def _by_rule(rule: Rule | None, day: dt.date | None, about: Circumstances) -> dt.date | None:
    return due_on(rule, day, about.calendar) if rule and day else None


def _raised(record: Touched, name: str, rule: Rule | None, event: str, about: Circumstances) -> Values:
    """The date `name` by the rule from the date `event`, unless a person has set another one."""
    if record.changes(event) and record.stood.get(name) in (None, _by_rule(rule, record.stood.get(event), about)):
        yield name, _by_rule(rule, record.now(event), about)


def _action(record: Touched, about: Circumstances) -> Values:
    first = record.stood.get("due_on")
    if record.changes("due_on") and first and not record.stood.get("original_due_on"):
        yield "original_due_on", first
    rule = about.profile.standing_rule("action_assurance")
    yield from _raised(record, "assurance_due_on", rule, "signed_off_on", about)


def _audit(record: Touched, about: Circumstances) -> Values:
    rules = about.profile.audit_type(str(record.now("audit_type"))).rules
    yield from _raised(record, "next_due_on", rules[0] if rules else None, "completed_on", about)


def _course(record: Touched, about: Circumstances) -> Values:
    if not record.now("follow_up_sent_on"):
        rule = about.profile.standing_rule("training_follow_up")
        yield from _raised(record, "follow_up_due_on", rule, "held_on", about)


def _meeting(record: Touched, about: Circumstances) -> Values:
    if not record.now("papers_out_on"):
        rule = about.profile.standing_rule("meeting_papers")
        yield from _raised(record, "papers_due_on", rule, "held_on", about)


def _risk(record: Touched, _about: Circumstances) -> Values:
    looked, every = record.now("last_reviewed_on"), record.now("review_every_months")
    if looked and every and (record.changes("last_reviewed_on") or record.changes("review_every_months")):
        yield "next_review_on", add_months(looked, every)


def _voice(record: Touched, about: Circumstances) -> Values:
    """Each step of a dispute has its own clock, from the day the step began."""
    step, rules = record.now("dispute_stage"), about.profile.disputes.rules
    if not step or not (record.changes("dispute_stage") or record.changes("step_began_on")):
        return
    moved = record.changes("dispute_stage") and not record.new
    began = record.written.get("step_began_on") or (
        about.today if moved else record.stood.get("step_began_on") or record.now("heard_on")
    )
    yield "step_began_on", began
    rule = next((one for one in rules if one.key == f"dispute_{step}"), None)
    yield "step_due_on", _by_rule(rule, began, about)


_FOLLOWED = (
    ("actions", ("due_on", "signed_off_on"), _action),
    ("audits", ("completed_on",), _audit),
    ("training", ("held_on",), _course),
    ("meetings", ("held_on",), _meeting),
    ("risks", ("last_reviewed_on", "review_every_months"), _risk),
    ("voices", ("dispute_stage", "step_began_on"), _voice),
)
"""The tables that are followed, the columns that matter, and what follows from them."""


def _updates_kept(changes: Sequence[Change], about: Circumstances) -> Iterator[Change]:
    """An update on an action is never overwritten: each latest one is added to those before, dated, with its person."""
    told = {
        (change.values.get("action_id"), change.values.get("text"))
        for change in changes
        if isinstance(change, Add) and change.table == "action_updates"
    }
    for record in touched(changes, "actions", ("latest_update",), about):
        text = record.now("latest_update")
        if text and record.changes("latest_update") and (record.id, text) not in told:
            values = {"action_id": record.id, "told_on": about.today, "told_by": about.person, "text": text}
            yield Add("action_updates", values)
