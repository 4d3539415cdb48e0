"""Calendar files: written, read back by icalendar itself, and refused where they cannot be."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lif_desktop.calendar_files import CalendarError, Event, calendar_bytes, method_of, read_events, write_calendar

MADE = dt.datetime(2026, 11, 23, 10, 42, 7, 9, tzinfo=dt.UTC)
AT = dt.datetime(2026, 12, 1, 13, 30, tzinfo=dt.UTC)
EVENT = Event("meeting-1@x", "Review Group, MTG-2026-015", AT, AT + dt.timedelta(hours=2), "Room 2", "OFFICIAL")
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


def component(event: Event) -> Calendar:
    """The one entry of a file, as icalendar reads it."""
    (found,) = Calendar.from_ical(calendar_bytes([event], "REQUEST", MADE)).walk("VEVENT")
    return found


def test_an_entry_stands_in_utc_and_needs_no_time_zone() -> None:
    data = calendar_bytes([EVENT], "REQUEST", MADE)
    lines = data.decode().split("\r\n")
    assert {"METHOD:REQUEST", "DTSTART:20261201T133000Z", "DTEND:20261201T153000Z", "DTSTAMP:20261123T104207Z"} <= set(
        lines
    )
    assert {"VERSION:2.0", "STATUS:CONFIRMED", "CLASS:PRIVATE", "SEQUENCE:0", "UID:meeting-1@x"} <= set(lines)
    assert not Calendar.from_ical(data).walk("VTIMEZONE")


def test_the_same_events_made_at_the_same_time_give_the_same_bytes() -> None:
    assert calendar_bytes([EVENT], "CANCEL", MADE) == calendar_bytes([EVENT], "CANCEL", MADE.replace(tzinfo=None))


def test_a_whole_day_has_no_time() -> None:
    day = dt.date(2026, 12, 1)
    found = component(Event("u", "t", day, day + dt.timedelta(days=1)))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (day, dt.date(2026, 12, 2))
    assert found["transp"] == "TRANSPARENT"


def test_those_who_are_asked_stand_by_address_alone() -> None:
    found = component(Event("u", "t", AT, AT, organiser="office@ex.example", to=("a@ex.example", "b@ex.example")))
    assert str(found["organizer"]) == "mailto:office@ex.example"
    assert [str(one) for one in found["attendee"]] == ["mailto:a@ex.example", "mailto:b@ex.example"]
    assert all("CN" not in one.params and one.params["RSVP"] == "TRUE" for one in found["attendee"])


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@ex.example", "a@ex.example\r\nATTENDEE:x", "@ex", "<a@ex>", "a;b@x"]
)
def test_an_address_that_no_e_mail_can_have_is_named(address: str) -> None:
    with pytest.raises(CalendarError, match="is no e-mail address"):
        calendar_bytes([Event("u", "t", AT, AT, to=(address,))], "REQUEST", MADE)


@given(TEXT, TEXT, TEXT, st.integers(0, 99), st.booleans())
def test_what_is_written_is_read_back(title: str, place: str, words: str, sequence: int, cancelled: bool) -> None:
    event = Event("u@x", title, AT, AT, place, words, sequence, cancelled, "o@ex.example", ("a@ex.example",))
    (found,) = read_events(calendar_bytes([event], "REQUEST", MADE))
    assert found.title == " ".join(found.title.split())
    assert (found.uid, found.sequence, found.cancelled, found.to) == ("u@x", sequence, cancelled, ("a@ex.example",))
    assert (found.starts, found.organiser) == (AT, "o@ex.example")
    kept = words.translate(dict.fromkeys((0xFFFE, 0xFFFF, 0x2028, 0x2029)))
    assert "".join(found.words.split()) == "".join(kept.split())


def test_control_characters_break_no_line() -> None:
    event = Event("u", "A\x00\r\nATTENDEE:mailto:x@y\x1b", AT, AT, words="one\ntwo\x07\r\nEND:VEVENT")
    data = calendar_bytes([event], "REQUEST", MADE)
    (found,) = read_events(data)
    assert found.title == "A ATTENDEE:mailto:x@y"
    assert not found.to
    assert found.words.splitlines() == ["one", "two", "END:VEVENT"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_what_a_file_asks_is_read() -> None:
    assert method_of(calendar_bytes([EVENT], "CANCEL", MADE)) == "CANCEL"


@pytest.mark.parametrize("data", [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(CalendarError, match="could not be read as a calendar"):
        read_events(data)


def test_a_file_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    data = calendar_bytes([EVENT], "REQUEST", MADE)
    assert write_calendar(tmp_path / "a.ics", data).read_bytes() == data
    with pytest.raises(CalendarError, match="There is no folder"):
        write_calendar(tmp_path / "none" / "a.ics", data)
