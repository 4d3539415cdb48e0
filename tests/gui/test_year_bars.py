"""The bars of the audit programme by themselves: their words, where a title goes, what is painted, what they plan."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.audit_year import Bar, Missing
from lif_desktop.framework.status import Status
from lif_desktop.gui.audit_programme import Legend
from lif_desktop.gui.palette import apply_text_size, apply_theme
from lif_desktop.gui.tokens import DARK, LIGHT
from lif_desktop.gui.year_bars import (
    HIGH,
    MARK_WORDS,
    RAIL,
    AuditBar,
    MissingBar,
    UndatedBar,
    paint_mark,
    say_bar,
    within,
)

JUNE, AUGUST = dt.date(2026, 6, 1), dt.date(2026, 8, 31)
MARKS = (("planned", JUNE), ("due", AUGUST))


def bar(title: str = "Files sent when pupils move in the year", tone: str = "red", **row: Any) -> Bar:
    values = {"id": 7, "ref": "SAA-2026-004", "title": title} | row
    return Bar(values, JUNE, AUGUST, MARKS, Status(tone, "Overdue"))  # type: ignore[arg-type]


def missing(day: dt.date | None = AUGUST, *, late: bool = False, **values: Any) -> Missing:
    return Missing(day, AUGUST, late, "A round is due, and none is planned.", {"title": "Round"} | values)


def made(qtbot: QtBot, found: Bar, body: tuple[float, float], wide: int, *, beside: bool) -> AuditBar:
    one = AuditBar("Single agency case file audit", found)
    qtbot.addWidget(one)
    one.resize(wide, HIGH + RAIL)
    one.lay(*body, [("planned", body[0] + 5), ("due", body[1] - 5)], beside=beside)
    one.show()
    return one


def colours(image: QImage, left: int, right: int, top: int, bottom: int) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name().upper().lstrip("#") for x in range(left, right) for y in range(top, bottom)
    }


# ------------------------------------------------------------------------------------------------ words


def test_a_bar_is_said_with_everything_that_is_seen() -> None:
    assert say_bar("Audit", bar("Files"), "theme neglect") == (
        "Audit: Files, SAA-2026-004, RAG status red, overdue, planned 1 June 2026, due 31 August 2026, theme neglect"
    )
    assert say_bar("Audit", bar("Files", "none", ref=None)) == (
        "Audit: Files, overdue, planned 1 June 2026, due 31 August 2026"
    )


def test_the_tip_has_a_line_for_each_date(qtbot: QtBot) -> None:
    one = AuditBar("Audit", bar("Files"), "theme neglect")
    qtbot.addWidget(one)
    assert one.toolTip().splitlines() == [
        "SAA-2026-004 · Files", "Overdue", "Theme neglect", "Planned 1 June 2026", "Due 31 August 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (missing(), "+ Plan a round, due 31 Aug 2026"),
        (missing(None), "+ Plan a round"),
        (missing(theme="neglect", title="Neglect: re-audit"), "+ Plan a re-audit, due 31 Aug 2026: Neglect"),
    ],
)
def test_a_missing_round_says_what_pressing_it_does(qtbot: QtBot, found: Missing, words: str) -> None:
    one = MissingBar("Section 11 audit", found)
    qtbot.addWidget(one)
    assert one.words == words
    assert one.accessibleName() == "Section 11 audit: A round is due, and none is planned. Plan it"
    assert one.toolTip() == "A round is due, and none is planned."
    assert dict(one.values()) == dict(found.values)


def test_an_audit_without_a_day_says_so(qtbot: QtBot) -> None:
    one = UndatedBar("Audit", {"id": 3, "ref": "S11-2026-001", "title": "Section 11"})
    qtbot.addWidget(one)
    assert one.accessibleName() == "Audit: Section 11, S11-2026-001, no date yet"
    assert one.words == "Section 11 (no date yet)"


# ------------------------------------------------------------------------------------------------ where the title goes


def test_the_title_stands_beside_a_short_body_and_within_a_long_one(qtbot: QtBot, qapp: QApplication) -> None:
    one = AuditBar("Audit", bar())
    qtbot.addWidget(one)
    assert one.beside(200) == 0
    assert 0 < one.beside(60) <= 136
    short = AuditBar("Audit", bar("Abc"))
    qtbot.addWidget(short)
    assert short.beside(60) == 0
    apply_text_size(qapp, 150)
    assert one.beside(130) > 136
    apply_text_size(qapp, 100)


def test_no_outline_is_wider_than_the_widest(qtbot: QtBot) -> None:
    long = MissingBar("Audit", missing(theme="x", title="A very long title of an audit that goes on and on: re-audit"))
    short = MissingBar("Audit", missing(None))
    for one in (long, short):
        qtbot.addWidget(one)
    assert short.wanted() < long.wanted() == 270


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_body_has_the_colours_of_its_state_and_the_title_stands_beside_it(
    qtbot: QtBot, qapp: QApplication, theme: str
) -> None:
    apply_theme(qapp, theme)  # type: ignore[arg-type]
    tokens = DARK if theme == "dark" else LIGHT
    one = made(qtbot, bar(), (0, 60), 220, beside=True)
    image = one.grab().toImage()
    assert {tokens.tone("red").fill, tokens.tone("red").ink} <= colours(image, 4, 56, 4, HIGH - 4)
    assert tokens.text in colours(image, 64, 216, 2, HIGH)
    inside = made(qtbot, bar(), (0, 200), 220, beside=False).grab().toImage()
    assert tokens.text not in colours(inside, 202, 218, 2, HIGH - 2)
    assert tokens.tone("red").ink in colours(inside, 30, 190, 6, HIGH - 6)


def test_the_dates_stand_on_a_line_beneath_the_body(qtbot: QtBot) -> None:
    one = made(qtbot, bar(), (0, 120), 130, beside=False)
    image = one.grab().toImage()
    middle = HIGH + RAIL // 2
    assert LIGHT.text in colours(image, 0, 12, HIGH, HIGH + RAIL)
    assert LIGHT.text in colours(image, 112, 120, HIGH, HIGH + RAIL)
    assert LIGHT.text not in colours(image, 30, 90, middle + 3, HIGH + RAIL)


def test_a_late_round_is_outlined_in_red_and_one_to_come_in_the_accent(qtbot: QtBot) -> None:
    found = []
    for late in (True, False):
        one = MissingBar("Audit", missing(late=late))
        qtbot.addWidget(one)
        one.resize(200, HIGH)
        found.append(colours(one.grab().toImage(), 0, 200, 0, HIGH))
    red, accent = LIGHT.tone("red").ink, LIGHT.accent
    assert red in found[0]
    assert red not in found[1]
    assert accent in found[1]
    assert accent not in found[0]


def test_the_focus_is_seen(qtbot: QtBot) -> None:
    one = made(qtbot, bar(tone="green"), (0, 120), 130, beside=False)
    plain = one.grab().toImage()
    with qtbot.waitActive(one):
        one.activateWindow()
    one.setFocus()
    assert LIGHT.accent not in colours(plain, 0, 130, 0, HIGH)
    assert LIGHT.accent in colours(one.grab().toImage(), 0, 130, 0, HIGH)


# ------------------------------------------------------------------------------------------------ signs and keys


def test_every_sign_has_a_shape_of_its_own(qapp: QApplication) -> None:
    drawn = []
    for mark in MARK_WORDS:
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_mark(painter, mark, QPointF(10, 10), "000000", "FFFFFF")
        painter.end()
        drawn.append(bytes(image.constBits()))
    assert len(set(drawn)) == len(MARK_WORDS) == 4


def test_the_legend_names_every_sign_and_today(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    for words in ("planned", "due", "completed", "reported", "today"):
        assert words in legend.accessibleName()
    legend.resize(legend.sizeHint())
    assert LIGHT.accent in colours(legend.grab().toImage(), 0, legend.width(), 0, legend.height())


def test_arrows_are_passed_on_and_held_keys_are_not(qtbot: QtBot) -> None:
    one = MissingBar("Audit", missing())
    qtbot.addWidget(one)
    moved: list[tuple[int, int]] = []
    pressed: list[bool] = []
    one.moved.connect(lambda columns, rows: moved.append((columns, rows)))
    one.clicked.connect(lambda: pressed.append(True))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(one, key)
    QTest.keyClick(one, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert moved == [(-1, 0), (1, 0), (0, -1), (0, 1)]
    QTest.keyClick(one, Qt.Key.Key_Return)
    QTest.keyClick(one, Qt.Key.Key_Space)
    assert len(pressed) == 2


def test_a_day_is_held_within_the_year() -> None:
    assert within(dt.date(2026, 1, 1), JUNE, AUGUST) == JUNE
    assert within(dt.date(2027, 1, 1), JUNE, AUGUST) == AUGUST
    assert within(dt.date(2026, 7, 1), JUNE, AUGUST) == dt.date(2026, 7, 1)
