"""The page of a register: list, views, filter, cells, paste, bin and the record beside it, by real keys and buttons."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.page import Page
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.table_memory import ColumnMenu, Kept, recall
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.office.listing import columns_of
from lif_desktop.office.standing import ALL, BIN, LATE, OPEN
from lif_desktop.places import resources
from lif_desktop.registers import TABS, register
from tests.gui.made_up_office import add, empty_office, make_office

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, key: str = "reviews") -> RegisterPage:
    page = RegisterPage(office, key)
    qtbot.addWidget(page)
    page.resize(1176, 724)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def refs(page: RegisterPage) -> list[str]:
    model = page.table.model
    return [model.text_at(row, 0) for row in range(model.rowCount())]


def stand(page: RegisterPage, number: int, key: str) -> None:
    page.table.view.go_to(number, key)
    page.table.view.setFocus()


def paste(page: RegisterPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(page.table.view, Qt.Key.Key_V, CONTROL)


def type_cell(page: RegisterPage, text: str) -> None:
    """Type over the current cell as fingers do, each letter going where the focus is, then Enter."""
    page.table.view.setFocus()
    for letter in text:
        QTest.keyClicks(page.table.view.open_editor() or page.table.view, letter)
    QTest.keyClick(page.table.view.open_editor(), Qt.Key.Key_Return)


def choose_view(page: RegisterPage, key: str) -> None:
    combo = page.head.views
    combo.setFocus()
    wanted = combo.findData(key)
    while combo.currentIndex() != wanted:
        QTest.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < wanted else Qt.Key.Key_Up)


# ------------------------------------------------------------------------------------------------ the head


@pytest.mark.parametrize("key", [own.key for own in TABS])
def test_every_register_has_its_page(qtbot: QtBot, office: Office, key: str) -> None:
    page = shown(qtbot, office, key)
    assert isinstance(page, Page)
    assert page.head.title.text() == register(key).label
    primary = [one for one in page.findChildren(QPushButton) if one.property("primary") and one.isVisible()]
    assert page.head.new_button in primary


def test_the_second_line_counts_what_is_open_and_overdue(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    assert page.head.subtitle.text() == "9 open of 10 · 2 overdue"


def test_it_begins_with_the_open_ones_in_the_order_they_are_due(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    assert page.head.views.currentData() == OPEN
    assert refs(page)[:3] == ["MALR-2026-001", "RR-2026-001", "SAR-2026-002"]
    assert "RR-2026-003" not in refs(page)


def test_views_are_chosen_with_the_keyboard(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    choose_view(page, LATE)
    assert refs(page) == ["MALR-2026-001", "RR-2026-001"]
    choose_view(page, ALL)
    assert len(refs(page)) == 10
    choose_view(page, BIN)
    assert refs(page) == []
    assert page.table.nothing.text() == "The bin is empty."


def test_the_filter_finds_words_anywhere_and_says_how_many(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    counts: list[str] = []
    page.counted.connect(counts.append)
    page.focus_filter()
    assert QApplication.focusWidget() is page.head.filter
    QTest.keyClicks(page.head.filter, "rapid wren")
    qtbot.waitUntil(lambda: refs(page) == ["RR-2026-002"])
    assert counts[-1] == "1 of 10 reviews"
    QTest.keyClick(page.head.filter, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table.view
    page.focus_filter()
    QTest.keyClick(page.head.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(refs(page)) == 9)


def test_a_filter_that_finds_nothing_says_so_and_offers_all(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    QTest.keyClicks(page.head.filter, "zebra")
    qtbot.waitUntil(page.table.nothing.isVisible)
    assert page.table.nothing.text() == "Nothing in “Open reviews” holds those words."
    QTest.mouseClick(page.table.all_link, Qt.MouseButton.LeftButton)
    assert len(refs(page)) == 10
    assert page.head.views.currentData() == ALL


def test_a_filter_under_each_heading(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    QTest.mouseClick(page.head.filters, Qt.MouseButton.LeftButton)
    line = page.table.view.headings.filter_line(page.table.model.column_of("status"))
    QTest.keyClicks(line, "sign")
    assert refs(page) == ["RR-2026-001"]


def test_the_buttons_ask_the_window(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    heard: list[tuple[object, ...]] = []
    page.import_asked.connect(lambda key: heard.append(("import", key)))
    page.tracker_asked.connect(lambda key: heard.append(("tracker", key)))
    page.paper_asked.connect(lambda key, number: heard.append(("paper", key, number)))
    page.show_record(3)
    for button in (page.head.import_button, page.head.tracker_button, page.head.papers_button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == [("import", "reviews"), ("tracker", "reviews"), ("paper", "reviews", 3)]


# ------------------------------------------------------------------------------------------------ empty


def test_an_empty_page_says_what_goes_here_and_has_the_one_button(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    page = shown(qtbot, office)
    assert page.table.empty.isVisible()
    assert "pseudonym" in page.table.empty.words.text()
    assert not page.detail.isVisible()
    QTest.mouseClick(page.table.empty.button, Qt.MouseButton.LeftButton)
    assert page.detail.isVisible()
    assert page.detail.heading.text() == "New review"
    page.close()
    office.close()


# ------------------------------------------------------------------------------------------------ cells


def test_a_cell_is_typed_over_and_written_as_one_change(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    heard: list[Batch] = []
    page.changed.connect(heard.append)
    stand(page, 2, "due_on")
    type_cell(page, "3/3/27")
    assert office.record("actions", 2)["due_on"] == dt.date(2027, 3, 3)
    assert office.batches()[0].words == "Changed Due of ACT-2026-002"
    assert [batch.id for batch in heard] == [office.batches()[0].id]
    row = page.table.model.row_of(2)
    assert page.table.model.text_at(row, page.table.model.column_of("due_on")) == "3 Mar 2027"


def test_ctrl_semicolon_and_ctrl_d(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    stand(page, 1, "due_on")
    QTest.keyClick(page.table.view, Qt.Key.Key_Semicolon, CONTROL)
    assert office.record("actions", 1)["due_on"] == office.today()
    row = page.table.model.row_of(1)
    column = page.table.model.column_of("due_on")
    below = page.table.model.id_at(row + 1)
    page.table.view.stand_on(row + 1, column)
    QTest.keyClick(page.table.view, Qt.Key.Key_D, CONTROL)
    assert office.record("actions", below)["due_on"] == office.today()


def test_what_cannot_go_in_is_held_with_its_reason_in_the_bar(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    before = len(office.batches())
    stand(page, 2, "due_on")
    type_cell(page, "31/02/2026")
    assert len(office.batches()) == before
    assert page.table.problems.isVisible()
    assert page.table.problems.heading.text() == "1 cell waits to be mended. What was typed is kept."
    [line] = page.table.problems.lines
    assert line.accessibleName().startswith("ACT-2026-002, due: “31/02/2026” was read as day 31")
    stand(page, 1, "title")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert page.table.view.current_id() == 2
    type_cell(page, "28/02/2026")
    assert not page.table.problems.isVisible()
    assert office.record("actions", 2)["due_on"] == dt.date(2026, 2, 28)


def test_a_needed_cell_cannot_be_emptied(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    stand(page, 2, "title")
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert office.record("actions", 2)["title"]
    assert "It cannot be empty" in page.table.problems.lines[0].accessibleName()


def test_a_computed_column_cannot_be_typed_in(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "next_due")
    QTest.keyClicks(page.table.view, "1")
    assert page.table.view.open_editor() is None


# ------------------------------------------------------------------------------------------------ paste


def test_a_block_is_pasted_as_one_change(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    choose_view(page, ALL)
    stand(page, page.table.model.id_at(0), "lead_agency_id")
    before = len(office.batches())
    paste(page, "GMP\t1/2/2027\r\nStockport Homes\t2/2/2027\r\n")
    assert len(office.batches()) == before + 1
    assert office.batches()[0].words == "Pasted 4 cells into actions"
    first, second = page.table.model.id_at(0), page.table.model.id_at(1)
    assert office.record("actions", first)["lead_agency_id"] == 3
    assert office.record("actions", second)["due_on"] == dt.date(2027, 2, 2)


def test_a_paste_with_a_cell_that_cannot_go_in_writes_nothing_and_says_why(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    said: list[str] = []
    page.said.connect(said.append)
    stand(page, page.table.model.id_at(0), "lead_agency_id")
    before = len(office.batches())
    paste(page, "GMP\t31/2/2027\r\nNobody\t2/2/2027\r\n")
    assert len(office.batches()) == before
    assert page.table.problems.heading.text() == "Nothing was pasted: 2 cells of 4 cannot go in."
    words = [line.accessibleName() for line in page.table.problems.lines]
    assert any("February 2027 has 28 days" in one for one in words)
    assert any("No agency is called “Nobody”" in one for one in words)
    assert said[-1] == "Nothing was pasted. The bar under the table says why."
    assert page.table.model.held() == {}


def test_the_rest_of_a_refused_paste_goes_in_when_the_person_agrees(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    first = page.table.model.id_at(0)
    stand(page, first, "lead_agency_id")
    before = len(office.batches())
    paste(page, "GMP\t31/2/2027\r\n")
    assert page.table.problems.agree_button.text() == "Put in the other 1"
    QTest.mouseClick(page.table.problems.agree_button, Qt.MouseButton.LeftButton)
    assert len(office.batches()) == before + 1
    assert office.record("actions", first)["lead_agency_id"] == 3
    assert [held.text for held in page.table.model.held().values()] == ["31/2/2027"]
    assert page.table.problems.isVisible()


def test_leaving_a_refused_paste_leaves_all_as_it_was(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    stand(page, page.table.model.id_at(0), "due_on")
    paste(page, "tbc\r\n1/1/2027\r\n")
    QTest.mouseClick(page.table.problems.leave_button, Qt.MouseButton.LeftButton)
    assert not page.table.problems.isVisible()
    assert page.table.model.held() == {}


def test_rows_pasted_below_the_last_record_become_new_records(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    last = page.table.model.id_at(page.table.model.rowCount() - 1)
    stand(page, last, "title")
    before = len(office.batches())
    paste(page, "Last one\r\nA new one\r\nAnother new one\r\n")
    titles = [record["title"] for record in office.records("actions")]
    assert titles[-2:] == ["A new one", "Another new one"]
    assert office.batches()[0].words == "Added 2 actions by pasting"
    assert len(office.batches()) == before + 2


def test_rows_below_that_cannot_be_records_are_said_and_none_is_made(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    last = page.table.model.id_at(page.table.model.rowCount() - 1)
    stand(page, last, "due_on")
    before = len(office.records("actions"))
    paste(page, "1/1/2027\r\n2/1/2027\r\n")
    assert len(office.records("actions")) == before
    assert "Row 1, action: Enter the action." in page.table.problems.lines[0].accessibleName()


# ------------------------------------------------------------------------------------------------ the record beside


def test_the_pane_follows_the_cursor(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    assert page.current_id() == 3
    assert page.detail.heading.text() == "RR-2026-002 · Child Wren"
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.current_id() == page.table.view.current_id() != 3


def test_what_is_typed_is_saved_when_the_cursor_moves_on(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    line = page.detail.form.boxes["lead_officer"].editor
    QTest.keyClicks(line, "A Lead")
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    assert office.record("reviews", 3)["lead_officer"] == "A Lead"
    assert page.current_id() != 3


def test_what_cannot_be_saved_keeps_the_cursor_where_it_was(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    said: list[str] = []
    page.said.connect(said.append)
    stand(page, 3, "ref")
    panel = page.detail.form.boxes["panel_on"].editor
    QTest.keyClicks(panel, "soon")
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.table.view.current_id() == 3
    assert page.current_id() == 3
    assert page.detail.form.boxes["panel_on"].raw() == "soon"
    assert said[-1].startswith("What was typed for RR-2026-002 cannot be saved yet")
    assert not page.may_leave()


def test_ctrl_n_begins_a_new_record_and_saving_it_shows_it_in_the_list(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.new_record()
    assert QApplication.focusWidget() is page.detail.form.first_editor()
    QTest.keyClicks(page.detail.form.boxes["review_type"].editor.lineEdit(), "Peer review")  # type: ignore[attr-defined]
    QTest.keyClick(page.detail.form, Qt.Key.Key_S, CONTROL)
    assert "PEER-2026-002" in refs(page)
    assert page.table.view.current_id() == page.current_id() == 11
    assert page.detail.tabs.isVisible()


def test_a_new_record_that_was_not_begun_is_left_without_a_word(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.new_record()
    assert page.may_leave()
    stand(page, 4, "ref")
    assert page.current_id() == 4


def test_a_change_elsewhere_is_shown_on_reload_and_the_cursor_stays(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "pseudonym")
    office.write("Elsewhere", office.changes_for("reviews", 3, {"pseudonym": "Child Jay"}))
    page.reload()
    row = page.table.model.row_of(3)
    assert page.table.model.text_at(row, page.table.model.column_of("pseudonym")) == "Child Jay"
    assert page.detail.heading.text() == "RR-2026-002 · Child Jay"
    assert page.table.view.current_id() == 3


def test_its_own_change_is_shown_even_when_nobody_hears_of_it_and_once_when_they_do(
    qtbot: QtBot, office: Office
) -> None:
    page = shown(qtbot, office)
    loads: list[int] = []
    load = page.table.load
    page.table.load = lambda: (loads.append(1), load())[1]  # type: ignore[method-assign]
    page.changed.connect(page.reload)
    stand(page, 3, "pseudonym")
    type_cell(page, "Child Tern")
    page.table.view.go_to(3)
    assert page.detail.heading.text() == "RR-2026-002 · Child Tern"
    assert loads == [1]


def test_a_record_outside_the_view_is_shown_when_it_is_asked_for(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    QTest.keyClicks(page.head.filter, "wren")
    qtbot.waitUntil(lambda: len(refs(page)) == 1)
    page.show_record(7)
    assert page.current_id() == 7
    assert page.head.views.currentData() == ALL
    assert page.head.filter.text() == ""


def test_f6_goes_through_the_parts_of_the_page(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    assert page.panes() == [page.table, page.detail, page.head]


# ------------------------------------------------------------------------------------------------ the bin


def test_a_record_goes_into_the_bin_without_a_question_and_undo_brings_it_back(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    QTest.mouseClick(page.detail.bin_button, Qt.MouseButton.LeftButton)
    assert "RR-2026-002" not in refs(page)
    assert page.notice.words.text() == "Put RR-2026-002 into the bin."
    assert page.current_id() == page.table.view.current_id()
    QTest.mouseClick(page.notice.links[0], Qt.MouseButton.LeftButton)
    assert "RR-2026-002" in refs(page)
    assert not page.notice.isVisible()


def test_what_is_typed_is_saved_before_the_record_goes_into_the_bin(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    QTest.keyClicks(page.detail.form.boxes["lead_officer"].editor, "A Lead")
    QTest.mouseClick(page.detail.bin_button, Qt.MouseButton.LeftButton)
    record = office.record("reviews", 3)
    assert record["lead_officer"] == "A Lead"
    assert record["binned_at"] is not None
    page.show_record(4)
    QTest.keyClicks(page.detail.form.boxes["panel_on"].editor, "soon")
    QTest.mouseClick(page.detail.bin_button, Qt.MouseButton.LeftButton)
    assert office.record("reviews", 4)["binned_at"] is None
    assert page.detail.form.boxes["panel_on"].raw() == "soon"


def test_after_undo_in_the_notice_the_cursor_is_in_the_list(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.show_record(3)
    QTest.mouseClick(page.detail.bin_button, Qt.MouseButton.LeftButton)
    page.notice.links[0].setFocus()
    QTest.keyClick(page.notice.links[0], Qt.Key.Key_Space)
    assert page.table.model.row_of(3) >= 0
    assert QApplication.focusWidget() is page.table.view


def test_several_chosen_records_go_together_and_come_out_of_the_bin_again(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.table.view.stand_on(0, 0)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Down, SHIFT)
    page.bin_chosen()
    assert page.notice.words.text() == "Put 2 reviews into the bin."
    assert page.head.subtitle.text().startswith("7 open of 8")
    choose_view(page, BIN)
    assert len(refs(page)) == 2
    assert page.detail.bin_button.accessibleName() == "Take out of the bin"
    QTest.mouseClick(page.detail.bin_button, Qt.MouseButton.LeftButton)
    assert len(refs(page)) == 1


def test_what_lies_in_the_bin_cannot_be_typed_in(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    page.bin_chosen()
    choose_view(page, BIN)
    stand(page, 3, "pseudonym")
    type_cell(page, "X")
    assert office.record("reviews", 3)["pseudonym"] == "Child Wren"
    assert "in the bin" in page.table.problems.lines[0].accessibleName()
    assert page.detail.form.boxes["pseudonym"].editor.isReadOnly()  # type: ignore[attr-defined]


def test_the_menu_of_a_cell_offers_the_full_form_and_the_bin(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    menu = QMenu()
    qtbot.addWidget(menu)
    page.table.view.menu_asked.emit(menu)
    words = [action.text().replace("&", "") for action in menu.actions()]
    assert words[-2:] == ["Full form", "Put into the bin"]


# ------------------------------------------------------------------------------------------------ the full form


def test_alt_enter_opens_the_record_in_a_window_of_its_own(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    QTest.keyClick(page.table.view, Qt.Key.Key_Return, ALT)
    [form] = page.forms.all()
    assert form.isWindow()
    assert form.windowTitle() == "RR-2026-002 · Child Wren"
    page.full_form()
    assert len(page.forms.all()) == 1
    QTest.keyClicks(form.pane.form.boxes["lead_officer"].editor, "Z Lead")
    form.close()
    assert office.record("reviews", 3)["lead_officer"] == "Z Lead"
    assert page.forms.all() == []
    assert page.detail.form.boxes["lead_officer"].raw() == "Z Lead"


def test_the_full_form_of_a_new_record_saves_it_first(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "actions")
    said: list[str] = []
    page.said.connect(said.append)
    page.new_record()
    QTest.mouseClick(page.detail.full_button, Qt.MouseButton.LeftButton)
    assert said == ["Fill in the new action first; then it has a form of its own."]
    assert page.forms.all() == []
    QTest.keyClicks(page.detail.form.first_editor(), "A new action")
    QTest.mouseClick(page.detail.full_button, Qt.MouseButton.LeftButton)
    [form] = page.forms.all()
    assert form.pane.heading.text() == "ACT-2026-005 · A new action"
    assert office.record("actions", 5)["title"] == "A new action"
    form.close()


def test_a_full_form_is_freed_when_it_closes(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    page.full_form()
    [form] = page.forms.all()
    gone: list[bool] = []
    form.destroyed.connect(lambda: gone.append(True))
    form.close()
    qtbot.waitUntil(lambda: gone == [True])


def test_a_full_form_that_cannot_be_saved_stays_open(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    page.full_form()
    [form] = page.forms.all()
    QTest.keyClicks(form.pane.form.boxes["panel_on"].editor, "soon")
    assert not form.close()
    form.pane.form.put_back()
    assert form.close()


# ------------------------------------------------------------------------------------------------ reading only


def test_an_office_opened_for_reading_offers_nothing_to_write(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    page = shown(qtbot, reading)
    assert not page.head.new_button.isEnabled()
    assert not page.detail.bin_button.isVisible()
    stand(page, 3, "pseudonym")
    QTest.keyClicks(page.table.view, "X")
    assert page.table.view.open_editor() is None
    page.close()
    reading.close()


# ------------------------------------------------------------------------------------------------ looks and access


def test_state_and_due_are_in_sight_at_the_usual_size(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    view, model = page.table.view, page.table.model
    last = model.column_of("state")
    assert view.columnViewportPosition(last) + view.columnWidth(last) <= view.viewport().width() + 1
    row = model.row_of(1)
    assert model.status_at(row, last).word == "Overdue"  # type: ignore[union-attr]
    spoken = model.data(model.index(row, last), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "RAG status red, overdue by 8 working days"


def test_a_due_date_says_why_when_it_is_pointed_at(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    model = page.table.model
    index = model.index(model.row_of(3), model.column_of("next_due"))
    assert "10 working days from 12 November 2026" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_of_the_head_is_cut(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    page = shown(qtbot, office)
    qapp.processEvents()
    assert page.minimumSizeHint().width() <= 1176
    inside = page.head.rect()
    parts = [*page.head.buttons(), page.head.filter, page.head.views, page.head.title, page.head.subtitle]
    for part in parts:
        place = part.rect().translated(part.mapTo(page.head, QPoint(0, 0)))
        assert inside.contains(place), part
        if isinstance(part, QLabel | QPushButton):
            assert part.width() >= part.fontMetrics().horizontalAdvance(part.text()), part.text()
    for tab in page.detail.tabs.tabs:
        assert page.detail.tabs.rect().contains(tab.geometry())


def test_every_widget_that_takes_focus_has_a_name_and_is_large_enough(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    for place in range(len(page.detail.tabs.tabs)):
        page.detail.tabs.choose(place)
        QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert name or widget.accessibleName(), widget
                assert min(widget.width(), widget.height()) >= 24, (widget, widget.size())


def test_tab_goes_round_the_page(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, "risks")
    page.head.filter.setFocus()
    start, steps = QApplication.focusWidget(), 0
    while steps == 0 or (QApplication.focusWidget() is not start and steps < 300):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        steps += 1
    assert QApplication.focusWidget() is start
    assert steps > 20


def test_columns_that_were_asked_for_stand_before_the_computed_ones() -> None:
    shown = columns_of(register("reviews"), ("lead_officer", "extra:Ward"), ("review_type",))
    keys = [one.key for one in shown]
    assert keys == ["ref", "pseudonym", "status", "lead_officer", "extra:Ward", "next_step", "next_due", "state"]


def test_the_menu_of_columns_offers_every_field_and_the_columns_of_spreadsheets(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    QTest.mouseClick(page.head.columns, Qt.MouseButton.LeftButton)
    [menu] = page.findChildren(ColumnMenu)
    usual = {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}
    assert usual == {
        "Type": True, "Pseudonym": True, "Stage": True, "Next step": False, "Due": True, "State": True,
    }  # fmt: skip
    others = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert list(others)[-1] == "Other columns from spreadsheets"
    assert {action.text() for action in others["Other columns from spreadsheets"].actions()} == {
        "Ward", "Social worker told",
    }  # fmt: skip
    menu.close()


def test_a_column_that_is_chosen_is_shown_typed_in_and_remembered(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    stand(page, 3, "ref")
    page.columns.turn("extra:Ward")
    assert page.table.view.current_id() == 3
    assert refs(page)[:2] == ["MALR-2026-001", "RR-2026-001"]
    row, column = page.table.model.row_of(3), page.table.model.column_of("extra:Ward")
    assert page.table.model.text_at(row, column) == "Bramhall North"
    stand(page, 3, "extra:Ward")
    type_cell(page, "Cheadle")
    assert office.record("reviews", 3)["extra"]["Ward"] == "Cheadle"
    assert office.batches()[0].words == "Changed Ward of RR-2026-002"
    again = shown(qtbot, office)
    assert again.table.model.column_of("extra:Ward") >= 0
    again.columns.turn("extra:Ward")
    assert again.table.model.column_of("extra:Ward") == -1


def test_a_list_sorts_in_its_own_order_where_its_words_are_shortened(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.choose_view(ALL)
    page.table.model.sort_by([("review_type", False)])
    order = [choice.key for choice in office.lookup.choices("review_types")]
    kinds = [order.index(office.record("reviews", number)["review_type"]) for number in page.table.model.shown_ids()]
    assert kinds == sorted(kinds)


def test_a_width_that_was_dragged_is_remembered(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    page.table.view.headings.resizeSection(1, 222)
    assert page.may_leave()
    again = shown(qtbot, office)
    assert again.table.view.columnWidth(1) == 222
    assert again.table.view.widths()["review_type"] == 222


def test_nothing_is_remembered_of_an_office_opened_for_reading(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    page = shown(qtbot, reading)
    page.columns.turn("lead_officer")
    assert page.table.model.column_of("lead_officer") >= 0
    page.close()
    reading.close()


def test_what_was_kept_and_cannot_be_read_gives_the_usual_columns(office: Office) -> None:
    usual = Kept(less=("next_step",))
    office.set_setting("table_of_reviews", "{no json")
    assert recall(office, register("reviews")) == usual
    office.set_setting("table_of_reviews", "[1]")
    assert recall(office, register("reviews")) == usual


def test_the_new_linked_record_that_the_pane_asks_for_is_passed_on(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    heard: list[tuple[str, object]] = []
    page.new_asked.connect(lambda *asked: heard.append(asked))
    page.show_record(3)
    page.detail.show_tab("Learning")
    linked = page.detail.page(page.detail.tabs.current())
    QTest.mouseClick(linked.adders["actions"], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert heard == [("actions", {"review_id": 3})]
    number = add(office, "actions", title="Made elsewhere", review_id=3)
    page.reload()
    assert number in [row.number for row in linked.rows]  # type: ignore[attr-defined]


def test_references_and_states_are_never_cut(qtbot: QtBot, office: Office) -> None:
    long = add(office, "audits", audit_type="macfa", title="A title " * 9, due_on=dt.date(2026, 11, 24))
    page = shown(qtbot, office, "audits")
    view = page.table.view
    metrics = view.fontMetrics()
    for key in ("ref", "state"):
        column = page.table.model.column_of(key)
        words = page.table.model.text_at(page.table.model.row_of(long), column)
        assert view.columnWidth(column) >= metrics.horizontalAdvance(words)


def test_a_record_comes_back_after_a_filter_that_found_nothing(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    first = page.current_id()
    page.head.filter.setText("nobody and nothing")
    qtbot.waitUntil(lambda: not page.table.model.rowCount())
    qtbot.waitUntil(lambda: page.current_id() < 0)
    page.head.filter.clear()
    qtbot.waitUntil(lambda: page.table.model.rowCount() > 0)
    page.table.view.go_to(first)
    assert page.current_id() == first
