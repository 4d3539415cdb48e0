"""Home shows the day: what is due, the clocks, the gaps; each line leads somewhere, by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.home import FIRST_DUE, HomePage
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.rows import ClockRow, DueRow, GapRow, RowButton
from lif_desktop.gui.widgets import EmptyPage
from lif_desktop.office.upcoming import Upcoming
from tests.gui.upcoming_made_up import CLOCKS, DUE, GAPS, TODAY, upcoming
from tests.gui.windows import free

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def home(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1176, 720)
    page.show_upcoming(upcoming())
    with qtbot.waitExposed(page):
        page.show()
    return page


def rows(page: QWidget, kind: type[RowButton]) -> list[RowButton]:
    free()
    return [row for row in page.findChildren(kind) if row.isVisible()]


def test_the_title_is_the_day(home: HomePage) -> None:
    assert home.header.title.text() == "Monday 23 November 2026"
    assert home.header.subtitle.text() == "Next 15 working days: to 14 December 2026"


def test_what_is_due_stands_in_order_and_is_read_out_whole(home: HomePage) -> None:
    found = rows(home, DueRow)
    assert [row.accessibleName() for row in found][:2] == [
        "ACT-2026-117, Revise the referral form, due 16 November 2026",
        "RR-2026-004, Rapid review report to the National Panel, due 20 November 2026",
    ]
    assert found[0].accessibleDescription() == "RAG status red, overdue, Greater Manchester Police"
    assert len(found) == len(DUE)


@pytest.mark.parametrize("how", ["click", "enter", "space"])
def test_a_line_leads_to_its_record(home: HomePage, how: str) -> None:
    opened: list[tuple[str, int]] = []
    home.open_record.connect(lambda register, number: opened.append((register, number)))
    row = rows(home, DueRow)[1]
    if how == "click":
        QTest.mouseClick(row, LEFT)
    else:
        QTest.keyClick(row, Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_Space)
    assert opened == [("reviews", 4)]


def test_clocks_are_drawn_as_their_days_and_lead_to_the_review(home: HomePage) -> None:
    opened: list[tuple[str, int]] = []
    home.open_record.connect(lambda register, number: opened.append((register, number)))
    found = rows(home, ClockRow)
    assert len(found) == len(CLOCKS)
    assert found[1].bar.accessibleName() == "Working day 7 of 15, due 3 December 2026"  # type: ignore[attr-defined]
    QTest.mouseClick(found[2], LEFT)
    assert opened == [("reviews", 8)]


def test_gaps_are_counted_and_lead_to_their_list(home: HomePage) -> None:
    asked: list[object] = []
    home.gaps_asked.connect(asked.append)
    found = rows(home, GapRow)
    assert found[0].accessibleName() == "4 recommendations with no action"
    QTest.mouseClick(found[2], LEFT)
    assert home.gaps.link.text() == "Show 14"  # type: ignore[union-attr]
    QTest.mouseClick(home.gaps.link, LEFT)
    assert asked == [GAPS[2], None]


def test_more_than_the_first_are_shown_when_asked_for(home: HomePage, qtbot: QtBot) -> None:
    assert home.due.link is not None
    assert home.due.link.isHidden()
    home.show_upcoming(upcoming(DUE * 5))
    assert home.due.link.text() == "All 30"
    assert len(rows(home, DueRow)) == FIRST_DUE
    QTest.mouseClick(home.due.link, LEFT)
    assert len(rows(home, DueRow)) == 30
    assert home.due.link.text() == "Fewer"
    QTest.mouseClick(home.due.link, LEFT)
    assert len(rows(home, DueRow)) == FIRST_DUE


def test_the_four_buttons_ask_the_window(home: HomePage) -> None:
    asked: list[str] = []
    home.asked.connect(asked.append)
    for button in home.buttons.values():
        QTest.mouseClick(button, LEFT)
    assert asked == ["chase", "pack", "returns", "annual_report"]


def test_the_status_bar_is_told_what_is_due(home: HomePage) -> None:
    told: list[str] = []
    home.counted.connect(told.append)
    home.show_upcoming(upcoming())
    assert told == ["6 due by 14 December 2026, 2 overdue"]


def test_a_quiet_day_says_so(home: HomePage) -> None:
    full = upcoming()
    home.show_upcoming(Upcoming(TODAY, full.until, (), (), (), full.counts))
    free()
    assert rows(home, RowButton) == []
    said = [label.text() for label in home.due.findChildren(type(home.header.title))]
    assert "Nothing is due by 14 December 2026." in said
    assert home.due.findChild(EmptyPage) is None


def test_an_empty_office_says_how_to_begin(home: HomePage) -> None:
    asked: list[str] = []
    home.asked.connect(asked.append)
    home.show_upcoming(Upcoming(TODAY, upcoming().until, (), (), (), {"reviews": ""}))
    page = home.due.findChild(EmptyPage)
    assert page is not None
    QTest.mouseClick(page.button, LEFT)
    assert asked == ["bring_tracker"]


def test_narrow_or_large_it_stands_in_one_column_and_nothing_is_cut(home: HomePage, qtbot: QtBot) -> None:
    assert home._columns.direction() == QBoxLayout.Direction.LeftToRight
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_text_size(app, 200)
    for _ in range(6):
        free()
    assert home._columns.direction() == QBoxLayout.Direction.TopToBottom
    scroll = home.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
    for row in rows(home, RowButton):
        assert row.height() >= row.minimumSizeHint().height()
        assert not isinstance(row, DueRow) or row.height() >= row.heightForWidth(row.width())


def test_in_large_text_long_words_go_on_in_further_lines(home: HomePage) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    row = rows(home, DueRow)[1]
    assert row.heightForWidth(500) == row.heightForWidth(900)
    apply_text_size(app, 200)
    row = rows(home, DueRow)[1]
    assert row.heightForWidth(1000) > row.heightForWidth(2000)


def test_tab_goes_through_everything_and_comes_back(home: HomePage) -> None:
    home.activateWindow()
    first = home.buttons["chase"]
    first.setFocus()
    reached = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or first, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
        if QApplication.focusWidget() is first:
            break
    assert first in reached
    assert set(rows(home, RowButton)) <= reached
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in reached if widget)
