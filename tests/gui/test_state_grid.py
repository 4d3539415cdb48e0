"""The table that compares: what it says, where the keys lead, how it shares its width, words that do not fit."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.status import Status
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid, fitted

LATE, DONE = (
    GridCell(status=Status("red", "Overdue"), below="due 20 Nov 2026"),
    GridCell(status=Status("blue", "Accepted")),
)
NONE = GridCell(status=Status("none", "Not asked"), faint=True)
ROWS = (GridRow("GMP", (LATE, DONE)), GridRow("Children's Social Care", (NONE, GridCell("7", said="seven"))))


Show = Callable[..., StateGrid]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Show]:
    """Shows a grid with a line after it, and keeps the window alive."""
    windows: list[QWidget] = []

    def show(rows: Sequence[GridRow] = ROWS, width: int = 400, *, whole_rows: bool = False) -> StateGrid:
        around = QWidget()
        windows.append(around)
        qtbot.addWidget(around)
        grid = StateGrid("Returns", whole_rows=whole_rows)
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)
        column.addWidget(QLineEdit())
        around.resize(width, 400)
        grid.show_rows(("Agency", "Chronology", "Agency summary"), rows)
        with qtbot.waitActive(around):
            around.show()
            around.activateWindow()
        grid.setFocus()
        return grid

    yield show
    windows.clear()


def test_each_cell_says_its_row_its_heading_and_what_stands_there(shown: Show) -> None:
    grid = shown()
    said = [
        [grid.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(3)]
        for row in range(2)
    ]
    assert said == [
        ["GMP", "GMP, Chronology: RAG status red, overdue, due 20 Nov 2026",
         "GMP, Agency summary: RAG status blue, accepted"],
        ["Children's Social Care", "Children's Social Care, Chronology: not asked",
         "Children's Social Care, Agency summary: seven"],
    ]  # fmt: skip
    assert grid.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "Overdue\ndue 20 Nov 2026"


def test_arrows_walk_enter_presses_letters_are_passed_on_and_tab_leaves(shown: Show) -> None:
    grid = shown()
    heard: list[object] = []
    grid.pressed_cell.connect(lambda row, column: heard.append((row, column)))
    grid.key_pressed.connect(heard.append)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_R)
    QTest.keyClick(grid, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert heard == [(1, 1), "R"]
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_the_cursor_begins_on_the_first_state_and_stays_when_rows_are_read_again(shown: Show) -> None:
    grid = shown()
    assert grid.chosen() == [(0, 0)]
    QTest.keyClick(grid, Qt.Key.Key_Down)
    grid.show_rows(grid.headings(), ROWS)
    assert grid.chosen() == [(1, 0)]
    grid.show_rows(grid.headings(), ROWS[:1])
    assert grid.chosen() == [(0, 0)]
    grid.show_rows(grid.headings(), ())
    assert grid.chosen() == []
    QTest.keyClick(grid, Qt.Key.Key_Return)


def test_several_cells_or_whole_rows_are_chosen(shown: Show) -> None:
    grid = shown()
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert grid.chosen() == [(0, 0), (1, 0)]
    rows = shown(whole_rows=True)
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert rows.chosen() == [(1, 0), (1, 1)]


@pytest.mark.parametrize("width", [230, 300, 400, 900])
def test_states_keep_their_badges_and_names_take_the_rest(shown: Show, width: int) -> None:
    grid = shown(width=width)
    for column in (1, 2):
        assert grid.columnWidth(column) >= grid._wanted(column, tight=True)
    total = sum(grid.columnWidth(column) for column in range(3))
    assert total <= max(width, 290)
    assert grid.columnWidth(0) >= 72


def test_rows_are_high_where_words_need_two_lines(shown: Show) -> None:
    plain = (GridRow("GMP", (GridCell("1"), GridCell("2"))),)
    low, high = shown(plain, 900), shown(ROWS, 900)
    assert low.verticalHeader().defaultSectionSize() < high.verticalHeader().defaultSectionSize()
    long = (GridRow("A very long name of an agency that wraps in a narrow pane", (GridCell("1"), GridCell("2"))),)
    wrapped = shown(long, 300)
    assert wrapped.verticalHeader().defaultSectionSize() == high.verticalHeader().defaultSectionSize()
    assert wrapped.sizeHint().height() > low.sizeHint().height()


def test_words_that_do_not_fit_end_in_an_ellipsis(qapp: QApplication) -> None:
    font = font_for("strong")
    high = 2 * QFontMetrics(font).lineSpacing()
    words = "1.1 Leadership and accountability: a named senior lead"
    cut = fitted(words, font, QSize(108, high))
    assert cut.endswith("…")
    assert words.startswith(cut[:-1])
    room = QFontMetrics(font).boundingRect(0, 0, 108, 999, int(Qt.TextFlag.TextWordWrap), cut)
    assert room.height() <= high
    assert fitted(words, font, QSize(900, high)) == words
    assert fitted(words, font, QSize(3, 3)).endswith("…")
