"""Rows and discs of training: their words at every width and text size, and what a screen reader says of them."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.evaluation import Rate
from lif_desktop.framework.evaluation_words import StageSaid
from lif_desktop.framework.parts import EvaluationStage
from lif_desktop.framework.status import Status
from lif_desktop.gui.ask_panel import AskPanel
from lif_desktop.gui.coverage import CoverageView
from lif_desktop.gui.coverage_rows import CourseRow, StageBar
from lif_desktop.gui.coverage_table import SHARE, FactTable, fact_words, share_of
from lif_desktop.gui.labels import font_for
from lif_desktop.gui.look import dress
from lif_desktop.gui.palette import tokens_of
from lif_desktop.gui.training_evaluation import EvaluationPane
from lif_desktop.gui.training_stage import StageCard, StageDisc
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office.training_evidence import CourseReach
from lif_desktop.registers.field import Field
from tests.gui.made_up_office import add, empty_office

STAGE = EvaluationStage("reaction", "Reaction", (), "Was it relevant?", "Forms", "At the end")
LATE = Status("red", "Overdue by 46 working days")
COURSE = CourseReach(
    7, "TRN-2026-011", "Turning eighteen: transitional safeguarding", dt.date(2026, 6, 18), (True,) * 4, Rate(11, 21),
    "4.5 of 5 from 11 of 21 people, 52%", (LATE,) * 4, None, False, 21, (),
)  # fmt: skip
_WRAP = int(Qt.TextFlag.TextWordWrap)


def needed(words: str, role: str, width: int) -> int:
    metrics = QFontMetrics(font_for(role))  # type: ignore[arg-type]
    return metrics.boundingRect(QRect(0, 0, width, 9999), _WRAP, words).height()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_course_has_room_for_all_its_words_and_its_badge(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    dress(qapp, "light", percent)
    row = CourseRow(COURSE, LATE)
    qtbot.addWidget(row)
    for width in (160, 320, 540, 900):
        room = width - 16
        both = needed(row.title, "strong", room) + needed(row.second, "secondary", room)
        assert row.heightForWidth(width) >= both
    assert row.heightForWidth(220) > row.heightForWidth(900)


def test_a_course_is_said_with_its_state_and_its_score_with_its_rate(qtbot: QtBot) -> None:
    row = CourseRow(COURSE, LATE)
    qtbot.addWidget(row)
    assert row.accessibleName() == (
        "Open TRN-2026-011, Turning eighteen: transitional safeguarding, RAG status red, overdue by 46 working days"
    )
    assert row.accessibleDescription() == "Held 18 June 2026 · 4.5 of 5 from 11 of 21 people, 52%"


def test_a_bar_puts_its_numbers_beneath_its_name_where_both_do_not_fit(qtbot: QtBot) -> None:
    bar = StageBar(1, STAGE)
    qtbot.addWidget(bar)
    bar.set_reached(Rate(14, 16))
    assert bar.told == "14 of 16 courses, 88%"
    assert bar.heightForWidth(180) > bar.heightForWidth(400)
    assert bar.toolTip() == "Was it relevant?"


def test_a_bar_is_as_long_as_its_share_and_none_is_empty(qtbot: QtBot) -> None:
    bar = StageBar(1, STAGE)
    qtbot.addWidget(bar)
    bar.resize(400, bar.heightForWidth(400))
    filled = []
    for reached in (0, 8, 16):
        bar.set_reached(Rate(reached, 16))
        picture = bar.grab().toImage()
        y = bar.height() - 12
        accent = f"#{tokens_of(bar).accent.lower()}"
        filled.append(sum(picture.pixelColor(x, y).name() == accent for x in range(400)))
    assert filled[0] == 0
    assert filled[2] > 360
    assert abs(filled[1] - filled[2] / 2) <= 3


@pytest.mark.parametrize("filled", [True, False])
def test_the_disc_of_a_stage_says_whether_there_is_evidence_and_shows_it(qtbot: QtBot, filled: bool) -> None:
    disc = StageDisc()
    qtbot.addWidget(disc)
    disc.resize(disc.sizeHint())
    disc.set_stage(3, filled=filled)
    assert disc.accessibleName() == f"Stage 3, {'with' if filled else 'without'} evidence"
    edge = disc.grab().toImage().pixelColor(disc.width() // 2, 4).name()
    assert (edge == f"#{tokens_of(disc).primary.lower()}") is filled


def test_the_state_stands_under_the_name_in_a_narrow_card(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    card = StageCard(AskPanel(office), [plain_button("Add")])
    qtbot.addWidget(card)
    card.show_stage(StageSaid(1, STAGE, LATE, ("One", "Two"), ("Odd",), "Missing: forms.", False))
    card.resize(500, 300)
    with qtbot.waitExposed(card):
        card.show()
    assert card.badge is not None
    assert card.badge.x() > card.name.x()
    assert (card.words(), [note.text() for note in card.odd]) == (["One", "Two"], ["▲ Odd"])
    card.resize(240, 400)
    QApplication.processEvents()
    assert card.badge.y() > card.name.y()
    card.show_stage(StageSaid(1, STAGE, Status("blue", "On record"), ("Three",), (), "", True))
    assert (card.words(), card.odd, card.missing.isHidden()) == (["Three"], [], True)
    office.close()


def test_facts_are_said_in_words() -> None:
    share = Field(SHARE, "Share", "decimal")
    assert [fact_words(share, one) for one in (0.75, 1.25, 0.0, 1.0)] == ["75%", "over 100%", "0%", "100%"]
    assert fact_words(Field("staff", "Staff", "whole"), 1480) == "1,480"
    assert fact_words(Field("received", "Received", "date"), dt.date(2026, 3, 3)) == "3 March 2026"
    assert [share_of(Rate(*one)) for one in ((3, 4), (5, 4), (0, 4), (3, 0), (None, 4), (3, None))] == [
        0.75, 1.25, 0.0, None, None, None,
    ]  # fmt: skip


def test_a_table_of_facts_sorts_by_its_shares_and_gives_its_first_column_the_room(qtbot: QtBot) -> None:
    fields = (Field("name", "Agency"), Field(SHARE, "Share", "decimal", width=8))
    table = FactTable("Facts", fields)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show_rows([1, 2, 3], [("A", 0.5), ("B", None), ("C", 0.9)])
    with qtbot.waitExposed(table):
        table.show()
    table.register_model().sort_by([(SHARE, True)])
    assert [table.register_model().text_at(row, 0) for row in range(3)] == ["C", "A", "B"]
    assert table.columnWidth(0) > 3 * table.columnWidth(1)
    assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()


def walked(first: QWidget) -> list[QWidget]:
    """The widgets that Tab comes to, from one of them on until it is there again; a table takes several Tabs."""
    first.setFocus()
    start, seen = QApplication.focusWidget(), []
    for _ in range(300):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return seen
    raise AssertionError(f"Tab does not come back: {seen[-3:]}")


def test_tab_goes_round_the_coverage_and_round_the_stages_of_a_course(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    number = add(office, "training", title="Neglect", held_on=dt.date(2026, 6, 10), attended=20, questionnaires=9)
    add(office, "bookings", training_id=number, agency_id=3, booked=9, attended=9)
    view, pane = CoverageView(office), EvaluationPane(office)
    view.reload()
    pane.load(number)
    for shown, first, reached in (
        (view, view.years, [view.returns.ask_button, view.returns.table, view.table, view.lacking.rows[0]]),
        (pane, pane.asks["reaction"], [pane.sent_button, pane.case_button, *pane.asks.values()]),
    ):
        qtbot.addWidget(shown)
        shown.resize(1100, 700)
        with qtbot.waitActive(shown):
            shown.show()
            shown.activateWindow()
        assert set(reached) <= set(walked(first))
    office.close()
