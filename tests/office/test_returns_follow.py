"""What follows from returns: their status from their dates, and the day the last one of a review was in."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Add, Bin, Edit, Office
from lif_desktop.office.returns_asked import RETURNS, Scope, ask, mark, returns_of
from lif_desktop.registers import register

TODAY = dt.date(2026, 11, 23)
POLICE, SOCIAL_CARE = 3, 4


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def a_review(office: Office, **values: Any) -> Scope:
    return Scope("reviews", add(office, "reviews", **{"review_type": "rapid_review", "pseudonym": "Child A"} | values))


def asked(office: Office, scope: Scope, *agencies: int, kind: str = "agency_summary") -> list[dict[str, Any]]:
    office.write("Asked", ask(scope, kind, agencies, (dt.date(2026, 11, 13), TODAY)))
    return returns_of(office, scope)


def last_in(office: Office, scope: Scope) -> dt.date | None:
    found: dt.date | None = office.record("reviews", scope.number)["returns_in_on"]
    return found


def status(office: Office, number: int) -> str | None:
    found: str | None = office.record("returns", number)["status"]
    return found


# ------------------------------------------------------------------------------------------------ status


def test_the_status_follows_each_step_forward(office: Office) -> None:
    (one,) = asked(office, a_review(office), POLICE)
    seen = [one["status"]]
    for values in ({"chased_on": TODAY}, {"received_on": TODAY}, {"accepted_on": TODAY}):
        office.write("Step", [Edit(RETURNS, one["id"], values)])
        seen.append(status(office, one["id"]))
    assert seen == ["sent", "chased", "received", "accepted"]


def test_a_date_taken_back_takes_the_status_back(office: Office) -> None:
    (one,) = asked(office, a_review(office), POLICE)
    office.write("In", mark([one], "accepted", TODAY))
    office.write("Back", [Edit(RETURNS, one["id"], {"accepted_on": None, "received_on": None})])
    assert status(office, one["id"]) == "sent"
    office.write("Back", [Edit(RETURNS, one["id"], {"asked_on": None})])
    assert status(office, one["id"]) == "not_sent"


def test_a_status_that_is_further_or_given_in_the_same_change_stays(office: Office) -> None:
    scope = a_review(office)
    given = add(
        office, "returns", kind="imr", agency_id=POLICE, review_id=scope.number, asked_on=TODAY, status="chased"
    )
    assert status(office, given) == "chased"
    office.write("Status only", [Edit(RETURNS, given, {"status": "accepted"})])
    office.write("A date", [Edit(RETURNS, given, {"received_on": TODAY})])
    assert status(office, given) == "accepted"
    plain = add(office, "returns", kind="imr", agency_id=POLICE, review_id=scope.number)
    assert status(office, plain) is None


# ------------------------------------------------------------------------------------------------ the last one in


def test_the_day_of_the_last_return_is_set_with_it_and_undone_with_it(office: Office) -> None:
    scope = a_review(office)
    first, second = asked(office, scope, POLICE, SOCIAL_CARE)
    office.write("One in", mark([first], "received", TODAY))
    assert last_in(office, scope) is None
    office.write("Last in", mark([second], "received", dt.date(2026, 11, 20)))
    assert last_in(office, scope) == TODAY
    office.undo()
    assert last_in(office, scope) is None


def test_the_stage_that_waits_for_the_returns_is_done_with_them(office: Office) -> None:
    scope = a_review(office, notified_on=dt.date(2026, 11, 12))
    office.write("In", mark(asked(office, scope, POLICE), "received", TODAY))
    stages = {one["key"]: one["done_on"] for one in office.records("milestones", scope.number)}
    assert stages["rr_returns"] == TODAY


def test_several_marked_at_once_count_together(office: Office) -> None:
    scope = a_review(office)
    office.write("All in", mark(asked(office, scope, POLICE, SOCIAL_CARE), "accepted", TODAY))
    assert last_in(office, scope) == TODAY


def test_a_return_taken_off_can_be_the_one_that_was_waited_for(office: Office) -> None:
    scope = a_review(office)
    first, second = asked(office, scope, POLICE, SOCIAL_CARE)
    office.write("In", mark([first], "received", dt.date(2026, 11, 18)))
    office.write("Taken off", [Bin(RETURNS, second["id"])])
    assert last_in(office, scope) == dt.date(2026, 11, 18)


def test_the_only_return_taken_off_sets_no_day(office: Office) -> None:
    scope = a_review(office)
    (only,) = asked(office, scope, POLICE)
    office.write("Taken off", [Bin(RETURNS, only["id"])])
    assert last_in(office, scope) is None


def test_a_day_that_stands_is_never_overwritten(office: Office) -> None:
    day = dt.date(2026, 11, 2)
    scope = a_review(office, returns_in_on=day)
    office.write("In", mark(asked(office, scope, POLICE), "received", TODAY))
    assert last_in(office, scope) == day
    other = a_review(office)
    (one,) = asked(office, other, POLICE)
    office.write("Both", [*mark([one], "received", TODAY), Edit("reviews", other.number, {"returns_in_on": day})])
    assert last_in(office, other) == day


def test_a_stage_that_is_done_already_keeps_its_day(office: Office) -> None:
    scope = a_review(office, notified_on=dt.date(2026, 11, 2))
    stage = next(one for one in office.records("milestones", scope.number) if one["key"] == "rr_returns")
    office.write("Done", [Edit("milestones", stage["id"], {"done_on": dt.date(2026, 11, 9)})])
    office.write("In", mark(asked(office, scope, POLICE), "received", TODAY))
    assert last_in(office, scope) is None
    assert office.record("milestones", stage["id"])["done_on"] == dt.date(2026, 11, 9)


@pytest.mark.parametrize(
    ("kind", "set_on"), [("action_update", None), ("annual_contribution", None), ("chronology", TODAY), ("imr", TODAY)]
)
def test_only_what_informs_the_review_is_waited_for(office: Office, kind: str, set_on: dt.date | None) -> None:
    scope = a_review(office)
    office.write("In", mark(asked(office, scope, POLICE, kind=kind), "received", TODAY))
    assert last_in(office, scope) == set_on


def test_one_not_asked_for_is_not_waited_for(office: Office) -> None:
    scope = a_review(office)
    add(office, "returns", kind="imr", agency_id=SOCIAL_CARE, review_id=scope.number, due_on=TODAY)
    (_, one) = asked(office, scope, POLICE)
    office.write("In", mark([one], "received", TODAY))
    assert last_in(office, scope) == TODAY


def test_a_return_moved_to_another_review_counts_there(office: Office) -> None:
    first, second = a_review(office), a_review(office)
    (one,) = asked(office, first, POLICE)
    office.write("Moved", [Edit(RETURNS, one["id"], {"review_id": second.number, "received_on": TODAY})])
    assert (last_in(office, first), last_in(office, second)) == (None, TODAY)


def test_an_import_of_reviews_and_returns_in_one_batch(office: Office) -> None:
    reviews = register("reviews").table
    start = office.reserve(reviews, 700)
    numbers = range(start, start + 700)
    cases = [Add(reviews, {"review_type": "rapid_review", "ref": f"RR-2020-{n}"}, n) for n in numbers]
    lines = [
        Add(RETURNS, {"kind": "imr", "agency_id": agency, "review_id": n, "asked_on": TODAY, "received_on": TODAY})
        for n in numbers
        for agency in (POLICE, SOCIAL_CARE)
    ]
    office.write("Imported", [*cases, *lines])
    assert {row["returns_in_on"] for row in office.records("reviews")} == {TODAY}
    assert {row["status"] for row in office.records("returns")} == {"received"}
