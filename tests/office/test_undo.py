"""Undo of a batch that is not the newest: what is put back, what stays, what cannot be."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Add, Bin, Edit, NothingToUndo, Office
from tests.office.test_undo_property import tables


def titles(office: Office) -> list[str]:
    return [row["title"] for row in office.records("actions")]


@pytest.fixture
def imported(office: Office) -> int:
    office.write("Added", [Add("actions", {"title": "By hand", "due_on": dt.date(2026, 1, 1)})])
    rows: list[Any] = [Add("actions", {"title": f"Imported {n}"}) for n in range(5)]
    rows.append(Edit("actions", 1, {"title": "From the file", "notes": "x"}))
    batch = office.write("Imported 6 rows", rows, "import")
    assert batch is not None
    return batch.id


def test_an_import_with_three_hand_edits_since_is_undone_and_their_fate_is_said(office: Office, imported: int) -> None:
    before = tables(office)
    office.write("Edit 1", [Edit("actions", 2, {"notes": "looked at"})])
    office.write("Edit 2", [Edit("actions", 1, {"title": "Mine again"})])
    office.write("Edit 3", [Add("action_updates", {"action_id": 3, "text": "An update"})])
    report = office.undo(imported)
    kept = {(line.table, line.record_id, line.columns) for line in report.kept}
    assert kept == {("actions", 2, ()), ("actions", 1, ("title",)), ("actions", 3, ())}
    assert {line.why for line in report.kept} == {"you changed it since", "something that stays belongs to it"}
    assert titles(office) == ["Mine again", "Imported 0", "Imported 1"]
    assert office.records("actions")[0]["notes"] is None
    after = tables(office)
    unchanged = {name for name in before if name not in ("actions", "action_updates")}
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}


def test_an_import_that_nobody_touched_leaves_no_trace_but_in_the_journal(office: Office, imported: int) -> None:
    office.write("Something else", [Add("risks", {"title": "Staffing"})])
    report = office.undo(imported)
    assert not report.kept
    assert not report.could_not
    assert titles(office) == ["By hand"]
    assert [row["title"] for row in office.records("risks")] == ["Staffing"]
    assert [batch.undone for batch in office.batches() if batch.id == imported] == [True]


def test_a_batch_is_undone_once(office: Office, imported: int) -> None:
    office.undo(imported)
    with pytest.raises(NothingToUndo, match="already"):
        office.undo(imported)


def test_an_edit_of_a_record_that_is_gone_could_not_be_put_back(office: Office) -> None:
    first = office.write("Added", [Add("actions", {"title": "A"})])
    second = office.write("Edited", [Edit("actions", 1, {"title": "B"})])
    office.undo()
    office.write("Edited again", [Edit("actions", 1, {"title": "C"})])
    assert first is not None
    assert second is not None
    office.undo()
    office.undo(first.id)
    assert titles(office) == []


def test_undo_passes_over_the_making_of_the_office_and_its_settings(office: Office) -> None:
    office.set_setting("theme", "dark")
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        office.undo()
    assert office.setting("theme") == "dark"
    assert len(office.records("agencies")) > 20


def test_redo_is_gone_once_something_else_was_done(office: Office, imported: int) -> None:
    office.undo()
    assert office.next_redo() is not None
    office.write("Else", [Add("risks", {"title": "Staffing"})])
    assert office.next_redo() is None
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        office.redo()


def test_undo_and_redo_have_names_and_survive_closing(office: Office, imported: int, reopen: Any) -> None:
    office.close()
    again = reopen()
    following = again.next_undo()
    assert following is not None
    assert following.words == "Imported 6 rows"
    again.undo()
    again.close()
    third = reopen()
    assert third.batches(1)[0].words == "Undid: Imported 6 rows"
    third.redo()
    assert third.batches(1)[0].words == "Did again: Imported 6 rows"
    assert titles(third)[0] == "From the file"
    third.close()


def test_the_registers_stand_as_they_stood_on_a_day(office: Office, clock: Any) -> None:
    office.write("Added", [Add("risks", {"title": "First"}), Add("risks", {"title": "Second"})])
    clock.turn(days=1)
    office.write("Renamed", [Edit("risks", 1, {"title": "Renamed"}), Bin("risks", 2)])
    clock.turn(days=1)
    office.undo()
    office.write("Third", [Add("risks", {"title": "Third"})])

    def stood(day: int) -> list[str]:
        return [row["title"] for row in office.as_it_stood("risks", dt.date(2026, 11, day))]

    assert stood(22) == []
    assert stood(23) == ["First", "Second"]
    assert stood(24) == ["Renamed"]
    assert stood(25) == ["First", "Second", "Third"]


def test_a_clock_that_jumped_ten_years_and_back_does_not_change_how_the_registers_stood(
    office: Office, clock: Any
) -> None:
    office.write("Added", [Add("risks", {"title": "First"})])
    clock.turn(days=3650)
    office.write("Renamed", [Edit("risks", 1, {"title": "Second"})])
    clock.turn(days=-3649)
    office.write("Renamed again", [Edit("risks", 1, {"title": "Third"})])
    assert [row["title"] for row in office.as_it_stood("risks", dt.date(2026, 11, 24))] == ["Third"]
    assert [row["title"] for row in office.as_it_stood("risks", dt.date(2026, 11, 22))] == []


def test_a_case_that_stays_keeps_its_stages(office: Office) -> None:
    case = {"review_type": "rapid_review", "pseudonym": "Child Wren", "notified_on": dt.date(2026, 3, 2)}
    added = office.write("Added a case", office.changes_for("reviews", None, case))
    stages = office.records("milestones", parent_id=1)
    office.write("Noted", [Edit("reviews", 1, {"notes": "A note"})])
    assert added is not None
    report = office.undo(added.id)
    assert {line.why for line in report.kept} == {"you changed it since", "something that stays belongs to it"}
    assert office.records("milestones", parent_id=1) == stages
    assert len(stages) > 3


def test_an_edit_is_not_put_back_to_a_record_that_is_gone(office: Office) -> None:
    office.write("Added", [Add("actions", {"title": "Do", "notes": "old"})])
    number = office.reserve("agencies")
    new = office.write("New agency", [Add("agencies", {"name": "Short-lived"}, number)])
    office.write("Led by it", [Edit("actions", 1, {"lead_agency_id": number})])
    other = office.write("Led by another", [Edit("actions", 1, {"lead_agency_id": 1, "notes": "new"})])
    assert new is not None
    assert other is not None
    office.undo(new.id)
    report = office.undo(other.id)
    assert [(line.columns, line.why) for line in report.could_not] == [
        (("lead_agency_id",), "what it belonged to is gone")
    ]
    action = office.records("actions")[0]
    assert (action["lead_agency_id"], action["notes"]) == (1, "old")
    assert office.foreign_keys() == "ok"


def test_a_record_goes_with_the_only_value_that_pointed_to_it(office: Office) -> None:
    office.write("Added", [Add("actions", {"title": "Do"})])
    number = office.reserve("agencies")
    both = [Add("agencies", {"name": "New"}, number), Edit("actions", 1, {"lead_agency_id": number})]
    batch = office.write("An agency and its action", both)
    assert batch is not None
    report = office.undo(batch.id)
    assert not report.kept
    assert office.records("actions")[0]["lead_agency_id"] is None
    assert number not in [row["id"] for row in office.records("agencies")]


def test_a_record_whose_reference_was_given_anew_does_not_come_back(office: Office) -> None:
    added = office.write("Added", [Add("risks", {"title": "First", "ref": "RK-9"})])
    assert added is not None
    undone = office.undo(added.id)
    office.write("Added another", [Add("risks", {"title": "Second", "ref": "RK-9"})])
    assert undone.batch is not None
    report = office.undo(undone.batch.id)
    assert [line.why for line in report.could_not] == ["another record has its reference now"]
    assert [row["title"] for row in office.records("risks")] == ["Second"]


def test_what_made_the_office_is_not_undone(office: Office) -> None:
    first = office.batches()[-1]
    with pytest.raises(NothingToUndo, match="could not be opened"):
        office.undo(first.id)
    assert office.setting("profile") == "stockport"
