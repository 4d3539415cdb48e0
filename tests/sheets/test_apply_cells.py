"""Ticks by cell: what has no tick is not written, and nothing else is lost by it."""

import datetime as dt
from pathlib import Path

import pytest

from lif_desktop.office import Office
from lif_desktop.office.imports import imports
from lif_desktop.sheets.apply import CellNeeded, apply, apply_all
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.sent import Sent
from tests.sheets.going_out import TODAY, add
from tests.sheets.taking_in import book, planned, sheet

HEAD = ("Ref", "Action", "Due", "Status", "Ward")
ROWS = (("A1", "One", dt.date(2026, 3, 13), "In progress", "Ash"), ("ACT-2026-001", None, None, "Complete", "Oak"))


@pytest.fixture
def stood(office: Office) -> Office:
    own = {"title": "Stood before", "status": "in_progress", "extra": {"Ward": "Elm"}}
    add(office, "actions", lead_agency_id=office.lookup.agency("GMP"), **own)
    return office


def test_a_cell_without_a_tick_is_not_written(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, *ROWS)
    apply(stood, plan, skip_cells={(2, 2), (3, 4)})
    old, new = stood.records("actions")

    assert (new["ref"], new["due_on"], new["status"]) == ("A1", None, "in_progress")
    assert old["status"] == stood.lookup.key("action_statuses", "Complete")
    assert sorted(stood.extras("actions").values(), key=str) == [{"Ward": "Ash"}, {"Ward": "Elm"}]


def test_a_row_whose_every_cell_has_no_tick_is_no_row_of_the_import(stood: Office) -> None:
    batch = apply(stood, planned(stood, "actions", HEAD, *ROWS), skip_cells={(3, 3), (3, 4)})

    assert batch is not None
    assert batch.words == "Imported 1 row from “return.xlsx”"
    assert stood.records("actions")[0]["status"] == "in_progress"


def test_what_a_new_record_must_have_cannot_be_left_out_alone(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, *ROWS)
    assert [plan.must_stay(plan.rows[0], place) for place in range(5)] == [False, True, False, False, False]

    with pytest.raises(CellNeeded, match="Row 2 cannot go in without “Action”"):
        apply(stood, plan, skip_cells={(2, 1)})
    assert len(stood.records("actions")) == 1
    assert apply(stood, plan, skip_rows={2}, skip_cells={(2, 1)}) is not None


def test_cells_of_several_sheets_are_told_apart(stood: Office) -> None:
    made = book(sheet([HEAD, ROWS[0]], "Open"), sheet([HEAD, ("A2", "Two", None, "In progress", "Ash")], "Closed"))
    first = make_plan(stood, made, "actions", sheet="Open")
    second = make_plan(stood, made, "actions", sheet="Closed", earlier=[first])
    apply_all(stood, [first, second], skip_cells={("Closed", 2, 4)})

    assert [extra["Ward"] for extra in stood.extras("actions").values()] == ["Elm", "Ash"]


def returned(office: Office) -> tuple[Sent, int]:
    number = add(office, "returns", kind="action_update", agency_id=office.lookup.agency("GMP"), asked_on=TODAY)
    return Sent(7, "LIF-1", "action_update", "actions", office.lookup.agency("GMP"), number, TODAY, {}), number


def test_a_return_that_came_is_received_even_where_it_changes_nothing(stood: Office) -> None:
    sent, number = returned(stood)
    plan = make_plan(stood, book(HEAD, ("ACT-2026-001", None, None, None, "Elm")), "actions", sent=sent)
    assert plan.counts == {"same": 1}
    batch = apply(stood, plan)

    assert batch is not None
    assert batch.words == "Received “return.xlsx” with nothing to change"
    assert stood.record("returns", number)["received_on"] == stood.today()
    assert stood.record("returns", number)["status"] == "received"
    assert apply(stood, make_plan(stood, book(HEAD, ("ACT-2026-001", None)), "actions", sent=sent)) is None
    stood.undo()
    assert stood.record("returns", number)["received_on"] is None


def test_a_day_of_receipt_that_stands_stays_and_the_import_says_which_return_it_was(stood: Office) -> None:
    sent, number = returned(stood)
    day = dt.date(2026, 10, 1)
    stood.write("Received", stood.changes_for("returns", number, {"received_on": day}))
    apply(stood, make_plan(stood, book(HEAD, ("A9", "New", None, None, None)), "actions", sent=sent))
    note = stood.read(imports)[0]

    assert stood.record("returns", number)["received_on"] == day
    assert (note.kind, note.return_id, note.agency_id) == ("action_update", number, sent.agency_id)
    assert stood.records("actions")[-1]["lead_agency_id"] == sent.agency_id


@pytest.mark.parametrize(("said", "then"), [({"Next review": dt.date(2026, 4, 1)}, 4), ({}, 9)])
def test_what_the_file_confirms_is_not_changed_by_what_follows_from_the_rest(
    office: Office, said: dict[str, dt.date], then: int
) -> None:
    """The preview says that the cell stays the same."""
    own = {"last_reviewed_on": dt.date(2026, 1, 1), "review_every_months": 3, "next_review_on": dt.date(2026, 4, 1)}
    number = add(office, "risks", title="Too few staff", **own)
    heads = ("Reference", "Last reviewed", *said)
    row = (office.record("risks", number)["ref"], dt.date(2026, 6, 1), *said.values())
    apply(office, planned(office, "risks", heads, row))

    assert office.record("risks", number)["last_reviewed_on"] == dt.date(2026, 6, 1)
    assert office.record("risks", number)["next_review_on"] == dt.date(2026, then, 1)


def test_rows_that_are_held_back_already_are_not_kept_twice(office: Office) -> None:
    rows = (("Action", "Due"), ("Write to schools", "31/02/2026"))
    assert apply(office, planned(office, "actions", *rows)) is not None
    assert apply(office, planned(office, "actions", *rows)) is None
    assert len(office.read(imports)) == 1


def test_a_file_that_has_become_another_is_not_kept_as_the_one_that_was_read(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("Action\nWrite to schools\n", encoding="utf-8")
    plan = make_plan(office, path, "actions")
    path.write_text("Action\nSomething else\n", encoding="utf-8")
    apply(office, plan)

    assert [row["title"] for row in office.records("actions")] == ["Write to schools"]
    assert [one.kept for one in office.read(imports)] == [False]
