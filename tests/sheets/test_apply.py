"""Carrying out a plan: what was shown is what the tables then show, or nothing is written at all."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lif_desktop.office import Edit, Office, OfficeError, OfficeReadOnly, open_office
from lif_desktop.office.backup import backups_of
from lif_desktop.office.schema import BLOBS
from lif_desktop.places import resources
from lif_desktop.registers import REGISTERS
from lif_desktop.registers.keeping import ImportedFile
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import show
from lif_desktop.sheets.apply import PlanOutdated, apply, apply_all
from lif_desktop.sheets.importing import import_file
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets import awkward
from tests.sheets.going_out import add, fill, new_office
from tests.sheets.taking_in import actions, book, planned, sheet

HEAD = ("Ref", "Action", "Due", "Lead agency", "Ward")
ROWS = (
    ("A1", "Write to schools", "3/3/26", "GMP", "Ash"),
    ("A2", "Train the leads", "tbc", None, "Oak"),
    (None, "Tell the panel", None, None, None),
)


def imports(office: Office) -> list[dict[str, Any]]:
    table = ImportedFile.__table__
    found = office.read(
        lambda connection: connection.execute(select(table).where(table.c.binned_at.is_(None))).mappings().all()
    )
    return [dict(row) for row in found]


def tables(office: Office) -> dict[str, Any]:
    """Everything that the registers show, with extra columns."""
    return {own.key: (office.rows(own.key).rows, office.extras(own.key)) for own in REGISTERS}


def test_an_import_is_one_batch_with_its_words(office: Office) -> None:
    batch = apply(office, planned(office, "actions", HEAD, *ROWS))

    assert batch is not None
    assert (batch.kind, batch.words) == ("import", "Imported 2 rows from “return.xlsx”")
    assert [row["title"] for row in office.records("actions")] == ["Write to schools", "Tell the panel"]
    assert [row["ref"] for row in office.records("actions")] == ["A1", "ACT-2026-001"]
    assert list(office.extras("actions").values()) == [{"Ward": "Ash"}]


def test_a_backup_is_made_first(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, *ROWS))

    [backup] = backups_of(office.path)
    assert "before import" in backup.name


def test_without_a_backup_nothing_is_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise OfficeError("The backup could not be made.")

    monkeypatch.setattr(office, "backup", refuse)
    with pytest.raises(OfficeError, match="backup"):
        apply(office, planned(office, "actions", HEAD, *ROWS))
    assert office.records("actions") == []


def test_the_held_back_rows_are_kept_with_the_import(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *ROWS, agency="Stockport Homes")
    apply(office, plan)
    [kept] = imports(office)

    assert (kept["register"], kept["file_name"], kept["sheet"]) == ("actions", "return.xlsx", "Sheet1")
    assert (kept["added"], kept["changed"], kept["unchanged"]) == (2, 0, 0)
    assert kept["agency_id"] == office.lookup.agency("Stockport Homes")
    [held] = kept["held_back"]
    assert held["row"] == 3
    assert held["cells"] == {"Ref": "A2", "Action": "Train the leads", "Due": "tbc", "Ward": "Oak"}
    assert held["problems"][0]["cell"] == "C3"
    assert [column["field"] for column in kept["columns"]] == ["ref", "title", "due_on", "lead_agency_id", None]


def test_a_file_of_held_back_rows_alone_is_kept_too(office: Office) -> None:
    batch = apply(office, planned(office, "actions", HEAD, ROWS[1]))

    assert batch is not None
    assert batch.words == "Kept 1 row of “return.xlsx” to put right"
    assert len(imports(office)[0]["held_back"]) == 1


def test_an_import_that_changes_nothing_writes_nothing(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, *ROWS[:1]))
    before = len(office.batches())

    assert apply(office, planned(office, "actions", HEAD, *ROWS[:1])) is None
    assert len(office.batches()) == before
    assert len(backups_of(office.path)) == 1


def test_rows_without_a_tick_are_left(office: Office) -> None:
    batch = apply(office, planned(office, "actions", HEAD, *ROWS), skip_rows={4})

    assert batch is not None
    assert batch.words == "Imported 1 row from “return.xlsx”"
    assert [row["ref"] for row in office.records("actions")] == ["A1"]


def test_undo_takes_the_whole_import_back(office: Office) -> None:
    add(office, "actions", title="Stood before")
    before = tables(office)
    apply(office, planned(office, "actions", HEAD, *ROWS, ("ACT-2026-001", "Stood otherwise", None, None, "Elm")))
    assert tables(office) != before
    office.undo()

    assert [row[2:] for row in office.rows("actions").rows] == [row[2:] for row in before["actions"][0]]
    assert not any(office.extras("actions").values())
    assert imports(office) == []


def test_a_change_keeps_what_the_file_does_not_say(office: Office) -> None:
    number = add(office, "actions", title="Stood before", notes="Mine", extra={"Ward": "Oak", "School": "St Ann"})
    apply(office, planned(office, "actions", HEAD, ("ACT-2026-001", None, "3/3/26", None, "Ash")))
    record = office.record("actions", number)

    assert (record["title"], record["notes"], record["due_on"]) == ("Stood before", "Mine", dt.date(2026, 3, 3))
    assert record["extra"] == {"Ward": "Ash", "School": "St Ann"}


def test_links_to_several_records_are_written_and_replaced(office: Office) -> None:
    refs = {}
    for name in "ABC":
        number = add(
            office, "reviews", review_type="rapid_review", pseudonym=f"Child {name}", referred_on=dt.date(2026, 2, 2)
        )
        refs[name] = office.record("reviews", number)["ref"]
    head = ("Ref", "Learning point", "From reviews")
    apply(office, planned(office, "learning", head, ("L1", "One", f"{refs['A']}; {refs['B']}")))
    plan = planned(office, "learning", head, ("L1", "One", f"{refs['B']}, {refs['C']}"))
    apply(office, plan)

    assert plan.cells(plan.rows[0])[2].after == f"{refs['B']}; {refs['C']}"
    [learning] = office.records("learning")
    assert learning["reviews"] == (
        office.lookup.record("reviews", refs["B"]),
        office.lookup.record("reviews", refs["C"]),
    )


def test_a_record_that_was_changed_since_refuses_the_plan(office: Office) -> None:
    number = add(office, "actions", title="Stood before")
    plan = planned(office, "actions", HEAD, *ROWS, ("ACT-2026-001", "Stood otherwise"))
    office.write("Another hand", [Edit("actions", number, {"notes": "new"})])
    before = tables(office)

    with pytest.raises(PlanOutdated, match="Nothing was written"):
        apply(office, plan)
    assert tables(office) == before
    assert imports(office) == []


def test_a_reference_that_was_taken_since_refuses_the_plan(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *ROWS)
    add(office, "actions", title="Quicker", ref="A1")

    with pytest.raises(PlanOutdated):
        apply(office, plan)


def test_a_change_elsewhere_in_the_office_does_not_refuse_it(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *ROWS)
    add(office, "risks", title="Another thing")
    add(office, "actions", title="Another action")

    assert apply(office, plan) is not None


def test_an_office_open_for_reading_is_not_written(office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    with pytest.raises(OfficeReadOnly):
        apply(reading, planned(reading, "actions", HEAD, *ROWS))
    reading.close()


def test_several_sheets_are_one_batch(office: Office) -> None:
    made = book(sheet([HEAD, ROWS[0]], "Open"), sheet([HEAD, ROWS[2], ROWS[2]], "Closed"))
    plans = [make_plan(office, made, "actions", sheet=name) for name in ("Open", "Closed")]
    batch = apply_all(office, plans)

    assert batch is not None
    assert batch.words == "Imported 3 rows from “return.xlsx”"
    assert [note["sheet"] for note in imports(office)] == ["Open", "Closed"]


def test_a_file_is_imported_whole_and_its_bytes_are_kept(office: Office, tmp_path: Path) -> None:
    path = awkward.xlsx(tmp_path / "return.xlsx", [("Actions of March",), (), HEAD, *ROWS])
    [(dry, nothing)] = import_file(office, path, "actions", dry_run=True)
    assert nothing is None
    assert office.records("actions") == []

    [(plan, batch)] = import_file(office, path, "actions", "Stockport Homes")
    assert batch is not None
    assert plan.counts == dry.counts == {"add": 2, "held": 1}
    assert plan.to_json(batch)["batch"] == batch.id
    assert plan.header_row == 3
    kept = office.read(lambda connection: connection.execute(select(BLOBS)).one())
    assert (kept.sha256, kept.data) == (plan.sha256, path.read_bytes())
    assert imports(office)[0]["sha256"] == plan.sha256
    json.dumps(plan.to_json(batch))


def test_a_refused_file_changes_nothing(office: Office, tmp_path: Path) -> None:
    office_bytes = tables(office), len(office.batches())
    for path in (awkward.ole(tmp_path / "a.xls", "EncryptedPackage"), awkward.csv(tmp_path / "b.csv", "Colour\nred\n")):
        with pytest.raises(Exception, match=r"password|no heading"):
            import_file(office, path, "actions")
    assert (tables(office), len(office.batches())) == office_bytes


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_every_format_gives_the_same_records(office: Office, tmp_path: Path, ending: str) -> None:
    rows = [("Stockport Homes",), (), HEAD[:4], ("A1", "Write – to schools", dt.date(2026, 3, 3), "GMP")]
    path = tmp_path / f"return.{ending}"
    if ending == "xlsx":
        awkward.xlsx(path, rows)
    elif ending == "xls":
        awkward.xls(path, rows)
    elif ending == "ods":
        awkward.ods(path, awkward.ods_table(rows))
    else:
        awkward.csv(
            path,
            "Stockport Homes;;;\n;;;\nRef;Action;Due;Lead agency\nA1;Write – to schools;03/03/2026;GMP\n",
            "cp1252",
        )
    [(plan, _)] = import_file(office, path, "actions")
    [record] = office.records("actions")

    assert plan.header_row == 3
    assert (record["ref"], record["title"], record["due_on"]) == ("A1", "Write – to schools", dt.date(2026, 3, 3))
    assert record["lead_agency_id"] == office.lookup.agency("Greater Manchester Police")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An office with records in every register."""
    made = new_office(tmp_path_factory.mktemp("full"))
    fill(made)
    yield made
    made.close()


@pytest.mark.parametrize("own", REGISTERS, ids=lambda own: own.key)
def test_a_tracker_that_comes_back_changes_nothing(full: Office, own: Register, tmp_path: Path) -> None:
    [(plan, _)] = import_file(full, write_tracker(full, own.key, tmp_path / "t.xlsx"), own.key, dry_run=True)

    assert set(plan.counts) == {"same"}
    assert plan.counts["same"] == len(full.rows(own.key).rows) > 0


# Preview equals import

DATES = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "Ref": st.sampled_from([None, "ACT-2026-001", "act 2026 002", "X1", "X2", "X3", "ACT-2026-009"]),
    "Action": st.sampled_from([None, "Write to schools", "Action 1", "Train  the leads", 5]),
    "Due": st.one_of(
        st.none(), DATES, DATES.map(lambda day: day.strftime("%d/%m/%y")), st.sampled_from(["tbc", "31/02/2026"])
    ),
    "Lead agency": st.sampled_from([None, "GMP", "Stockport Homes", "Nobody at all"]),
    "Status": st.sampled_from([None, "Complete", "In progress", "who knows"]),
    "Percent complete": st.sampled_from([None, 50, "75%", 101, 12.5]),
    "Ward": st.sampled_from([None, "Ash", "Oak", 7]),
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=8), st.sampled_from([None, "Stockport Homes"]))
def test_preview_equals_import(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]], agency: str | None
) -> None:
    office = new_office(tmp_path_factory.mktemp("office"))
    for number in (1, 2):
        add(office, "actions", title=f"Action {number}", due_on=dt.date(2026, number, 1), extra={"Ward": "Elm"})
    before = {row["id"]: row for row in office.records("actions")}
    plan = planned(office, "actions", tuple(CELLS), *rows, agency=agency)
    batch = apply(office, plan)
    after = {row["id"]: row for row in office.records("actions")}

    added = [after[number] for number in sorted(after.keys() - before.keys())]
    changed = {number for number, row in before.items() if after[number]["version"] != row["version"]}
    assert len(added) == plan.counts["add"]
    assert changed == {row.id for row in plan.rows if row.action == "change"}
    assert sum(plan.counts.values()) == len([row for row in rows if any(cell is not None for cell in row)])
    for row, record in zip([row for row in plan.rows if row.action == "add"], added, strict=True):
        assert shown(office, plan, record) == [cell.after for cell in plan.cells(row)][1:]
    for row in plan.rows:
        if row.action in ("change", "same"):
            assert shown(office, plan, after[row.id]) == [cell.after for cell in plan.cells(row)][1:]  # type: ignore[index]
    if batch is not None:
        office.undo()
    left = {row["id"]: row | {"version": 0} for row in office.records("actions")}
    assert left == {number: row | {"version": 0} for number, row in before.items()}
    office.close()


def shown(office: Office, plan: Plan, record: dict[str, Any]) -> list[str]:
    """A record in the words and order of the plan's columns, its reference left out."""
    extra = office.extras("actions").get(record["id"], {})
    return [
        show(column.field, record[column.field.key], office.lookup) if column.field else extra.get(column.extra, "")
        for column in plan.columns[1:]
    ]


def test_five_thousand_rows_go_in_and_come_out(office: Office, tmp_path: Path) -> None:
    day = dt.date(2026, 1, 1)
    rows = [(f"A{n}", f"Action {n}", day + dt.timedelta(days=n % 300), "GMP", f"Ward {n % 9}") for n in range(5000)]
    [(plan, _)] = import_file(office, awkward.xlsx(tmp_path / "a.xlsx", [HEAD, *rows]), "actions")

    assert plan.counts == {"add": 5000}
    table = office.rows("actions")
    assert [(row[table.position("ref")], row[table.position("due_on")]) for row in table.rows] == [
        (row[0], row[2]) for row in rows
    ]
    assert actions(planned(office, "actions", HEAD, *rows)) == ["same"] * 5000
