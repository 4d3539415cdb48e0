"""Calendar files (.ics) for Outlook and others: events written and read back. Only this room knows icalendar."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lif_desktop.errors import LifError
from lif_desktop.saving import save_whole

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
"""What a file asks of the calendar: to invite (or bring up to date), to take out again, to put in for oneself."""

_MADE_BY = "-//LIF Desktop//Calendar//EN"
_UNHOLDABLE: dict[int, str | None] = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}
_UNHOLDABLE |= dict.fromkeys((0x2028, 0x2029, 0xFFFE, 0xFFFF), " ")


class CalendarError(LifError):
    """A calendar file that cannot be written or read; the sentence says why and what to do."""


@dataclass(frozen=True)
class Event:
    """One entry of a calendar.

    `starts` and `ends` are times in UTC, or plain dates for whole days (`ends` is the day after the last). `uid` never
    changes, `sequence` rises with every change that was sent out. `organiser` and `to` are e-mail addresses.
    """

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    place: str = ""
    words: str = ""
    sequence: int = 0
    cancelled: bool = False
    organiser: str = ""
    to: tuple[str, ...] = ()


def calendar_bytes(events: Sequence[Event], method: Method, made: dt.datetime) -> bytes:
    """The events as a calendar file; the same events made at the same time (UTC) give the same bytes.

    Times stand in UTC, so that no definition of a time zone is needed. Entries are private: who shares a calendar
    shows a busy time and no words. Raises CalendarError for an address that no e-mail can have.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(_component(event, _utc(made)))
    data: bytes = calendar.to_ical()
    return data


def write_calendar(path: Path, data: bytes) -> Path:
    """Put a calendar file in its place, whole or not at all. Raises CalendarError."""
    return save_whole(path, data, "the calendar", CalendarError)


def read_events(data: bytes) -> tuple[Event, ...]:
    """The events of a calendar file. Raises CalendarError where it is none."""
    from icalendar import Calendar

    try:
        found = Calendar.from_ical(data).walk("VEVENT")
        return tuple(_event(component) for component in found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CalendarError("The file could not be read as a calendar. Save the invitation again.") from error


def method_of(data: bytes) -> str:
    """What a calendar file asks of the calendar: "REQUEST", "CANCEL"; "" where it does not say."""
    from icalendar import Calendar

    return str(Calendar.from_ical(data).get("method", ""))


def _component(event: Event, made: dt.datetime) -> Any:
    from icalendar import Event as Component
    from icalendar import vBoolean, vCalAddress, vText

    component = Component()
    component.add("uid", event.uid)
    component.add("dtstamp", made)
    component.add("sequence", event.sequence)
    component.add("dtstart", _time(event.starts))
    component.add("dtend", _time(event.ends))
    component.add("summary", _line(event.title))
    if event.place:
        component.add("location", _line(event.place))
    if event.words:
        component.add("description", event.words.translate(_UNHOLDABLE))
    component.add("class", "PRIVATE")
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if isinstance(event.starts, dt.datetime) else "TRANSPARENT")
    if event.organiser:
        component.add("organizer", vCalAddress(f"mailto:{_address(event.organiser)}"))
    for one in event.to:
        who = vCalAddress(f"mailto:{_address(one)}")
        who.params["ROLE"] = vText("REQ-PARTICIPANT")
        who.params["PARTSTAT"] = vText("NEEDS-ACTION")
        who.params["RSVP"] = vBoolean(not event.cancelled).to_ical().decode()
        component.add("attendee", who, encode=False)
    return component


def _event(component: Any) -> Event:
    attendees = component.get("attendee", [])
    to = attendees if isinstance(attendees, list) else [attendees]
    starts = component.decoded("dtstart")
    return Event(
        uid=str(component["uid"]),
        title=str(component.get("summary", "")),
        starts=starts,
        ends=component.decoded("dtend", starts),
        place=str(component.get("location", "")),
        words=str(component.get("description", "")),
        sequence=int(component.get("sequence", 0)),
        cancelled=str(component.get("status", "")) == "CANCELLED",
        organiser=_plain(component.get("organizer", "")),
        to=tuple(_plain(one) for one in to),
    )


def _plain(address: object) -> str:
    return str(address).removeprefix("mailto:").removeprefix("MAILTO:")


def _line(text: str) -> str:
    return " ".join(text.translate(_UNHOLDABLE).split())


def _address(text: str) -> str:
    """An e-mail address as it can stand in a calendar. Raises CalendarError."""
    plain = text.strip()
    before, _, after = plain.rpartition("@")
    if not before or not after or any(letter in plain for letter in ' <>"\r\n\t;,') or not plain.isprintable():
        raise CalendarError(f"“{plain}” is no e-mail address. Correct it among the people of the agency.")
    return plain


def _time(value: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return _utc(value) if isinstance(value, dt.datetime) else value


def _utc(time: dt.datetime) -> dt.datetime:
    """In UTC, in whole seconds; a time without a zone is UTC."""
    whole = time.replace(microsecond=0)
    return whole.replace(tzinfo=dt.UTC) if whole.tzinfo is None else whole.astimezone(dt.UTC)
