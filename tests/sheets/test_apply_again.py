"""A plan that no longer fits: carried out twice, overtaken by another hand, or without room for its file."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from lif_desktop.office import Bin, Edit, Office, OfficeError, OfficeReadOnly, RecordClash, open_office
from lif_desktop.office.schema import BLOBS
from lif_desktop.places import resources
from lif_desktop.sheets.apply import PlanOutdated, apply, apply_all
from lif_desktop.sheets.plan import make_plan
from tests.sheets import awkward
from tests.sheets.going_out import add
from tests.sheets.taking_in import actions, book, planned, sheet

HEAD = ("Action", "Due", "Ward")
TWINS = (("Write to schools", "3/3/26", "Ash"), ("Write to schools", "3/3/26", "Ash"))


def titles(office: Office, key: str = "actions") -> list[str]:
    return [row["title"] for row in office.records(key)]


def test_a_plan_is_carried_out_once_even_where_no_row_has_a_key(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *TWINS)
    apply(office, plan)

    with pytest.raises(PlanOutdated, match="Nothing was written"):
        apply(office, plan)
    assert titles(office) == ["Write to schools"] * 2


def test_a_double_click_imports_once(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *TWINS)
    with ThreadPoolExecutor(2) as threads:
        tried = [threads.submit(apply, office, plan) for _ in range(2)]
        failed = [one.exception() for one in tried if one.exception() is not None]

    assert [type(error) for error in failed] == [PlanOutdated]
    assert titles(office) == ["Write to schools"] * 2


def test_a_plan_is_carried_out_once_though_the_records_got_more_than_the_file_says(office: Office) -> None:
    """The office gives a review its dates, so that it is no longer like its row."""
    head = ("Review type", "Child or adult", "Notified", "Report due")
    plan = planned(office, "reviews", head, ("Rapid review", "Child Wren", "12/11/26", None))
    assert actions(plan) == ["add"]
    apply(office, plan)

    with pytest.raises(PlanOutdated):
        apply(office, plan)
    assert len(office.records("reviews")) == 1


def test_a_file_of_held_back_rows_alone_is_kept_once(office: Office) -> None:
    plan = planned(office, "actions", HEAD, ("Write to schools", "tbc"))
    apply(office, plan)
    done = len(office.batches())

    with pytest.raises(PlanOutdated):
        apply(office, plan)
    assert len(office.batches()) == done


def test_a_row_without_a_key_that_somebody_typed_meanwhile_is_not_added_again(office: Office) -> None:
    plan = planned(office, "actions", HEAD[:2], TWINS[0][:2])
    add(office, "actions", title="Write to schools", due_on=dt.date(2026, 3, 3))

    with pytest.raises(PlanOutdated):
        apply(office, plan)


def test_after_an_undo_the_plan_may_be_carried_out_again(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *TWINS)
    apply(office, plan)
    office.undo()
    apply(office, plan)

    assert titles(office) == ["Write to schools"] * 2


def test_an_empty_cell_for_links_is_like_no_links(office: Office) -> None:
    head = ("Learning point", "From reviews")
    apply(office, planned(office, "learning", head, ("Ask twice", None)))

    assert actions(planned(office, "learning", head, ("Ask twice", None))) == ["same"]


def test_links_made_since_refuse_the_plan_and_stay(office: Office) -> None:
    risks = [add(office, "risks", title=f"Risk {n}", ref=f"RK{n}") for n in (1, 2, 3)]
    point = add(office, "learning", title="Ask twice", ref="L1")
    office.write("Linked", office.changes_for("learning", point, {"risks": risks[:1]}))
    plan = planned(office, "learning", ("Ref", "Bears on risks"), ("L1", "RK1; RK2"))
    assert actions(plan) == ["change"]
    office.write("By hand", office.changes_for("learning", point, {"risks": (risks[0], risks[2])}))

    with pytest.raises(PlanOutdated, match="Nothing was written"):
        apply(office, plan)
    assert office.record("learning", point)["risks"] == (risks[0], risks[2])


@pytest.fixture
def no_room(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OfficeError("office.lif: The disk is full, so nothing of this was saved.")

    monkeypatch.setattr(office, "keep_bytes", full)


@pytest.mark.usefixtures("no_room")
def test_without_room_for_the_file_nothing_is_written(office: Office, tmp_path: Path) -> None:
    path = awkward.xlsx(tmp_path / "return.xlsx", [HEAD, *TWINS])
    plan = make_plan(office, path, "actions")
    before = office.batches()

    with pytest.raises(OfficeError, match="nothing of this was saved"):
        apply(office, plan)
    assert office.batches() == before
    assert titles(office) == []


def test_an_office_open_for_reading_keeps_no_bytes(office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    with pytest.raises(OfficeReadOnly):
        reading.keep_bytes(sha256(b"file").hexdigest(), b"file")
    assert reading.read(lambda connection: connection.execute(select(BLOBS)).all()) == []
    reading.close()


def test_a_row_is_left_in_its_own_sheet_only(office: Office) -> None:
    rows = [("Ref", "Action"), ("A1", "One"), ("A2", "Two")], [("Ref", "Action"), ("B1", "Three"), ("B2", "Four")]
    made = book(sheet(rows[0], "Open"), sheet(rows[1], "Closed"))
    plans = [make_plan(office, made, "actions", sheet=name) for name in ("Open", "Closed")]
    batch = apply_all(office, plans, {("Open", 3)})

    assert batch is not None
    assert batch.words == "Imported 3 rows from “return.xlsx”"
    assert titles(office) == ["One", "Three", "Four"]


def test_a_clash_with_another_record_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(office, "actions", HEAD, *TWINS)

    def clash(*_: object, **__: object) -> None:
        raise RecordClash("Another record has this reference or name already, so nothing of this was saved.")

    monkeypatch.setattr(office, "write", clash)
    with pytest.raises(PlanOutdated, match=r"“return.xlsx” was not imported\. Another record has this reference"):
        apply(office, plan)


def test_what_a_row_points_to_that_is_gone_is_named(office: Office) -> None:
    agency = add(office, "agencies", name="Gone soon")
    plan = planned(office, "actions", ("Action", "Lead agency"), ("One", "Gone soon"))
    office.undo()
    assert agency not in [row["id"] for row in office.records("agencies")]

    with pytest.raises(PlanOutdated, match="points to is no longer there"):
        apply(office, plan)
    assert titles(office) == []


def test_the_record_of_a_change_that_went_into_the_bin_is_said_as_before(office: Office) -> None:
    number = add(office, "actions", title="One", ref="A1")
    plan = planned(office, "actions", ("Ref", "Action"), ("A1", "Two"))
    office.write("Binned", [Bin("actions", number)])

    with pytest.raises(PlanOutdated, match="was changed since"):
        apply(office, plan)


def test_a_change_while_the_backup_is_made_is_said_as_before(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = add(office, "actions", title="One", ref="A1")
    plan = planned(office, "actions", ("Ref", "Action"), ("A1", "Two"))
    monkeypatch.setattr(office, "backup", lambda _: office.write("Hand", [Edit("actions", number, {"notes": "x"})]))

    with pytest.raises(PlanOutdated, match="was changed since"):
        apply(office, plan)
