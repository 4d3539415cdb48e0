"""An approval stands for what was published as it was: whatever is changed in it afterwards makes it a draft again."""

import datetime as dt
from collections.abc import Callable

import pytest

from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.approval import POINT, Approval, Printed, approval_of, is_approved
from lif_desktop.office.issued import DOCUMENTS, Leaving, approve, approved_issue, log_issue
from lif_desktop.office.report_words import words_changes
from lif_desktop.registers import register
from tests.office.conftest import Turning

D = dt.date
CHAIR = "Review Group chair"


def point(office: Office, **values: object) -> int:
    number = office.reserve("learning")
    office.write("Learning", [Add("learning", {"title": "Ask twice", "statement": "Ask."} | values, number)])
    return number


def standing(office: Office, *numbers: int, also: Printed | None = None) -> Approval:
    return approval_of(office, [office.record("learning", one) for one in numbers], also)


def change(office: Office, number: int, **values: object) -> None:
    office.write("Changed", office.changes_for("learning", number, values))


# Who, when, and the will to publish


def test_it_needs_a_name_a_day_and_the_will_to_publish() -> None:
    whole = {"publication": "publish", "approved_by": "Chair", "approved_on": D(2026, 11, 20)}
    assert is_approved(whole)
    assert is_approved({"approved_by": "Chair", "approved_on": D(2026, 11, 20)})
    for lacking in ({"approved_by": None}, {"approved_on": None}, {"publication": "undecided"}, {"publication": None}):
        assert not is_approved(whole | lacking)
    assert not is_approved({})


def test_a_point_is_approved_and_that_can_be_undone(office: Office) -> None:
    number = point(office)
    assert standing(office, number).waiting == ("LP-2026-001",)
    approve(office, "learning", number, "  Review Group   chair ", D(2026, 11, 20))
    found = standing(office, number)
    assert (found.by, found.on, found.stands, found.marking) == ((CHAIR,), D(2026, 11, 20), True, "official")
    assert office.record("learning", number)["publication"] == "publish"
    office.undo()
    assert standing(office, number).marking == "official_sensitive"


def test_nothing_at_all_is_not_approved(office: Office) -> None:
    assert not standing(office).stands


# Changed since


@pytest.mark.parametrize("key", sorted(POINT - {"reviews", "audits", "voices"}))
def test_each_published_field_that_is_changed_makes_it_a_draft(office: Office, clock: Turning, key: str) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR, D(2026, 11, 20))
    clock.turn(days=9)
    office.write("Changed", [Edit("learning", number, {key: "Something else"})])
    found = standing(office, number)
    assert (found.stands, found.marking) == (False, "official_sensitive")
    assert (found.changed, found.changed_on, found.on) == (("LP-2026-001",), D(2026, 12, 2), D(2026, 11, 20))


def test_another_review_that_it_came_from_makes_it_a_draft(office: Office) -> None:
    number, review = point(office), office.reserve("reviews")
    office.write("Review", [Add("reviews", {"review_type": "rapid_review"}, review)])
    approve(office, "learning", number, CHAIR)
    change(office, number, reviews=[review])
    assert not standing(office, number).stands


def test_what_is_not_published_leaves_it_approved(office: Office) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR)
    change(office, number, notes="Ring Tuesday", owner="Training lead", difference="Teams ask")
    assert standing(office, number).stands


def test_what_was_changed_before_or_with_the_approval_was_approved(office: Office) -> None:
    number = point(office)
    change(office, number, statement="Ask again.")
    approved = {"approved_by": CHAIR, "approved_on": D(2026, 11, 20), "publication": "publish"}
    change(office, number, statement="Ask thrice.", **approved)
    assert standing(office, number).stands


def test_one_that_came_in_approved_stands(office: Office) -> None:
    number = point(office, approved_by=CHAIR, approved_on=D(2025, 3, 3), publication="publish")
    assert standing(office, number).stands


def test_a_change_that_is_undone_or_typed_back_leaves_it_as_it_was_approved(office: Office) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR)
    change(office, number, statement="Something else")
    office.undo()
    assert standing(office, number).stands
    office.redo()
    assert not standing(office, number).stands
    change(office, number, statement="Ask.")
    assert standing(office, number).stands


def test_undo_and_redo_of_the_approval_itself_approve_nothing_anew(office: Office) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR)
    change(office, number, statement="Something else")
    change(office, number, approved_by=None)
    office.undo()
    assert office.record("learning", number)["approved_by"] == CHAIR
    assert not standing(office, number).stands


def test_it_is_approved_anew_even_by_the_same_person_on_the_same_day(office: Office) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR)
    change(office, number, statement="Something else")
    approve(office, "learning", number, CHAIR)
    assert standing(office, number).stands


def test_several_points_stand_together_or_not_at_all(office: Office) -> None:
    first, second = point(office), point(office, title="Share early")
    approve(office, "learning", first, CHAIR, D(2026, 11, 18))
    assert standing(office, first, second).waiting == ("LP-2026-002",)
    approve(office, "learning", second, "Executives", D(2026, 11, 20))
    found = standing(office, first, second)
    assert (found.stands, found.by, found.on) == (True, (CHAIR, "Executives"), D(2026, 11, 20))
    change(office, first, statement="Something else")
    assert standing(office, first, second).changed == ("LP-2026-001",)


def test_what_is_printed_beside_counts_and_is_named_by_its_kind_alone(office: Office) -> None:
    number, review = point(office), office.reserve("reviews")
    office.write("Review", [Add("reviews", {"review_type": "rapid_review", "summary": "A child"}, review)])
    also: Printed = {("reviews", review): frozenset({"summary"})}
    approve(office, "learning", number, CHAIR)
    assert standing(office, number, also=also).stands
    office.write("Moved on", [Edit("reviews", review, {"status": "commissioned"})])
    assert standing(office, number, also=also).stands
    office.write("Reworded", [Edit("reviews", review, {"summary": "A child of six"})])
    assert standing(office, number, also=also).changed == (register("reviews").singular,)


def test_what_came_to_be_printed_after_the_approval_counts(office: Office) -> None:
    number = point(office)
    approve(office, "learning", number, CHAIR)
    line = office.reserve("embedding")
    office.write(
        "Told", [Add("embedding", {"learning_id": number, "route": "supervision", "evidence": "Teams ask"}, line)]
    )
    assert not standing(office, number, also={("embedding", line): frozenset({"evidence"})}).stands


# Reports of a year


@pytest.fixture
def report(office: Office) -> Callable[..., bool]:
    """An annual report that was approved; called, it says whether that stands."""
    office.write("Words", words_changes(office, "2025-26", "annual-report", {"foreword": "We listened."}))
    number = log_issue(office, Leaving("annual-report", "Annual report", "r.docx", b"r", year="2025-26"))
    approve(office, DOCUMENTS, number, "Executives", D(2026, 11, 20))
    return lambda **how: approved_issue(office, "annual-report", "2025-26", **how) is not None


def test_a_report_is_a_draft_again_when_its_author_writes_on(office: Office, report: Callable[..., bool]) -> None:
    assert report()
    office.write("Words", words_changes(office, "2025-26", "annual-report", {"foreword": "We listened more."}))
    assert not report()
    office.undo()
    assert report()
    office.write("Words", words_changes(office, "2025-26", "annual-report", {"priorities": "Listen."}))
    assert not report()


def test_the_words_of_another_report_or_year_do_not_count(office: Office, report: Callable[..., bool]) -> None:
    office.write("Words", words_changes(office, "2024-25", "annual-report", {"foreword": "Before."}))
    office.write("Words", words_changes(office, "2025-26", "other-report", {"foreword": "Children."}))
    assert report()


def test_a_later_entry_counts_only_where_the_report_is_drawn_as_entered(
    office: Office, report: Callable[..., bool]
) -> None:
    office.set_setting("send_to", "the office")
    assert report(as_entered=True)
    point(office)
    assert report()
    assert not report(as_entered=True)


def test_an_issue_that_follows_an_approved_one_carries_its_approval_on(
    office: Office, report: Callable[..., bool]
) -> None:
    left = Leaving("annual-report", "Annual report", "r.docx", b"r", year="2025-26")
    log_issue(office, left)
    assert not report()
    carried = {"approved_by": "Executives", "approved_on": D(2026, 11, 20)}
    log_issue(office, Leaving("annual-report", "Annual report", "r.docx", b"r", year="2025-26", **carried))  # type: ignore[arg-type]
    assert report()
