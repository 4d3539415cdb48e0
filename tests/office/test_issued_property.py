"""Whatever is done to an office, by any door and in any order, what was issued stays in the log with its bytes."""

import contextlib
import dataclasses
import hashlib
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lif_desktop.office import Add, Bin, Edit, NothingToUndo, RecordKept, Remove, Unbin, create_office, open_office
from lif_desktop.office.attaching import attach
from lif_desktop.office.backup import restore
from lif_desktop.office.changes import Change
from lif_desktop.office.issued import DOCUMENTS, Issue, Leaving, approve, issued, kept_bytes, log_issue
from lif_desktop.office.whole import whole_office
from lif_desktop.places import resources

PROFILES = resources() / "framework"
PICK = st.integers(0, 2**16)


class Office(RuleBasedStateMachine):
    """An officer who issues papers and does everything else in between."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "o.lif"
        self.office = create_office(self._path, PROFILES, "stockport", "Ann")
        self.left: dict[int, tuple[Issue, bytes]] = {}

    @rule(data=st.binary(min_size=1, max_size=8), year=st.sampled_from([None, "2025-26"]), record=st.none() | PICK)
    def issue(self, data: bytes, year: str | None, record: int | None) -> None:
        reviews = self.office.records("reviews")
        about = reviews[record % len(reviews)]["id"] if record is not None and reviews else None
        left = Leaving("agenda", "Agenda", "a.docx", data, "reviews" if about else None, about, year, sent_to="Members")
        number = log_issue(self.office, left)
        self.left[number] = (issued(self.office)[0], data)

    @rule(name=st.text(max_size=6), there=st.booleans())
    def record(self, name: str, there: bool) -> None:
        reviews = self.office.records("reviews")
        if there and reviews:
            self.office.write("Changed", [Edit("reviews", reviews[0]["id"], {"pseudonym": name})])
        else:
            self.office.write("Added", [Add("reviews", {"review_type": "rapid_review", "pseudonym": name})], "import")

    @rule()
    def bin_and_remove(self) -> None:
        for row in self.office.records("reviews")[:1]:
            self.office.write("Binned", [Bin("reviews", row["id"])])

    @precondition(lambda self: self.left)
    @rule(pick=PICK, how=st.sampled_from(["edit", "bin", "unbin", "remove", "approve"]))
    def touch_an_issue(self, pick: int, how: str) -> None:
        number = list(self.left)[pick % len(self.left)]
        if how == "approve":
            approve(self.office, DOCUMENTS, number, "Chair")
            return
        changes: dict[str, Change] = {
            "edit": Edit(DOCUMENTS, number, {"sha256": "0" * 64, "approved_by": "Chair"}),
            "bin": Bin(DOCUMENTS, number),
            "unbin": Unbin(DOCUMENTS, number),
            "remove": Remove(DOCUMENTS, number),
        }
        with contextlib.suppress(RecordKept):
            self.office.write("Tried", [changes[how]])

    @rule(data=st.binary(min_size=1, max_size=8))
    def attach_and_take_away(self, data: bytes) -> None:
        """A file with the bytes of an issue, which goes again."""
        for row in self.office.records("reviews")[:1]:
            attach(self.office, "reviews", row["id"], "f", data)
            self.office.undo()

    @rule(pick=PICK)
    def undo(self, pick: int) -> None:
        everything = self.office.batches()
        batch = everything[pick % len(everything)]
        with contextlib.suppress(NothingToUndo):
            self.office.undo(None if pick % 2 else batch.id)

    @rule()
    def redo(self) -> None:
        with contextlib.suppress(NothingToUndo):
            self.office.redo()

    @rule(restored=st.booleans())
    def open_again(self, restored: bool) -> None:
        backup = self.office.backup("by hand", Path(self._folder.name) / "b.lif") if restored else None
        self.office.close()
        if backup is not None:
            self._path.unlink()
            restore(backup, self._path, "Ann")
            backup.unlink()
        self.office = open_office(self._path, PROFILES, "Ann")

    @invariant()
    def everything_that_left_is_there_as_it_left(self) -> None:
        there = {one.number: one for one in issued(self.office)}
        for number, (as_logged, data) in self.left.items():
            now = dataclasses.replace(there[number], approved_by="", approved_on=None)
            assert now == as_logged
            assert kept_bytes(self.office, now.sha256) == data
            assert hashlib.sha256(data).hexdigest() == now.sha256
        assert self.office.broken_link() is None

    @invariant()
    def the_whole_office_has_every_issue_in_it(self) -> None:
        rows = {row["id"]: row for row in self.office.read(whole_office)[DOCUMENTS]}
        assert all(rows[number]["sha256"] == one.sha256 for number, (one, _) in self.left.items())

    def teardown(self) -> None:
        self.office.close()
        self._folder.cleanup()


TestIssues = Office.TestCase
TestIssues.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
