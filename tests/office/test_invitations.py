"""Invitations: British times in UTC, a UID that stays, a sequence that rises, what changed, and no name of a case."""

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lif_desktop.calendar_files import read_events
from lif_desktop.mail import draft_bytes
from lif_desktop.office import open_office
from lif_desktop.office.changes import Add
from lif_desktop.office.invitations import (
    HOURS,
    Invitation,
    deadlines,
    deadlines_bytes,
    invitation,
    invitation_bytes,
    invitation_draft,
    invitees,
    last_invited,
    note_deadlines,
    note_invitation,
    office_uid,
    span,
    utc_of,
    when_words,
)
from lif_desktop.office.issued import issued
from lif_desktop.office.office import Office
from lif_desktop.office.troubles import OfficeError
from lif_desktop.places import resources
from tests.papers.made_up_office import empty_office

D, LONDON = dt.date, ZoneInfo("Europe/London")
MADE = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
TO = ("gmp@ex.example", "homes@ex.example")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office on 23 November 2026 with one meeting to come that bears the name of a case."""
    made = empty_office(tmp_path / "office.lif")
    meeting = {"group_key": "review_group", "held_on": D(2026, 12, 1), "starts": "9.30am", "ends": "12 noon"}
    add(made, "meetings", **meeting, title="Adult Linden", venue="Town Hall\nroom 2", papers_due_on=D(2026, 11, 24))
    yield made
    made.close()


def add(office: Office, table: str, **values: Any) -> None:
    office.write("A record", [Add(table, values)])


def change(office: Office, key: str, number: int, **values: Any) -> None:
    office.write("Changed", office.changes_for(key, number, values))


def send(office: Office, number: int = 1, to: tuple[str, ...] = TO) -> Invitation:
    """Write an invitation and note it."""
    one = invitation(office, number, to)
    note_invitation(office, one, invitation_bytes(one, MADE), "a.ics")
    return one


# When


@pytest.mark.parametrize(
    ("day", "starts", "ends", "utc"),
    [
        (D(2026, 12, 1), "13:30", "16:00", ("2026-12-01T13:30", "2026-12-01T16:00")),
        (D(2026, 7, 1), "9.30am", "12 noon", ("2026-07-01T08:30", "2026-07-01T11:00")),
        (D(2026, 3, 28), "10", "11", ("2026-03-28T10:00", "2026-03-28T11:00")),
        (D(2026, 3, 29), "10", "11", ("2026-03-29T09:00", "2026-03-29T10:00")),  # clocks go forward at 01:00 UTC
        (D(2026, 10, 24), "10am", "11am", ("2026-10-24T09:00", "2026-10-24T10:00")),
        (D(2026, 10, 25), "10am", "11am", ("2026-10-25T10:00", "2026-10-25T11:00")),  # and back
        (D(2026, 7, 1), "2pm", None, ("2026-07-01T13:00", "2026-07-01T15:00")),
        (D(2026, 7, 1), "2 pm", "1 pm", ("2026-07-01T13:00", "2026-07-01T15:00")),
        (D(2026, 7, 1), "2.00", "4", ("2026-07-01T13:00", "2026-07-01T15:00")),
        (D(2026, 10, 25), "12am", "4am", ("2026-10-24T23:00", "2026-10-25T04:00")),  # five hours by the sun
    ],
)
def test_british_times_stand_in_utc(day: D, starts: str, ends: str | None, utc: tuple[str, str]) -> None:
    begin, end = span(day, starts, ends)
    assert isinstance(begin, dt.datetime)
    assert isinstance(end, dt.datetime)
    assert (f"{begin:%Y-%m-%dT%H:%M}", f"{end:%Y-%m-%dT%H:%M}") == utc
    assert begin.utcoffset() == end.utcoffset() == dt.timedelta()


@pytest.mark.parametrize("starts", [None, "", "after lunch", "25:00", "9.75", "\x00", "9.30am\n=1"])
def test_without_a_start_it_is_the_whole_day(starts: str | None) -> None:
    assert span(D(2026, 12, 1), starts, "16:00") == (D(2026, 12, 1), D(2026, 12, 2))


DAYS = st.dates(D(2000, 1, 1), D(2080, 1, 1))


@given(DAYS, st.integers(0, 24 * 60 - 1))
def test_a_time_in_utc_is_the_british_time_again(day: D, minutes: int) -> None:
    local = utc_of(day, minutes).astimezone(LONDON)
    shown = local.hour * 60 + local.minute
    skipped = day.month == 3 and day.weekday() == 6 and day.day > 24 and 60 <= minutes < 120
    assert (local.date(), shown) == (day, minutes + 60 if skipped else minutes)


@given(DAYS, st.integers(7, 22), st.integers(0, 59), st.one_of(st.none(), st.integers(7, 23)))
def test_a_meeting_never_ends_before_it_starts(day: D, hour: int, minute: int, end: int | None) -> None:
    begin, last = span(day, f"{hour}:{minute:02}", None if end is None else f"{end}:00")
    assert isinstance(begin, dt.datetime)
    assert isinstance(last, dt.datetime)
    assert begin < last
    if end is None or end <= hour:
        assert last - begin <= dt.timedelta(hours=max(HOURS, 1))


def test_the_time_is_said_as_a_british_calendar_has_it(office: Office) -> None:
    change(office, "meetings", 1, held_on=D(2026, 7, 1))
    one = invitation(office, 1)
    assert when_words(one.event) == "1 July 2026, 9:30 to 12:00"
    change(office, "meetings", 1, starts=None)
    assert invitation(office, 1).when == "1 July 2026, whole day"


# What


def test_an_invitation_bears_group_reference_and_marking_and_no_case(office: Office) -> None:
    one = invitation(office, 1, TO)
    data = invitation_bytes(one, MADE)
    (event,) = read_events(data)
    assert event.title == "Review Group, MTG-2026-001"
    assert event.words.startswith("OFFICIAL-SENSITIVE. Do not add names")
    assert "Papers are due on 24 November 2026." in event.words
    change(office, "meetings", 1, papers_due_on=D(2026, 11, 23))
    assert "Papers are due on 23 November 2026." in invitation(office, 1).event.words
    change(office, "meetings", 1, papers_due_on=D(2026, 11, 20))  # a day gone by asks nothing of anybody
    assert "Papers are due" not in invitation(office, 1).event.words
    assert event.place == "Town Hall room 2"
    assert b"Linden" not in data
    assert one.word == "Invitation"


def test_an_update_keeps_the_uid_raises_the_sequence_and_says_what_changed(office: Office) -> None:
    first = send(office)
    again = invitation(office, 1, TO)
    assert (again.word, again.changed, again.last) == ("Update", (), D(2026, 11, 23))
    change(office, "meetings", 1, held_on=D(2026, 12, 2), starts="10:00", venue="By video")
    second = send(office)
    assert second.event.uid == first.event.uid
    assert (first.event.sequence, second.event.sequence) == (0, 1)
    assert second.changed == (
        "The time was 1 December 2026, 9:30 to 12:00; it is now 2 December 2026, 10:00 to 12:00.",
        "The place was Town Hall room 2; it is now By video.",
    )
    assert invitation(office, 1).event.sequence == 2


def test_a_cancelled_meeting_takes_the_entry_back_and_can_take_place_after_all(office: Office) -> None:
    first = send(office)
    change(office, "meetings", 1, status="cancelled")
    one = send(office)
    (entry,) = Calendar.from_ical(invitation_bytes(one, MADE)).walk("VEVENT")
    assert (one.word, one.method, str(entry["status"]), entry["sequence"]) == ("Cancellation", "CANCEL", "CANCELLED", 1)
    assert str(entry["uid"]) == first.event.uid
    assert one.changed == ("The meeting is cancelled.",)
    change(office, "meetings", 1, status="planned")
    back = invitation(office, 1)
    assert (back.method, back.event.sequence, back.changed) == ("REQUEST", 2, ("The meeting takes place after all.",))


def test_what_cannot_be_sent_is_said(office: Office) -> None:
    add(office, "meetings", group_key="executives")
    with pytest.raises(OfficeError, match="has no date yet"):
        invitation(office, 2)
    change(office, "meetings", 1, status="cancelled")
    with pytest.raises(OfficeError, match="nobody was invited"):
        invitation(office, 1)


def test_two_meetings_and_two_offices_never_share_an_entry(office: Office, tmp_path: Path) -> None:
    add(office, "meetings", group_key="review_group", held_on=D(2026, 12, 2))
    other = empty_office(tmp_path / "other.lif")
    add(other, "meetings", group_key="review_group", held_on=D(2026, 12, 2))
    uids = {invitation(office, 1).event.uid, invitation(office, 2).event.uid, invitation(other, 1).event.uid}
    other.close()
    assert len(uids) == 3


def test_the_uid_outlives_the_program_and_is_not_undone(office: Office, tmp_path: Path) -> None:
    uid = office_uid(office)
    office.close()
    again = open_office(tmp_path / "office.lif", resources() / "framework", "Another")
    assert office_uid(again) == uid
    kept = next(batch for batch in again.batches() if "uid" in batch.words)
    assert kept.kind == "setting"
    again.close()


def test_an_office_open_for_reading_writes_nothing(office: Office, tmp_path: Path) -> None:
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Another", read_only=True)
    assert invitation(reading, 1).event.uid == invitation(reading, 1).event.uid
    reading.close()


def test_who_is_only_looking_writes_nothing(office: Office) -> None:
    before = len(office.batches())
    assert invitation(office, 1, looking=True).when == "1 December 2026, 9:30 to 12:00"
    assert len(office.batches()) == before


def test_the_same_again_says_that_nothing_changed(office: Office) -> None:
    send(office)
    words = invitation_draft(invitation(office, 1, TO), b"").body
    assert words.startswith("This is the invitation to this meeting again.")


def test_what_was_written_is_kept_as_it_left(office: Office) -> None:
    one = invitation(office, 1, TO)
    data = invitation_bytes(one, MADE)
    note_invitation(office, one, data, "Invitation.ics")
    (issue,) = issued(office, "meetings", 1, "invitation")
    assert (issue.file_name, issue.sent_to, issue.kept) == ("Invitation.ics", "gmp@ex.example; homes@ex.example", True)
    assert last_invited(office, 1) == TO


# Who


def test_those_are_proposed_who_sat_in_the_last_meeting_of_the_group(office: Office) -> None:
    police, homes = office.lookup.agency("GMP"), office.lookup.agency("Stockport Homes")
    add(office, "contacts", agency_id=police, role="Sergeant", email="s@ex.example; t@ex.example", person="Jo Name")
    add(office, "contacts", agency_id=police, role="Inspector", email="i@ex.example")
    add(office, "contacts", agency_id=homes, role="Manager", email="h@ex.example")
    add(office, "contacts", agency_id=homes, role="Left", email="l@ex.example", active_to=D(2026, 1, 1))
    add(office, "contacts", agency_id=1, role="No address")
    add(office, "meetings", group_key="review_group", held_on=D(2026, 10, 1))
    add(office, "attendance", meeting_id=2, agency_id=police, role="SERGEANT")
    add(office, "attendance", meeting_id=2, agency_id=homes, role="Head of tenancies")
    found = {one.email: one.proposed for one in invitees(office, 1)}
    assert found == {"i@ex.example": False, "s@ex.example": True, "t@ex.example": True, "h@ex.example": True}
    assert "Jo Name" not in " ".join(one.name for one in invitees(office, 1))
    add(office, "attendance", meeting_id=1, agency_id=police, role="Inspector")
    assert [one.email for one in invitees(office, 1) if one.proposed] == ["i@ex.example"]


# By e-mail


def test_the_draft_brings_the_entry_and_the_file(office: Office) -> None:
    send(office)
    change(office, "meetings", 1, starts="10:00")
    one = invitation(office, 1, TO)
    data = invitation_bytes(one, MADE)
    mail = message_from_bytes(draft_bytes(invitation_draft(one, data)), policy=default)
    entry = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert entry.get_param("method") == "REQUEST"
    assert entry.get_content().replace("\r\n", "\n") == data.decode().replace("\r\n", "\n")
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("MTG-2026-001.ics", data)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "- The time was 1 December 2026, 9:30 to 12:00; it is now" in body.get_content()
    assert mail["Subject"] == "Update: Review Group, MTG-2026-001, 1 December 2026, 10:00 to 12:00"
    assert mail["To"] == "gmp@ex.example, homes@ex.example"


# Deadlines


def test_deadlines_are_whole_days_without_names_and_keep_their_uid(office: Office) -> None:
    kind = {"review_type": "rapid_review", "board": "children"}
    add(office, "reviews", **kind, pseudonym="Child Wren", notified_on=D(2026, 11, 20), aware_on=D(2026, 11, 20))
    add(office, "audits", audit_type="macfa", title="Neglect of Child Wren", due_on=D(2026, 12, 20))
    add(office, "audits", audit_type="macfa", title="Past", due_on=D(2026, 11, 2))
    first = {event.uid: event for event in deadlines(office)}
    titles = {event.title for event in first.values()}
    assert {"MTG-2026-001: papers due", "MACFA-2026-001: audit due"} <= titles
    assert any(title.startswith("RR-2026-001: ") for title in titles)
    data = deadlines_bytes(tuple(first.values()), MADE)
    assert b"Wren" not in data
    assert b"METHOD:PUBLISH" in data
    assert all(type(event.starts) is dt.date for event in first.values())
    note_deadlines(office, data, "Deadlines.ics")
    change(office, "meetings", 1, papers_due_on=D(2026, 11, 25))
    second = {event.uid: event for event in deadlines(office)}
    assert second.keys() == first.keys()
    moved = next(event for event in second.values() if event.title.endswith("papers due"))
    assert (moved.starts, moved.sequence) == (D(2026, 11, 25), 1)
