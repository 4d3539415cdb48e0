"""The words of a draft that reminds: first, again, and to the chair; each thing with its day and how late it is."""

import datetime as dt
from collections.abc import Sequence

from lif_desktop.framework.chasing import NextStep, Step
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck.parts import number_of
from lif_desktop.framework.status import due_status
from lif_desktop.mail import Draft
from lif_desktop.office.office import Office
from lif_desktop.office.owed import Item
from lif_desktop.office.owners import Owner
from lif_desktop.office.partnership import partnership_of

ANSWER_WITHIN = 5
"""Working days that a draft gives for an answer."""


def item_line(office: Office, item: Item) -> str:
    """One thing as a draft and the log list it: "Chronology for SAR-2026-002: due 20 November 2026, overdue by …"."""
    return f"{item.words}: {stands_words(office, item.due)}"


def stands_words(office: Office, due: dt.date | None) -> str:
    """When something is due, and how late it is: "due 20 November 2026, overdue by 1 working day"."""
    if due is None:
        return "no day was set"
    word = due_status(due, None, office.today(), office.calendar).word
    late = f", {word[:1].lower()}{word[1:]}" if word.startswith("Overdue") else ""
    return f"due {show_date(due)}{late}"


def next_words(office: Office, step: NextStep) -> str:
    """The step that comes next with its day: "Second reminder, 7 December 2026", "Tell the chair, due now"."""
    label = "Tell the chair" if step.key == "chair" else office.lookup.label("chase_steps", step.key)
    when = "due now" if step.on is None or step.is_due(office.today()) else show_date(step.on)
    return f"{label}, {when}"


def owner_draft(office: Office, owner: Owner, step: Step, items: Sequence[Item], waiting: Sequence[Item]) -> Draft:
    """What one owner is asked for, in one e-mail. `waiting` was asked for already and is listed beneath."""
    name = office.lookup.agency_name(owner.agency)
    parts = (f"{owner.greeting},", *owner_words(office, step, items, waiting))
    again = "second reminder, " if step == "second_reminder" else ""
    subject = f"{partnership_of(office)}: {again}{number_of(len(items), 'item')} awaited from {name}"
    return Draft(owner.to, subject, "\n\n".join([*parts, _ending(office)]))


def owner_words(office: Office, step: Step, items: Sequence[Item], waiting: Sequence[Item] = ()) -> list[str]:
    """The paragraphs of a reminder without greeting and ending: what is asked, and lists, each beneath its heading."""
    parts = [_opening(office, step, items), *_lists(office, items)]
    if waiting:
        lines = (_reminded(office, item) for item in waiting)
        parts.append("\n".join(["Also still awaited, as we wrote before", *lines]))
    return parts


def chair_draft(office: Office, chair: Owner, by_agency: Sequence[tuple[int, Sequence[Item]]]) -> Draft:
    """What agencies have not sent in spite of reminders, by agency, to the chair."""
    count = sum(len(items) for _, items in by_agency)
    parts = (f"{chair.greeting},", *chair_words(office, by_agency))
    who = number_of(len(by_agency), "agency", "agencies")
    subject = f"{partnership_of(office)}: {number_of(count, 'item')} overdue from {who}"
    return Draft(chair.to, subject, "\n\n".join([*parts, _ending(office)]))


def chair_words(office: Office, by_agency: Sequence[tuple[int, Sequence[Item]]]) -> list[str]:
    """The paragraphs of what the chair is told, without greeting and ending."""
    parts = [
        "What is listed below is overdue, and reminders have not brought it. Would you take it up with the agencies?"
    ]
    for agency, items in by_agency:
        lines = (_reminded(office, item) for item in items)
        parts.append("\n".join([office.lookup.agency_name(agency), *lines]))
    return parts


def _opening(office: Office, step: Step, items: Sequence[Item]) -> str:
    answer = show_date(office.calendar.add(office.today(), ANSWER_WITHIN))
    again = [item for item in items if item.owed.reminders]
    if step == "reminder" or not again:
        return f"Would you send what is listed below, or tell us how it stands, by {answer}?"
    ask = f"or tell us what stands in the way, by {answer}?"
    last = any(item.owed.reminders + 1 >= office.profile.chases for item in again)
    if len(again) < len(items):
        chair = "; after that day it goes to the chair" if last else ""
        return f"Would you send what is listed below, {ask} We wrote before about what is marked as reminded{chair}."
    days = [item.owed.last for item in again if item.owed.last]
    wrote = f"We wrote on {show_date(max(days))}" if days else "We wrote before"
    chair = " After that we shall tell the chair." if last else ""
    return f"{wrote} about what is listed below, and it has not come yet. Would you send it, {ask}{chair}"


def _lists(office: Office, items: Sequence[Item]) -> list[str]:
    found = []
    for heading, register in (("Returns", "returns"), ("Actions", "actions")):
        lines = [_reminded(office, item) for item in items if item.register == register]
        if lines:
            found.append("\n".join([heading, *lines]))
    return found


def _asked_of(office: Office, item: Item) -> str:
    """A line of a draft; an action names the role that leads on it."""
    role = item.row.get("lead_role") if item.register == "actions" else ""
    return f"- {item_line(office, item)}" + (f" (lead: {role})" if role else "")


def _reminded(office: Office, item: Item) -> str:
    """The same, with how often it was reminded of before."""
    if not item.owed.reminders:
        return _asked_of(office, item)
    on = show_date(item.owed.last)
    if item.owed.reminders == 1:
        return f"{_asked_of(office, item)}; reminded {f'on {on}' if on else 'once'}"
    times = {2: "twice"}.get(item.owed.reminders, f"{item.owed.reminders} times")
    return f"{_asked_of(office, item)}; reminded {times}{f', last on {on}' if on else ''}"


def _ending(office: Office) -> str:
    return f"Thank you.\n\n{office.person}\n{partnership_of(office)}"
