"""Every change is in the journal, and the journal's chain shows when it was touched."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Date, DateTime, Float, Integer, Table, delete, insert, update
from sqlalchemy.orm import Session

from lif_desktop.office import Add, Bin, Edit, Office, RecordChanged, Remove, Unbin
from lif_desktop.office.engine import PastTheJournal
from lif_desktop.office.schema import JOURNAL, METADATA, RECORD_TABLES, record_classes
from lif_desktop.registers import REGISTERS


def one_row(table: Table, numbers: dict[str, int]) -> dict[str, Any]:
    """Values for every column that must be filled; those that point elsewhere point to a record made before."""
    values: dict[str, Any] = {}
    for column in table.c:
        if column.name in ("id", "version") or column.nullable or column.default is not None:
            continue
        for foreign in column.foreign_keys:
            values[column.name] = numbers[foreign.column.table.name]
        if column.name in values:
            continue
        if column.name == "review_type":
            values[column.name] = "rapid_review"
        elif column.name == "audit_type":
            values[column.name] = "macfa"
        elif isinstance(column.type, DateTime):
            values[column.name] = dt.datetime(2026, 3, 3, 9)  # noqa: DTZ001 - the journal keeps UTC without a zone
        elif isinstance(column.type, Date):
            values[column.name] = dt.date(2026, 3, 3)
        elif isinstance(column.type, Integer | Float):
            values[column.name] = 3
        else:
            values[column.name] = f"made up for {table.name}"
    return values


def entries(office: Office) -> list[Any]:
    return office.read(lambda c: c.execute(JOURNAL.select().order_by(JOURNAL.c.id)).all())


def fill(office: Office) -> dict[str, int]:
    """One record of every class; gives its number by table."""
    numbers: dict[str, int] = {}
    for table in RECORD_TABLES:
        numbers[table.name] = office.reserve(table.name)
        office.write(f"Added to {table.name}", [Add(table.name, one_row(table, numbers), numbers[table.name])])
    return numbers


def test_every_mapped_class_is_a_record_table() -> None:
    assert {one.__tablename__ for one in record_classes()} == {table.name for table in RECORD_TABLES}
    assert len(RECORD_TABLES) > 35


def test_adding_editing_and_binning_a_record_of_every_class_is_journalled(office: Office) -> None:
    kept = {own.table for own in REGISTERS if own.append_only}
    numbers = {table: number for table, number in fill(office).items() if table not in kept}
    for table, number in reversed(numbers.items()):  # lines before what they belong to: minuted meetings stay
        office.write("Edited", [Edit(table, number, {"extra": {"Their own column": "x"}})])
        office.write("Binned", [Bin(table, number)])
    for table, number in numbers.items():
        actions = [e.action for e in entries(office) if (e.table_name, e.record_id) == (table, number)]
        assert actions[:3] == ["add", "edit", "edit"], table
    assert office.broken_link() is None


@pytest.mark.parametrize("table", RECORD_TABLES, ids=lambda table: table.name)
def test_no_class_can_be_written_past_the_journal(office: Office, table: Table) -> None:
    statements: Iterable[Any] = (
        insert(table).values(id=9999, version=1),
        update(table).values(version=7),
        delete(table),
    )
    for statement in statements:
        with pytest.raises(PastTheJournal):
            office.read(lambda connection, statement=statement: connection.execute(statement))


def test_an_orm_session_cannot_write_past_the_journal(office: Office) -> None:
    from lif_desktop.registers.risks import Risk

    def write(connection: Any) -> None:
        with Session(connection) as session:
            session.add(Risk(id=1, ref="RSK-1", title="x", version=1, extra={}))
            session.flush()

    with pytest.raises(PastTheJournal):
        office.read(write)


def test_the_entry_holds_before_and_after_and_the_batch_who_when_and_words(office: Office) -> None:
    office.write("Added a risk", office.changes_for("risks", None, {"title": "Staffing"}))
    batch = office.write("Renamed it", [Edit("risks", 1, {"title": "Staffing of the front door"})])
    assert batch is not None
    (past, first) = office.history("risks", 1)
    assert past.changes == (("title", "Staffing", "Staffing of the front door"),)
    assert (past.batch.person, past.batch.words, past.batch.at) == ("Ann Officer", "Renamed it", batch.at)
    assert first.action == "add"


def test_links_to_several_records_are_in_the_history_of_the_record(office: Office) -> None:
    def write(words: str, number: int | None, **values: Any) -> None:
        office.write(words, office.changes_for("learning", number, values))

    for title in ("One", "Two", "Three"):
        office.write("Risk", office.changes_for("risks", None, {"title": title}))
    write("Other", None, title="Another point", risks=(1, 2, 3))
    write("New", None, title="Ask twice", risks=(2,))
    write("Linked", 2, risks=(1, 2))
    write("Both", 2, title="Ask thrice", risks=(3,))
    office.undo()
    write("Text", 2, title="Ask once")

    past = office.history("learning", 2)
    assert [one.batch.words for one in past] == ["Text", "Undid: Both", "Both", "Linked", "New"]
    assert [one.action for one in past] == ["edit", "edit", "edit", "edit", "add"]
    assert [one.changes for one in past[:4]] == [
        (("title", "Ask twice", "Ask once"),),
        (("title", "Ask thrice", "Ask twice"), ("risks", (3,), (1, 2))),
        (("title", "Ask twice", "Ask thrice"), ("risks", (1, 2), (3,))),
        (("risks", (2,), (1, 2)),),
    ]
    assert past[4].changes[-1] == ("risks", (), (2,))
    assert [one.batch.words for one in office.history("learning", 1)] == ["Other"]
    assert office.history("risks", 1)[0].batch.words == "Risk"


def test_a_change_that_changes_nothing_leaves_no_batch(office: Office) -> None:
    office.write("Added a risk", office.changes_for("risks", None, {"title": "Staffing"}))
    before = office.batches()
    assert office.write("Nothing", [Edit("risks", 1, {"title": "Staffing"})]) is None
    assert office.batches() == before


def test_a_batch_is_whole_or_not_at_all(office: Office) -> None:
    before = (office.records("risks"), office.batches())
    with pytest.raises(KeyError):
        office.write("Half", [Add("risks", {"title": "One"}), Add("risks", {"titel": "Two"})])
    with pytest.raises(RecordChanged):
        office.write("Half", [Add("risks", {"title": "One"}), Edit("risks", 404, {"title": "Two"})])
    assert (office.records("risks"), office.batches()) == before


def test_a_second_writer_is_told_that_the_record_moved_on(office: Office) -> None:
    office.write("Added", office.changes_for("risks", None, {"title": "Staffing"}))
    office.write("First", [Edit("risks", 1, {"title": "A"}, version=1)])
    with pytest.raises(RecordChanged, match="changed since you opened it"):
        office.write("Second", [Edit("risks", 1, {"title": "B"}, version=1)])
    assert office.records("risks")[0]["title"] == "A"
    assert office.records("risks")[0]["version"] == 2


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET after = replace(after, 'Staffing', 'Nothing') WHERE after LIKE '%Staffing%'",
        "UPDATE batches SET person = 'Somebody else' WHERE words = 'Added a risk'",
        "UPDATE batches SET words = 'Tidied up' WHERE words = 'Added a risk'",
        "DELETE FROM journal WHERE id = 5",
        "UPDATE journal SET hash = hash || '0' WHERE id = 3",
    ],
)
def test_touching_the_journal_breaks_its_chain(office: Office, tampering: str) -> None:
    office.write("Added a risk", office.changes_for("risks", None, {"title": "Staffing"}))
    assert office.broken_link() is None
    office.read(lambda connection: connection.exec_driver_sql(tampering))
    assert office.broken_link() is not None


def test_the_bin_hides_a_record_and_gives_it_back(office: Office) -> None:
    office.write("Added", office.changes_for("risks", None, {"title": "Staffing"}))
    office.write("Binned", [Bin("risks", 1)])
    assert office.records("risks") == []
    assert [row[0] for row in office.rows("risks", binned=True).rows] == [1]
    office.write("Taken back", [Unbin("risks", 1)])
    assert [row["title"] for row in office.records("risks")] == ["Staffing"]


def test_a_removed_line_comes_back_with_undo(office: Office) -> None:
    numbers = fill(office)
    line = numbers["learning_reviews"]
    office.write("Unlinked", [Remove("learning_reviews", line)])
    assert office.records("learning")[0]["reviews"] == ()
    office.undo()
    assert office.records("learning")[0]["reviews"] == (numbers["reviews"],)


def test_nothing_but_records_and_bookkeeping_stands_in_the_file(office: Office) -> None:
    assert {table.name for table in METADATA.sorted_tables} - {table.name for table in RECORD_TABLES} == {
        "batches",
        "journal",
        "counters",
        "blobs",
    }


def test_a_record_taken_away_and_added_anew_in_one_batch_is_written_once(office: Office) -> None:
    office.write("Begun", [Add("contacts", {"agency_id": 1, "role": "Lead"}, 1)])
    office.write("Anew", [Remove("contacts", 1), Add("contacts", {"agency_id": 1, "role": "Chair"}, 1)])
    assert [row["role"] for row in office.records("contacts")] == ["Chair"]
    assert office.broken_link() is None
    office.undo()
    assert [row["role"] for row in office.records("contacts")] == ["Lead"]
