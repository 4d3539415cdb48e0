"""The scorecard: indicators by dataset, off target first, each with its words, reached by keys and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.look import dress
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.trend_scorecard import ScorecardHead, ScorecardView, beside
from lif_desktop.office import Edit, Office
from tests.gui.made_up_office import add, empty_office
from tests.gui.test_trend_pane import D, indicator

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    indicator(made, 90, 92, 95, title="Contacts in a day")
    indicator(made, 84, 82, title="Conferences in time")
    indicator(made, 84, 82, 76, title="Health at meetings")
    indicator(made, 40, 36, title="Missing often", dataset="Babies", better_when="context", target=None)
    indicator(made, title="No value", dataset=None)
    indicator(made, 1, title="Given up", active_to=D(2026, 3, 31))
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, width: int = 1100) -> ScorecardView:
    view = ScorecardView(office)
    qtbot.addWidget(view)
    view.resize(width, 600)
    view.reload()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def titles(view: ScorecardView) -> list[str]:
    return [row.title for row in view.rows]


def test_indicators_in_use_stand_by_dataset_with_those_off_target_first(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert titles(view) == [
        "PI-004 · Missing often",
        "PI-003 · Health at meetings",
        "PI-002 · Conferences in time",
        "PI-001 · Contacts in a day",
        "PI-005 · No value",
    ]
    assert view.words.text() == (
        "5 indicators in use: 2 off target, 2 off target twice running or more, 2 getting worse."
    )


def test_each_row_says_what_it_shows(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.rows[1].accessibleName() == (
        "PI-003, Health at meetings. Down from 82 to 76%, second quarter running, target 85, off target for three "
        "quarters running. RAG status red, off target"
    )
    assert view.rows[4].accessibleName() == "PI-005, No value. No value yet. no value yet"
    assert (view.rows[3].way.word, view.rows[0].way.word) == ("Better: up", "Down")


def test_arrows_go_from_row_to_row_and_enter_opens_the_indicator(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.rows[0].setFocus()
    for key, place in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is view.rows[place]
    with qtbot.waitSignal(view.open_asked) as asked:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == ["performance", 3]


def test_what_changes_elsewhere_is_shown_and_the_cursor_stays_with_its_indicator(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.rows[2].setFocus()
    office.write("Raised the target", [Edit("indicators", 1, {"target": 99.0})])
    office.write("New value", office.changes_for("indicator_values", 4, {"value": 90.0}))
    view.reload()
    focused = QApplication.focusWidget()
    assert focused in view.rows
    assert focused.title == "PI-002 · Conferences in time"  # type: ignore[union-attr]


def test_an_office_without_indicators_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    made = empty_office(tmp_path)
    view = shown(qtbot, made)
    assert view.rows == []
    assert view.words.text() == "No indicator is in use yet. Add one in the list, or import your scorecard."
    made.close()


@pytest.mark.parametrize(("width", "one_line"), [(1100, True), (600, False)])
def test_in_a_narrow_page_the_figures_go_beneath_the_words(
    qtbot: QtBot, office: Office, width: int, one_line: bool
) -> None:
    view = shown(qtbot, office, width)
    row = view.rows[1]
    assert beside(row.width()) is one_line
    head = view.widget().findChildren(ScorecardHead)[0]
    assert (head.heightForWidth(row.width()) > 0) is one_line
    assert row.heightForWidth(600) > row.heightForWidth(1000)


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 150), ("light", 200)])
def test_it_is_drawn_within_the_page(
    qtbot: QtBot, qapp: QApplication, office: Office, theme: str, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    view = shown(qtbot, office, 930)
    assert not view.grab().isNull()
    assert view.widget().width() <= view.viewport().width()


def test_it_is_a_view_of_performance_that_leads_to_the_indicator(qtbot: QtBot, office: Office) -> None:
    add(office, "indicator_values", indicator_id=5, period_end_on=D(2026, 9, 30), value=None)
    page = RegisterPage(office, "performance")
    qtbot.addWidget(page)
    page.resize(1136, 680)
    page.show()
    view = page.middle.show_view("Scorecard")
    assert isinstance(view, ScorecardView)
    QTest.mouseClick(view.rows[2], LEFT)
    assert page.middle.current() is not view
    assert page.current_id() == 2
