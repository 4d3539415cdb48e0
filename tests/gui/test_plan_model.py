"""The models of the import: the plan as a table, and the first rows of a sheet."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_check import CheckPane
from lif_desktop.gui.import_columns import KEPT, ColumnsPane, samples
from lif_desktop.gui.import_preview import FIRST_ROWS, RawModel, RawPreview
from lif_desktop.gui.import_result import ResultPane
from lif_desktop.gui.plan_model import ACTION_ROLE, CELL_ROLE, LEAD, PlanModel, said
from lif_desktop.gui.plan_view import PlanView
from lif_desktop.gui.step_strip import StepStrip
from lif_desktop.gui.worker import Runner
from lif_desktop.office import Office
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import Plan, PlannedCell
from lif_desktop.sheets.raw import RawBook, RawSheet
from tests.gui.made_up_office import make_office

ROLE = Qt.ItemDataRole
HEADINGS = ("Ref", "Action required", "Lead agency", "Due date", "Ward sister told")
ROUTE = "Agree one escalation route for unexplained injuries in babies"
ROWS = (
    HEADINGS,
    ("ACT-2026-001", ROUTE, "Stockport NHS FT", dt.date(2026, 11, 30), "yes"),
    ("ACT-2026-002", "Brief health visitors on was-not-brought", None, None, None),
    (None, "Write a leaflet", "GMP", "31/02/2026", None),
    (None, "Train receptionists", "GMP", "15/01/2027", None),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def plan(office: Office) -> Plan:
    return make_plan(office, book(), "actions")


def book(rows: tuple[tuple[object, ...], ...] = ROWS) -> RawBook:
    sheet = RawSheet("Log", rows)  # type: ignore[arg-type]
    return RawBook(path=Path("Log.xlsx"), sha256="0" * 64, kind="xlsx", sheets=(sheet,))


def result_pane(office: Office, qtbot: QtBot) -> ResultPane:
    owner = QWidget()
    qtbot.addWidget(owner)
    return ResultPane(office, Runner(owner, crashed), owner)


def crashed(error: BaseException) -> None:
    raise error


# ------------------------------------------------------------------------------------------------ the plan as a table


def test_the_model_keeps_qts_rules(plan: Plan, qtmodeltester: ModelTester) -> None:
    model = PlanModel()
    qtmodeltester.check(model)
    model.show_plan(plan)
    qtmodeltester.check(model)
    model.show_kinds(["add", "held"])
    qtmodeltester.check(model)


def test_rows_say_what_they_do(plan: Plan) -> None:
    model = PlanModel()
    model.show_plan(plan)
    actions = [model.index(row, 0).data(ACTION_ROLE) for row in range(model.rowCount())]
    assert actions == ["change", "same", "held", "add"]
    assert [model.index(row, 1).data() for row in range(4)] == ["2", "3", "4", "5"]
    assert [model.index(row, 2).data() for row in range(4)] == ["ACT-2026-001", "ACT-2026-002", "", "new"]
    assert model.index(2, 0).data(ROLE.AccessibleTextRole).startswith("! Held back: “31/02/2026”")


def test_headings_name_the_field_and_the_column_of_the_file(plan: Plan) -> None:
    model = PlanModel()
    model.show_plan(plan)
    across = Qt.Orientation.Horizontal
    heads = [model.headerData(at, across) for at in range(model.columnCount())]
    assert heads == [
        "What it does", "Row", "Record", "Reference", "Action", "Lead agency", "Due", "Ward sister told",
    ]  # fmt: skip
    assert model.headerData(LEAD + 3, across, ROLE.ToolTipRole) == "“Due date” in the file"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def going_in(model: PlanModel) -> int:
    going = model.going()
    return going["add"] + going["change"]


def test_ticks_of_rows_that_do_something(plan: Plan, qtbot: QtBot) -> None:
    model = PlanModel()
    model.show_plan(plan)
    first, held = model.index(0, 0), model.index(2, 0)
    assert first.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not held.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(held, Qt.CheckState.Unchecked, ROLE.CheckStateRole)
    with qtbot.waitSignal(model.ticked):
        assert model.setData(first, Qt.CheckState.Unchecked, ROLE.CheckStateRole)
    assert (going_in(model), model.skipped) == (1, {2})
    assert model.setData(first, Qt.CheckState.Checked, ROLE.CheckStateRole)
    assert going_in(model) == 2
    assert not model.setData(first, "x", ROLE.EditRole)


def test_tick_none_and_all_touch_only_the_rows_shown(plan: Plan) -> None:
    model = PlanModel()
    model.show_plan(plan)
    model.show_kinds(["add"])
    model.tick_all(False)
    assert model.skipped == {5}
    model.show_kinds(["add", "change"])
    model.tick_all(False)
    assert going_in(model) == 0
    model.tick_all(True)
    assert going_in(model) == 2


def test_ticks_are_kept_over_a_mended_plan_and_not_over_another(plan: Plan) -> None:
    model = PlanModel()
    model.show_plan(plan)
    model.setData(model.index(0, 0), Qt.CheckState.Unchecked, ROLE.CheckStateRole)
    model.show_plan(plan, keep_ticks=True)
    assert model.skipped == {2}
    model.show_plan(plan)
    assert model.skipped == set()


def test_the_next_problem_and_where_there_is_none(plan: Plan) -> None:
    model = PlanModel()
    assert model.next_problem(0, 0) is None
    model.show_plan(plan)
    assert model.next_problem(0, 0) == (2, LEAD + 3)
    assert model.next_problem(2, LEAD + 3) == (2, LEAD + 3)
    model.show_kinds(["add"])
    assert model.next_problem(0, 0) is None


def test_cells_without_a_place_say_nothing(plan: Plan) -> None:
    model = PlanModel()
    model.show_plan(plan)
    assert model.data(QModelIndex()) is None
    assert model.row_of(99) == -1
    assert isinstance(model.index(0, LEAD).data(CELL_ROLE), PlannedCell)
    assert model.facts is not None
    assert model.facts.changed == {3}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("add", "Due: 5 May 2026"),
        ("change", "Due: was 4 May 2026, becomes 5 May 2026"),
        ("same", "Due: 5/5/26, unchanged"),
        ("blank", "Due: empty in the file, 4 May 2026 stays"),
        ("problem", "Due, D4: held back. Type it again."),
        ("not read", "Due: worked out by the program, not read back"),
    ],
)
def test_what_becomes_of_a_cell_is_said_in_words(state: str, words: str) -> None:
    values = ("Due", "due_on", "D4", "5/5/26", "4 May 2026", "5 May 2026", state, "Type it again.")
    cell = PlannedCell(*values)  # type: ignore[arg-type]
    assert said(cell) == words


def test_a_text_with_stops_of_its_own_stands_in_quotation_marks() -> None:
    cell = PlannedCell(
        "Update", "progress", "E4", "As agreed.", "The lead has left; a new one comes.", "As agreed.", "change"
    )
    assert said(cell) == "Update: was “The lead has left; a new one comes.”, becomes “As agreed.”"
    assert said(cell, tick=False) == ("Update: “As agreed.” is left out, “The lead has left; a new one comes.” stays")


def test_a_plan_of_many_rows_fits_its_columns(plan: Plan, qtbot: QtBot) -> None:
    model = PlanModel()
    view = PlanView(model)
    qtbot.addWidget(view)
    model.show_plan(plan)
    assert view.columnWidth(LEAD + 3) > view.columnWidth(LEAD + 4)


# -------------------------------------------------------------------------------------- check, columns, result


def test_a_row_that_changes_says_all_its_changes(plan: Plan, qtbot: QtBot) -> None:
    pane = CheckPane()
    qtbot.addWidget(pane)
    pane.show_plan(plan)
    assert pane.place.words.text() == (
        "Row 2, ACT-2026-001: changed. Due date: was 18 November 2026, becomes 30 November 2026. "
        "Ward sister told: was empty, becomes yes."
    )
    pane.view.go(2, 0)
    assert pane.place.words.text().startswith("Row 4: held back. “31/02/2026” was read as day 31")
    assert pane.place.line.isHidden()
    pane.view.go(2, LEAD + 3)
    assert not pane.place.line.isHidden()


def test_things_to_know_are_shown_when_asked_for(plan: Plan, qtbot: QtBot) -> None:
    pane = CheckPane()
    qtbot.addWidget(pane)
    pane.show_plan(plan)
    assert pane.notices.isHidden()
    pane.notices_button.setChecked(True)
    assert pane.notices.isHidden() != bool(plan.notices) or not plan.notices


def test_samples_are_the_first_different_values(office: Office) -> None:
    rows = (HEADINGS, *(((None, f"Title {n % 2}" + " long" * 20, None, None, None)) for n in range(6)))
    made = make_plan(office, book(rows), "actions")
    words = samples(made, 1)
    assert words.count(";") == 1
    assert words.startswith("Title 0 long")
    assert "…" in words
    assert samples(made, 4) == "empty"


def test_a_column_of_our_own_tracker_that_is_worked_out_cannot_be_sent_elsewhere(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    from lif_desktop.sheets.tracker import write_tracker

    path = tmp_path / "Actions tracker.xlsx"
    write_tracker(office, "actions", path)
    pane = ColumnsPane()
    qtbot.addWidget(pane)
    pane.show_plan(make_plan(office, path, "actions"))
    state = next(line for line in pane.lines if line.column.heading == "State")
    assert not state.box.isEnabled()
    assert state.how.text() == "worked out by the program, not read back"
    assert pane.choices() == {}
    assert pane.problems() == []


def test_every_field_and_keeping_is_offered_for_a_column(plan: Plan, qtbot: QtBot) -> None:
    pane = ColumnsPane()
    qtbot.addWidget(pane)
    pane.show_plan(plan)
    box = pane.lines[0].box
    assert box.itemText(0) == KEPT
    assert box.count() == 1 + len(plan.register.fields)
    assert pane.missing() == []


def test_a_result_without_a_change_says_so(plan: Plan, office: Office, qtbot: QtBot) -> None:
    pane = result_pane(office, qtbot)
    pane.show_result(plan, None, 0)
    assert pane.heading.text() == "Nothing was written"
    assert pane.undo_button.isHidden()
    assert "says what the office says already" in pane.words.text()


def test_an_import_that_was_undone_elsewhere_says_so(plan: Plan, office: Office, qtbot: QtBot) -> None:
    from lif_desktop.sheets.apply import apply

    pane = result_pane(office, qtbot)
    batch = apply(office, plan)
    pane.show_result(plan, batch, 0)
    office.undo()
    pane.undo_button.click()
    pane.runner.wait()
    assert pane.report.heading.text() == "That has been undone already."


def test_the_strip_ticks_the_steps_gone_by(qtbot: QtBot) -> None:
    strip = StepStrip(("One", "Two", "Three"))
    qtbot.addWidget(strip)
    strip.show_step(1)
    assert [words.text() for words in strip.words] == ["✓ One", "2  Two", "3  Three"]
    assert strip.words[1].accessibleName() == "Step 2, Two, now"
    strip.show_step(2)
    assert len(strip.words) == 3


# ------------------------------------------------------------------------------------------------ the preview


def test_the_preview_keeps_qts_rules_and_shows_the_first_rows(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model = RawModel(owner)
    qtmodeltester.check(model)
    model.show_sheet(RawSheet("Many", tuple((f"row {n}", n) for n in range(500))), 3)
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (FIRST_ROWS, 2)
    assert model.headerData(27, Qt.Orientation.Horizontal) == "AB"
    assert model.headerData(0, Qt.Orientation.Vertical) == 1
    assert model.index(2, 0).data(ROLE.FontRole).bold() or model.index(2, 0).data(ROLE.FontRole).weight() > 400
    assert model.index(1, 0).data(ROLE.FontRole) is None
    assert model.index(1, 1).data() == "1"


def test_enter_on_a_row_chooses_it_as_headings(qtbot: QtBot) -> None:
    preview = RawPreview()
    qtbot.addWidget(preview)
    preview.show_sheet(RawSheet("One", (("a",), ("b",), ("c",))), 1)
    chosen: list[int] = []
    preview.row_chosen.connect(chosen.append)
    QTest.keyClick(preview, Qt.Key.Key_Return)
    preview.setCurrentIndex(preview.raw.index(2, 0))
    QTest.keyClick(preview, Qt.Key.Key_Return)
    assert chosen == [3]


def test_the_words_of_a_group_are_no_cell_to_type_in(office: Office) -> None:
    headings = (*HEADINGS[:4], None)
    grouped = book(
        (headings, ("Police", *[None] * 4), ("G1", "Write", "GMP", None, None), ("G2", "Tell", "GMP", None, None))
    )
    model = PlanModel()
    model.show_plan(make_plan(office, grouped, "actions"))
    last = model.columnCount() - 1

    flags = [model.index(0, column).flags() for column in (last - 1, last)]
    assert model.index(0, last).data() == "Police"
    assert [bool(one & Qt.ItemFlag.ItemIsEditable) for one in flags] == [True, False]
