"""How typed and pasted cells go into the office, and what is remembered of a table."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.cells import CellChange
from lif_desktop.gui.office_cells import OfficeCells, Refusal
from lif_desktop.gui.table_memory import ColumnMenu, Kept, keep, recall, turned
from lif_desktop.gui.undo_report import UndoReportBox, group_words, line_words
from lif_desktop.office import Batch, Bin, Office, UndoReport, open_office
from lif_desktop.office.listing import extra_field
from lif_desktop.office.undo import UndoLine
from lif_desktop.places import resources
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from tests.gui.made_up_office import make_office

ACTIONS = register("actions")
DUE, AGENCY, REVIEW, TITLE = (ACTIONS.field(key) for key in ("due_on", "lead_agency_id", "review_id", "title"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


class Heard:
    """Cells of the actions, with what they told."""

    def __init__(self, office: Office, key: str = "actions", more: Sequence[Field] = ()) -> None:
        self.office, self.key = office, key
        self.batches: list[Batch] = []
        self.refusals: list[Refusal] = []
        own = register(key)
        columns = [*own.columns("table"), *more]
        self.cells = OfficeCells(office, own, columns, self.batches.append, self.refusals.append)
        self.take()

    def take(self) -> tuple[list[int], list[tuple[object, ...]]]:
        return self.cells.take(self.office.rows(self.key), self.office.extras(self.key))


def test_one_cell_is_one_change_with_its_name(office: Office) -> None:
    heard = Heard(office)
    assert heard.cells.commit(2, DUE, "+5wd") is None
    assert office.record("actions", 2)["due_on"] == dt.date(2026, 11, 30)
    assert [batch.words for batch in heard.batches] == ["Changed Due of ACT-2026-002"]


def test_the_same_value_is_no_change(office: Office) -> None:
    heard = Heard(office)
    assert heard.cells.commit(2, DUE, "18 December 2026") is None
    assert heard.batches == []


def test_a_link_is_read_by_its_reference_whatever_title_stands_beside_it(office: Office) -> None:
    heard = Heard(office)
    assert heard.cells.commit(2, REVIEW, "SAR-2026-001 · Adult Hazel") is None
    assert office.record("actions", 2)["review_id"] == 2
    assert "Nothing in the register" in str(heard.cells.commit(2, REVIEW, "RR-1999-001"))


def test_a_record_changed_elsewhere_is_not_written_over(office: Office) -> None:
    heard = Heard(office)
    office.write("Elsewhere", office.changes_for("actions", 2, {"priority": "high"}))
    sentence = heard.cells.commit(2, DUE, "1/1/2027")
    assert sentence
    assert office.record("actions", 2)["due_on"] == dt.date(2026, 12, 18)
    heard.take()
    assert heard.cells.commit(2, DUE, "1/1/2027") is None


def test_several_cells_of_one_record_are_one_edit(office: Office) -> None:
    heard = Heard(office)
    changes = [CellChange(2, DUE, "1/1/2027"), CellChange(2, AGENCY, "GMP"), CellChange(3, DUE, "2/1/2027")]
    assert heard.cells.commit_block(changes, "Paste 3 cells") == {}
    assert len(heard.batches) == 1
    assert office.history("actions", 2)[0].batch.words == "Pasted 3 cells into actions"
    assert (office.record("actions", 2)["lead_agency_id"], office.record("actions", 3)["due_on"].day) == (3, 2)


@pytest.mark.parametrize(
    ("asked", "done"),
    [
        ("Fill 2 cells", "Filled 2 cells in actions"),
        ("Cut 2 cells", "Cut 2 cells in actions"),
        ("Today in 2 cells", "Put today into 2 cells of actions"),
        ("Something 2 cells", "Changed 2 cells in actions"),
    ],
)
def test_changes_of_many_cells_have_their_words(office: Office, asked: str, done: str) -> None:
    heard = Heard(office)
    heard.cells.commit_block([CellChange(2, DUE, "1/1/2027"), CellChange(3, DUE, "1/1/2027")], asked)
    assert [batch.words for batch in heard.batches] == [done]


def test_a_block_with_a_problem_is_refused_whole_until_it_is_agreed(office: Office) -> None:
    heard = Heard(office)
    changes = [CellChange(2, DUE, "1/1/2027"), CellChange(3, DUE, "tbc")]
    assert heard.cells.commit_block(changes, "Paste 2 cells") == {}
    assert heard.batches == []
    [refusal] = heard.refusals
    assert (refusal.good, list(refusal.problems)) == (1, [(3, "due_on")])
    found = []
    heard.cells.agree(refusal, lambda some, words: found.append(heard.cells.commit_block(some, words)))
    assert [batch.words for batch in heard.batches] == ["Pasted 1 cell into actions"]
    assert list(found[0]) == [(3, "due_on")]
    heard.cells.commit_block(changes, "Paste 2 cells")
    assert len(heard.refusals) == 2


def test_a_needed_cell_and_a_name_that_is_taken(office: Office) -> None:
    assert Heard(office).cells.commit(2, TITLE, "  ") == "Enter the action. It cannot be empty."
    agencies = Heard(office, "agencies")
    name = register("agencies").field("name")
    assert "is there already" in str(agencies.cells.commit(2, name, "Greater Manchester Police"))
    assert agencies.cells.commit(3, name, "Greater Manchester Police") is None
    office.write("Bin", [Bin("agencies", 3)])
    agencies.take()
    assert "in the bin" in str(agencies.cells.commit(2, name, "Greater Manchester Police"))


def test_what_is_closed_cannot_be_written(office: Office) -> None:
    heard = Heard(office)
    heard.cells.closed = "This lies in the bin."
    assert heard.cells.commit(2, DUE, "1/1/2027") == "This lies in the bin."


def test_columns_of_spreadsheets_are_shown_and_written_beside_the_others(office: Office) -> None:
    ward = extra_field("Ward")
    heard = Heard(office, "reviews", [ward])
    ids, table = heard.take()
    at = len(heard.cells.columns) - 1
    assert {number: row[at] for number, row in zip(ids, table, strict=True)}[3] == "Bramhall North"
    assert heard.cells.commit(3, ward, "Cheadle") is None
    assert heard.cells.commit(4, ward, "Hazel Grove") is None
    assert office.record("reviews", 3)["extra"] == {"Ward": "Cheadle", "Social worker told": "yes, by phone"}
    assert office.record("reviews", 4)["extra"] == {"Ward": "Hazel Grove"}


def test_rows_are_added_all_or_none(office: Office) -> None:
    heard = Heard(office)
    before = len(office.records("actions"))
    said = heard.cells.add_rows([{"title": "One"}, {"title": "Two", "due_on": "tbc"}, {"due_on": "1/1/2027"}])
    assert [words.split(":")[0] for words in said] == ["Row 2, due", "Row 3, action"]
    assert len(office.records("actions")) == before
    assert heard.cells.add_rows([{"title": "One"}, {"title": "Two", "due_on": "1/1/2027"}]) == []
    assert [batch.words for batch in heard.batches] == ["Added 2 actions by pasting"]


def test_presets_go_into_new_rows(office: Office) -> None:
    heard = Heard(office, "returns")
    heard.cells.presets = {"review_id": 3}
    assert heard.cells.add_rows([{"kind": "IMR", "agency_id": "GMP"}]) == []
    assert office.records("returns")[-1]["review_id"] == 3


def test_lists_are_offered_for_lists_only(office: Office) -> None:
    choices = Heard(office).cells.ways().choices
    assert choices is not None
    assert "Greater Manchester Police" in choices(AGENCY)
    assert choices(REVIEW)[0].startswith("SAR-2026-002 · Adult Linden")
    assert list(choices(DUE)) == []


def test_nothing_can_be_typed_where_it_is_only_added_to_or_read(office: Office) -> None:
    assert Heard(office, "decisions").cells.ways().commit is None
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    assert Heard(reading).cells.ways().commit is None
    reading.close()


def test_dates_stand_in_their_short_form(office: Office) -> None:
    assert Heard(office).cells.words(DUE, dt.date(2026, 9, 30)) == "30 Sep 2026"


# ------------------------------------------------------------------------------------------------ memory of a table


def test_turning_columns_on_and_off() -> None:
    kept = Kept()
    without = turned(ACTIONS, kept, "state")
    assert without.less == ("state",)
    assert turned(ACTIONS, without, "state") == kept
    more = turned(ACTIONS, kept, "priority")
    assert more.more == ("priority",)
    assert turned(ACTIONS, more, "priority") == kept


def test_a_score_brings_its_rate_along_and_goes_with_it() -> None:
    own = register("training")
    without = turned(own, Kept(), "response_rate")
    both = turned(own, without, "satisfaction")
    assert (both.more, both.less) == (("satisfaction",), ())
    neither = turned(own, both, "response_rate")
    assert (neither.more, neither.less) == ((), ("response_rate",))
    pairs = turned(own, turned(own, Kept(), "knowledge_before"), "knowledge_after")
    assert pairs.more == ("knowledge_before", "matched_pairs", "knowledge_after")
    assert turned(own, pairs, "matched_pairs").more == ()
    assert turned(own, pairs, "knowledge_after").more == ("knowledge_before", "matched_pairs")


def test_what_is_kept_is_recalled_and_written_once(office: Office) -> None:
    kept = Kept(("priority", "extra:Ward"), ("state",), {"title": 300})
    before = len(office.batches())
    keep(office, ACTIONS, kept)
    keep(office, ACTIONS, kept)
    assert recall(office, ACTIONS) == kept
    assert len(office.batches()) == before + 1
    assert office.batches()[0].kind == "setting"
    undo = office.next_undo()
    assert undo is not None
    assert undo.kind != "setting"


def test_the_menu_of_columns_names_groups_and_ticks_what_is_shown(office: Office, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[str] = []
    menu = ColumnMenu(office, ACTIONS, Kept(("priority",), ("state",)), pressed.append, page)
    ticks = {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}
    assert ticks["State"] is False
    assert ticks["Due"] is True
    groups = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert list(groups) == ["The action", "Who and when", "Done and its effect"]
    inner = {action.text(): action for action in groups["The action"].actions()}
    assert inner["Priority"].isChecked()
    inner["Board"].trigger()
    assert pressed == ["board"]


# ------------------------------------------------------------------------------------------------ report of an undo


def test_lines_of_a_report_name_record_and_fields(office: Office) -> None:
    line = UndoLine("actions", 1, ("due_on", "version", "extra"))
    assert line_words(line, office) == "ACT-2026-001: Due, other columns"
    assert line_words(UndoLine("actions", 99), office) == "record 99"
    assert line_words(UndoLine("imported_files", 1), office) == "imported files"
    many = [UndoLine("actions", number) for number in range(90, 99)]
    assert group_words(many, office).endswith("and 3 more")


def test_a_report_says_why_something_could_not_be_put_back(office: Office, qtbot: QtBot) -> None:
    box = UndoReportBox(office)
    qtbot.addWidget(box)
    undone = office.batches()[0]
    lost = (UndoLine("actions", 99, (), "what it belonged to is gone"),)
    box.show_report(UndoReport(undone, None, (), (), lost))
    assert box.groups["could_not"].text() == "1 record: record 99 (what it belonged to is gone)"
    assert box.groups["put_back"].isHidden()
    box.say("There is nothing to undo.")
    assert box.heading.text() == "There is nothing to undo."
    assert all(words.isHidden() for words in box.groups.values())
