"""What is only added to, decisions first of all, cannot be changed or taken away through any door of the office."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from lif_desktop.office import Add, Bin, Edit, Office, RecordKept, Remove
from lif_desktop.office.changes import Change
from lif_desktop.registers import REGISTERS
from lif_desktop.sheets.plan import make_plan

KEPT = {
    "decisions": {"review_id": 1, "decision": "Review", "decided_on": dt.date(2026, 11, 2)},
    "clock_changes": {"review_id": 1, "kind": "extended", "reason": "A trial"},
    "action_updates": {"action_id": 1, "text": "Begun"},
    "chases": {"agency_id": 1, "chased_on": dt.date(2026, 11, 2), "wanted": "The chronology"},
    "risk_scores": {"risk_id": 1, "scored_on": dt.date(2026, 11, 2), "likelihood": 2, "impact": 2},
}
WAYS: dict[str, Callable[[str], Change]] = {
    "edit": lambda table: Edit(table, 1, {"extra": {"a": "b"}}),
    "bin": lambda table: Bin(table, 1),
    "remove": lambda table: Remove(table, 1),
}


@pytest.fixture
def filled(office: Office) -> Office:
    office.write("Review", office.changes_for("reviews", None, {"review_type": "peer_review"}))
    office.write("Action", office.changes_for("actions", None, {"title": "Brief staff"}))
    office.write("Risk", office.changes_for("risks", None, {"title": "Late returns"}))
    office.write("Lines", [Add(table, values) for table, values in KEPT.items()])
    return office


def test_every_register_that_is_only_added_to_is_tried() -> None:
    assert {own.table for own in REGISTERS if own.append_only} == KEPT.keys()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("table", KEPT)
def test_it_is_kept_as_it_was_written(filled: Office, table: str, way: str) -> None:
    key = next(own.key for own in REGISTERS if own.table == table)
    before = filled.record(key, 1)
    with pytest.raises(RecordKept, match="kept as it was written"):
        filled.write("Changed", [Edit("reviews", 1, {"pseudonym": "Child Elm"}), WAYS[way](table)])
    assert filled.record(key, 1) == before
    assert filled.record("reviews", 1)["pseudonym"] is None


def test_adding_a_later_one_is_no_change(filled: Office) -> None:
    filled.write("Superseded", [Add("decisions", {"review_id": 1, "decision": "No review", "supersedes_id": 1})])
    assert [str(row["standing"].word) for row in filled.records("decisions", 1)] == ["Superseded", "Stands"]


def test_undo_still_takes_back_what_was_just_written(filled: Office) -> None:
    filled.undo()
    assert filled.records("decisions") == []
    filled.redo()
    assert len(filled.records("decisions")) == 1


def test_an_import_that_would_change_a_decision_is_held_back(filled: Office, tmp_path: Path) -> None:
    ref = filled.record("reviews", 1)["ref"]
    path = tmp_path / "decisions.csv"
    rows = [f"{ref},2 November 2026,Review,Another reason", f"{ref},3 November 2026,Publish,It teaches"]
    path.write_text("\n".join(["Case ref,Decision date,Decision,Rationale", *rows]), encoding="utf-8")
    plan = make_plan(filled, path, "decisions")
    assert (plan.count("held"), plan.count("add")) == (1, 1)
    assert "never changed" in str(plan.problems[0])
