"""Random work and its undoing: after undoing everything the tables are as they were, and the chain holds."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from lif_desktop.office import Add, Bin, Edit, NothingToUndo, Office, Unbin, create_office, open_office
from lif_desktop.office.schema import RECORD_TABLES
from lif_desktop.places import resources

WORDS = st.text(alphabet="abcde é'\"%;-=\n", max_size=12)
DAYS = st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))
PROFILES = resources() / "framework"

Tables = dict[str, list[tuple[Any, ...]]]


def tables(office: Office) -> Tables:
    """Every record table with all its rows, but for the version that rises with each change."""

    def all_rows(connection: Any) -> Tables:
        return {
            table.name: sorted(
                (tuple(repr(row[c.name]) for c in table.c if c.name != "version"))
                for row in connection.execute(select(table)).mappings()
            )
            for table in RECORD_TABLES
        }

    return office.read(all_rows)


class Desk(RuleBasedStateMachine):
    """An officer who does anything in any order."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.office = create_office(Path(self._folder.name) / "o.lif", PROFILES, "stockport", "Ann")
        self.start = tables(self.office)
        self.done = 0
        """Batches that stand and can be undone."""
        self.undone: list[Tables] = []

    def did(self, batch: object) -> None:
        if batch is not None:
            self.done += 1
            self.undone.clear()

    def some(self, key: str, pick: int) -> dict[str, Any] | None:
        rows = self.office.records(key)
        return rows[pick % len(rows)] if rows else None

    @rule(name=WORDS, day=DAYS, kind=st.sampled_from(["rapid_review", "sar_mandatory", "peer_review"]))
    def add_review(self, name: str, day: dt.date | None, kind: str) -> None:
        values = {"review_type": kind, "pseudonym": name, "notified_on": day, "referred_on": day}
        self.did(self.office.write("Added a review", self.office.changes_for("reviews", None, values)))

    @rule(pick=st.integers(0, 99), day=DAYS, done=DAYS)
    def date_review(self, pick: int, day: dt.date | None, done: dt.date | None) -> None:
        if review := self.some("reviews", pick):
            values = {"notified_on": day, "submitted_on": done}
            changes = self.office.changes_for("reviews", review["id"], values, review["version"])
            self.did(self.office.write("Dated a review", changes))

    @rule(title=WORDS, picks=st.lists(st.integers(0, 99), max_size=3))
    def add_learning(self, title: str, picks: list[int]) -> None:
        reviews = {row["id"] for pick in picks if (row := self.some("reviews", pick))}
        values = {"title": title, "reviews": tuple(sorted(reviews))}
        self.did(self.office.write("Added learning", self.office.changes_for("learning", None, values)))

    @rule(pick=st.integers(0, 99), picks=st.lists(st.integers(0, 99), max_size=3))
    def relink_learning(self, pick: int, picks: list[int]) -> None:
        if point := self.some("learning", pick):
            reviews = {row["id"] for other in picks if (row := self.some("reviews", other))}
            changes = self.office.changes_for("learning", point["id"], {"reviews": tuple(sorted(reviews))})
            self.did(self.office.write("Linked", changes))

    @rule(titles=st.lists(WORDS, min_size=1, max_size=5), pick=st.integers(0, 99), edit=WORDS)
    def import_actions(self, titles: list[str], pick: int, edit: str) -> None:
        changes: list[Any] = [Add("actions", {"title": title, "extra": {"Col": title}}) for title in titles]
        if action := self.some("actions", pick):
            changes.append(Edit("actions", action["id"], {"title": edit}))
        self.did(self.office.write("Imported", changes, kind="import"))

    @rule(pick=st.integers(0, 99), key=st.sampled_from(["reviews", "learning", "actions"]))
    def put_in_bin(self, pick: int, key: str) -> None:
        if row := self.some(key, pick):
            self.did(self.office.write("Binned", [Bin(key, row["id"])]))

    @rule(pick=st.integers(0, 99), key=st.sampled_from(["reviews", "learning", "actions"]))
    def take_from_bin(self, pick: int, key: str) -> None:
        rows = self.office.rows(key, binned=True).rows
        if rows:
            self.did(self.office.write("Taken back", [Unbin(key, rows[pick % len(rows)][0])]))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        before = tables(self.office)
        report = self.office.undo()
        assert not report.kept
        assert not report.could_not
        self.undone.append(before)
        self.done -= 1

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.office.redo()
        assert tables(self.office) == self.undone.pop()
        self.done += 1

    @rule()
    def close_and_open(self) -> None:
        path = self.office.path
        self.office.close()
        self.office = open_office(path, PROFILES, "Ann")

    @invariant()
    def chain_holds(self) -> None:
        assert self.office.broken_link() is None
        assert self.office.foreign_keys() == "ok"

    def teardown(self) -> None:
        try:
            for _ in range(self.done):
                self.office.undo()
            assert tables(self.office) == self.start
            self.nothing_is_left_to_undo()
        finally:
            self.office.close()
            self._folder.cleanup()

    def nothing_is_left_to_undo(self) -> None:
        try:
            self.office.undo()
        except NothingToUndo:
            return
        raise AssertionError("something was left to undo")


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
