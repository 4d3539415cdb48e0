"""An agency's action plan that comes back adds its updates to those before, and changes none that stands."""

import datetime as dt

import pytest

from lif_desktop.office import Office
from lif_desktop.sheets.apply import apply
from tests.sheets.going_out import add
from tests.sheets.taking_in import actions, planned, reasons

PLAN = ("Ref", "Action", "Latest update")
LINES = ("Action ref", "Date", "Told by", "Update")
REF = "ACT-2026-001"


@pytest.fixture
def stood(office: Office) -> Office:
    """An office with one action, and one update on it."""
    add(office, "actions", title="Write to schools")
    add(office, "action_updates", action_id=1, told_on=dt.date(2026, 11, 2), told_by="Lead", text="Half are written.")
    return office


def told(office: Office) -> list[str]:
    return [row["text"] for row in office.records("action_updates")]


def test_a_new_latest_update_in_a_plan_is_one_update_more(stood: Office) -> None:
    apply(stood, planned(stood, "actions", PLAN, (REF, "Write to schools", "All are written.")))
    assert told(stood) == ["Half are written.", "All are written."]
    assert stood.record("actions", 1)["latest_update"] == "All are written."


def test_the_same_plan_again_adds_nothing(stood: Office) -> None:
    for _ in range(2):
        apply(stood, planned(stood, "actions", PLAN, (REF, "Write to schools", "All are written.")))
    assert told(stood) == ["Half are written.", "All are written."]


def test_undo_of_the_import_takes_its_updates_back(stood: Office) -> None:
    apply(stood, planned(stood, "actions", PLAN, (REF, "Write to schools", "All are written.")))
    stood.undo()
    assert told(stood) == ["Half are written."]
    assert stood.record("actions", 1)["latest_update"] is None


def test_a_line_that_would_change_an_update_is_held_back(stood: Office) -> None:
    plan = planned(stood, "action_updates", LINES, (REF, dt.date(2026, 11, 2), "Somebody else", "Half are written."))
    assert actions(plan) == ["held"]
    assert reasons(plan)[0].endswith("is recorded already and is never changed. Add a later one instead.")
    assert told(stood) == ["Half are written."]


def test_lines_with_other_words_are_added_beside_it(stood: Office) -> None:
    rows = [(REF, dt.date(2026, 11, 2), "Lead", words) for words in ("Half are written.", "Three more.")]
    plan = planned(stood, "action_updates", LINES, *rows)
    assert actions(plan) == ["same", "add"]
    apply(stood, plan)
    assert told(stood) == ["Half are written.", "Three more."]
