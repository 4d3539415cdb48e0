"""Lamps say by shape and word whether something is shown; a strip of them fits every width and text size."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.lamps import LampStrip, LampWords, SmallLamp
from lif_desktop.gui.look import dress
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.palette import apply_text_size

WORDS = (
    LampWords("Identified", True, "Lit", "Identified: 1 on record"),
    LampWords("Disseminated", True, "Lit"),
    LampWords("Embedded", False, "Not yet", "Embedded: no agency has confirmed a change in practice"),
    LampWords("Evaluated", False, "Not yet"),
)


def strip(qtbot: QtBot, width: int = 382) -> LampStrip:
    made = LampStrip("The four stages")
    qtbot.addWidget(made)
    made.show_lamps(WORDS)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def inked(image: QImage) -> int:
    """How many pixels stand out, whatever their colour."""
    places = (QPoint(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(QColor(image.pixel(place)).lightness() < 200 for place in places)


def test_each_lamp_says_its_name_and_whether_it_is_lit(qtbot: QtBot) -> None:
    made = strip(qtbot)
    assert [lamp.accessibleName() for lamp in made.lamps] == [
        "Identified: lit",
        "Disseminated: lit",
        "Embedded: not yet",
        "Evaluated: not yet",
    ]
    assert made.lamps[2].toolTip() == "Embedded: no agency has confirmed a change in practice"
    assert made.lamps[1].toolTip() == "Disseminated: lit"
    assert made.accessibleName() == "The four stages"


def test_a_lit_lamp_has_another_shape_than_an_unlit_one(qtbot: QtBot) -> None:
    """In grey the filled disc still covers several times what the ring does."""
    lamp = SmallLamp()
    qtbot.addWidget(lamp)
    lamp.resize(lamp.sizeHint())
    unlit = inked(picture(lamp))
    lamp.light(True)
    assert inked(picture(lamp)) > 2 * unlit > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lit_and_unlit_differ_in_both_themes(qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    dress(qapp, theme, 100)  # type: ignore[arg-type]
    lamp = SmallLamp()
    qtbot.addWidget(lamp)
    lamp.resize(lamp.sizeHint())
    unlit = picture(lamp)
    lamp.light(True)
    assert picture(lamp) != unlit


def test_pressing_a_lamp_tells_which(qtbot: QtBot) -> None:
    made, heard = strip(qtbot), []
    made.chosen.connect(heard.append)
    QTest.mouseClick(made.lamps[2], Qt.MouseButton.LeftButton)
    made.lamps[3].setFocus()
    QTest.keyClick(made.lamps[3], Qt.Key.Key_Return)
    assert heard == [2, 3]


def test_another_state_is_shown_in_the_same_lamps(qtbot: QtBot) -> None:
    made = strip(qtbot)
    before, first = picture(made), made.lamps[2]
    made.show_lamps([*WORDS[:2], LampWords("Embedded", True, "Lit"), WORDS[3]])
    assert made.lamps[2] is first
    assert first.accessibleName() == "Embedded: lit"
    assert picture(made) != before


@pytest.mark.parametrize(("percent", "width", "across"), [(100, 382, True), (150, 382, False), (200, 900, True)])
def test_lamps_stand_in_a_row_where_it_is_wide_enough(
    qtbot: QtBot, qapp: QApplication, percent: int, width: int, across: bool
) -> None:
    apply_text_size(qapp, percent)
    made = strip(qtbot, width)
    assert [lamp.across for lamp in made.lamps] == [across] * 4
    rows = {lamp.y() for lamp in made.lamps}
    assert len(rows) == (1 if across else 4)
    assert all(made.rect().contains(lamp.geometry()) for lamp in made.lamps)
    assert all(lamp.width() >= lamp.width_across() for lamp in made.lamps)


def test_a_larger_text_moves_them_under_one_another_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    made = strip(qtbot)
    assert made.lamps[0].across
    apply_text_size(qapp, 175)
    assert not made.lamps[0].across
    assert made.heightForWidth(382) == 4 * made.lamps[0].height()


# ------------------------------------------------------------------------------------------------ marked rows


def test_what_is_there_and_what_is_missing_are_told_apart(qtbot: QtBot) -> None:
    there, missing = MarkedRow("Shared on 3 March", there=True), MarkedRow("No channel", there=False)
    for row in (there, missing):
        qtbot.addWidget(row)
    assert there.accessibleName() == "Shared on 3 March"
    assert missing.accessibleName() == "Missing: No channel"


def test_a_row_that_opens_nothing_cannot_be_pressed(qtbot: QtBot) -> None:
    heard: list[int] = []
    for opens in (True, False):
        row = MarkedRow("No channel", there=False, opens=opens)
        qtbot.addWidget(row)
        row.clicked.connect(lambda: heard.append(1))
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard == [1]


@pytest.mark.parametrize("percent", [100, 200])
def test_the_words_of_a_row_are_never_cut(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    row = MarkedRow("Confirmed by a trust with a long name, 3 March 2026: used in four team meetings", there=True)
    qtbot.addWidget(row)
    assert row.heightForWidth(240) > row.heightForWidth(900)
    assert row.minimumSizeHint().width() <= 300
