"""The table is used as a spreadsheet is: by its keys."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.date_field import DateField
from lif_desktop.gui.editors import ChoiceEditor, NoteEditor
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.header import next_sorting
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.table_model import RegisterTableModel
from tests.gui.made_up import COLUMNS, COUNT, DUE, KIND, NAME, ROWS, STAGE, TODAY, Office

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Desk:
    """A window with a line before the table, the table, and a line after it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.office = Office()
        self.model = RegisterTableModel(COLUMNS, self.office.ways())
        self.model.set_rows(self.office.ids(), self.office.table())
        self.window = QWidget()
        self.before, self.after = QLineEdit(), QLineEdit()
        self.view = RegisterView(self.model, today=lambda: TODAY, name="Reviews")
        layout = QVBoxLayout(self.window)
        for widget in (self.before, self.view, self.after):
            layout.addWidget(widget)
        self.said: list[str] = []
        self.view.said.connect(self.said.append)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 500)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.view.setFocus()

    def stand(self, row_id: int, key: str) -> None:
        assert self.view.go_to(row_id, key)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, key, held)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.view, letter)

    def choose(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        self.view.stand_on(*first)
        for _ in range(last[1] - first[1]):
            self.press(KEY.Key_Right, SHIFT)
        for _ in range(last[0] - first[0]):
            self.press(KEY.Key_Down, SHIFT)

    @property
    def place(self) -> tuple[int, int]:
        index = self.view.currentIndex()
        return index.row(), index.column()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_typing_takes_the_place_of_what_was_there(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Child Elm")
    desk.press(KEY.Key_Return)
    assert desk.office.value(104, NAME) == "Child Elm"
    assert desk.place == (1, 2)


def test_f2_goes_on_with_what_is_there(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.press(KEY.Key_F2)
    desk.press(KEY.Key_End)
    desk.type("tree")
    desk.press(KEY.Key_Tab)
    assert desk.office.value(104, NAME) == "Child Rowantree"
    assert desk.place == (0, 3)


def test_escape_leaves_all_as_it_was(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Child Elm")
    desk.press(KEY.Key_Escape)
    assert desk.office.batches == []
    assert desk.place == (0, 2)


def test_an_arrow_leaves_what_was_typed_over_but_moves_inside_after_f2(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Elm")
    desk.press(KEY.Key_Right)
    assert desk.office.value(104, NAME) == "Elm"
    assert desk.place == (0, 3)
    desk.stand(202, "name")
    desk.press(KEY.Key_F2)
    desk.press(KEY.Key_Left)
    assert desk.view.open_editor() is not None
    assert desk.place == (1, 2)


def test_enter_after_tabs_returns_to_where_they_began(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Elm")
    desk.press(KEY.Key_Tab)
    desk.type("Panel")
    desk.press(KEY.Key_Return)
    assert desk.place == (1, 2)
    assert desk.office.value(104, STAGE) == "Panel"


def test_shift_enter_goes_up_and_shift_tab_goes_back(desk: Desk) -> None:
    desk.stand(202, "name")
    desk.press(KEY.Key_Return, SHIFT)
    assert desk.place == (0, 2)
    desk.press(KEY.Key_Backtab, SHIFT)
    assert desk.place == (0, 1)


def test_tab_goes_along_the_row_and_leaves_the_table_at_its_end(desk: Desk) -> None:
    assert not desk.view.tabKeyNavigation()
    desk.view.stand_on(0, 0)
    for column in range(1, len(COLUMNS)):
        desk.press(KEY.Key_Tab)
        assert desk.place == (0, column)
    desk.press(KEY.Key_Tab)
    assert desk.after.hasFocus()


def test_shift_tab_leaves_at_the_beginning(desk: Desk) -> None:
    desk.view.stand_on(2, 0)
    desk.press(KEY.Key_Backtab, SHIFT)
    assert desk.before.hasFocus()


def test_a_crawl_by_tab_comes_round_to_its_start(desk: Desk) -> None:
    desk.before.setFocus()
    met = []
    for _ in range(30):
        desk.press(KEY.Key_Tab)
        met.append(QApplication.focusWidget())
        if met[-1] is desk.before:
            break
    assert met[-1] is desk.before
    assert desk.view in met
    assert desk.after in met


def test_an_empty_table_lets_tab_through(desk: Desk) -> None:
    desk.model.set_filter("no such words")
    desk.press(KEY.Key_Tab)
    assert desk.after.hasFocus()


def test_what_cannot_go_in_keeps_the_cursor_and_says_why(desk: Desk) -> None:
    desk.stand(104, "due")
    desk.type("31/02/2026")
    desk.press(KEY.Key_Return)
    assert desk.place == (0, 4)
    assert "28" in desk.view.hint.words()
    assert desk.view.hint.isVisible()
    assert desk.model.text_at(0, 4) == "31/02/2026"
    desk.press(KEY.Key_Return)
    assert desk.place == (1, 4)
    assert desk.view.hint.words() == ""


def test_escape_on_a_held_cell_shows_its_value_again(desk: Desk) -> None:
    desk.stand(104, "count")
    desk.type("many")
    desk.press(KEY.Key_Return)
    assert desk.model.text_at(0, 5) == "many"
    desk.press(KEY.Key_Escape)
    assert desk.model.text_at(0, 5) == "5"
    assert desk.view.hint.words() == ""


@pytest.mark.parametrize(
    ("typed", "day"), [("3/3/26", date(2026, 3, 3)), ("today", TODAY), ("+1w", date(2026, 11, 30))]
)
def test_a_date_is_typed_in_any_british_way(desk: Desk, typed: str, day: date) -> None:
    desk.stand(104, "due")
    desk.type(typed)
    assert isinstance(desk.view.open_editor(), DateField)
    desk.press(KEY.Key_Tab)
    assert desk.office.value(104, DUE) == day


def test_a_list_completes_while_typing(desk: Desk) -> None:
    desk.stand(104, "kind")
    desk.type("pee")
    assert isinstance(desk.view.open_editor(), ChoiceEditor)
    desk.press(KEY.Key_Return)
    assert desk.office.value(104, KIND) == "Peer review"


def test_a_list_leaves_other_words_to_the_office(desk: Desk) -> None:
    desk.stand(104, "kind")
    desk.type("CSPR")
    desk.press(KEY.Key_Return)
    assert desk.office.batches == [("one cell", [(104, "kind", "CSPR")])]


def test_alt_down_opens_the_list(desk: Desk) -> None:
    desk.stand(104, "kind")
    desk.press(KEY.Key_Down, ALT)
    editor = desk.view.open_editor()
    assert isinstance(editor, ChoiceEditor)
    assert editor.view().isVisible()
    editor.hidePopup()


def test_a_note_takes_several_lines(desk: Desk) -> None:
    desk.stand(104, "stage")
    desk.type("First")
    assert isinstance(desk.view.open_editor(), NoteEditor)
    desk.press(KEY.Key_Return, SHIFT)
    desk.type("second")
    desk.press(KEY.Key_Return, ALT)
    desk.type("third")
    desk.press(KEY.Key_Return)
    assert desk.office.value(104, STAGE) == "First\nsecond\nthird"
    assert desk.place == (1, 3)


def test_opening_a_note_and_leaving_it_changes_nothing(desk: Desk) -> None:
    desk.office.commit(104, STAGE, "one\ntwo")
    desk.office.batches.clear()
    desk.model.set_rows(desk.office.ids(), desk.office.table())
    desk.stand(104, "stage")
    desk.press(KEY.Key_F2)
    desk.press(KEY.Key_Return)
    assert desk.office.batches == []


def test_copy_gives_excel_a_block(desk: Desk) -> None:
    desk.choose((0, 2), (1, 4))
    desk.press(KEY.Key_C, CTRL)
    assert QApplication.clipboard().text() == (
        "Child Rowan\tSign-off\t18 November 2026\r\nAdult Hazel\tAgency reports\t23 November 2026"
    )


def test_a_block_from_excel_goes_in_as_one_change(desk: Desk) -> None:
    QApplication.clipboard().setText('Child Elm\t"two\nlines"\t1/12/2026\r\nChild Fir\tPanel\t\r\n')
    desk.stand(104, "name")
    desk.press(KEY.Key_V, CTRL)
    assert [words for words, _ in desk.office.batches] == ["Paste 6 cells"]
    assert desk.office.rows[104][2:5] == ["Child Elm", "two\nlines", date(2026, 12, 1)]
    assert desk.office.rows[202][2:5] == ["Child Fir", "Panel", None]
    assert len(desk.view.area().rows) == 2
    assert desk.said == ["6 cells pasted."]


def test_one_pasted_cell_fills_the_chosen_ones(desk: Desk) -> None:
    QApplication.clipboard().setText("Panel\r\n")
    desk.choose((0, 3), (2, 3))
    desk.press(KEY.Key_V, CTRL)
    assert [desk.office.rows[row_id][3] for row_id in (104, 202, 105)] == ["Panel"] * 3


def test_a_filter_is_not_pasted_through(desk: Desk) -> None:
    desk.model.set_filter("rapid")
    QApplication.clipboard().setText("A\nB\nC")
    desk.view.stand_on(0, 3)
    desk.press(KEY.Key_V, CTRL)
    assert [desk.office.rows[row_id][3] for row_id in (104, 105, 110)] == ["A", "B", "C"]
    assert desk.office.rows[202][3] == "Agency reports"


def test_pasting_onto_a_locked_column_says_so_and_pastes_the_rest(desk: Desk) -> None:
    QApplication.clipboard().setText("RR-1\tPeer review")
    desk.stand(104, "ref")
    desk.press(KEY.Key_V, CTRL)
    assert desk.office.value(104, KIND) == "Peer review"
    assert desk.office.rows[104][0] == "RR-2026-004"
    assert "Reference cannot be typed" in desk.said[-1]


def test_bad_cells_of_a_paste_are_held_and_the_rest_go_in(desk: Desk) -> None:
    QApplication.clipboard().setText("7\nmany\n9")
    desk.stand(104, "count")
    desk.press(KEY.Key_V, CTRL)
    assert (desk.office.value(104, COUNT), desk.office.value(105, COUNT)) == (7, 9)
    assert desk.model.text_at(1, 5) == "many"
    assert "1 cell could not go in" in desk.said[-1]


def test_rows_beyond_the_end_are_offered_not_lost(desk: Desk, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Oak\tPlan\nYew\tPanel")
    desk.stand(110, "name")
    with qtbot.waitSignal(desk.view.rows_beyond) as told:
        desk.press(KEY.Key_V, CTRL)
    assert told.args == [[{"name": "Yew", "stage": "Panel"}]]


def test_nothing_to_paste_is_said(desk: Desk) -> None:
    QApplication.clipboard().clear()
    desk.stand(104, "name")
    desk.press(KEY.Key_V, CTRL)
    assert desk.said == ["There is nothing to paste here."]
    assert desk.office.batches == []


def test_ctrl_d_fills_down(desk: Desk) -> None:
    desk.choose((0, 3), (2, 3))
    desk.press(KEY.Key_D, CTRL)
    assert [desk.office.rows[row_id][3] for row_id in (104, 202, 105)] == ["Sign-off"] * 3
    assert [words for words, _ in desk.office.batches] == ["Fill 2 cells"]


def test_ctrl_d_in_one_row_takes_the_row_above(desk: Desk) -> None:
    desk.stand(202, "name")
    desk.press(KEY.Key_D, CTRL)
    assert desk.office.value(202, NAME) == "Child Rowan"


def test_ctrl_semicolon_puts_today(desk: Desk) -> None:
    desk.stand(401, "due")
    desk.press(KEY.Key_Semicolon, CTRL)
    assert desk.office.value(401, DUE) == TODAY


def test_today_is_not_put_where_no_date_can_be(desk: Desk) -> None:
    desk.stand(401, "count")
    desk.press(KEY.Key_Semicolon, CTRL)
    assert desk.office.batches == []
    assert desk.said == ["No chosen cell can hold a date."]


def test_delete_empties_cells_and_keeps_the_records(desk: Desk) -> None:
    desk.choose((0, 0), (1, 6))
    desk.press(KEY.Key_Delete)
    assert desk.model.rowCount() == len(ROWS)
    assert desk.office.rows[104] == ["RR-2026-004", None, None, None, None, None, ROWS[0][6]]
    assert len(desk.office.batches) == 1


def test_cut_copies_and_empties(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.press(KEY.Key_X, CTRL)
    assert QApplication.clipboard().text() == "Child Rowan"
    assert desk.office.value(104, NAME) is None


def test_backspace_empties_and_goes_on_typing(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.press(KEY.Key_Backspace)
    desk.type("Elm")
    desk.press(KEY.Key_Return)
    assert desk.office.value(104, NAME) == "Elm"


def test_typing_on_a_reference_says_why_not(desk: Desk) -> None:
    desk.stand(104, "ref")
    desk.type("S")
    assert "cannot be typed" in desk.said[-1]
    assert desk.view.open_editor() is None


def test_alt_enter_opens_the_record(desk: Desk, qtbot: QtBot) -> None:
    desk.stand(105, "name")
    with qtbot.waitSignal(desk.view.opened) as told:
        desk.press(KEY.Key_Return, ALT)
    assert told.args == [105]


def test_what_is_typed_is_not_written_over_by_a_load(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Child E")
    desk.model.set_rows(desk.office.ids(), desk.office.table())
    desk.type("lm")
    desk.press(KEY.Key_Return)
    assert desk.office.value(104, NAME) == "Child Elm"


def test_what_is_typed_survives_a_record_that_comes_in_meanwhile(desk: Desk) -> None:
    desk.stand(104, "name")
    desk.type("Child E")
    desk.office.rows[900] = list(ROWS[1])
    desk.model.set_rows(desk.office.ids(), desk.office.table())
    editor = desk.view.open_editor()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Child E"


def test_the_cursor_stays_on_its_record_when_rows_move(desk: Desk) -> None:
    told: list[int] = []
    desk.stand(105, "stage")
    desk.view.current_changed.connect(told.append)
    desk.model.sort_by([("due", True)])
    desk.model.set_filter("rapid")
    assert desk.view.current_id() == 105
    assert desk.place[1] == 3
    assert told == []


def test_another_record_under_the_cursor_is_told(desk: Desk) -> None:
    told: list[int] = []
    desk.stand(104, "name")
    desk.view.current_changed.connect(told.append)
    desk.press(KEY.Key_Down)
    desk.press(KEY.Key_Right)
    desk.model.set_filter("no such words")
    assert told == [202, -1]
    desk.model.set_filter("")
    assert not desk.view.go_to(12345)


def test_a_click_on_a_heading_sorts_and_shift_adds(desk: Desk) -> None:
    def click(column: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        left = desk.view.headings.sectionViewportPosition(column)
        QTest.mouseClick(desk.view.headings.viewport(), Qt.MouseButton.LeftButton, held, QPoint(left + 40, 12))

    click(1)
    click(4, SHIFT)
    click(4, SHIFT)
    assert desk.model.sorting() == (("kind", False), ("due", True))
    click(2)
    assert desk.model.sorting() == (("name", False),)


def test_a_third_click_takes_the_sorting_away() -> None:
    once = next_sorting([], "due", False)
    twice = next_sorting(once, "due", False)
    assert (once, twice, next_sorting(twice, "due", False)) == ([("due", False)], [("due", True)], [])


def test_filter_lines_filter_their_columns(desk: Desk) -> None:
    desk.view.headings.open_filters(True)
    line = desk.view.headings.filter_line(2)
    line.setFocus()
    desk.type("oak")
    assert desk.model.shown_ids() == [110]
    assert line.accessibleName() == "Filter Pseudonym"
    desk.press(KEY.Key_Down)
    assert desk.view.hasFocus()
    desk.view.headings.open_filters(False)
    assert desk.model.rowCount() == len(ROWS)


def test_escape_empties_a_filter_line(desk: Desk) -> None:
    desk.view.headings.open_filters(True)
    line = desk.view.headings.filter_line(2)
    line.setFocus()
    desk.type("oak")
    desk.press(KEY.Key_Escape)
    assert desk.model.rowCount() == len(ROWS)


def test_widths_are_kept_through_loads_and_text_sizes(desk: Desk, qapp: QApplication) -> None:
    desk.view.set_widths({"name": 222})
    desk.model.set_rows([104], [ROWS[0]])
    assert desk.view.columnWidth(2) == 222
    apply_text_size(qapp, 150)
    assert desk.view.columnWidth(2) == 333
    assert desk.view.widths()["name"] == 222


def test_dragging_a_heading_tells_the_width(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.view.widths_changed) as told:
        desk.view.headings.resizeSection(2, 260)
    assert told.args[0]["name"] == 260


def test_the_last_column_reaches_the_edge(desk: Desk) -> None:
    assert desk.view.headings.length() == desk.view.viewport().width()


def test_rows_grow_with_the_text(desk: Desk, qapp: QApplication) -> None:
    assert desk.view.rowHeight(0) == 34
    apply_text_size(qapp, 200)
    assert desk.view.rowHeight(0) == 68


def test_hidden_columns_are_passed_over(desk: Desk) -> None:
    desk.view.setColumnHidden(3, True)
    desk.choose((0, 2), (0, 3))
    desk.press(KEY.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Child Rowan\t18 November 2026"
    desk.stand(104, "name")
    desk.press(KEY.Key_Tab)
    assert desk.place == (0, 4)


def test_the_menu_of_a_cell_does_the_same(desk: Desk) -> None:
    desk.stand(202, "name")
    menu = desk.view.make_menu()
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    actions["Fill down"].trigger()
    assert desk.office.value(202, NAME) == "Child Rowan"
    actions["Sort downwards"].trigger()
    assert desk.model.sorting() == (("name", True),)
    menu.close()


def test_a_screen_reader_hears_the_table(desk: Desk) -> None:
    heard = QAccessible.queryAccessibleInterface(desk.view)
    assert heard.text(QAccessible.Text.Name) == "Reviews"
    assert heard.role() == QAccessible.Role.Table
    spoken = [heard.child(at).text(QAccessible.Text.Name) for at in range(heard.childCount())]
    assert "RAG status red, overdue by 3 working days" in spoken
