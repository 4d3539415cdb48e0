"""Rows that were held back go in later, from what the office kept of them."""

import datetime as dt
from pathlib import Path

import pytest

from lif_desktop.office import Office
from lif_desktop.office.imports import Import, imports
from lif_desktop.sheets.apply import PlanOutdated, apply
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.plan import ImportTrouble
from lif_desktop.sheets.planned import ValueQuestion
from lif_desktop.sheets.put_right import plan_held
from lif_desktop.sheets.raw import ErrorCell
from tests.sheets.taking_in import actions, planned, reasons
from tests.sheets.test_returned import action, fill, plan_of, taken_in, update

HEAD = ("Ref", "Action", "Due", "Lead agency", "Ward")
ROWS = (
    ("A1", "Write to schools", dt.date(2026, 3, 13), "GMP", "Ash"),
    ("A2", "Train the leads", "tbc", "GMP", "Oak"),
    ("A3", "Tell the panel", dt.date(2026, 3, 14), "Nobody at all", None),
    ("A4", "Ask the board", ErrorCell("#REF!"), None, "Elm"),
)


@pytest.fixture
def imported(office: Office) -> Office:
    apply(office, planned(office, "actions", HEAD, *ROWS, agency="Stockport Homes"))
    return office


def notes(office: Office) -> list[Import]:
    return list(office.read(imports))


def held(office: Office) -> list[int]:
    return [one["row"] for one in notes(office)[-1].held_back]


def test_the_held_rows_are_planned_again_as_they_were(imported: Office) -> None:
    plan = plan_held(imported, notes(imported)[-1].id)

    assert [row.number for row in plan.rows] == [3, 4, 5]
    assert actions(plan) == ["held"] * 3
    assert [reason[:22] for reason in reasons(plan)] == [
        "C3: “tbc” could not be", "D4: No agency is calle", "C5: The cell holds the",
    ]  # fmt: skip
    assert plan.agency_id == imported.lookup.agency("Stockport Homes")
    assert [one.written for one in plan.questions if isinstance(one, ValueQuestion)] == ["tbc", "Nobody at all"]


def test_what_is_mended_goes_in_and_the_rest_waits(imported: Office) -> None:
    first = notes(imported)[-1].id
    choices = Choices(values={("lead_agency_id", "Nobody at all"): "GMP"})
    plan = plan_held(imported, first, {(3, 3): "24/3/2026"}, choices)
    assert actions(plan) == ["add", "add", "held"]
    batch = apply(imported, plan)

    assert batch is not None
    assert batch.words == "Put right 2 rows of “return.xlsx”"
    assert [row["ref"] for row in imported.records("actions")] == ["A1", "A2", "A3"]
    assert imported.records("actions")[1]["due_on"] == dt.date(2026, 3, 24)
    assert held(imported) == [5]
    assert notes(imported)[0].held_back == ()
    with pytest.raises(PlanOutdated):
        apply(imported, plan)


def test_undo_holds_them_back_again(imported: Office) -> None:
    plan = plan_held(imported, notes(imported)[-1].id, {(3, 3): "24/3/2026", (5, 3): ""})
    assert actions(plan) == ["add", "held", "add"]
    apply(imported, plan)
    assert held(imported) == [4]
    imported.undo()

    assert held(imported) == [3, 4, 5]
    assert len(imported.records("actions")) == 1


def test_a_row_without_a_tick_stays_held_back(imported: Office) -> None:
    plan = plan_held(imported, notes(imported)[-1].id, {(3, 3): "", (5, 3): ""})
    apply(imported, plan, skip_rows={3})

    assert held(imported) == [3, 4]


def test_where_nothing_is_held_back_that_is_said(imported: Office) -> None:
    first = notes(imported)[-1].id
    fixes = {(3, 3): "", (4, 4): "GMP", (5, 3): ""}
    apply(imported, plan_held(imported, first, fixes))

    with pytest.raises(ImportTrouble, match="is held back any more"):
        plan_held(imported, first)
    with pytest.raises(KeyError):
        plan_held(imported, 999)


def test_dates_keep_the_order_of_their_column(office: Office) -> None:
    rows = (("A1", "One", "3/25/2026", "GMP", None), ("A2", "Two", "4/5/2026", "Nobody at all", None))
    apply(office, planned(office, "actions", HEAD, *rows))
    apply(office, plan_held(office, notes(office)[-1].id, {(3, 4): "GMP"}))

    assert [row["due_on"] for row in office.records("actions")] == [dt.date(2026, 3, 25), dt.date(2026, 4, 5)]


def test_a_held_row_of_a_return_is_compared_three_ways_still(office: Office, tmp_path: Path) -> None:
    number = action(office)
    path = update(office, tmp_path)
    taken_in(office, fill(path, {"Your update": {2: "Half of it done"}, "Percent complete": {2: "most"}}))
    assert office.record("actions", number)["latest_update"] is None
    [note] = notes(office)
    place = next(one["place"] for one in note.columns if one["field"] == "percent")
    plan = plan_held(office, note.id, {(2, place): "50"})

    assert plan.sent is not None
    assert [(row.action, row.known_by) for row in plan.rows] == [("change", "same row key")]
    apply(office, plan)
    assert office.record("actions", number)["percent"] == 50


def test_held_rows_keep_the_order_of_dates_that_the_whole_file_showed(office: Office) -> None:
    """One date that was typed by hand with the day first turns no other round: the file had the month first."""
    rows = (
        ("A1", "Write to schools", "03/25/2026", "GMP"),
        ("A2", "Train the leads", "03/04/2026", "Nobody at all"),
        ("A3", "Tell the panel", "soon", "GMP"),
    )
    apply(office, planned(office, "actions", HEAD[:4], *rows))
    first = notes(office)[-1].id
    plan = plan_held(office, first, {(3, 4): "GMP", (4, 3): "25/12/2026"})

    assert actions(plan) == ["add", "held"]
    assert plan.rows[0].values[2] == dt.date(2026, 3, 4)
    assert "has month 25 where the dates of this column have the month first" in reasons(plan)[0]
    plan = plan_held(office, first, {(3, 4): "GMP"}, Choices(orders={"Due": "day"}))
    assert plan.rows[0].values[2] == dt.date(2026, 4, 3)


def test_a_return_that_was_undone_answers_nothing_although_its_held_rows_were_put_right(
    office: Office, tmp_path: Path
) -> None:
    for title in ("Brief the teams", "Write to schools"):
        action(office, title)
    path = update(office, tmp_path)
    taken_in(office, fill(path, {"Your update": {2: "All briefed"}, "Percent complete": {3: "most"}}))
    [note] = notes(office)
    assert note.batch is not None
    place = next(one["place"] for one in note.columns if one["field"] == "percent")
    apply(office, plan_held(office, note.id, {(3, place): "50"}))
    office.undo(note.batch)

    first = plan_of(office, path).rows[0]
    assert (first.action, first.ours) == ("change", ())
