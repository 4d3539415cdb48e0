"""Agendas: drawn up from the standard list and the registers, added to, moved, timed, taken from."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.standing_agenda import standard_items
from lif_desktop.office import Edit, Office, OfficeError
from lif_desktop.office.meeting_agenda import (
    agenda_changes,
    agenda_of,
    arising,
    draw_up,
    due_cases,
    moved,
    needs_a_look,
    taken_away,
    topics,
)
from lif_desktop.office.meeting_times import by_hand, clock, following, lengths, minutes_of
from tests.office.meetings import D, add, item, meeting, of, review

NEXT = D(2026, 12, 1)


def titles(office: Office, number: int) -> list[str]:
    return [row["item"] for row in agenda_of(office, number)]


def drawn(office: Office, number: int) -> int:
    found = draw_up(office, of(office, "meetings", number))
    office.write("Drew up the agenda", found.changes)
    return found.added


def test_an_agenda_is_the_standard_list_with_times_where_nothing_is_due(office: Office) -> None:
    number = meeting(office, NEXT)
    assert drawn(office, number) == len(standard_items("review_group"))
    rows = agenda_of(office, number)
    assert [row["item"] for row in rows] == [one.title for one in standard_items("review_group")]
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["time"] for row in rows][:4] == ["13:30", "13:35", "13:40", "13:55"]
    assert (rows[2]["draws"], rows[2]["lead"], rows[2]["purpose"]) == ("matters", "Business manager", "agree")


def test_each_case_that_is_due_has_its_item_in_the_place_of_the_standard_one(office: Office) -> None:
    waits = review(office)
    rapid = review(office, review_type="rapid_review", pseudonym="Child Wren", board="children", status="in_progress")
    review(office, pseudonym="Adult Ash", status="in_progress", decided_on=D(2026, 6, 1))
    number = meeting(office, NEXT)
    drawn(office, number)
    by_draws = {row["draws"]: row for row in agenda_of(office, number)}
    assert (by_draws["referrals"]["review_id"], by_draws["referrals"]["purpose"]) == (waits, "decide")
    assert by_draws["clocks"]["review_id"] == rapid
    assert by_draws["commissioned"]["item"] == "Progress and quality: Adult Ash"
    assert not any("New referrals" in words for words in titles(office, number))


def test_drawing_up_again_adds_only_what_is_new_and_undo_takes_it_away(office: Office) -> None:
    number = meeting(office, NEXT)
    drawn(office, number)
    before = titles(office, number)
    assert drawn(office, number) == 0
    review(office, pseudonym="Adult Sorrel")
    assert drawn(office, number) == 1
    after = titles(office, number)
    assert set(after) - set(before) == {"New referral for decision: Adult Sorrel"}
    assert after.index("New referral for decision: Adult Sorrel") == after.index("New referrals for decision") + 1 or (
        after.index("New referral for decision: Adult Sorrel") == before.index("New referrals for decision")
    )
    office.undo()
    assert titles(office, number) == before


def test_an_agenda_written_by_hand_is_known_by_its_words(office: Office) -> None:
    case = review(office)
    number = meeting(office, NEXT)
    for place, words in enumerate(
        (
            "Welcome, introductions, apologies and quoracy",
            "Conflicts of interest",
            "Minutes of 6 October and action log",
            "Adult Hazel: what to do",
            "Risks to escalate",
            "Any other business, media and next meeting",
        ),
        1,
    ):
        item(office, number, place, words, review_id=case if "Hazel" in words else None)
    drawn(office, number)
    new = titles(office, number)
    assert sum("elcome" in words for words in new) == 1
    assert sum("next meeting" in words.lower() for words in new) == 1
    assert [row["item"] for row in agenda_of(office, number) if row["review_id"] == case] == ["Adult Hazel: what to do"]
    assert "Composite action plan" in new


def test_a_panel_for_adults_sees_no_childs_case(office: Office) -> None:
    child = review(office, review_type="practice_review", pseudonym="Child Ash", board="children")
    adult = review(office)
    number = meeting(office, NEXT, sits_as="adult_review")
    found = due_cases(office, of(office, "meetings", number))["referrals"]
    assert [row["id"] for row in found] == [adult]
    other = meeting(office, NEXT, sits_as="rapid_review")
    assert [row["id"] for row in due_cases(office, of(office, "meetings", other))["referrals"]] == [child]


@pytest.mark.parametrize(
    ("checked", "next_due", "status", "wanted"),
    [
        (None, None, "in_progress", True),
        (D(2026, 9, 2), None, "in_progress", False),
        (D(2026, 9, 1), None, "in_progress", True),
        (D(2026, 11, 1), D(2026, 12, 1), "in_progress", True),
        (D(2026, 11, 1), D(2026, 12, 2), "in_progress", False),
        (D(2026, 11, 1), None, "draft", True),
    ],
)
def test_a_commissioned_review_needs_a_look(
    checked: dt.date | None, next_due: dt.date | None, status: str, wanted: bool
) -> None:
    assert needs_a_look({"next_due": next_due, "status": status}, checked, NEXT) is wanted


# Matters arising


def test_what_was_put_off_recurs_or_has_an_open_action_comes_back(office: Office) -> None:
    old = meeting(office, D(2026, 10, 6))
    item(office, old, 1, "Done with", outcome="discussed")
    item(office, old, 2, "Put off", outcome="deferred")
    item(office, old, 3, "Ran out of time", outcome="not_reached")
    item(office, old, 4, "Each time", outcome="discussed", recurs=True)
    acted = item(office, old, 5, "Acted on", outcome="discussed")
    finished = item(office, old, 6, "Finished", outcome="discussed")
    for at, (number, status) in enumerate(((acted, "in_progress"), (finished, "complete")), 1):
        action = add(office, "actions", title=f"Act {at}", status=status)
        add(
            office, "minute_lines", meeting_id=old, item_id=number, position=at, kind="action", text="x"
            , action_id=action
        )  # fmt: skip
    number = meeting(office, NEXT)
    found = arising(office, of(office, "meetings", number))
    assert [(one.item["item"], one.why) for one in found] == [
        ("Put off", "deferred"),
        ("Ran out of time", "not reached"),
        ("Each time", "on every agenda"),
        ("Acted on", "action open: ACT-2026-001"),
    ]
    drawn(office, number)
    back = next(row for row in agenda_of(office, number) if "Put off" in row["item"])
    assert back["item"] == "Matter arising: Put off (6 October 2026, deferred)"
    assert back["from_item_id"] == found[0].item["id"]
    assert drawn(office, number) == 0


def test_what_was_put_off_comes_back_though_a_standard_item_is_about_the_like(office: Office) -> None:
    old = meeting(office, D(2026, 10, 6))
    paper = item(office, old, 1, "Risk register: empty posts", outcome="deferred")
    standing = item(office, old, 2, "Risks to escalate", outcome="not_reached", draws="risks")
    number = meeting(office, NEXT)
    drawn(office, number)
    sources = {row["from_item_id"]: row["item"] for row in agenda_of(office, number) if row["from_item_id"]}
    assert sources[paper] == "Matter arising: Risk register: empty posts (6 October 2026, deferred)"
    assert not sources[standing].startswith("Matter arising")
    assert drawn(office, number) == 0


def test_an_item_taken_up_again_is_spoken_for_by_the_later_one(office: Office) -> None:
    first, second, third = meeting(office, D(2026, 9, 1)), meeting(office, D(2026, 10, 6)), meeting(office, NEXT)
    old = item(office, first, 1, "Housing", outcome="deferred")
    again = item(office, second, 1, "Matter arising: Housing (1 September 2026, deferred)", from_item_id=old)
    record = of(office, "meetings", third)
    assert arising(office, record) == ()
    office.write("Put off", [Edit("agenda_items", again, {"outcome": "deferred"})])
    assert [one.item["id"] for one in arising(office, record)] == [again]
    drawn(office, third)
    assert "Matter arising: Housing (6 October 2026, deferred)" in titles(office, third)


def test_another_groups_and_a_cancelled_meetings_items_stay_away(office: Office) -> None:
    other = meeting(office, D(2026, 10, 6), group_key="quality_assurance")
    cancelled, later = meeting(office, D(2026, 10, 6), status="cancelled"), meeting(office, D(2027, 2, 2))
    for number in (other, cancelled, later):
        item(office, number, 1, "Not ours", outcome="deferred")
    assert arising(office, of(office, "meetings", meeting(office, NEXT))) == ()


def test_a_case_that_comes_back_is_one_item_with_what_it_comes_from(office: Office) -> None:
    case = review(office)
    old = item(office, meeting(office, D(2026, 10, 6)), 1, "Adult Hazel", outcome="deferred", review_id=case)
    number = meeting(office, NEXT)
    drawn(office, number)
    [row] = [row for row in agenda_of(office, number) if row["review_id"] == case]
    assert row["from_item_id"] == old


# By hand


def test_an_item_moves_and_the_times_follow(office: Office) -> None:
    number = meeting(office, NEXT)
    one, two, three = (
        item(office, number, place, words, allotted=long)
        for place, words, long in ((1, "A", 10), (2, "B", 20), (3, "C", 5))
    )
    assert [row["time"] for row in agenda_of(office, number)] == ["13:30", "13:40", "14:00"]
    office.write("Moved", moved(agenda_of(office, number), three, -1))
    assert [(row["id"], row["time"]) for row in agenda_of(office, number)] == [
        (one, "13:30"),
        (three, "13:40"),
        (two, "13:45"),
    ]
    office.undo()
    assert [row["id"] for row in agenda_of(office, number)] == [one, two, three]
    assert moved(agenda_of(office, number), one, -1) == []
    assert moved(agenda_of(office, number), 999, 1) == []


def test_a_time_by_hand_stays_and_those_after_it_follow(office: Office) -> None:
    number = meeting(office, NEXT)
    one, two, three = (item(office, number, place, "x", allotted=10) for place in (1, 2, 3))
    office.write("Set the time", [Edit("agenda_items", two, {"time": "14:30"})])
    assert [row["time"] for row in agenda_of(office, number)] == ["13:30", "14:30", "14:40"]
    office.write("Moved", moved(agenda_of(office, number), one, 1))
    assert [(row["id"], row["time"]) for row in agenda_of(office, number)] == [
        (two, "14:30"),
        (one, "14:40"),
        (three, "14:50"),
    ]


def test_an_agenda_without_times_is_given_none(office: Office) -> None:
    number = meeting(office, NEXT)
    first, _ = item(office, number, 1, "A"), item(office, number, 2, "B")
    office.write("Moved", moved(agenda_of(office, number), first, 1))
    assert [row["time"] for row in agenda_of(office, number)] == [None, None]


def test_times_as_a_spreadsheet_writes_them_carry_the_minutes(office: Office) -> None:
    number = meeting(office, NEXT, starts="1.30 pm", ends="3 pm")
    for place, time in enumerate(("1.30", "1.45", "2.15"), 1):
        item(office, number, place, f"Item {place}", time=time)
    rows = agenda_of(office, number)
    assert lengths(rows, "3 pm") == [15, 30, 45]
    office.write("Moved", moved(rows, rows[2]["id"], -1))
    assert [row["time"] for row in agenda_of(office, number)] == ["1.30", "1.45", "2.30"]


def test_items_with_minutes_stay_and_others_go_with_the_gap_closed(office: Office) -> None:
    number = meeting(office, NEXT)
    one, two, three = (item(office, number, place, f"Item {place}") for place in (1, 2, 3))
    add(office, "minute_lines", meeting_id=number, item_id=two, position=1, kind="note", text="Said")
    with pytest.raises(OfficeError, match="has minutes"):
        taken_away(office, agenda_of(office, number), [two])
    office.write("Took away", taken_away(office, agenda_of(office, number), [one]))
    assert [(row["id"], row["position"]) for row in agenda_of(office, number)] == [(two, 1), (three, 2)]


def test_a_new_item_comes_after_the_chosen_one(office: Office) -> None:
    number = meeting(office, NEXT)
    one, two = item(office, number, 1, "A"), item(office, number, 2, "B")
    record = of(office, "meetings", number)
    office.write("Added", agenda_changes(record, agenda_of(office, number), one, {"item": "Between"}))
    office.write("Added", agenda_changes(record, agenda_of(office, number), None, {"item": "Last"}))
    assert titles(office, number) == ["A", "Between", "B", "Last"]
    office.write(
        "As a spreadsheet has it",
        [Edit("agenda_items", one, {"position": 40}), Edit("agenda_items", two, {"position": 41})],
    )
    office.write("Added", agenda_changes(record, agenda_of(office, number), None, {"item": "After those"}))
    assert titles(office, number)[-1] == "After those"
    assert [row["position"] for row in agenda_of(office, number)] == [1, 2, 3, 4, 5]
    office.undo()
    office.undo()
    assert [row["position"] for row in agenda_of(office, number)] == [1, 2, 3, 4]
    assert of(office, "agenda_items", two)["position"] == 3


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("13:30", 810), ("9.30am", 570), ("9.30", 570), ("2.00", 840), ("2 pm", 840), ("12 noon", 720), ("12 am", 0),
     ("12:15 pm", 735), ("25:00", None), ("10:75", None), ("after lunch", None), ("", None), (None, None)],
)  # fmt: skip
def test_times_are_read_as_they_are_written(words: str | None, minutes: int | None) -> None:
    assert minutes_of(words) == minutes


def rows_of(long: list[int | None], times: list[int | None]) -> list[dict[str, Any]]:
    return [
        {"id": at, "position": at, "allotted": minutes, "time": None if time is None else clock(time)}
        for at, (minutes, time) in enumerate(zip(long, times, strict=True), 1)
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(7 * 60, 18 * 60), st.randoms())
def test_in_whatever_order_items_stand_they_fill_the_meeting_without_a_gap(
    long: list[int], begins: int, chance: Any
) -> None:
    """Times that follow are the running sum of the minutes, and drawing them twice changes nothing."""
    before = rows_of([*long], [None] * len(long))
    after = chance.sample(before, len(before))
    times = following(before, after, clock(begins), None)
    running = begins
    for row in after:
        assert minutes_of(times[row["id"]]) == running
        running += row["allotted"]
    settled = [{**row, "time": times[row["id"]]} for row in after]
    assert by_hand(settled, clock(begins), None) == set()
    assert following(settled, settled, clock(begins), None) == times


@given(st.text(max_size=60))
def test_any_words_are_about_something_or_nothing(words: str) -> None:
    assert topics(words, None) <= {"quorum", "declarations", "matters", "changes", "exceptions", "learning", "others",
                                   "own_agency", "audits", "risks", "training", "assurance", "performance", "next",
                                   "aob"}  # fmt: skip
    assert topics(words, "clocks") == {"clocks"}
