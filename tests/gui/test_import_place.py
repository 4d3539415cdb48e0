"""Leaving things out at the check of an import: a cell that cannot be read, a row without a tick, a row not chosen."""

from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_wizard import CHECK, RESULT, ImportWizard
from lif_desktop.gui.plan_model import LEAD
from lif_desktop.gui.plan_ticks import for_agency
from lif_desktop.office import Office
from lif_desktop.office.imports import imports
from tests.gui.made_up_office import make_office
from tests.gui.wizard_steps import ROWS, column, forward, opened, press, settle, workbook

LEFT = Qt.MouseButton.LeftButton
TWINS = (
    ("A056", "Agree the prompts", "GMP", "15/01/2027", "Not started", None),
    ("A056", "Refresh the template", "GMP", "15/02/2027", "Not started", None),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def at_check(qtbot: QtBot, office: Office, path: Path) -> ImportWizard:
    wizard = opened(qtbot, office, path)
    forward(wizard, CHECK)
    return wizard


def on(wizard: ImportWizard, row: int, label: str) -> None:
    wizard.check.view.go(row, column(wizard, label))
    wizard.check.view.setFocus()


def choose(wizard: ImportWizard, words: str) -> None:
    """Answer the first question with the entry that begins with `words`."""
    box = wizard.check.questions.first()
    assert isinstance(box, QComboBox)
    at = next(at for at in range(box.count()) if box.itemText(at).startswith(words))
    box.setCurrentIndex(at)
    box.activated.emit(at)
    settle(wizard)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_cell_that_cannot_be_read_is_left_out_and_its_row_goes_in(
    qtbot: QtBot, office: Office, tmp_path: Path, by_key: bool
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    place = wizard.check.place
    on(wizard, 2, "Due")
    assert place.turn_button.text() == "Leave this cell out"
    if by_key:
        QTest.keyClick(wizard.check.view, Qt.Key.Key_Space)
        settle(wizard)
    else:
        press(wizard, place.turn_button)
    assert wizard.check.model.row_at(2).action == "add"
    assert place.words.text() == "Row 6. Due date: left out by you. The file says “31/02/2026”."
    assert place.back_link.isVisible()
    forward(wizard, RESULT)
    assert {row["title"]: row["due_on"] for row in office.records("actions")}["Write a bruising leaflet"] is None


def test_a_cell_that_each_record_must_have_cannot_be_left_out(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [("ACT-2026-003", "=NOSUCH()", "GMP", "15/01/2027", "Not started", None)]
    path = workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    book["Action log"]["B4"].value, book["Action log"]["B4"].data_type = "#NAME?", "e"
    book.save(path)
    wizard = at_check(qtbot, office, path)
    on(wizard, 0, "Action")
    model = wizard.check.model
    assert model.cells_at(0)[column(wizard, "Action") - LEAD].state == "problem"
    assert not model.can_leave_out(0, column(wizard, "Action"))
    assert wizard.check.place.turn_button.isHidden()


def test_a_row_without_a_tick_says_so(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    wizard.check.view.go(3, 0)
    assert wizard.check.place.words.text() == "Row 7: added."
    press(wizard, wizard.check.place.turn_button)
    assert wizard.check.place.words.text() == "Row 7: left out by you."


def test_a_row_that_was_not_chosen_is_named_and_not_lost_in_silence(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path, TWINS))
    assert next(iter(wizard.check.questions.fields.values())).accessibleName() == (
        "Rows 4 and 5 have the same reference A056. Which is right? The others are left out."
    )
    choose(wizard, "Row 4")
    assert wizard.check.going.text().endswith("1 left out is not kept: another row was chosen.")
    forward(wizard, RESULT)
    said = wizard.outcome.words.text()
    assert "Row 5 was left out, because you chose another row instead." in said
    assert wizard.outcome.held_heading.isHidden()
    assert wizard.after._plan is not None
    assert [row.number for row in for_agency(wizard.after._plan).rows] == [4]


def test_both_of_two_rows_with_one_reference_go_in_when_it_is_left_out_of_one(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path, TWINS))
    on(wizard, 1, "Reference")
    press(wizard, wizard.check.place.turn_button)
    assert wizard.next.text() == "&Import 2 rows"
    forward(wizard, RESULT)
    assert {"Agree the prompts", "Refresh the template"} <= {row["title"] for row in office.records("actions")}


def test_a_word_that_is_no_date_is_answered_once_for_all_rows(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [(None, f"Action {n}", "GMP", "To be confirmed", "Not started", None) for n in range(3)]
    wizard = at_check(qtbot, office, workbook(tmp_path, rows))
    box = wizard.check.questions.first()
    assert isinstance(box, QComboBox)
    assert box.accessibleName() == "Due: “To be confirmed” is no date (3 rows)."
    assert box.count() == 2
    choose(wizard, "Leave the cell out")
    assert wizard.next.text() == "&Import 3 rows"


def test_an_import_that_was_undone_is_checked_again_with_all_that_was_decided(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path, TWINS))
    choose(wizard, "Row 4")
    wizard.check.view.go(0, column(wizard, "Due"))
    press(wizard, wizard.check.place.turn_button)
    forward(wizard, RESULT)
    outcome = wizard.outcome
    assert outcome.check_link.isHidden()
    press(wizard, outcome.undo_button)
    press(wizard, outcome.check_link)
    assert (wizard.step(), wizard.next.text()) == (CHECK, "&Import 1 row")
    assert wizard.check.model.ticks.skip_cells == {(4, 3)}
    assert wizard.check.questions.heading.text().startswith("Every question is answered")
    forward(wizard, RESULT)
    assert outcome.undo_button.isEnabled()
    assert outcome.check_link.isHidden()
    assert {row["title"]: row["due_on"] for row in office.records("actions")}["Agree the prompts"] is None


def test_the_agency_is_not_told_of_rows_held_back_by_hand(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    wizard.check.view.go(3, 0)
    QTest.mouseClick(wizard.check.place.hold_link, LEFT)
    forward(wizard, RESULT)
    assert "Held back by hand" in wizard.outcome.held.text()
    assert [one["row"] for one in office.read(imports)[0].held_back] == [6, 7, 8]
    made = tmp_path / "out.xlsx"
    wizard.after._with_plan(lambda plan: wizard.after.mending.workbook(plan, made))
    settle(wizard)
    assert [row[0] for row in openpyxl.load_workbook(made)["Action log"].iter_rows(min_row=2, values_only=True)] == [
        6,
        8,
    ]
    mail = tmp_path / "out.eml"
    wizard.after._with_plan(lambda plan: wizard.after.mending.draft(plan, mail))
    settle(wizard)
    draft = message_from_bytes(mail.read_bytes())
    assert str(draft["Subject"]).startswith("2 rows to put right")


def test_nothing_goes_back_to_the_agency_where_all_was_held_back_by_hand(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path, ROWS[3:4]))
    wizard.check.view.go(0, 0)
    QTest.mouseClick(wizard.check.place.hold_link, LEFT)
    forward(wizard, RESULT)
    outcome = wizard.outcome
    assert outcome.right_button.isVisible()
    assert outcome.workbook_button.isHidden()
    assert outcome.draft_button.isHidden()
