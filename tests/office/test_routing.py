"""From one review to another: linked both ways, with what both have in common, the old one ended where it ends."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Edit, Office
from lif_desktop.office.deciding import answer_changes, answers_in, decision_changes, grid
from lif_desktop.office.pathway import facts_of, steps_of
from lif_desktop.office.routing import route_changes, routes_from

DAY, REFERRED = dt.date(2026, 11, 16), dt.date(2026, 10, 28)


def decided(office: Office, of: str, outcome: str, **values: Any) -> int:
    changes = office.changes_for("reviews", None, {"review_type": of, "referred_on": REFERRED} | values)
    office.write("Opened", changes)
    review = int(getattr(changes[0], "id", 0))
    made = {"decision": "On", "reasons": "So", "outcome": outcome, "decided_on": DAY}
    office.write("Decided", decision_changes(office, review, made))
    return review


def routed(office: Office, review: int, to: str) -> dict[str, Any]:
    office.write("Opened the other", route_changes(office, review, to))
    return office.record("reviews", office.records("reviews")[-1]["id"])


CASE = {
    "pseudonym": "Child Ash",
    "incident_on": dt.date(2026, 10, 20),
    "aware_on": dt.date(2026, 10, 21),
    "referring_agency_id": 3,
    "age_band": "under_1",
    "themes": "neglect",
    "summary": "What happened",
}


def test_a_practice_review_that_a_rapid_review_agreed_on_counts_from_that_day(office: Office) -> None:
    review = decided(office, "rapid_review", "local_review", status="sign_off", **CASE)
    new = routed(office, review, "practice_review")
    assert {name: new[name] for name in CASE} == CASE
    assert (new["review_type"], new["board"], new["status"]) == ("practice_review", "children", "commissioned")
    assert (new["outcome"], new["decided_on"], new["opened_on"]) == ("review_agreed", DAY, office.today())
    assert new["ref"].startswith("CSPR-")
    stages = {row["key"]: row["due_on"] for row in office.records("milestones", new["id"])}
    assert stages["cspr_publish"] == dt.date(2027, 5, 16)
    assert office.record("reviews", review)["status"] == "sign_off"


def test_both_are_linked_and_say_so(office: Office) -> None:
    review = decided(office, "rapid_review", "local_review")
    new = routed(office, review, "practice_review")
    [there], [back] = office.records("review_links", review), office.records("review_links", new["id"])
    assert (there["other_review_id"], there["reason"]) == (new["id"], "Led to local child safeguarding practice review")
    assert (back["other_review_id"], back["reason"]) == (review, "Came from child rapid review")
    assert facts_of(office, review).onward == (new["ref"],)
    assert facts_of(office, new["id"]).onward == ()
    assert next(one for one in steps_of(office, review) if one.key == "route").state == "done"


def test_answers_that_both_ask_go_along(office: Office) -> None:
    review = decided(office, "rapid_review", "local_review")
    lines = grid(office, review)
    one = next(line for line in lines if line.criterion and line.criterion.key == "harm_physical")
    row = Edit("criteria_answers", one.id or 0, {"answer": "met", "evidence": "Scan of 2 November"})
    office.write("Answered", [row])
    new = routed(office, review, "practice_review")
    assert answers_in(grid(office, new["id"]))["harm_physical"] == "met"
    assert len(grid(office, new["id"])) == len(office.profile.review_type("practice_review").criteria)
    assert [line for line in grid(office, new["id"]) if line.evidence == "Scan of 2 November"]
    assert answer_changes(new["id"], grid(office, new["id"]), grid(office, new["id"])) == []


@pytest.mark.parametrize(
    ("of", "outcome", "to", "status"),
    [
        ("sar_mandatory", "other_review", "multi_agency_review", "transferred"),
        ("sar_mandatory", "refer_on", "domestic_homicide_review", "transferred"),
        ("multi_agency_review", "local_review", "practice_review", "transferred"),
        ("rapid_review", "other_review", "multi_agency_review", None),
        ("rapid_review", "national_review", "national_review", None),
        ("peer_review", "other_review", "multi_agency_review", None),
    ],
)
def test_the_old_review_is_transferred_where_it_ends(
    office: Office, of: str, outcome: str, to: str, status: str | None
) -> None:
    review = decided(office, of, outcome)
    before = office.record("reviews", review)["status"]
    new = routed(office, review, to)
    assert office.record("reviews", review)["status"] == (status or before)
    agreed = to in ("practice_review", "national_review")
    expected = ("commissioned", REFERRED, DAY) if agreed else ("referral_received", DAY, None)
    assert (new["status"], new["referred_on"], new["decided_on"]) == expected


def test_a_review_of_both_boards_keeps_that_of_the_one_it_came_from(office: Office) -> None:
    review = decided(office, "sar_mandatory", "other_review", board="adults")
    assert routed(office, review, "multi_agency_review")["board"] == "adults"
    other = decided(office, "multi_agency_review", "refer_on", board="both")
    assert routed(office, other, "sar_discretionary")["board"] == "adults"


def test_all_of_it_is_one_change_and_can_be_undone(office: Office) -> None:
    review = decided(office, "sar_mandatory", "other_review")
    before = office.record("reviews", review)["status"]
    routed(office, review, "multi_agency_review")
    assert not office.undo().kept
    assert len(office.records("reviews")) == 1
    assert office.records("review_links") == []
    assert office.record("reviews", review)["status"] == before


def test_the_types_it_can_lead_to_begin_with_those_the_outcome_and_the_answers_point_to(office: Office) -> None:
    review = decided(office, "rapid_review", "local_review")
    kinds = [kind.key for kind in routes_from(office, review)]
    assert kinds[0] == "practice_review"
    assert "rapid_review" not in kinds
    assert len(kinds) == len(office.profile.review_types) - 1
    other = decided(office, "sar_mandatory", "refer_on")
    met = dict.fromkeys(("adult_area", "needs", "board_chooses"), "met")
    rows = {row["key"]: row["id"] for row in office.records("criteria", other)}
    office.write("Answered", [Edit("criteria_answers", rows[key], {"answer": answer}) for key, answer in met.items()])
    assert routes_from(office, other)[0].key == "sar_discretionary"
    third = decided(office, "multi_agency_review", "other_review")
    assert routes_from(office, third)[0].key == "single_agency_review"
