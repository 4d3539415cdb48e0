"""What changed since a day: the difference of the registers then and now, in words, net of what was taken back."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from lif_desktop.office import Add, Bin, Change, Edit, Office, Unbin, create_office
from lif_desktop.office.changes_since import TOLD, Since, changes_since, net_changes
from lif_desktop.office.history import HIDDEN, end_of
from lif_desktop.registers import register
from tests.office.conftest import PROFILES, Turning
from tests.office.test_undo_property import DAYS, Desk

MONDAY = dt.date(2026, 11, 23)
D = dt.date


@pytest.fixture
def office(path: Path, clock: Turning) -> Iterator[Office]:
    """An office with a review, an action, a risk and a learning point; it is the day after that."""
    made = create_office(path, PROFILES, "stockport", "Ann", clock)
    made.write(
        "Review", [Add("reviews", {"review_type": "rapid_review", "pseudonym": "Child Wren", "status": "scoping"})]
    )
    action = {"title": "Share the learning", "due_on": D(2026, 12, 3), "status": "in_progress"}
    made.write("Action", [Add("actions", action)])
    made.write("Risk", [Add("risks", {"title": "Empty posts", "residual_likelihood": 3, "residual_impact": 3})])
    made.write("Learning", [Add("learning", {"title": "Fathers are not seen"})])
    clock.turn(days=1)
    yield made
    made.close()


def since(office: Office) -> Since:
    return changes_since(office, MONDAY)


def words(office: Office) -> list[tuple[str, str, str]]:
    return [(one.ref, one.kind, one.words) for one in since(office).told]


def edit(office: Office, table: str, kind: str = "edit", **values: Any) -> None:
    office.write("Changed", [Edit(table, 1, values)], kind)


def test_nothing_changed_is_nothing(office: Office) -> None:
    assert since(office) == Since(MONDAY, MONDAY, (), ())


def test_a_date_that_moved_says_from_where_to_where_and_why(office: Office) -> None:
    edit(office, "actions", due_on=D(2026, 12, 10))
    assert words(office) == [("ACT-2026-001", "changed", "due date moved from 3 to 10 December 2026")]
    edit(office, "actions", due_on=D(2026, 11, 30), status="not_progressing", latest_update="No post yet")
    said = "due date moved back from 3 December 2026 to 30 November 2026, status from In progress to Not progressing"
    assert words(office) == [("ACT-2026-001", "changed", f"{said}, new words under latest update")]


def test_a_clock_that_was_extended_names_its_review_stage_and_reason(office: Office) -> None:
    line = {"review_id": 1, "kind": "extended", "stage": "Rapid review report", "due_before": D(2026, 12, 3),
            "due_after": D(2026, 12, 10), "reason": "Two chronologies\nare late", "agreed_by": "the Chair"}  # fmt: skip
    office.write("Extended", [Add("clock_changes", line)])
    ref = office.records("reviews")[0]["ref"]
    told = [one for one in since(office).told if one.register == "clock_changes"]
    assert [(one.ref, one.title, one.kind) for one in told] == [(ref, "Rapid review report", "new")]
    said = "due date moved from 3 to 10 December 2026, reason: Two chronologies are late, agreed by the Chair"
    assert told[0].words == said


def test_new_records_decisions_scores_and_what_was_closed(office: Office) -> None:
    police = office.lookup.agency("GMP")
    new = {"title": "Write to the courts", "lead_agency_id": police, "due_on": D(2027, 1, 5)}
    decision = {"review_id": 1, "decision": "Hold a review", "decided_on": D(2026, 11, 24), "reasons": "Both are met"}
    changes: list[Change] = [
        Add("actions", new),
        Add("decisions", decision),
        Edit("risks", 1, {"residual_likelihood": 4}),
    ]
    office.write("Worked", [*changes, Edit("learning", 1, {"closed_on": D(2026, 11, 24)})])
    ref = office.records("reviews")[0]["ref"]
    assert words(office) == [
        (ref, "new", "decided, decided 24 November 2026, reasons: Both are met"),
        ("ACT-2027-001", "new", "new, Greater Manchester Police, due date 5 January 2027"),
        ("RSK-2026-001", "changed", "score up from 9 to 12"),
        ("LP-2026-001", "closed", "closed 24 November 2026"),
    ]


def test_what_was_undone_or_put_back_is_not_told(office: Office) -> None:
    edit(office, "actions", due_on=D(2026, 12, 10))
    office.undo()
    office.write("Added", [Add("actions", {"title": "By mistake"})])
    office.undo()
    edit(office, "risks", title="Other words")
    edit(office, "risks", title="Empty posts")
    office.write("Binned", [Bin("learning", 1)])
    office.write("Taken back", [Unbin("learning", 1)])
    assert words(office) == []


def test_what_went_into_the_bin_and_out_of_it_again(office: Office) -> None:
    office.write("Binned", [Bin("actions", 1)])
    assert words(office) == [("ACT-2026-001", "removed", "taken out")]


def test_an_import_is_told_as_one_and_what_a_person_touched_since_by_itself(office: Office) -> None:
    rows: list[Change] = [Add("actions", {"title": f"Action {number}"}) for number in range(3)]
    office.write("Imported 4 rows from “plan.xlsx”", [*rows, Edit("actions", 1, {"status": "complete"})], "import")
    office.write("Changed", [Edit("actions", 2, {"due_on": D(2027, 2, 1)})])
    found = since(office)
    assert [(one.words, dict(one.new), dict(one.changed)) for one in found.brought] == [
        ("Imported 4 rows from “plan.xlsx”", {"actions": 2}, {"actions": ("ACT-2026-001",)})
    ]
    assert [(one.ref, one.words) for one in found.told] == [("ACT-2026-002", "new, due date 1 February 2027")]


def test_an_import_that_was_undone_is_not_told_and_one_done_again_is(office: Office) -> None:
    office.write("Imported", [Edit("actions", 1, {"status": "complete"})], "import")
    office.undo()
    assert since(office).brought == ()
    office.redo()
    assert [one.changed for one in since(office).brought] == [{"actions": ("ACT-2026-001",)}]


def test_what_a_second_import_brought_is_not_told_of_the_first_that_was_undone(office: Office) -> None:
    office.write("Imported the old plan", [Edit("actions", 1, {"status": "complete"})], "import")
    office.undo()
    office.write("Imported the new plan", [Edit("actions", 1, {"percent": 80})], "import")
    assert [one.words for one in since(office).brought] == ["Imported the new plan"]


def test_an_office_that_is_younger_than_the_day_says_when_its_journal_begins(office: Office) -> None:
    found = changes_since(office, D(2026, 10, 1))
    assert found.begins == MONDAY
    assert {one.kind for one in found.told} == {"new"}
    assert len(found.told) == 4


def test_long_and_hostile_words_are_cut_to_one_line(office: Office) -> None:
    edit(office, "reviews", pseudonym="=cmd|' /C calc'!A0\n" * 900, extension_reason="x" * 40_000)
    told = since(office).told[0]
    assert "\n" not in told.words + told.title
    assert len(told.words) < 600


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in HIDDEN}


def differences(then: list[Mapping[str, Any]], now: list[Mapping[str, Any]]) -> dict[int, tuple[Any, Any]]:
    """By number, the rows then and now of every record that is not the same."""
    before, after = (
        {row["id"]: {k: v for k, v in row.items() if k not in HIDDEN} for row in rows} for rows in (then, now)
    )
    return {
        number: (before.get(number), after.get(number))
        for number in before.keys() | after.keys()
        if before.get(number) != after.get(number)
    }


class DeskOverDays(Desk):
    """An officer who does anything, undoes it, does it again, and goes home in between."""

    def __init__(self) -> None:
        super().__init__()
        self.office.close()
        self.clock = Turning()
        folder = tempfile.mkdtemp(dir=self._folder.name)
        self.office = create_office(Path(folder) / "days.lif", PROFILES, "stockport", "Ann", self.clock)
        self.start = {}

    @rule()
    def close_and_open(self) -> None:
        """Nothing: the clock is kept by this machine."""

    @rule()
    def sleep(self) -> None:
        self.clock.turn(days=1)

    @rule(title=st.text(max_size=5), day=DAYS)
    def import_action(self, title: str, day: dt.date | None) -> None:
        self.did(self.office.write("Imported", [Add("actions", {"title": title, "due_on": day})], "import"))

    @rule(pick=st.integers(0, 9), bins=st.booleans())
    def bin_or_edit(self, pick: int, bins: bool) -> None:
        if row := self.some("actions", pick):
            change = Bin("actions", row["id"]) if bins else Edit("actions", row["id"], {"percent": pick})
            self.did(self.office.write("Changed an action", [change]))

    @invariant()
    def the_net_change_is_the_difference_of_then_and_now(self) -> None:
        today = self.clock.at.date()
        for back in range(1, 4):
            day = today - dt.timedelta(days=back)
            for key in ("reviews", "actions", "learning"):
                wanted = differences(self.office.as_it_stood(key, day), self.office.as_it_stood(key, today))
                nets = self.office.read(partial(net_changes, own=register(key), moment=end_of(day)))
                found = {
                    number: tuple(None if row is None else told(row) for row in (net.before, net.after))
                    for number, net in nets.items()
                }
                assert found == wanted
            assert {one.register for one in changes_since(self.office, day).told} <= set(TOLD)

    def teardown(self) -> None:
        self.office.close()
        self._folder.cleanup()


TestDeskOverDays = DeskOverDays.TestCase
TestDeskOverDays.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
