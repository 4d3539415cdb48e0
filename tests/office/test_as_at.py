"""The office at the end of a past day: as a copy of the file made that evening, whatever was done and undone since."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from lif_desktop.office import Add, Bin, Edit, Office, Remove, create_office, open_office
from lif_desktop.office.as_at import journal_begins, office_as_at
from lif_desktop.office.schema import BATCHES, BLOBS, JOURNAL, RECORD_TABLES
from lif_desktop.office.troubles import OfficeError, OfficeReadOnly
from tests.office.conftest import PROFILES, Turning
from tests.office.test_undo_property import DAYS, WORDS, Desk

Tables = dict[str, list[tuple[Any, ...]]]
MONDAY = dt.date(2026, 11, 23)


def whole(office: Office) -> Tables:
    """Every table but counters and bytes, with every column."""

    def read(connection: Any) -> Tables:
        return {
            table.name: sorted(tuple(repr(value) for value in row) for row in connection.execute(select(table)))
            for table in (*RECORD_TABLES, BATCHES, JOURNAL)
        }

    return office.read(read)  # type: ignore[no-any-return]


class DeskOverDays(Desk):
    """An officer who does anything in any order, and goes home every evening."""

    def __init__(self) -> None:
        super().__init__()
        self.office.close()
        self.clock = Turning()
        self.office = create_office(Path(self._folder.name) / "days.lif", PROFILES, "stockport", "Ann", self.clock)
        self.start = {}
        self.evenings: dict[dt.date, Tables] = {}

    @rule()
    def close_and_open(self) -> None:
        path = self.office.path
        self.office.close()
        self.office = open_office(path, PROFILES, "Ann", now=self.clock)

    @rule(value=WORDS)
    def set_the_name(self, value: str) -> None:
        self.did(self.office.set_setting("partnership", value, "Named the partnership"))

    @rule(pick=st.integers(0, 99), day=DAYS, words=WORDS)
    def share_learning(self, pick: int, day: dt.date | None, words: str) -> None:
        if point := self.some("learning", pick):
            line = {"learning_id": point["id"], "channel": "newsletter", "shared_on": day, "audience": words}
            self.did(self.office.write("Shared", [Add("dissemination", line)]))

    @rule(pick=st.integers(0, 99))
    def take_away_a_line(self, pick: int) -> None:
        if line := self.some("dissemination", pick):
            self.did(self.office.write("Took away", [Remove("dissemination", line["id"])]))

    @rule(days=st.integers(1, 3))
    def evening(self, days: int) -> None:
        self.evenings[self.office.today()] = whole(self.office)
        self.clock.turn(days=days)

    def teardown(self) -> None:
        try:
            now = whole(self.office)
            for day, stood in self.evenings.items():
                past = office_as_at(self.office, day)
                assert whole(past) == stood
                assert past.foreign_keys() == "ok"
                assert past.broken_link() is None
                for key in ("reviews", "learning", "actions"):
                    ids = [row["id"] for row in past.records(key)]
                    assert ids == [row["id"] for row in self.office.as_it_stood(key, day)]
                past.close()
            assert whole(self.office) == now
        finally:
            self.office.close()
            self._folder.cleanup()


TestDeskOverDays = DeskOverDays.TestCase
TestDeskOverDays.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


def test_the_evening_belongs_to_the_day_and_the_next_morning_does_not(office: Office, clock: Turning) -> None:
    clock.at = dt.datetime.combine(MONDAY, dt.time(23, 59, 59))  # UTC, the zone of the tests
    office.write("Late", [Add("actions", {"title": "Late on Monday"}, 1)])
    clock.turn(seconds=1)
    office.write("Early", [Edit("actions", 1, {"title": "Changed on Tuesday"}), Add("actions", {"title": "New"}, 2)])
    past = office_as_at(office, MONDAY)
    assert [row["title"] for row in past.records("actions")] == ["Late on Monday"]
    assert past.today() == MONDAY
    past.close()


def test_links_lines_settings_and_what_was_binned_stand_as_they_did(office: Office, clock: Turning) -> None:
    review = Add("reviews", {"review_type": "sar_mandatory", "pseudonym": "Adult Ash", "status": "in_progress"}, 1)
    office.write("Start", [review, Add("learning", {"title": "One plan"}, 1)])
    office.write("Linked", office.changes_for("learning", 1, {"reviews": (1,)}))
    office.set_setting("partnership", "The old name")
    clock.turn(days=1)
    office.write("Unlinked", office.changes_for("learning", 1, {"reviews": ()}))
    office.write("Binned", [Bin("reviews", 1)])
    office.set_setting("partnership", "The new name")
    past = office_as_at(office, MONDAY)
    assert past.records("learning")[0]["reviews"] == (1,)
    assert [row["pseudonym"] for row in past.records("reviews")] == ["Adult Ash"]
    assert past.setting("partnership") == "The old name"
    assert office.setting("partnership") == "The new name"
    past.close()


def test_it_is_for_reading_and_leaves_no_file(office: Office, tmp_path: Path) -> None:
    def there() -> set[Path]:
        return {*tmp_path.iterdir(), *Path(tempfile.gettempdir()).glob("lif-reading-*")}

    before = there()
    past = office_as_at(office, MONDAY)
    with pytest.raises(OfficeReadOnly):
        past.write("No", [Add("actions", {"title": "No"})])
    assert there() == before
    past.close()


def test_the_bytes_of_imported_files_are_left_out(office: Office) -> None:
    office.keep_bytes("aa", b"a workbook")
    past = office_as_at(office, MONDAY)
    assert past.read(lambda connection: connection.execute(select(BLOBS)).all()) == []
    past.close()


def test_before_the_journal_begins_nothing_is_known(office: Office, reopen: Callable[..., Office]) -> None:
    assert journal_begins(office) == MONDAY
    with pytest.raises(OfficeError, match=r"stood on 22 November 2026 is not known: its journal begins on 23 November"):
        office_as_at(office, MONDAY - dt.timedelta(days=1))
