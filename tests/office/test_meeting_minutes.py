"""Minutes line by line: what a line becomes, what follows when it is edited, what is kept as it was written."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.office import Edit, Office, OfficeError
from lif_desktop.office.meeting_attendance import last_meeting, quorum, quorum_of, seats_filled
from lif_desktop.office.meeting_minutes import (
    LineKept,
    Where,
    Written,
    decided,
    line_gone,
    lines_by_item,
    new_line,
    rewritten,
    standing_decisions,
    turned,
)
from tests.office.meetings import (
    COUNCIL,
    HELD,
    ICB,
    POLICE,
    SOCIAL_CARE,
    TRUST,
    D,
    add,
    item,
    meeting,
    of,
    review,
    seat,
)
from tests.papers.made_up_office import empty_office

DUE = D(2026, 12, 18)


class Minutes:
    """A meeting with one item about a case and one without, and lines that are written to it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.case = review(office)
        self.meeting = meeting(office, HELD)
        self.item = item(office, self.meeting, 1, "Adult Hazel", review_id=self.case)
        self.plain = item(office, self.meeting, 2, "Action plan")

    def where(self, number: int | None = None, after: int | None = None) -> Where:
        record = None if number == 0 else of(self.office, "agenda_items", number or self.item)
        return Where(of(self.office, "meetings", self.meeting), record, after)

    def write(self, made: Written) -> int:
        self.office.write("Minuted", made.changes)
        return made.line

    def new(self, kind: str, text: str, where: Where | None = None, **values: Any) -> int:
        return self.write(new_line(self.office, where or self.where(), kind, {"text": text, **values}))

    def line(self, number: int) -> dict[str, Any]:
        return of(self.office, "minute_lines", number)

    def change(self, number: int, **values: Any) -> str:
        made = rewritten(self.office, self.where(), self.line(number), values)
        self.write(made)
        return made.said

    def turn(self, number: int, kind: str) -> None:
        self.write(turned(self.office, self.where(), self.line(number), kind))

    def texts(self, number: int | None = None) -> list[str]:
        rows = lines_by_item(self.office, self.meeting).get(number or self.item, [])
        return [row["text"] for row in rows]


@pytest.fixture
def minutes(office: Office) -> Minutes:
    return Minutes(office)


def test_the_first_line_says_that_the_item_was_discussed(minutes: Minutes, office: Office) -> None:
    minutes.new("note", "The panel read the referral.")
    assert of(office, "agenda_items", minutes.item)["outcome"] == "discussed"
    office.undo()
    assert minutes.texts() == []
    assert of(office, "agenda_items", minutes.item)["outcome"] is None
    office.write("Put off", [Edit("agenda_items", minutes.item, {"outcome": "deferred"})])
    minutes.new("note", "Put off to January.")
    assert of(office, "agenda_items", minutes.item)["outcome"] == "deferred"


def test_lines_stand_in_the_order_in_which_they_were_put(minutes: Minutes) -> None:
    one = minutes.new("note", "One")
    minutes.new("note", "Three")
    other = minutes.new("note", "Elsewhere", minutes.where(minutes.plain))
    two = minutes.new("note", "Two", minutes.where(after=one))
    minutes.new("note", "Two and a half", minutes.where(after=two))
    assert minutes.texts() == ["One", "Two", "Two and a half", "Three"]
    assert minutes.texts(minutes.plain) == ["Elsewhere"]
    places = [minutes.line(number)["position"] for number in (one, two, other)]
    assert len({*places}) == 3


@settings(max_examples=12)
@given(st.lists(st.integers(0, 5), max_size=8))
def test_wherever_a_line_is_put_none_shares_a_place(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    office = empty_office(tmp_path_factory.mktemp("lines") / "office.lif")
    minutes, wanted = Minutes(office), list[str]()
    numbers: dict[str, int] = {}
    for at, step in enumerate(steps):
        after = wanted[min(step, len(wanted) - 1)] if wanted else None
        words = f"Line {at}"
        numbers[words] = minutes.new("note", words, minutes.where(after=numbers.get(after or "")))
        wanted.insert(wanted.index(after) + 1 if after else 0, words)
    assert minutes.texts() == wanted
    places = [row["position"] for row in office.records("minute_lines")]
    assert len(set(places)) == len(places)
    office.close()


# Actions


def test_a_note_becomes_an_action_of_the_register_in_one_change(minutes: Minutes, office: Office) -> None:
    number = minutes.new("note", "Write to the landlord")
    minutes.turn(number, "action")
    line = minutes.line(number)
    action = of(office, "actions", line["action_id"])
    assert (line["kind"], action["title"], action["status"]) == ("action", "Write to the landlord", "not_started")
    assert (action["meeting_id"], action["review_id"], action["start_on"]) == (minutes.meeting, minutes.case, HELD)
    assert action["ref"] == "ACT-2026-001"
    assert action["board"] == "adults"
    office.undo()
    assert minutes.line(number)["kind"] == "note"
    assert office.records("actions") == []


def test_who_and_by_when_go_to_the_action(minutes: Minutes, office: Office) -> None:
    number = minutes.new("action", "Write", agency_id=POLICE)
    assert minutes.change(number, text="Write to him", lead="Inspector", due_on=DUE, agency_id=TRUST) == ""
    action = of(office, "actions", minutes.line(number)["action_id"])
    assert (action["title"], action["lead_agency_id"], action["lead_role"]) == ("Write to him", TRUST, "Inspector")
    assert (action["due_on"], action["original_due_on"]) == (DUE, None)
    minutes.change(number, due_on=D(2027, 1, 8))
    action = of(office, "actions", minutes.line(number)["action_id"])
    assert (action["due_on"], action["original_due_on"]) == (D(2027, 1, 8), None)


def test_an_action_that_was_changed_elsewhere_stays_and_it_is_said(minutes: Minutes, office: Office) -> None:
    number = minutes.new("action", "Write", due_on=DUE)
    action = minutes.line(number)["action_id"]
    office.write("Moved", [Edit("actions", action, {"due_on": D(2027, 2, 1)})])
    said = minutes.change(number, text="Write soon", due_on=D(2026, 12, 4))
    assert said == "ACT-2026-001 was changed in the register since, so it keeps its own date."
    assert of(office, "actions", action)["due_on"] == D(2027, 2, 1)
    assert of(office, "actions", action)["title"] == "Write soon"
    assert minutes.line(number)["due_on"] == D(2026, 12, 4)
    office.write("Done", [Edit("actions", action, {"status": "complete", "completed_on": D(2026, 11, 20)})])
    assert "finished and stays as it is" in minutes.change(number, text="Write now")
    assert of(office, "actions", action)["title"] == "Write soon"


def test_an_action_nobody_worked_on_goes_with_its_line_and_others_hold_it(minutes: Minutes, office: Office) -> None:
    first, second = minutes.new("action", "One"), minutes.new("action", "Two")
    action = minutes.line(first)["action_id"]
    minutes.turn(first, "note")
    assert minutes.line(first)["action_id"] is None
    assert of(office, "actions", action)["binned_at"] is not None
    office.write("Began", [Edit("actions", minutes.line(second)["action_id"], {"status": "in_progress"})])
    with pytest.raises(LineKept, match="ACT-2026-002 has been worked on since"):
        minutes.turn(second, "note")
    with pytest.raises(LineKept):
        line_gone(office, minutes.line(second))
    minutes.write(line_gone(office, minutes.line(first)))
    assert minutes.texts() == ["Two"]


# Decisions


GIVEN = {
    "decision": "A mandatory review is agreed",
    "outcome": "progressed",
    "reasons": "Both conditions are met.",
    "decided_by": "Review Group",
    "decided_on": HELD,
}


def outcome_of(office: Office) -> str:
    return office.profile.choices("review_outcomes")[0].key


def test_a_decision_is_recorded_on_the_case_and_flows_to_the_review(minutes: Minutes, office: Office) -> None:
    number = minutes.new("note", "A mandatory review is agreed")
    values = {**GIVEN, "outcome": outcome_of(office)}
    minutes.write(decided(office, minutes.where(), minutes.line(number), values))
    line = minutes.line(number)
    record = of(office, "decisions", line["decision_id"])
    assert (line["kind"], record["decision"], record["meeting_id"]) == ("decision", line["text"], minutes.meeting)
    assert (record["reasons"], record["review_id"]) == ("Both conditions are met.", minutes.case)
    case = of(office, "reviews", minutes.case)
    assert (case["outcome"], case["decided_on"]) == (values["outcome"], HELD)


def test_a_recorded_decision_is_superseded_and_never_edited(minutes: Minutes, office: Office) -> None:
    values = {**GIVEN, "outcome": outcome_of(office)}
    number = minutes.write(decided(office, minutes.where(), None, values))
    first = minutes.line(number)["decision_id"]
    for change in (
        lambda: minutes.change(number, text="Otherwise"),
        lambda: minutes.turn(number, "note"),
        lambda: line_gone(office, minutes.line(number)),
        lambda: decided(office, minutes.where(), minutes.line(number), values),
    ):
        with pytest.raises(LineKept, match="The decision of 10 November 2026 is recorded"):
            change()
    later = {**values, "decision": "A discretionary review is agreed"}
    minutes.write(decided(office, minutes.where(), minutes.line(number), later, first))
    line = minutes.line(number)
    assert line["text"] == "A discretionary review is agreed"
    assert of(office, "decisions", line["decision_id"])["supersedes_id"] == first
    assert of(office, "decisions", first)["decision"] == "A mandatory review is agreed"
    assert [row["id"] for row in standing_decisions(office, minutes.case)] == [line["decision_id"]]


def test_an_action_that_turns_out_to_be_a_decision_leaves_the_register(minutes: Minutes, office: Office) -> None:
    number = minutes.new("action", "Agreed")
    minutes.write(decided(office, minutes.where(), minutes.line(number), {**GIVEN, "outcome": None}))
    assert minutes.line(number)["action_id"] is None
    assert office.records("actions") == []


def test_a_decision_needs_a_case_to_be_recorded_on(minutes: Minutes, office: Office) -> None:
    with pytest.raises(OfficeError, match="belongs to a case"):
        decided(office, minutes.where(minutes.plain), None, GIVEN)
    number = minutes.new("decision", "Agreed", minutes.where(minutes.plain))
    assert (minutes.line(number)["kind"], minutes.line(number)["decision_id"]) == ("decision", None)


# Challenges


def test_a_challenge_is_heard_among_the_voices_with_its_answer(minutes: Minutes, office: Office) -> None:
    number = minutes.new("challenge", "Why so late?", agency_id=POLICE, other_agency_id=TRUST)
    voice = of(office, "voices", minutes.line(number)["voice_id"])
    assert (voice["kind"], voice["message"], voice["heard_on"]) == ("challenge", "Why so late?", HELD)
    assert (voice["agency_id"], voice["other_agency_id"], voice["status"]) == (POLICE, TRUST, "open")
    minutes.change(number, text="Why so late again?", response="Two posts were empty.")
    voice = of(office, "voices", minutes.line(number)["voice_id"])
    assert (voice["message"], voice["response"]) == ("Why so late again?", "Two posts were empty.")
    assert (voice["responded_on"], voice["status"]) == (HELD, "answered")
    with pytest.raises(LineKept, match="has an answer already"):
        minutes.turn(number, "note")
    minutes.change(number, response=None)
    minutes.turn(number, "note")
    assert office.records("voices") == []


# Attendance


def state(marks: Mapping[int, str | None], office: Office) -> tuple[bool | None, str]:
    seats = [{"agency_id": agency, "present": mark} for agency, mark in marks.items()]
    found = quorum(seats, office.records("agencies"), HELD)
    return found.quorate, found.words


def test_quorum_in_words(office: Office) -> None:
    there = {COUNCIL: "present", ICB: "present", POLICE: "present"}
    assert state(there, office) == (True, "Quorate: Stockport Council, NHS GM ICB and GMP are there.")
    assert state({**there, ICB: "deputy"}, office)[1].endswith("are there, NHS GM ICB by a deputy.")
    assert state({**there, POLICE: "apology"}, office) == (False, "Not quorate: Greater Manchester Police is missing.")
    assert state({COUNCIL: "absent", POLICE: "present"}, office)[1] == (
        "Not quorate: Stockport Metropolitan Borough Council and NHS Greater Manchester Integrated Care Board are "
        "missing."
    )
    assert state({**there, POLICE: None}, office) == (
        None,
        "Quorate as it stands. Not marked yet: Greater Manchester Police.",
    )
    assert state({}, office)[0] is None


def test_the_council_is_there_by_one_of_its_services(office: Office) -> None:
    assert state({SOCIAL_CARE: "present", ICB: "present", POLICE: "present"}, office)[0] is True
    assert state({TRUST: "present", ICB: "present", POLICE: "present"}, office)[0] is False


@given(st.dictionaries(st.integers(1, 35), st.sampled_from(["present", "apology", "deputy", "absent", None])))
def test_more_people_never_make_a_meeting_less_quorate(marks: dict[int, str | None]) -> None:
    kinds = ("local_authority", "health_commissioner", "police")
    agencies = [
        {
            "id": number,
            "name": f"Agency {number}",
            "short": None,
            "kind": kinds[number % 3] if number < 9 else "housing",
            "statutory": number <= 3,
            "active_from": None,
            "active_to": None,
            "merged_into_id": None,
        }
        for number in range(1, 36)
    ]
    seats = [{"agency_id": agency, "present": mark} for agency, mark in marks.items()]
    before = quorum(seats, agencies, HELD)
    seats.extend({"agency_id": agency, "present": "present"} for agency in (1, 2, 3))
    assert quorum(seats, agencies, HELD).quorate is True
    assert before.quorate in (None, False) or not before.missing


def test_the_meetings_own_answer_follows_until_a_person_gives_another(office: Office) -> None:
    number = meeting(office, HELD)
    seat(office, number, SOCIAL_CARE)
    seat(office, number, ICB)
    police = seat(office, number, POLICE, "apology")
    assert of(office, "meetings", number)["quorate"] is False
    office.write("Came late", [Edit("attendance", police, {"present": "present"})])
    assert of(office, "meetings", number)["quorate"] is True
    office.undo()
    assert of(office, "meetings", number)["quorate"] is False
    office.write("Said", [Edit("meetings", number, {"quorate": True})])
    office.write("Away", [Edit("attendance", police, {"present": "absent"})])
    assert of(office, "meetings", number)["quorate"] is True


def test_seats_come_from_the_last_meeting_of_the_group(office: Office) -> None:
    old, older, new = meeting(office, D(2026, 10, 6)), meeting(office, D(2026, 9, 1)), meeting(office, HELD)
    seat(office, older, TRUST, role="Nobody")
    seat(office, old, POLICE, "deputy", role="Inspector", initials="DI", deputy="Sergeant", interest="Knew him")
    seat(office, old, ICB, role="Nurse")
    seat(office, new, ICB, None, role="Nurse")
    record = of(office, "meetings", new)
    found = last_meeting(office, record)
    assert found is not None
    assert found["id"] == old
    office.write("Filled", seats_filled(office, record))
    [police] = [row for row in office.records("attendance", new) if row["agency_id"] == POLICE]
    assert (police["role"], police["initials"]) == ("Inspector", "DI")
    assert (police["present"], police["deputy"], police["interest"]) == (None, None, None)
    assert len(office.records("attendance", new)) == 2
    assert seats_filled(office, record) == []
    assert quorum_of(office, record).quorate is None
    assert seats_filled(office, of(office, "meetings", older)) == []


def test_an_agency_that_was_not_active_on_the_day_is_not_asked_for(office: Office) -> None:
    office.write("Ended", [Edit("agencies", POLICE, {"active_to": HELD - dt.timedelta(days=1)})])
    assert state({COUNCIL: "present", ICB: "present"}, office)[0] is True


def test_a_line_without_an_item_and_one_of_a_case_that_is_none(office: Office, minutes: Minutes) -> None:
    number = minutes.new("action", "Loose end", minutes.where(0))
    line = minutes.line(number)
    assert line["item_id"] is None
    assert of(office, "actions", line["action_id"])["review_id"] is None
    assert [row["text"] for row in lines_by_item(office, minutes.meeting)[None]] == ["Loose end"]
    assert add(office, "minute_lines", meeting_id=minutes.meeting, position=99, kind="note", text="By hand")
