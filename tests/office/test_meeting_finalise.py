"""Finalised minutes: what must be there first, and that no door alters them afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from lif_desktop.office import Add, Bin, Edit, Office, Remove
from lif_desktop.office.finalised import MeetingMinuted, MinutesFinalised
from lif_desktop.office.meeting_finalise import finalised, lacks, may_open_again, opened_again
from tests.office.meetings import HELD, POLICE, D, add, item, meeting, of, ready, review, seat


def finalise(office: Office, number: int) -> None:
    office.write("Finalised", finalised(office, of(office, "meetings", number)))


def words(office: Office, number: int) -> list[str]:
    return [one.words for one in lacks(office, of(office, "meetings", number))]


def test_what_is_missing_is_said_and_leads_to_its_tab(office: Office) -> None:
    number = meeting(office, D(2026, 12, 1), status="cancelled")
    found = lacks(office, of(office, "meetings", number))
    assert [(one.tab, one.words) for one in found] == [
        ("Details", "The meeting is cancelled. Change its status, if it was held after all."),
        ("Details", "The meeting is still to come: 1 December 2026."),
        ("Attendance", "Nobody is on the attendance list. Fill it in."),
        ("Attendance", "Nothing says whether the meeting was quorate."),
        ("Agenda", "The meeting has no agenda. Draw it up, or add the items that were taken."),
    ]
    with pytest.raises(MinutesFinalised, match="cannot be finalised yet"):
        finalised(office, of(office, "meetings", number))


def test_each_item_has_an_outcome_and_each_action_an_owner_and_a_date(office: Office) -> None:
    number = ready(office)
    case = review(office)
    seat(office, number, 10, None)
    place = item(office, number, 2, "Adult Hazel", review_id=case)
    where = {"meeting_id": number, "item_id": place}
    add(office, "minute_lines", **where, position=1, kind="action", text="Write")
    add(office, "minute_lines", **where, position=2, kind="action", text="Ring", agency_id=POLICE)
    add(office, "minute_lines", **where, position=3, kind="action", text="Go", lead="Chair", due_on=D(2026, 12, 1))
    add(office, "minute_lines", **where, position=4, kind="decision", text="Agreed")
    assert words(office, number) == [
        "1 seat is on the attendance list not marked.",
        "Item 2 has no outcome: discussed, deferred or not reached.",
        "Item 2: an action has no owner and no date.",
        "Item 2: an action has no date.",
        "Item 2: a decision on a case is not recorded yet. Record it with its reasons, or make it a note.",
    ]


def test_the_record_and_the_list_must_say_the_same(office: Office) -> None:
    number = ready(office)
    office.write("Said", [Edit("meetings", number, {"quorate": False})])
    assert words(office, number) == ["The record says not quorate, and the attendance list shows that it was quorate."]


def test_finalising_says_who_and_when_and_that_it_was_held(office: Office) -> None:
    number = ready(office, status="planned")
    assert lacks(office, of(office, "meetings", number)) == ()
    finalise(office, number)
    record = of(office, "meetings", number)
    assert (record["finalised_on"], record["finalised_by"], record["status"]) == (office.today(), "Ann Officer", "held")
    assert office.batches(1)[0].words == "Finalised"


def test_an_action_due_before_it_was_agreed_is_named(office: Office) -> None:
    number = ready(office)
    first = office.records("agenda_items", number)[0]["id"]
    own = {"meeting_id": number, "item_id": first, "position": 1, "kind": "action", "text": "Write", "lead": "Chair"}
    line = add(office, "minute_lines", **own, due_on=D(2026, 2, 1))
    assert words(office, number) == ["Item 1: an action is due on 1 February 2026, before the meeting. Check its date."]
    office.write("Mended", [Edit("minute_lines", line, {"due_on": HELD})])
    assert words(office, number) == []


DOORS: dict[str, Callable[[dict[str, int]], list[Any]]] = {
    "a line added": lambda at: [Add("minute_lines", {"meeting_id": at["meeting"], "kind": "note", "text": "x"})],
    "a line edited": lambda at: [Edit("minute_lines", at["line"], {"text": "Otherwise"})],
    "a line binned": lambda at: [Bin("minute_lines", at["line"])],
    "a line removed": lambda at: [Remove("minute_lines", at["line"])],
    "a line moved there": lambda at: [Edit("minute_lines", at["other"], {"meeting_id": at["meeting"]})],
    "a line moved away": lambda at: [Edit("minute_lines", at["line"], {"meeting_id": at["elsewhere"]})],
    "an item": lambda at: [Edit("agenda_items", at["item"], {"item": "Otherwise"})],
    "a seat": lambda at: [Edit("attendance", at["seat"], {"present": "absent"})],
    "the day": lambda at: [Edit("meetings", at["meeting"], {"held_on": D(2026, 11, 11)})],
    "who finalised": lambda at: [Edit("meetings", at["meeting"], {"finalised_by": "Somebody"})],
    "the whole meeting": lambda at: [Bin("meetings", at["meeting"])],
}


@pytest.mark.parametrize("door", DOORS)
def test_no_change_alters_finalised_minutes(office: Office, door: str) -> None:
    number, elsewhere = ready(office), meeting(office, D(2026, 9, 1))
    first = office.records("agenda_items", number)[0]["id"]
    at = {
        "meeting": number,
        "elsewhere": elsewhere,
        "item": first,
        "line": add(office, "minute_lines", meeting_id=number, item_id=first, position=1, kind="note", text="Said"),
        "other": add(office, "minute_lines", meeting_id=elsewhere, position=1, kind="note", text="Said"),
        "seat": office.records("attendance", number)[0]["id"],
    }
    if door == "the whole meeting":
        with pytest.raises(MeetingMinuted, match="MTG-2026-001 has minutes"):
            office.write("Tried before", DOORS[door](at))
    else:
        office.write("Tried before", DOORS[door](at))  # every other door is open until then
        office.undo()
    finalise(office, number)
    before = {key: office.records(key) for key in ("meetings", "agenda_items", "attendance", "minute_lines")}
    with pytest.raises(MinutesFinalised, match=f"minutes of MTG-2026-00{number} are finalised and stand as they are"):
        office.write("Tried", DOORS[door](at))
    assert {key: office.records(key) for key in before} == before


def test_undo_of_an_earlier_change_does_not_alter_them_either(office: Office) -> None:
    number = ready(office)
    line = add(office, "minute_lines", meeting_id=number, position=1, kind="note", text="Said")
    batch = office.write("Rewrote", [Edit("minute_lines", line, {"text": "Said otherwise"})])
    assert batch is not None
    finalise(office, number)
    with pytest.raises(MinutesFinalised):
        office.undo(batch.id)
    assert of(office, "minute_lines", line)["text"] == "Said otherwise"
    office.undo()  # the finalising itself, as the newest
    assert of(office, "meetings", number)["finalised_on"] is None
    office.undo(batch.id)
    assert of(office, "minute_lines", line)["text"] == "Said"


def test_agreeing_the_minutes_alters_nothing_and_is_free(office: Office) -> None:
    number = ready(office)
    finalise(office, number)
    office.write("Agreed", [Edit("meetings", number, {"minutes_agreed_on": HELD, "status": "minutes_agreed"})])
    assert of(office, "meetings", number)["minutes_agreed_on"] == HELD


def test_only_the_latest_of_a_group_is_opened_again(office: Office) -> None:
    early, late, other = ready(office, D(2026, 9, 1)), ready(office), ready(office, group_key="quality_assurance")
    for number in (early, late, other):
        finalise(office, number)
    with pytest.raises(MinutesFinalised, match="those of MTG-2026-002, a later meeting of the group, are finalised"):
        office.write("Opened", opened_again(of(office, "meetings", early)))
    assert [may_open_again(office, of(office, "meetings", number)) for number in (early, late, other)] == [
        False,
        True,
        True,
    ]
    office.write("Opened", opened_again(of(office, "meetings", late)))
    office.write("Opened", opened_again(of(office, "meetings", early)))
    assert of(office, "meetings", early)["finalised_on"] is None
    assert not may_open_again(office, of(office, "meetings", early))


def test_undoing_the_finalising_of_an_earlier_meeting_is_refused_too(office: Office) -> None:
    early, late = ready(office, D(2026, 9, 1)), ready(office)
    finalise(office, early)
    batch = office.batches(1)[0]
    finalise(office, late)
    with pytest.raises(MinutesFinalised, match="a later meeting"):
        office.undo(batch.id)


def test_what_came_of_the_lines_lives_on(office: Office) -> None:
    """The minutes stand still; the action that they agreed does not."""
    number = ready(office)
    action = add(office, "actions", title="Write", meeting_id=number)
    place = office.records("agenda_items", number)[0]["id"]
    add(office, "minute_lines", meeting_id=number, item_id=place, position=1, kind="action", text="Write",
        action_id=action, lead="Chair", due_on=D(2026, 12, 1))  # fmt: skip
    finalise(office, number)
    office.write("Done", [Edit("actions", action, {"status": "complete"})])
    assert of(office, "actions", action)["status"] == "complete"
