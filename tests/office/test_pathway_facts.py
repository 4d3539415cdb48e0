"""What is gathered of a review for its steps: every count from the records themselves, nothing of the bin."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.pathway import following
from lif_desktop.office import Add, Bin, Edit, Office
from lif_desktop.office.pathway import decisions_of, facts_of, steps_of

DAY = dt.date(2026, 11, 2)


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


@pytest.fixture
def review(office: Office) -> int:
    return add(office, "reviews", review_type="sar_mandatory", referring_agency_id=3, referred_on=DAY)


def test_a_new_review_has_nothing_but_its_own_fields(office: Office, review: int) -> None:
    found = facts_of(office, review)
    assert found.referrer == office.lookup.agency_name(3)
    assert (found.verdict, found.asked, found.answered) == ("open", 6, 0)
    assert found.verdict_says.startswith("Cannot be said yet: Area, Needs for care and support, Working together")
    assert (found.panel, found.returns_asked, found.learning, found.actions, found.shared) == (0, 0, 0, 0, 0)
    assert found.looked.in_words() == "0 of 32 points looked at"
    assert (found.onward, found.beside, found.decisions) == ((), (), ())
    coming = following(steps_of(office, review))
    assert coming is not None
    assert coming.key == "criteria"


def test_a_record_that_has_gone_is_said(office: Office, review: int) -> None:
    with pytest.raises(KeyError):
        facts_of(office, review + 1)


def test_answers_decisions_panel_and_returns_are_counted(office: Office, review: int) -> None:
    rows = {row["key"]: row["id"] for row in office.records("criteria", review)}
    met = ("adult_area", "needs", "worked_together", "condition_2")
    office.write("Answered", [Edit("criteria_answers", rows[key], {"answer": "met"}) for key in met])
    add(office, "panel_members", review_id=review, agency_id=3, role="Chair")
    for received in (None, DAY):
        add(office, "returns", review_id=review, agency_id=4, kind="imr", asked_on=DAY, received_on=received)
    add(office, "returns", review_id=review, agency_id=5, kind="imr")
    add(office, "parallel_processes", review_id=review, kind="police")
    found = facts_of(office, review)
    assert (found.verdict, found.verdict_says) == ("met", "The Board must arrange a safeguarding adults review.")
    assert (found.answered, found.panel, found.returns_asked, found.returns_in) == (4, 1, 2, 1)
    assert found.beside == ("Police investigation",)


def test_learning_reaches_to_what_is_done_about_it(office: Office, review: int) -> None:
    point = add(office, "learning", title="Ask twice", reviews=(review,))
    other = add(office, "learning", title="Not of it")
    asked = add(office, "recommendations", text="Teach it", learning_id=point)
    add(office, "recommendations", text="Direct", review_id=review)
    add(office, "actions", title="By review", review_id=review, status="complete")
    add(office, "actions", title="By learning", learning_id=point, completed_on=DAY)
    add(office, "actions", title="By recommendation", recommendation_id=asked, status="in_progress")
    add(office, "actions", title="Of another", learning_id=other, status="complete")
    add(office, "dissemination", learning_id=point, channel="workshop", shared_on=DAY)
    add(office, "dissemination", learning_id=point, channel="newsletter")
    found = facts_of(office, review)
    assert (found.learning, found.recommendations) == (1, 2)
    assert (found.actions, found.actions_done, found.shared) == (3, 2, 1)
    office.write("Binned", [Bin("learning", point)])
    found = facts_of(office, review)
    assert (found.learning, found.recommendations, found.actions, found.shared) == (0, 1, 1, 0)


def test_the_decisions_that_stand_come_oldest_first(office: Office, review: int) -> None:
    later = {"review_id": review, "decision": "Second", "decided_on": DAY + dt.timedelta(7), "outcome": "review_agreed"}
    office.write("Second", [Add("decisions", later)])
    office.write("First", [Add("decisions", {"review_id": review, "decision": "First", "decided_on": DAY})])
    assert [row["decision"] for row in decisions_of(office, review)] == ["First", "Second"]
    superseded = decisions_of(office, review)[1]["id"]
    third = later | {"decision": "Third", "supersedes_id": superseded, "outcome": "refer_on"}
    office.write("Third", [Add("decisions", third)])
    assert [(row["decision"], row["stands"]) for row in decisions_of(office, review)] == [
        ("First", True), ("Second", False), ("Third", True),
    ]  # fmt: skip
    assert [row["decision"] for row in facts_of(office, review).decisions] == ["First", "Third"]
    assert facts_of(office, review).outcome == "refer_on"


def test_findings_that_bear_on_others_are_to_be_shared(office: Office) -> None:
    review = add(office, "reviews", review_type="single_agency_review")
    row = next(row for row in office.records("criteria", review) if row["key"] == "wider_implications")
    office.write("Answered", [Edit("criteria_answers", row["id"], {"answer": "met"})])
    assert facts_of(office, review).bears_on_others
    assert facts_of(office, review).verdict == "open"
    assert facts_of(office, review).verdict_says.endswith("must be shared with the Executives and their partners.")
    share = next(one for one in steps_of(office, review) if one.key == "share")
    assert (share.state, share.says) == ("in_hand", "Bears on other agencies; not shared yet")


def test_a_type_without_conditions_has_no_verdict(office: Office) -> None:
    review = add(office, "reviews", review_type="peer_review")
    assert (facts_of(office, review).verdict, facts_of(office, review).asked) == (None, 0)


def test_assurance_raises_itself_after_the_plan_is_signed_off(office: Office, review: int) -> None:
    def now(key: str) -> tuple[str, str]:
        one = next(step for step in steps_of(office, review) if step.key == key)
        return one.state, one.says

    assert now("assurance") == ("open", "Due twelve months after the plan is signed off")
    office.write("Moderated", [Edit("reviews", review, {"moderation_on": DAY})])
    assert now("moderation") == ("in_hand", "Held 2 November 2026; plan not signed off yet")
    office.write("Signed off", [Edit("reviews", review, {"plan_signed_off_on": DAY})])
    assert now("moderation") == ("done", "Held 2 November 2026; plan signed off 2 November 2026")
    assert now("assurance") == ("in_hand", "Due 2 November 2027")
    stage = next(row for row in office.records("milestones", review) if row["key"] == "assurance")
    assert stage["due_on"] == dt.date(2027, 11, 2)
    office.write("Assured", [Edit("reviews", review, {"assured_on": dt.date(2027, 10, 28)})])
    assert now("assurance") == ("done", "Given 28 October 2027")
    stage = next(row for row in office.records("milestones", review) if row["key"] == "assurance")
    assert stage["done_on"] == dt.date(2027, 10, 28)


def test_a_stage_that_is_due_is_named_at_its_step(office: Office) -> None:
    review = add(office, "reviews", review_type="rapid_review", notified_on=DAY)
    assert facts_of(office, review).due["submitted_on"] == dt.date(2026, 11, 23)
    report = next(one for one in steps_of(office, review) if one.key == "report")
    assert report.says == "Not begun yet; due 23 November 2026"
    office.write("Sent", [Edit("reviews", review, {"submitted_on": DAY})])
    assert "submitted_on" not in facts_of(office, review).due
