"""Clocks: an event, a number, a unit and a basis give the day by which something is due, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.workdays import WorkingDays

Unit = Literal["working days", "calendar days", "months", "years"]
Direction = Literal["after", "before"]
Basis = Literal["statute", "guidance", "local"]

UNITS: tuple[Unit, ...] = ("working days", "calendar days", "months", "years")
DIRECTIONS: tuple[Direction, ...] = ("after", "before")
BASES: tuple[Basis, ...] = ("statute", "guidance", "local")
TO_CHECK = "check against current guidance"


@dataclass(frozen=True)
class Rule:
    """One clock: `number` of `unit`, after or before the `event`; `source` is its paragraph or Act.

    `check` marks a figure that was not read at its source and is to be checked against current guidance.
    `counted_from` is the event in words, such as "the notification being sent to the national Panel".
    `on` says whether it runs unless the office says otherwise: some figures of other areas are only offered.
    """

    key: str
    label: str
    event: str
    number: int
    unit: Unit
    direction: Direction
    basis: Basis
    source: str
    check: bool = False
    counted_from: str = ""
    on: bool = True


@dataclass(frozen=True)
class Milestone:
    """A rule put to a case: the day it is due (None while its event has no date) and the reason in words."""

    rule: Rule
    due: date | None
    says: str


class HasRules(Protocol):
    """Anything with clocks: a review type, an audit type, a case that keeps the rules it opened under."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The clocks in the order in which they fall."""


def due_on(rule: Rule, event_date: date, calendar: WorkingDays, same_day: bool = False) -> date:
    """The day the rule falls due.

    Working days are those of `calendar`; the day after the event is day 1, or with `same_day` the event's own
    day if it is a working day (only for clocks that run forward). Months and years are calendar ones, without
    adjustment for weekends, ending on the last day of a shorter month.
    """
    sign = -1 if rule.direction == "before" else 1
    number = sign * rule.number
    if rule.unit == "working days":
        return calendar.add(event_date, number, same_day and sign > 0)
    if rule.unit == "calendar days":
        return event_date + timedelta(days=number)
    return add_months(event_date, number * (12 if rule.unit == "years" else 1))


def explain(rule: Rule, event_date: date, calendar: WorkingDays, same_day: bool = False) -> str:
    """The due day and its reason: "27 April 2026: 15 working days from 2 April 2026; …"."""
    due = due_on(rule, event_date, calendar, same_day)
    preposition = "before" if rule.direction == "before" else "from"
    parts = [f"{show_date(due)}: {amount(rule)} {preposition} {show_date(event_date)}"]
    if rule.unit == "working days":
        parts += _working_day_notes(rule, event_date, due, calendar, same_day)
    else:
        parts += _calendar_notes(rule, event_date, due, calendar)
    if not calendar.knows(max(event_date, due)):
        parts.append(not_known(calendar))
    return "; ".join(parts)


def milestones(
    review_type: HasRules, events: Mapping[str, date], calendar: WorkingDays, same_day: bool = False
) -> tuple[Milestone, ...]:
    """Every clock of the type, in its order, dated where `events` (event key to date) holds its event."""
    return tuple(_milestone(rule, events.get(rule.event), calendar, same_day) for rule in review_type.rules)


def not_known(calendar: WorkingDays) -> str:
    """What is said of a day after the last year whose bank holidays are published."""
    return f"bank holidays are published up to {calendar.known_to} only, so check this day"


def _milestone(rule: Rule, event_date: date | None, calendar: WorkingDays, same_day: bool) -> Milestone:
    if event_date is None:
        says = f"{amount(rule)} {rule.direction} {rule.counted_from or 'an event'}, which has no date yet"
        due = None
    else:
        says = explain(rule, event_date, calendar, same_day)
        due = due_on(rule, event_date, calendar, same_day)
    return Milestone(rule, due, f"{says}; {TO_CHECK}" if rule.check else says)


def amount(rule: Rule) -> str:
    """Number and unit, "15 working days" or "1 month"."""
    return f"{rule.number} {rule.unit if rule.number != 1 else rule.unit[:-1]}"


def _working_day_notes(rule: Rule, event_date: date, due: date, calendar: WorkingDays, same_day: bool) -> list[str]:
    """What was left out of the count, and that the first day counted where it did."""
    notes = []
    if same_day and rule.direction == "after" and calendar.is_working(event_date):
        notes.append("that day counts as day 1")
    if names := [name for _, name in calendar.holidays_between(event_date, due)]:
        notes.append(f"{_join(names)} not counted")
    return notes


def _calendar_notes(rule: Rule, event_date: date, due: date, calendar: WorkingDays) -> list[str]:
    """That a month was too short, and the last working day where the due day is none."""
    notes = []
    if rule.unit != "calendar days" and due.day != event_date.day:
        month = show_date(due).split(" ", 1)[1]
        notes.append(f"{month} has {due.day} days")
    if not calendar.is_working(due):
        notes.append(f"not a working day, the last one before it is {show_date(calendar.add(due, -1))}")
    return notes


def _join(names: list[str]) -> str:
    """Names in one phrase, each once: "Good Friday and Easter Monday"."""
    once = list(dict.fromkeys(names))
    return " and ".join([", ".join(once[:-1]), once[-1]] if len(once) > 1 else once)
