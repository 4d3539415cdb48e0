"""A case that is suspended: its open stages move on by the time it stood still, the first dates stay, the log grows."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_desktop.framework.clocks import Rule
from lif_desktop.framework.standstill import (
    Standstill,
    is_suspended,
    moved_back,
    moved_on,
    standstill,
    suspended_status,
)
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office import Office

D = dt.date
ENGLAND = WorkingDays()
REPORT = Rule("report", "Send it", "sent", 15, "working days", "after", "guidance", "5.1")
MONTHS = Rule("publish", "Publish", "agreed", 6, "months", "after", "guidance", "5.2")
BACK = Rule("copy", "Send a copy", "published", 7, "working days", "before", "guidance", "5.2")
LOGGED = ("kind", "stage_key", "decided_on", "due_before", "due_after")


def opened(office: Office, **values: Any) -> int:
    whole = {"review_type": "rapid_review", "notified_on": D(2026, 3, 2), **values}
    office.write("Opened", office.changes_for("reviews", None, whole))
    return int(office.records("reviews")[-1]["id"])


def edited(office: Office, number: int, **values: Any) -> None:
    office.write("Changed", office.changes_for("reviews", number, values))


def stages(office: Office, number: int = 1) -> dict[str, dict[str, Any]]:
    return {line["key"]: line for line in office.records("milestones", number)}


def log(office: Office, number: int = 1) -> list[tuple[Any, ...]]:
    return [tuple(line[name] for name in LOGGED) for line in office.records("clock_changes", number)]


# ------------------------------------------------------------------------------------------------ how far it moves


@pytest.mark.parametrize(
    ("rule", "due", "start", "still", "moved"),
    [
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 3, 9), D(2026, 3, 16)), D(2026, 3, 30)),
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 3, 7), D(2026, 3, 9)), D(2026, 3, 23)),
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 3, 23), D(2026, 4, 7)), D(2026, 4, 7)),
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 3, 24), D(2026, 4, 7)), D(2026, 3, 23)),
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 2, 2), D(2026, 3, 2)), D(2026, 3, 23)),
        (REPORT, D(2026, 3, 23), D(2026, 3, 2), (D(2026, 2, 2), D(2026, 3, 5)), D(2026, 3, 25)),
        (REPORT, D(2026, 3, 23), None, (D(2026, 3, 9), D(2026, 3, 10)), D(2026, 3, 24)),
        (MONTHS, D(2026, 8, 31), D(2026, 2, 28), (D(2026, 3, 3), D(2026, 5, 5)), D(2026, 11, 2)),
        (BACK, D(2026, 5, 20), D(2026, 6, 1), (D(2026, 3, 3), D(2026, 5, 5)), D(2026, 5, 20)),
    ],
)  # fmt: skip
def test_a_stage_moves_on_by_the_time_its_clock_stood_still(
    rule: Rule, due: D, start: D | None, still: tuple[D, D], moved: D
) -> None:
    assert moved_on(due, rule, start, Standstill(*still), ENGLAND) == moved


def test_a_day_that_counts_as_day_one_stands_still_with_the_rest() -> None:
    still = Standstill(D(2026, 3, 2), D(2026, 3, 4))
    assert moved_on(D(2026, 3, 20), REPORT, D(2026, 3, 2), still, ENGLAND, same_day=True) == D(2026, 3, 24)
    assert moved_on(D(2026, 3, 23), REPORT, D(2026, 3, 2), still, ENGLAND) == D(2026, 3, 24)


some_day = st.dates(D(2024, 1, 1), D(2027, 12, 31))


@given(some_day, st.integers(1, 40), st.integers(0, 60), st.integers(1, 200))
def test_the_working_days_that_were_left_are_left_again(start: D, number: int, later: int, length: int) -> None:
    due = ENGLAND.add(start, number)
    begins = start + dt.timedelta(days=later)
    still = Standstill(begins, begins + dt.timedelta(days=length))
    moved = moved_on(due, REPORT, start, still, ENGLAND)
    if due < begins:
        assert moved == due
        return
    day = dt.timedelta(days=1)
    left = ENGLAND.count(max(begins - day, start), due)
    assert ENGLAND.count(max(still.ends - day, start), moved) == left
    assert ENGLAND.is_working(moved)
    assert moved_back(moved, REPORT, start, still, ENGLAND) == due


@pytest.mark.parametrize(
    ("review", "suspended", "word"),
    [
        ({"suspended_from": D(2026, 3, 3)}, True, "Suspended since 3 March 2026"),
        ({"suspended_from": D(2026, 3, 3), "suspended_to": D(2026, 11, 23)}, False, ""),
        ({"suspended_from": D(2026, 3, 3), "suspended_to": D(2026, 11, 24)}, True, "Suspended since 3 March 2026"),
        ({"suspended_from": D(2026, 11, 24)}, False, ""),
        ({"suspended_from": D(2026, 3, 3), "suspended_to": D(2026, 4, 3), "status": "suspended"}, False, ""),
        ({"status": "suspended"}, True, "Suspended"),
        ({"status": "draft"}, False, ""),
    ],
)  # fmt: skip
def test_whether_a_review_is_suspended(review: dict[str, Any], suspended: bool, word: str) -> None:
    assert is_suspended(review, D(2026, 11, 23)) is suspended
    assert not suspended or suspended_status(review).word == word


def test_only_a_whole_suspension_moves_anything() -> None:
    assert standstill({"suspended_from": D(2026, 3, 3)}) is None
    assert standstill({"suspended_from": D(2026, 3, 3), "suspended_to": D(2026, 3, 3)}) is None


# ------------------------------------------------------------------------------------------------ in the office


def test_a_suspension_is_logged_and_moves_nothing_while_it_lasts(office: Office) -> None:
    number = opened(office)
    before = {key: line["due_on"] for key, line in stages(office).items()}
    edited(office, number, suspended_from=D(2026, 3, 9), suspension_reason="Trial", suspension_agreed_by="Chair")
    assert {key: line["due_on"] for key, line in stages(office).items()} == before
    (line,) = office.records("clock_changes", number)
    assert (line["kind"], line["decided_on"], line["reason"]) == ("suspended", D(2026, 3, 9), "Trial")
    assert (line["stage"], line["agreed_by"]) == (None, "Chair")


def test_started_again_the_open_stages_move_on_and_say_why(office: Office) -> None:
    number = opened(office, signed_off_on=D(2026, 3, 6))
    edited(office, number, suspended_from=D(2026, 3, 9), suspension_reason="Trial", suspension_agreed_by="Chair")
    edited(office, number, suspended_to=D(2026, 3, 23))
    found = stages(office)
    report = found["rr_report"]
    assert (report["original_due_on"], report["due_on"]) == (D(2026, 3, 23), D(2026, 4, 8))
    assert report["extension_reason"] == "The clock stood still from 9 March 2026 to 22 March 2026: Trial"
    assert report["extension_agreed_by"] == "Chair"
    assert found["rr_sign_off"]["due_on"] == D(2026, 3, 20)
    moved = [entry for entry in log(office) if entry[0] == "resumed"]
    assert [entry[1] for entry in moved] == ["rr_returns", "rr_panel", "rr_report"]
    assert ("resumed", "rr_report", D(2026, 3, 23), D(2026, 3, 23), D(2026, 4, 8)) in moved


def test_a_suspension_that_comes_with_a_new_case_counts_at_once(office: Office) -> None:
    opened(office, suspended_from=D(2026, 3, 9), suspended_to=D(2026, 3, 16))
    report = stages(office)["rr_report"]
    assert (report["original_due_on"], report["due_on"]) == (D(2026, 3, 23), D(2026, 3, 30))
    assert [entry[0] for entry in log(office)] == ["suspended", *["resumed"] * 4]


def test_a_day_put_right_counts_from_where_the_stage_stood_before(office: Office) -> None:
    number = opened(office, suspended_from=D(2026, 3, 9), suspended_to=D(2026, 3, 16))
    edited(office, number, suspended_to=D(2026, 3, 18))
    assert stages(office)["rr_report"]["due_on"] == D(2026, 4, 1)
    edited(office, number, suspended_from=D(2026, 3, 10))
    assert stages(office)["rr_report"]["due_on"] == D(2026, 3, 31)
    edited(office, number, suspended_to=None)
    report = stages(office)["rr_report"]
    assert (report["due_on"], report["extension_reason"]) == (D(2026, 3, 23), None)
    assert log(office)[-1][0] == "suspended"
    edited(office, number, suspended_from=None)
    assert log(office)[-1][:3] == ("resumed", None, office.today())


def test_a_second_suspension_adds_to_the_first(office: Office) -> None:
    number = opened(office, suspended_from=D(2026, 3, 9), suspended_to=D(2026, 3, 16))
    edited(office, number, suspended_from=D(2026, 3, 18), suspended_to=None)
    assert stages(office)["rr_report"]["due_on"] == D(2026, 3, 30)
    edited(office, number, suspended_to=D(2026, 3, 20))
    report = stages(office)["rr_report"]
    assert (report["original_due_on"], report["due_on"]) == (D(2026, 3, 23), D(2026, 4, 1))


def test_a_stage_moved_since_stays_when_the_days_are_put_right(office: Office) -> None:
    number = opened(office, suspended_from=D(2026, 3, 9), suspended_to=D(2026, 3, 16))
    line = stages(office)["rr_report"]
    later = {"due_on": D(2026, 5, 1), "extension_reason": "Inquest", "extension_agreed_by": "Executives"}
    office.write("More time", office.changes_for("milestones", line["id"], later))
    edited(office, number, suspended_to=D(2026, 3, 18))
    assert stages(office)["rr_report"]["due_on"] == D(2026, 5, 1)
    assert stages(office)["rr_sign_off"]["due_on"] == D(2026, 3, 31)


def test_a_suspension_without_open_stages_is_in_the_log_all_the_same(office: Office) -> None:
    number = opened(office, review_type="peer_review", suspended_from=D(2026, 3, 9), suspended_to=D(2026, 3, 16))
    assert [entry[:3] for entry in log(office, number)] == [
        ("suspended", None, D(2026, 3, 9)),
        ("resumed", None, D(2026, 3, 16)),
    ]


def test_undo_takes_a_suspension_back_whole(office: Office) -> None:
    number = opened(office)
    edited(office, number, suspended_from=D(2026, 3, 9))
    before = stages(office), log(office)
    edited(office, number, suspended_to=D(2026, 3, 23))
    assert (stages(office), log(office)) != before
    office.undo()
    after = stages(office), log(office)
    assert after[1] == before[1]
    assert {k: v["due_on"] for k, v in after[0].items()} == {k: v["due_on"] for k, v in before[0].items()}
    assert all(line["extension_reason"] is None for line in after[0].values())


steps = st.lists(
    st.one_of(
        st.tuples(st.just("suspend"), st.integers(1, 30)),
        st.tuples(st.just("resume"), st.integers(1, 40)),
        st.tuples(st.just("extend"), st.integers(1, 30)),
        st.tuples(st.just("undo"), st.just(0)),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_the_first_date_stays_and_the_log_only_grows(
    office: Office, taken: list[tuple[str, int]]
) -> None:
    number = opened(office)
    first = {key: line["original_due_on"] for key, line in stages(office, number).items()}
    kept: list[list[tuple[Any, ...]]] = [log(office, number)]
    day = D(2026, 3, 3)
    for what, days in taken:
        day += dt.timedelta(days=days)
        if what == "undo":
            if len(kept) > 1:
                office.undo()
                kept.pop()
                assert log(office, number) == kept[-1]
        elif what == "extend":
            line = stages(office, number)["rr_report"]
            later = {"due_on": line["due_on"] + dt.timedelta(days=days), "extension_reason": "Inquest"}
            office.write("More time", office.changes_for("milestones", line["id"], later))
            kept.append(log(office, number))
        else:
            end = {"suspended_to": day} if what == "resume" else {"suspended_from": day, "suspended_to": None}
            if what == "resume" and not office.record("reviews", number)["suspended_from"]:
                continue
            edited(office, number, **end)
            kept.append(log(office, number))
        assert {key: line["original_due_on"] for key, line in stages(office, number).items()} == first
        assert all(after[: len(before)] == before for before, after in pairwise(kept))
