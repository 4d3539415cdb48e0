"""Check and fix: typing into cells, ticks by cell, what is asked, rows held by hand, and leaving half way."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_dates import DateOrder
from lif_desktop.gui.import_questions import CHOOSE, LEAVE_OUT
from lif_desktop.gui.import_wizard import CHECK, COLUMNS, FILE, RESULT, SHEET, ImportWizard
from lif_desktop.gui.messages import Message
from lif_desktop.gui.plan_model import CELL_ROLE, LEAD
from lif_desktop.gui.plan_paint import tick_place
from lif_desktop.office import Office
from lif_desktop.office.imports import imports
from tests.gui.made_up_office import add, make_office
from tests.gui.windows import choose_file, the_only
from tests.gui.wizard_steps import HEADINGS, ROUTE, ROWS, column, forward, opened, press, problems, settle, workbook
from tests.sheets.making_returns import POLICE, agency, fill, update

Keys = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def at_check(qtbot: QtBot, office: Office, path: Path) -> ImportWizard:
    wizard = opened(qtbot, office, path)
    forward(wizard, CHECK)
    return wizard


def go(wizard: ImportWizard, row: int, label: str) -> None:
    wizard.check.view.go(row, column(wizard, label))
    wizard.check.view.setFocus()


def editor(wizard: ImportWizard) -> QLineEdit:
    return wizard.check.view.viewport().findChildren(QLineEdit)[-1]


def due_dates(office: Office) -> dict[str, object]:
    return {record["title"]: record["due_on"] for record in office.records("actions")}


# ------------------------------------------------------------------------------------------------ typing into cells


def test_f2_types_into_a_cell_and_its_row_goes_in(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 2, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_F2)
    assert editor(wizard).text() == "31/02/2026"
    QTest.keyClicks(editor(wizard), "28/02/2027")
    QTest.keyClick(editor(wizard), Keys.Key_Return)
    settle(wizard)
    assert wizard.check.model.row_at(2).action == "add"
    assert wizard.check.view.currentIndex().column() == column(wizard, "Due")
    assert "the file says “31/02/2026”" in wizard.check.place.words.text()
    forward(wizard, RESULT)
    assert due_dates(office)["Write a bruising leaflet"] == dt.date(2027, 2, 28)


def test_typing_begins_in_the_cell_and_escape_leaves_it_as_it_was(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 3, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_1)
    assert editor(wizard).text() == "1"
    QTest.keyClick(editor(wizard), Keys.Key_Escape)
    assert wizard.isVisible()
    assert wizard.planning.decisions.work() == 0
    assert wizard.check.view.currentIndex().data() == "15 January 2027"


def test_a_cell_shows_what_was_typed_until_it_is_read(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 2, "Due")
    index = wizard.check.view.currentIndex()
    assert wizard.check.model.setData(index, "1/3/27")
    assert index.data() == "1/3/27"
    assert not wizard.next.isEnabled()
    settle(wizard)
    assert wizard.check.model.index(2, index.column()).data() == "1 March 2027"
    assert wizard.next.isEnabled()


def test_a_plan_made_meanwhile_takes_nothing_from_a_cell_that_is_typed_into(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 2, "Due")
    wizard.check.model.setData(wizard.check.view.currentIndex(), "1/3/27")
    go(wizard, 4, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_F2)
    QTest.keyClicks(editor(wizard), "2/3/2")
    wizard.runner.wait()
    QApplication.processEvents()
    assert editor(wizard).text() == "2/3/2"
    QTest.keyClicks(editor(wizard), "7")
    QTest.keyClick(editor(wizard), Keys.Key_Return)
    settle(wizard)
    model, due = wizard.check.model, column(wizard, "Due")
    assert [model.index(row, due).data() for row in (2, 4)] == ["1 March 2027", "2/3/27"]
    assert wizard.planning.decisions.fixes == {(6, 4): "1/3/27", (8, 4): "2/3/27"}


def test_what_is_being_typed_is_read_before_anything_is_imported(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 2, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_F2)
    QTest.keyClicks(editor(wizard), "1/3/27")
    wizard.next.click()  # as Alt+I does, which leaves the cursor in the cell
    settle(wizard)
    assert (wizard.step(), wizard.next.text()) == (CHECK, "&Import 3 rows")
    wizard.check.next_problem()
    line = wizard.check.place.line
    for key in ("Greater Manchester Police", "2/3/27"):
        line.selectAll()
        QTest.keyClicks(line, key)
        wizard.check.model.turn_row(0)
        assert line.text() == key
        press(wizard, wizard.next)
        assert wizard.step() == CHECK
        wizard.check.next_problem()
    forward(wizard, RESULT)
    assert due_dates(office)["Write a bruising leaflet"] == dt.date(2027, 3, 1)
    assert due_dates(office)["Review the letter"] == dt.date(2027, 3, 2)


def test_what_was_typed_beside_a_cell_is_read_when_the_cursor_goes_on(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    wizard.check.next_problem()
    wizard.check.place.line.selectAll()
    QTest.keyClicks(wizard.check.place.line, "1/3/27")
    wizard.check.next_problem()
    settle(wizard)
    assert wizard.planning.decisions.fixes == {(6, 4): "1/3/27"}
    assert wizard.check.place.line.text() == "Nobody at all"


def test_enter_goes_down_the_rows_and_imports_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 0, "Due")
    for row in (1, 2, 3, 4, 4):
        QTest.keyClick(wizard.check.view, Keys.Key_Return)
        settle(wizard)
        assert (wizard.step(), wizard.check.view.currentIndex().row()) == (CHECK, row)


def test_what_the_file_says_is_put_back(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 3, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_Delete)
    settle(wizard)
    assert wizard.check.model.row_at(3).raw[3] is None
    QTest.mouseClick(wizard.check.place.back_link, Qt.MouseButton.LeftButton)
    settle(wizard)
    assert wizard.check.view.currentIndex().data() == "15 January 2027"
    assert wizard.planning.decisions.work() == 0


# ------------------------------------------------------------------------------------------------ ticks by cell


def test_space_on_a_cell_leaves_that_cell_out(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 0, "Due")
    QTest.keyClick(wizard.check.view, Keys.Key_Space)
    assert "30 November 2026 is left out, 18 November 2026 stays" in wizard.check.place.words.text()
    assert wizard.check.place.turn_button.text() == "Take this cell in"
    forward(wizard, RESULT)
    record = office.record("actions", 1)
    assert record["due_on"] == dt.date(2026, 11, 18)
    assert record["extra"] == {"Ward sister told": "yes"}


def test_a_row_without_any_cell_left_does_not_count(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    for label in ("Due", "Ward sister told"):
        go(wizard, 0, label)
        QTest.mouseClick(wizard.check.place.turn_button, Qt.MouseButton.LeftButton)
    assert wizard.next.text() == "&Import 1 row"
    assert wizard.check.going.text().startswith("1 row goes in: 1 added, 0 changed.")
    forward(wizard, RESULT)
    assert office.read(imports)[0].changed == 0


def test_nothing_to_import_is_said(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path, ROWS[1:2]))
    assert wizard.check.going.text().startswith("Nothing goes in: every row says what the office says already")
    assert not wizard.next.isEnabled()


def test_a_press_on_the_tick_of_a_cell_turns_it(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    view, at = wizard.check.view, column(wizard, "Due")
    view.go(0, at)
    place = tick_place(view.visualRect(wizard.check.model.index(0, at))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wizard.check.model.ticks.skip_cells == {(4, at - LEAD)}


def test_what_each_record_must_have_has_no_tick(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 3, "Action")
    QTest.keyClick(wizard.check.view, Keys.Key_Space)
    assert wizard.check.model.ticks.skip_cells == set()
    assert wizard.check.place.turn_button.isHidden()


def test_a_row_is_held_back_by_hand_and_kept(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    wizard.check.view.go(3, 0)
    QTest.mouseClick(wizard.check.place.hold_link, Qt.MouseButton.LeftButton)
    assert wizard.check.kinds["held"].text() == "! 3 held back"
    assert wizard.check.kinds["add"].text() == "+ 0 added"
    assert wizard.check.place.hold_link.text() == "Let this row go in"
    forward(wizard, RESULT)
    held = {one["row"]: one["problems"][0]["reason"] for one in office.read(imports)[0].held_back}
    assert held[7] == "Held back by hand, to be looked at later."
    assert "Train receptionists" not in due_dates(office)


# ------------------------------------------------------------------------------------------------ what is asked


def test_a_word_that_no_list_has_is_answered_once_for_all_rows(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [(None, f"Action {n}", "Bluebell House", "15/01/2027", "Not started", None) for n in range(3)]
    wizard = at_check(qtbot, office, workbook(tmp_path, rows))
    questions = wizard.check.questions
    assert questions.isVisible()
    box = questions.first()
    assert isinstance(box, QComboBox)
    assert box.accessibleName() == "Lead agency: no entry is called “Bluebell House” (3 rows)."
    assert (box.itemText(0), box.itemText(box.count() - 1)) == (CHOOSE, LEAVE_OUT)
    assert wizard.check.model.going()["held"] == 3
    box.setCurrentIndex(box.findText("Greater Manchester Police"))
    box.activated.emit(box.currentIndex())
    settle(wizard)
    assert wizard.next.text() == "&Import 3 rows"
    assert questions.heading.text().startswith("Every question is answered.")
    again = questions.fields[("value", "lead_agency_id", "Bluebell House")]
    assert isinstance(again, QComboBox)
    assert again.currentText() == "Greater Manchester Police"
    forward(wizard, RESULT)
    assert {row["lead_agency_id"] for row in office.records("actions") if row["title"].startswith("Action ")} == {3}


def test_an_answer_can_be_changed_after_a_column_was_sent_elsewhere(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    key = ("value", "lead_agency_id", "Nobody at all")
    box = wizard.check.questions.fields[key]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(LEAVE_OUT))
    box.activated.emit(box.currentIndex())
    settle(wizard)
    press(wizard, wizard.back)
    line = wizard.columns.lines[-1]
    line.box.setCurrentIndex(line.box.findText("Notes"))
    line.box.activated.emit(line.box.currentIndex())
    forward(wizard, CHECK)
    again = wizard.check.questions.fields[key]
    assert isinstance(again, QComboBox)
    assert again.currentText() == LEAVE_OUT


def test_an_answer_can_be_taken_back(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [(None, "Action", "Bluebell House", "15/01/2027", "Not started", None)]
    wizard = at_check(qtbot, office, workbook(tmp_path, rows))
    for words, held in ((LEAVE_OUT, 0), (CHOOSE, 1)):
        box = wizard.check.questions.fields[("value", "lead_agency_id", "Bluebell House")]
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        settle(wizard)
        assert wizard.check.model.going()["held"] == held
    assert wizard.planning.decisions.work() == 0


def test_of_rows_with_the_same_key_the_right_one_is_chosen(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [("ACT-2026-001", ROUTE, None, due, None, None) for due in ("21/12/2026", "22/12/2026")]
    wizard = at_check(qtbot, office, workbook(tmp_path, rows))
    box = wizard.check.questions.first()
    assert isinstance(box, QComboBox)
    assert box.itemText(2).startswith("Row 5: ACT-2026-001")
    box.setCurrentIndex(2)
    box.activated.emit(2)
    settle(wizard)
    assert [wizard.check.model.kind_at(row) for row in range(2)] == ["left", "change"]
    assert wizard.check.kinds["left"].isVisible()
    forward(wizard, RESULT)
    assert office.record("actions", 1)["due_on"] == dt.date(2026, 12, 22)


def test_dates_that_could_be_either_are_asked_with_the_columns(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    rows = [(None, f"Action {n}", "GMP", f"{n}/4/2027", "Not started", None) for n in (3, 5)]
    wizard = opened(qtbot, office, workbook(tmp_path, rows))
    forward(wizard, COLUMNS)
    press(wizard, wizard.next)
    assert problems(wizard) == ["Choose how the dates of “Due date” are to be read."]
    line = next(one for one in wizard.columns.lines if one.column.heading == "Due date")
    assert line.dates is not None
    assert [button.text() for button in line.dates.buttons.values()] == ["3 April 2027", "4 March 2027"]
    QTest.mouseClick(line.dates.buttons["month"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    forward(wizard, RESULT)
    assert due_dates(office)["Action 3"] == dt.date(2027, 3, 4)


def test_a_judged_order_of_dates_can_be_said_otherwise(qtbot: QtBot) -> None:
    order = DateOrder("Due", ["3/4/2026"], "day")
    qtbot.addWidget(order)
    chosen: list[str] = []
    order.chosen.connect(chosen.append)
    assert order.words.text() == "3/4/2026 is:"
    assert order.buttons["day"].isChecked()
    order.buttons["month"].click()
    assert chosen == ["month"]


def test_a_row_that_only_looks_like_a_record_is_taken_as_a_new_one(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    title = "Agree how a child who was not brought is followed up"
    number = add(office, "actions", title=title, lead_agency_id=3, due_on=dt.date(2027, 1, 15), status="not_started")
    rows = [(None, title, "GMP", "15/01/2027", "In progress", None)]
    wizard = at_check(qtbot, office, workbook(tmp_path, rows))
    assert wizard.check.model.row_at(0).id == number
    QTest.mouseClick(wizard.check.alike, Qt.MouseButton.LeftButton)
    assert "the row has no reference" in wizard.check.place.words.text()
    QTest.mouseClick(wizard.check.place.new_link, Qt.MouseButton.LeftButton)
    settle(wizard)
    assert wizard.check.model.row_at(0).action == "add"
    assert wizard.check.place.new_link.text() == "It is the record that it looks like"
    QTest.mouseClick(wizard.check.place.new_link, Qt.MouseButton.LeftButton)
    settle(wizard)
    assert wizard.check.model.row_at(0).id == number


# ------------------------------------------------------------------------------------------------ returns of ours


def test_a_return_of_ours_goes_straight_to_the_check_and_a_conflict_is_decided(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    values = {"title": "Brief the teams", "lead_agency_id": agency(office, POLICE), "status": "not_started"}
    number = add(office, "actions", **values, due_on=dt.date(2027, 1, 29), percent=20)
    path = update(office, tmp_path)
    fill(path, {"Percent complete": {2: 60}, "Your update": {2: "Half of the teams were briefed"}})
    office.write("Elsewhere", office.changes_for("actions", number, {"percent": 40}))
    wizard = opened(qtbot, office, path, "")
    press(wizard, wizard.next)
    assert wizard.step() == CHECK
    assert wizard.agency.raw() == POLICE
    said = wizard.check.notice.words.text()
    assert said.startswith(f"This is the action update that was sent to {POLICE} on ")
    assert wizard.check.kinds["conflict"].text() == "? 1 changed by both"
    QTest.keyClick(wizard, Keys.Key_F8)
    assert wizard.check.view.currentIndex().data(CELL_ROLE).state == "conflict"
    assert "sent 20" in wizard.check.place.words.text()
    assert wizard.check.place.turn_button.text() == "Take the agency’s value"
    QTest.keyClick(wizard.check.view, Keys.Key_Space)
    assert wizard.check.place.turn_button.text() == "Keep ours"
    forward(wizard, RESULT)
    assert office.record("actions", number)["percent"] == 60
    assert wizard.outcome.sheet_links == []  # our own “Read me first” and “Lists” are not offered


def test_a_row_changed_by_both_that_is_held_back_by_hand_is_counted_once(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    values = {"title": "Brief the teams", "lead_agency_id": agency(office, POLICE), "status": "not_started"}
    number = add(office, "actions", **values, due_on=dt.date(2027, 1, 29), percent=20)
    path = update(office, tmp_path)
    fill(path, {"Percent complete": {2: 60}, "Your update": {2: "Half of the teams were briefed"}})
    office.write("Elsewhere", office.changes_for("actions", number, {"percent": 40}))
    wizard = opened(qtbot, office, path, "")
    press(wizard, wizard.next)
    before = wizard.check.kinds["change"].text()
    QTest.keyClick(wizard, Keys.Key_F8)
    QTest.mouseClick(wizard.check.place.hold_link, Qt.MouseButton.LeftButton)
    kinds = wizard.check.kinds
    assert (kinds["change"].text(), kinds["held"].text()) == (before, "! 1 held back")
    assert not kinds["conflict"].isVisible()


# ------------------------------------------------------------------------------------------------ sheet and file


def test_a_file_is_dropped_on_the_first_step(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(workbook(tmp_path)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    wizard.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, none))
    settle(wizard)
    assert wizard.step() == SHEET
    assert wizard.plan is not None


def test_a_sheet_that_is_chosen_while_another_one_is_looked_at_is_the_one_that_is_shown(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    for name in ("More", "Last"):
        sheet = book.create_sheet(name)
        sheet.append(list(HEADINGS))
        sheet.append([None, f"From {name}", *ROWS[3][2:]])
    book.save(path)
    wizard = opened(qtbot, office, path)
    forward(wizard, SHEET)
    box = wizard.sheets.sheet
    for name in ("More", "Last"):
        box.setCurrentIndex(box.findText(name))
        box.activated.emit(box.currentIndex())
    settle(wizard)
    assert (wizard.plan.sheet if wizard.plan else "", box.currentText()) == ("Last", "Last")


def test_two_quick_presses_choose_a_row_and_enter_stays_on_the_step(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path, [HEADINGS, *ROWS[:1]]))
    forward(wizard, SHEET)
    preview, left = wizard.sheets.preview, Qt.MouseButton.LeftButton
    place = preview.visualRect(preview.raw.index(3, 1)).center()
    QTest.mouseClick(preview.viewport(), left, pos=place)
    QTest.mouseDClick(preview.viewport(), left, pos=place)
    QTest.mouseRelease(preview.viewport(), left, pos=place)
    assert wizard.sheets.chosen() == (4, None)
    preview.setCurrentIndex(preview.raw.index(2, 1))
    QTest.keyClick(preview, Keys.Key_Return)
    settle(wizard)
    assert (wizard.step(), wizard.sheets.chosen()) == (SHEET, (3, None))


def test_the_table_begins_at_the_heading_that_is_pressed(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    headings = ("Action", "Lead agency", None, "Action", "Lead agency", "Due date")
    rows = [("Ours", "GMP", None, "Theirs", "GMP", "15/01/2027"), (None, None, None, "More", "GMP", "16/01/2027")]
    wizard = opened(qtbot, office, workbook(tmp_path, rows, headings))  # type: ignore[arg-type]
    forward(wizard, SHEET)
    index = wizard.sheets.preview.raw.index(2, 0)
    for at in (0, 3):
        index = wizard.sheets.preview.raw.index(2, at)
        place = wizard.sheets.preview.visualRect(index).center()
        QTest.mouseClick(wizard.sheets.preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wizard.sheets.first_column.currentText() == "D: Action"
    forward(wizard, CHECK)
    assert [row.values[0] for row in wizard.check.model.plan.rows] == ["Theirs", "More"]  # type: ignore[union-attr]


def test_a_layout_that_was_taken_in_before_is_known_and_leads_straight_on(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    first = opened(qtbot, office, workbook(tmp_path))
    first.agency.put(POLICE)
    forward(first, RESULT)
    first.close()
    rows = [(None, "Another", None, "15/01/2027", "Not started", "no")]
    wizard = opened(qtbot, office, workbook(tmp_path, rows))
    wizard.agency.put(POLICE)
    forward(wizard, SHEET)
    assert wizard.sheets.known.isVisible()
    assert wizard.sheets.known.words.text().startswith(f"This matches {POLICE}, ")
    press(wizard, wizard.sheets.known.links[0])
    assert wizard.step() == CHECK


def test_hidden_columns_are_named_and_what_is_not_read_is_said(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["F"].hidden = True
    book.save(path)
    wizard = opened(qtbot, office, path)
    forward(wizard, SHEET)
    model = wizard.sheets.preview.raw
    assert model.headerData(5, Qt.Orientation.Horizontal) == "F (hidden)"
    assert "1 hidden column" in wizard.sheets.notices.text()


def test_a_file_that_was_saved_anew_meanwhile_is_read_anew(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = opened(qtbot, office, workbook(tmp_path))
    forward(wizard, SHEET)
    before = wizard.planning.book
    press(wizard, wizard.back)
    forward(wizard, SHEET)
    assert wizard.planning.book is before
    press(wizard, wizard.back)
    workbook(tmp_path, [(None, "Mended in Excel", "GMP", "15/01/2027", "Not started", None)])
    forward(wizard, CHECK)
    assert [row.values[1] for row in wizard.check.model.plan.rows] == ["Mended in Excel"]  # type: ignore[union-attr]


def test_the_row_of_headings_is_shown_also_after_a_shorter_file(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    short.write_text("Action,Lead agency\nWrite a leaflet,GMP\n")
    wizard = opened(qtbot, office, short)
    forward(wizard, SHEET)
    press(wizard, wizard.back)
    wizard.file.setText(str(workbook(tmp_path)))
    forward(wizard, SHEET)
    assert wizard.sheets.header_row.value() == 3


# ------------------------------------------------------------------------------------------------ leaving, and after


def test_leaving_with_something_typed_asks_first(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    go(wizard, 2, "Due")
    wizard.check.model.setData(wizard.check.view.currentIndex(), "1/3/27")
    settle(wizard)
    QTest.keyClick(wizard, Keys.Key_Escape)
    message = the_only(wizard, Message)
    assert "1 decision" in message.words.text()
    QTest.keyClick(message, Keys.Key_Escape)
    assert wizard.isVisible()
    wizard.close()
    QTest.mouseClick(the_only(wizard, Message).buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not wizard.isVisible())
    assert office.read(imports) == ()


def test_leaving_with_something_half_typed_beside_a_cell_asks_first(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    wizard.check.next_problem()
    QTest.keyClicks(wizard.check.place.line, "1/3/27")
    QTest.keyClick(wizard.check.place.line, Keys.Key_Escape)
    assert "1 decision" in the_only(wizard, Message).words.text()


def test_the_result_goes_back_to_the_agency(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    forward(wizard, RESULT)
    page = wizard.outcome
    for button, name in ((page.workbook_button, "fix.xlsx"), (page.draft_button, "fix.eml")):
        press(wizard, button)
        choose_file(wizard, tmp_path / name)
        settle(wizard)
        assert (tmp_path / name).is_file()
        assert page.notice.words.text() == f"Saved: {name}, in {tmp_path}"
    draft = (tmp_path / "fix.eml").read_bytes()
    assert b"X-Unsent: 1" in draft
    assert b".xlsx" in draft
    press(wizard, page.copy_button)
    assert "Trust log" in QGuiApplication.clipboard().text()


def test_the_rows_held_back_are_put_right_at_once(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    forward(wizard, RESULT)
    press(wizard, wizard.outcome.right_button)
    assert wizard.step() == CHECK
    assert wizard.back.isHidden()
    assert wizard.check.notice.words.text().startswith("2 rows of “Trust log.xlsx”, held back when it was taken in on")
    model = wizard.check.model
    assert [model.row_at(row).number for row in range(model.rowCount())] == [6, 8]
    go(wizard, 0, "Due")
    model.setData(wizard.check.view.currentIndex(), "1/3/27")
    settle(wizard)
    assert "the file says “31/02/2026”" in wizard.check.place.words.text()
    press(wizard, wizard.next)
    assert wizard.step() == RESULT
    assert due_dates(office)["Write a bruising leaflet"] == dt.date(2027, 3, 1)
    assert [len(one.held_back) for one in office.read(imports)] == [0, 1]


def test_another_sheet_of_the_file_is_taken_in_next(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    more = book.create_sheet("Closed")
    more.append(list(HEADINGS))
    more.append([None, "Closed long ago", *ROWS[3][2:]])
    book.save(path)
    wizard = at_check(qtbot, office, path)
    forward(wizard, RESULT)
    [link] = [one for one in wizard.outcome.sheet_links if "Closed" in one.text()]
    press(wizard, link)
    assert wizard.step() == SHEET
    forward(wizard, RESULT)
    assert "Closed long ago" in due_dates(office)


def test_another_file_begins_anew_and_the_register_can_be_opened(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wizard = at_check(qtbot, office, workbook(tmp_path))
    forward(wizard, RESULT)
    press(wizard, wizard.outcome.again_link)
    assert wizard.step() == FILE
    assert wizard.file.text() == ""
    wizard.file.setText(str(workbook(tmp_path, [(None, "One more", "GMP", "15/01/2027", "Not started", None)])))
    forward(wizard, RESULT)
    asked: list[str] = []
    wizard.open_asked.connect(asked.append)
    press(wizard, wizard.outcome.open_button)
    assert asked == ["actions"]
    assert not wizard.isVisible()
