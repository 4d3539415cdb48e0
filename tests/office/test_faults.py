"""A disk that fills or fails: said in a sentence, nothing half written, and the next try succeeds."""

import pytest
from sqlalchemy.exc import OperationalError

from lif_desktop.office import Add, Office, OfficeError
from lif_desktop.office.engine import _said
from tests.office.test_undo_property import tables


def many(count: int) -> list[Add]:
    return [Add("actions", {"title": "x" * 400, "notes": str(n)}) for n in range(count)]


def test_a_full_disk_is_said_and_nothing_is_half_written(office: Office) -> None:
    office.write("Added", many(2))
    before = tables(office)
    pages = int(office._store.pragma("page_count"))
    office._store.pragma(f"max_page_count = {pages + 5}")
    with pytest.raises(OfficeError, match="The disk is full, so nothing of this was saved"):
        office.write("Too much", many(500))
    assert tables(office) == before
    assert office.broken_link() is None
    office._store.pragma("max_page_count = 1000000")
    office.write("Now", many(500))
    assert len(office.records("actions")) == 502


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("attempt to write a readonly database", "can no longer be written to"),
        ("disk I/O error", "did not answer"),
        ("unable to open database file", "no longer where it was"),
        ("database is locked", "Another program holds"),
    ],
)
def test_each_fault_of_the_disk_has_its_sentence(office: Office, fault: str, words: str) -> None:
    error = OperationalError("INSERT", {}, Exception(fault))
    assert words in str(_said(error, office.path))


def test_a_mistake_of_the_program_is_not_taken_for_a_fault_of_the_disk(office: Office) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        office.read(lambda connection: connection.exec_driver_sql("SELECT 1 FROM nothing_here"))
