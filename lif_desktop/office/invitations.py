"""Invitations to meetings: who, when and what; what changed since the last one; the office's own deadlines."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lif_desktop.calendar_files import Event, Method, calendar_bytes, read_events
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.uk_time import uk_time
from lif_desktop.mail import Attachment, Draft
from lif_desktop.office.due_items import DueItem
from lif_desktop.office.issued import Issue, Leaving, issued, kept_bytes, log_issue
from lif_desktop.office.meeting_times import clock, minutes_of
from lif_desktop.office.office import Office, utc_now
from lif_desktop.office.partnership import partnership_of
from lif_desktop.office.troubles import OfficeError
from lif_desktop.office.upcoming import upcoming

Row = Mapping[str, Any]
KIND, DEADLINES = "invitation", "deadlines"
"""Under these kinds invitations and deadlines are kept among what left the office."""

UID, EMAIL = "uid", "office_email"
"""Settings: what makes the entries of this office its own in every calendar; where answers go."""

HOURS = 2
"""How long a meeting is whose end is not known."""

AHEAD = 250
"""Working days, about a year, of which the deadlines go into a calendar."""

_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Invitee:
    """Somebody who can be invited, by agency and role. `proposed` is who sits in the meeting or sat in the last."""

    contact: int
    agency: str
    role: str
    email: str
    proposed: bool = False

    @property
    def name(self) -> str:
        """Agency and role in one line."""
        return f"{self.agency}, {self.role}" if self.role else self.agency


@dataclass(frozen=True)
class Invitation:
    """What is to be sent about a meeting now.

    `method` is REQUEST or CANCEL. `changed` says what is different from the last one, empty for the first or where
    nothing is. `earlier` is how many went before, `last` the day of the last.
    """

    meeting: int
    ref: str
    event: Event
    method: Method
    marking: str
    changed: tuple[str, ...] = ()
    earlier: int = 0
    last: dt.date | None = None

    @property
    def word(self) -> str:
        """What it is: "Invitation", "Update", "Cancellation"."""
        return "Cancellation" if self.method == "CANCEL" else "Update" if self.earlier else "Invitation"

    @property
    def when(self) -> str:
        """Day and time as they stand in a British calendar: "1 December 2026, 13:30 to 16:00"."""
        return when_words(self.event)


def span(held: dt.date, starts: str | None, ends: str | None) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    """From when to when a meeting is, in UTC, by its British times.

    Without a start it is the whole day; without an end after its start it is two hours.
    """
    begin, end = minutes_of(starts), minutes_of(ends)
    if begin is None:
        return held, held + dt.timedelta(days=1)
    first = utc_of(held, begin)
    if end is None or end <= begin:
        return first, first + dt.timedelta(hours=HOURS)
    return first, utc_of(held, end)


def utc_of(day: dt.date, minutes: int) -> dt.datetime:
    """A British time of day, in minutes after midnight, in UTC.

    An hour that comes twice is the first of the two; one that is skipped in March is counted on as if it were not.
    """
    local = dt.datetime.combine(day, dt.time(minutes // 60 % 24, minutes % 60))
    found = local - _HOUR if uk_time(local - _HOUR) == local else local
    return found.replace(tzinfo=dt.UTC)


def when_words(event: Event) -> str:
    """Day and British time of an event; for a whole day the day alone."""
    if not isinstance(event.starts, dt.datetime) or not isinstance(event.ends, dt.datetime):
        return f"{show_date(event.starts)}, whole day"
    first, last = uk_time(event.starts), uk_time(event.ends)
    times = (clock(one.hour * 60 + one.minute) for one in (first, last))
    return f"{show_date(first.date())}, {' to '.join(times)}"


def invitees(office: Office, number: int) -> tuple[Invitee, ...]:
    """Everybody on record with an e-mail address who is still there, by agency and role."""
    today, names = office.today(), office.lookup
    meeting = office.record("meetings", number)
    people = [row for row in office.records("contacts") if row["email"] and _is_there(row, today)]
    seats = _seats(office, meeting)
    alone = {agency for agency in seats if sum(row["agency_id"] == agency for row in people) == 1}
    found = []
    for row in people:
        agency = row["agency_id"]
        sits = agency in alone or plain(row["role"]) in seats.get(agency, ())
        name, role = names.agency_name(agency), row["role"] or ""
        found += [Invitee(row["id"], name, role, address, sits) for address in _addresses(row["email"])]
    return tuple(sorted(found, key=lambda one: (one.agency.casefold(), one.role.casefold(), one.contact)))


def invitation(office: Office, number: int, to: Sequence[str] = (), *, looking: bool = False) -> Invitation:
    """What is to be sent about a meeting as it stands. Raises OfficeError where it has no day, or nothing to take back.

    `to` are the addresses of those who are asked. The title bears group and reference and nothing of a case. Who is
    only `looking` writes nothing; else the office gets what makes its entries its own, where it has none yet.
    """
    meeting = office.record("meetings", number)
    before = earlier(office, number)
    if meeting["status"] == "cancelled" and not before:
        raise OfficeError("This meeting is cancelled and nobody was invited, so there is nothing to take back.")
    if meeting["held_on"] is None:
        raise OfficeError("This meeting has no date yet. Write it into the record first.")
    cancelled = meeting["status"] == "cancelled"
    starts, ends = span(meeting["held_on"], meeting["starts"], meeting["ends"])
    marking = office.lookup.label("markings", meeting["marking"] or "official_sensitive")
    event = Event(
        uid=f"meeting-{number}@{office.setting(UID) if looking else office_uid(office)}",
        title=_title(office, meeting),
        starts=starts,
        ends=ends,
        place=" ".join((meeting["venue"] or "").split()),
        words=_words(office, meeting, marking),
        sequence=len(before),
        cancelled=cancelled,
        organiser=office.setting(EMAIL).strip(),
        to=tuple(dict.fromkeys(to)),
    )
    last = _event_of(office, before[0]) if before else None
    return Invitation(
        number,
        str(meeting["ref"]),
        event,
        "CANCEL" if cancelled else "REQUEST",
        marking,
        _changes(last, event) if last else (),
        len(before),
        before[0].made_on if before else None,
    )


def earlier(office: Office, number: int) -> tuple[Issue, ...]:
    """The invitations to a meeting that were written, newest first, cancellations among them."""
    return issued(office, "meetings", number, KIND)


def last_invited(office: Office, number: int) -> tuple[str, ...]:
    """The addresses that the last invitation to a meeting went to; none where there was none."""
    last = last_event(office, number)
    return last.to if last else ()


def invitation_bytes(one: Invitation, made: dt.datetime | None = None) -> bytes:
    """The calendar file of an invitation, made at a time in UTC (now where none is given). Raises CalendarError."""
    return calendar_bytes([one.event], one.method, made or utc_now())


def invitation_draft(one: Invitation, data: bytes) -> Draft:
    """The e-mail that brings an invitation: its words, the entry for the calendar, and the file attached too."""
    lines = {
        "Invitation": "You are invited to this meeting.",
        "Update": "Something about this meeting has changed. The entry in your calendar is brought up to date.",
        "Cancellation": "This meeting does not take place. The entry is taken out of your calendar.",
    }
    opening = (
        lines[one.word] if one.changed or one.word != "Update" else "This is the invitation to this meeting again."
    )
    changed = "\n".join(f"- {line}" for line in one.changed) if one.earlier else ""
    place = f"\n{one.event.place}" if one.event.place else ""
    parts = [opening, f"{one.event.title}\n{one.when}{place}", changed, one.event.words]
    subject = f"{one.word}: {one.event.title}, {one.when}"
    file = Attachment(f"{one.ref}.ics", data)
    return Draft(one.event.to, subject, "\n\n".join(filter(None, parts)), (file,), calendar=(data, one.method))


def invitation_leaving(
    one: Invitation, data: bytes, file_name: str, looked: Iterable[Mapping[str, str]] = ()
) -> Leaving:
    """What the log keeps of an invitation; `looked` as in `Leaving`."""
    return Leaving(
        KIND,
        f"{one.word} to {one.event.title}",
        file_name,
        data,
        "meetings",
        one.meeting,
        sent_to="; ".join(one.event.to),
        why=one.method,
        looked=tuple(looked),
    )


def note_invitation(office: Office, one: Invitation, data: bytes, file_name: str) -> int:
    """Keep an invitation that was written among what left the office; the next one counts from it.

    Gives the number of the document. Raises OfficeReadOnly.
    """
    return log_issue(office, invitation_leaving(one, data, file_name))


def last_event(office: Office, number: int) -> Event | None:
    """The entry that the last invitation to a meeting brought; None where there was none, or it was not kept."""
    before = earlier(office, number)
    return _event_of(office, before[0]) if before else None


def reworded(office: Office, one: Invitation, change: Callable[[str], str]) -> Invitation:
    """An invitation with `change` made to title, place and description, and to those before that it compares with."""

    def of(event: Event) -> Event:
        return replace(event, title=change(event.title), place=change(event.place), words=change(event.words))

    last, now = last_event(office, one.meeting), of(one.event)
    return replace(one, event=now, changed=_changes(of(last), now) if last else ())


def office_uid(office: Office) -> str:
    """What makes the entries of this office its own in every calendar; made and kept when it is first needed.

    An office that is open for reading has one that follows from its file, so that nothing is written.
    """
    kept = office.setting(UID)
    if kept:
        return kept
    if office.read_only:
        return f"{hashlib.sha256(str(office.path.resolve()).encode()).hexdigest()[:32]}.lif-desktop"
    made = f"{uuid.uuid4().hex}.lif-desktop"
    office.set_setting(UID, made)
    return made


def deadlines(office: Office) -> tuple[Event, ...]:
    """The deadlines ahead for the officer's own calendar: stages of reviews, papers of meetings, audits.

    Whole days. Titles bear references and stages, and no name of a case.
    """
    uid, sequence = office_uid(office), len(issued(office, kind=DEADLINES))
    marking = office.lookup.label("markings", "official_sensitive")
    return tuple(
        _deadline(item, uid, sequence, marking) for item in upcoming(office, AHEAD).due if _is_deadline(office, item)
    )


def _is_deadline(office: Office, item: DueItem) -> bool:
    """Whether something due goes into the officer's calendar: not what others owe, nor a meeting, which has its own."""
    held = item.register == "meetings" and not item.what.endswith(": papers")
    return item.register in _CALLED and item.field != "returns" and not held and item.due >= office.today()


def _deadline(item: DueItem, uid: str, sequence: int, marking: str) -> Event:
    what = _CALLED[item.register] or item.what
    key = hashlib.sha256(what.encode()).hexdigest()[:12]
    ends = "" if "due" in what else " due"
    counted = item.register == "reviews" and item.why and not item.why.startswith("extended")
    why = f"Why that day: {item.why}\n\n" if counted else ""
    return Event(
        f"{item.register}-{item.id}-{key}@{uid}",
        f"{item.ref}: {what[:1].lower()}{what[1:]}{ends}",
        item.due,
        item.due + dt.timedelta(days=1),
        words=f"{why}{marking}. Do not add names.",
        sequence=sequence,
    )


def deadlines_bytes(events: Sequence[Event], made: dt.datetime | None = None) -> bytes:
    """The calendar file of deadlines, to be taken into one's own calendar."""
    return calendar_bytes(events, "PUBLISH", made or utc_now())


def note_deadlines(office: Office, data: bytes, file_name: str) -> int:
    """Keep that deadlines were written, so that the next file brings the entries up to date."""
    return log_issue(office, Leaving(DEADLINES, "Deadlines for a calendar", file_name, data))


_CALLED = {"reviews": "", "meetings": "papers due", "audits": "audit due"}
"""What a deadline of each register is called; a stage of a review has its own name."""


def _title(office: Office, meeting: Row) -> str:
    return f"{office.lookup.label('groups', meeting['group_key'])}, {meeting['ref']}"


def _words(office: Office, meeting: Row, marking: str) -> str:
    papers = meeting["papers_due_on"]
    return "\n".join(
        filter(
            None,
            (
                f"{marking}. Do not add names of people or cases to this entry.",
                "",
                partnership_of(office),
                f"Reference: {meeting['ref']}",
                f"Papers are due on {show_date(papers)}." if papers and papers >= office.today() else "",
                "The agenda and papers follow by secure e-mail.",
            ),
        )
    )


def _changes(last: Event, now: Event) -> tuple[str, ...]:
    """What is different from the last invitation, in sentences."""
    found = []
    if now.cancelled and not last.cancelled:
        found.append("The meeting is cancelled.")
    if last.cancelled and not now.cancelled:
        found.append("The meeting takes place after all.")
    if (last.starts, last.ends) != (now.starts, now.ends):
        found.append(f"The time was {when_words(last)}; it is now {when_words(now)}.")
    if last.place != now.place:
        found.append(f"The place was {last.place or 'not said'}; it is now {now.place or 'not said'}.")
    if last.title != now.title:
        found.append(f"It was called {last.title}; it is now {now.title}.")
    return tuple(found)


def _event_of(office: Office, issue: Issue) -> Event | None:
    """The event of an invitation as it was sent; None where its file was not kept."""
    data = kept_bytes(office, issue.sha256)
    found = read_events(data) if data else ()
    return replace(found[0], place=" ".join(found[0].place.split())) if found else None


def _seats(office: Office, meeting: Row) -> dict[int, frozenset[str]]:
    """The agencies that sit in a meeting, with their roles; of the last meeting of the group where none is set."""
    own = _roles(office.records("attendance", meeting["id"]))
    if own:
        return own
    rows = [row for row in office.records("meetings") if row["group_key"] == meeting["group_key"]]
    before = [row for row in rows if row["id"] != meeting["id"] and row["held_on"] is not None]
    if meeting["held_on"] is not None:
        before = [row for row in before if row["held_on"] < meeting["held_on"]]
    for row in sorted(before, key=lambda one: one["held_on"], reverse=True):
        if found := _roles(office.records("attendance", row["id"])):
            return found
    return {}


def _roles(rows: Iterable[Row]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for row in rows:
        if row["agency_id"]:
            found.setdefault(row["agency_id"], set()).add(plain(row["role"] or ""))
    return {agency: frozenset(roles) for agency, roles in found.items()}


def _addresses(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _is_there(contact: Row, today: dt.date) -> bool:
    return contact["active_to"] is None or contact["active_to"] >= today
