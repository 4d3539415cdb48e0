"""Chasing: who owes what, whom the draft goes to, its words on each step, and what is written down when it went."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Bin, Edit, Office
from lif_desktop.office.chasing import Chase, chases, file_name, log_chased, note_chased
from lif_desktop.office.owed import owed_items, places
from tests.gui.made_up_office import TODAY, add, make_office

POLICE, SOCIAL_CARE, HOSPITAL, HOMES = 3, 4, 9, 15
RETURNS = "agency_returns"
D = dt.date


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def person(office: Office, agency: int, role: str, **values: Any) -> str:
    email = f"{role.replace(' ', '.').lower()}.{agency}@made-up.example"
    add(office, "contacts", **{"agency_id": agency, "role": role, "email": email} | values)
    return email


def chase_of(office: Office, agency: int) -> Chase:
    return next(chase for chase in chases(office) if chase.agency == agency)


def chased(office: Office, number: int, times: int, day: dt.date) -> None:
    office.write("Chased", [Edit(RETURNS, number, {"chases": times, "chased_on": day})])


# ------------------------------------------------------------------------------------------------------ who owes what


def test_every_agency_that_owes_something_gets_one_draft_with_all_of_it(office: Office) -> None:
    found = {chase.agency: chase for chase in chases(office)}
    assert set(found) == {POLICE, HOSPITAL}
    assert (found[POLICE].returns, found[POLICE].actions) == ((2,), ())
    assert (found[HOSPITAL].returns, found[HOSPITAL].actions) == ((1,), (1,))
    assert found[HOSPITAL].count == 2


def test_what_is_done_or_far_ahead_is_not_chased(office: Office) -> None:
    assert SOCIAL_CARE not in {chase.agency for chase in chases(office)}
    add(office, "actions", title="Soon", lead_agency_id=SOCIAL_CARE, due_on=TODAY + dt.timedelta(days=7))
    assert SOCIAL_CARE in {chase.agency for chase in chases(office)}
    office.write("Done", [Edit("actions", len(office.records("actions")), {"completed_on": TODAY})])
    assert SOCIAL_CARE not in {chase.agency for chase in chases(office)}


@pytest.mark.parametrize("came", [{"received_on": TODAY}, {"accepted_on": TODAY}, {"status": "accepted"}])
def test_what_is_in_is_never_chased_whatever_says_so(office: Office, came: dict[str, Any]) -> None:
    office.write("In", [Edit(RETURNS, 2, came)])
    assert POLICE not in {chase.agency for chase in chases(office)}


def test_a_return_of_a_review_in_the_bin_is_not_chased(office: Office) -> None:
    number = office.record("returns", 2)["review_id"]
    office.write("Into the bin", [Bin("reviews", number)])
    assert POLICE not in {chase.agency for chase in chases(office)}


# -------------------------------------------------------------------------------------------------------- whom to ask


def test_without_a_person_who_owns_it_everybody_at_the_agency_is_asked(office: Office) -> None:
    there = {person(office, POLICE, "Safeguarding lead"), person(office, POLICE, "Sergeant")}
    person(office, POLICE, "Left", active_to=D(2026, 1, 1))
    person(office, POLICE, "No address", email=None)
    chase = chase_of(office, POLICE)
    assert set(chase.draft.to) == there
    assert chase.name == "Greater Manchester Police"


def test_an_action_goes_to_the_role_that_leads_on_it_and_a_return_to_who_receives_it(office: Office) -> None:
    nurse = person(office, HOSPITAL, "Named Nurse", person="Fenella Drift", receives="Audits; rapid review")
    doctor = person(office, HOSPITAL, "Named Doctor", receives="Medical summaries")
    office.write("Led", [Edit("actions", 1, {"lead_role": "named doctor"})])
    found = {chase.draft.to: chase for chase in chases(office) if chase.agency == HOSPITAL}
    assert set(found) == {(nurse,), (doctor,)}
    assert (found[(nurse,)].returns, found[(nurse,)].actions) == ((1,), ())
    assert (found[(doctor,)].returns, found[(doctor,)].actions) == ((), (1,))
    assert found[(nurse,)].draft.body.startswith("Dear Fenella Drift,\n")
    assert found[(nurse,)].name == "Stockport NHS Foundation Trust, Named Nurse"
    assert "(lead: named doctor)" in found[(doctor,)].draft.body


@pytest.mark.parametrize(
    ("receives", "gets"),
    [
        ("All returns", True),
        ("All adults' returns", True),
        ("All children's returns", False),
        ("Chronology; IMR", True),
        ("section 11", False),
    ],
)
def test_who_receives_what_is_read_from_the_words_about_the_person(office: Office, receives: str, gets: bool) -> None:
    add(office, "returns", kind="chronology", agency_id=HOMES, review_id=2, asked_on=TODAY, due_on=TODAY)
    assert office.record("reviews", 2)["board"] == "adults"
    wanted = person(office, HOMES, "Head of Tenancy", receives=receives)
    other = person(office, HOMES, "Officer")
    assert chase_of(office, HOMES).draft.to == ((wanted,) if gets else (wanted, other))


# ------------------------------------------------------------------------------------------------------------- words


def test_the_first_draft_says_what_when_and_by_when_to_answer(office: Office) -> None:
    chase = chase_of(office, POLICE)
    assert chase.step == "reminder"
    assert "by 30 November 2026?" in chase.draft.body
    assert "- Agency summary for RR-2026-002: due 20 November 2026, overdue by 1 working day" in chase.draft.body
    assert chase.draft.body.endswith(f"Ann Officer\n{office.setting('partnership')}")
    assert chase.draft.subject.endswith("1 item awaited from Greater Manchester Police")
    assert file_name(chase) == "Greater Manchester Police - reminder"


def test_the_second_draft_says_that_it_was_asked_before_and_what_comes_after(office: Office) -> None:
    chased(office, 2, 1, D(2026, 11, 16))
    chase = chase_of(office, POLICE)
    assert chase.step == "second_reminder"
    assert "We wrote on 16 November 2026 about what is listed below" in chase.draft.body
    assert "After that we shall tell the chair." in chase.draft.body
    assert "overdue by 1 working day; reminded on 16 November 2026" in chase.draft.body
    assert "second reminder, 1 item awaited" in chase.draft.subject


def test_what_is_asked_for_the_first_time_is_told_from_what_was_asked_before(office: Office) -> None:
    chased(office, 2, 1, D(2026, 11, 16))
    add(office, "returns", kind="dataset", agency_id=POLICE, year="2026-27", asked_on=TODAY, due_on=TODAY)
    body = chase_of(office, POLICE).draft.body
    assert "We wrote before about what is marked as reminded; after that day it goes to the chair." in body
    assert "- Dataset for 2026-27: due 23 November 2026\n" in body


def test_what_was_asked_lately_is_named_and_not_counted_again(office: Office) -> None:
    chased(office, 2, 1, D(2026, 11, 20))
    assert POLICE not in {chase.agency for chase in chases(office)}
    add(office, "returns", kind="dataset", agency_id=POLICE, year="2026-27", asked_on=TODAY, due_on=TODAY)
    chase = chase_of(office, POLICE)
    assert (chase.step, chase.count, len(chase.waiting)) == ("reminder", 1, 1)
    assert "Also still awaited, as we wrote before\n- Agency summary for RR-2026-002" in chase.draft.body
    note_chased(office, chase)
    assert office.record("returns", 2)["chases"] == 1


def test_after_the_reminders_the_chair_is_written_to_with_all_agencies(office: Office) -> None:
    chair = person(office, 35, "Independent Chair")
    person(office, 35, "Provider Forum Chair")
    chased(office, 2, 2, D(2026, 11, 9))
    add(office, "returns", kind="imr", agency_id=HOMES, asked_on=D(2026, 10, 1), due_on=D(2026, 10, 20), chases=2)
    last = chases(office)[-1]
    assert (last.agency, last.step, last.draft.to, last.name) == (0, "chair", (chair,), "The chair")
    assert last.draft.subject.endswith("2 items overdue from 2 agencies")
    assert last.draft.body.startswith("Dear chair,\n")
    assert "Greater Manchester Police\n- Agency summary for RR-2026-002: due 20 November 2026" in last.draft.body
    assert "reminded twice, last on 9 November 2026" in last.draft.body
    assert POLICE not in {chase.agency for chase in chases(office)}


def test_who_receives_escalations_stands_for_the_chair(office: Office) -> None:
    person(office, 35, "Independent Scrutineer")
    told = person(office, 35, "Business Manager", receives="Escalations")
    chased(office, 2, 2, D(2026, 11, 9))
    assert chases(office)[-1].draft.to == (told,)


# ------------------------------------------------------------------------------------------------------ written down


def test_a_chase_is_written_down_on_everything_in_it_and_in_the_log(office: Office) -> None:
    to = person(office, HOSPITAL, "Named Nurse")
    chase = chase_of(office, HOSPITAL)
    batch = note_chased(office, chase)
    assert batch is not None
    assert batch.words == "Chased Stockport NHS Foundation Trust: 2 items"
    row = office.record("returns", 1)
    assert (row["chased_on"], row["chases"], row["status"]) == (TODAY, 1, "chased")
    assert [line["text"] for line in office.records("action_updates", 1)] == [f"Chased with {chase.name}."]
    (line,) = office.records("chases", HOSPITAL)
    assert (line["chased_on"], line["step"], line["items"]) == (TODAY, "reminder", 2)
    assert (line["sent_to"], line["chased_by"]) == (to, "Ann Officer")
    first, second = line["wanted"].split("\n")
    assert first.startswith("Agency summary for RR-2026-002: due ")
    assert second.startswith("ACT-2026-001 ")


def test_undo_takes_back_all_of_it(office: Office) -> None:
    before = {key: office.records(key) for key in ("returns", "action_updates", "chases", "actions")}
    note_chased(office, *chases(office))
    assert len(office.records("chases")) == 2
    assert chases(office) == ()
    office.undo()
    after = {key: office.records(key) for key in before}
    for key, rows in before.items():
        assert [{**row, "version": 0} for row in after[key]] == [{**row, "version": 0} for row in rows], key
    assert len(chases(office)) == 2


def test_an_action_goes_up_the_ladder_by_the_log(office: Office) -> None:
    number = add_action(office)
    steps = []
    for day in (TODAY, D(2026, 11, 30), D(2026, 12, 7), D(2026, 12, 14)):
        move_to(office, day)
        found = [chase for chase in chases(office) if number in chase.actions]
        steps += [chase.step for chase in found]
        note_chased(office, *found)
    assert steps == ["reminder", "second_reminder", "chair"]
    assert [line["step"] for line in office.records("chases", HOMES)] == steps
    assert places(office)[HOMES].taken == "chair"
    assert places(office)[HOMES].following is None
    assert [line["text"] for line in office.records("action_updates", number)] == [
        "Chased with Stockport Homes.", "Chased with Stockport Homes.", "Taken to the chair: Stockport Homes.",
    ]  # fmt: skip


def test_the_log_of_what_was_asked_long_ago_does_not_count_for_what_is_asked_now(office: Office) -> None:
    wanted = "Agency summary for RR-2026-002: due 1 May 2026"
    for step, day in (("reminder", D(2026, 5, 4)), ("chair", D(2026, 6, 1))):
        add(office, "chases", agency_id=POLICE, chased_on=day, step=step, wanted=wanted)
    assert chase_of(office, POLICE).step == "reminder"
    add(office, "chases", agency_id=POLICE, chased_on=D(2026, 11, 14), step="reminder", wanted=wanted)
    assert chase_of(office, POLICE).step == "second_reminder"


def test_a_longer_name_of_a_return_in_the_log_is_not_this_one(office: Office) -> None:
    add(office, "returns", kind="dataset", agency_id=HOMES, asked_on=D(2026, 10, 1), due_on=TODAY)
    add(
        office, "chases", agency_id=HOMES, chased_on=D(2026, 11, 2), step="reminder", wanted="Dataset for 2025-26: late"
    )
    assert chase_of(office, HOMES).step == "reminder"


def test_a_chase_by_telephone_is_in_the_log_too(office: Office) -> None:
    rows = [office.record("returns", number) for number in (1, 2)]
    office.write("Chased", log_chased(office, rows))
    lines = {line["agency_id"]: line for line in office.records("chases")}
    assert set(lines) == {POLICE, HOSPITAL}
    assert (lines[POLICE]["step"], lines[POLICE]["items"], lines[POLICE]["sent_to"]) == ("reminder", 1, None)
    chased(office, 2, 1, TODAY)
    (again,) = log_chased(office, [office.record("returns", 2)])
    assert again.values["step"] == "second_reminder"  # type: ignore[union-attr]


def test_several_owners_and_the_chair_are_one_batch_in_words(office: Office) -> None:
    chased(office, 2, 2, D(2026, 11, 9))
    batch = note_chased(office, *chases(office))
    assert batch is not None
    assert batch.words == "Chased Stockport NHS Foundation Trust, and told the chair: 3 items"
    assert note_chased(office, *chases(office)) is None
    (line,) = office.records("chases", POLICE)
    assert (line["step"], line["sent_to"]) == ("chair", "The chair")


def test_each_agency_has_its_place_on_the_ladder(office: Office) -> None:
    chased(office, 2, 1, D(2026, 11, 20))
    found = places(office)
    assert found[POLICE].taken == "reminder"
    assert found[POLICE].following is not None
    assert (found[POLICE].following.key, found[POLICE].following.on) == ("second_reminder", D(2026, 11, 27))
    assert {item.agency for item in owed_items(office)} == set(found)


def add_action(office: Office) -> int:
    add(office, "actions", title="A policy: with a colon", lead_agency_id=HOMES, due_on=D(2026, 11, 20))
    return len(office.records("actions"))


def move_to(office: Office, day: dt.date) -> None:
    office._now = lambda: dt.datetime.combine(day, dt.time(10))
