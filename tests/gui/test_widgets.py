"""The parts of every page: badges, clocks, cards, heads, labels and the summary of problems."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.badge import badge_font, badge_width, paint_badge, say_status
from lif_desktop.gui.palette import apply_text_size, colour
from lif_desktop.gui.tokens import DARK, LIGHT, THEMES, Tokens
from lif_desktop.gui.widgets import (
    Card,
    ClockBar,
    EmptyPage,
    ErrorSummary,
    PageHeader,
    ProblemNote,
    StatusBadge,
    label_for,
    plain_words,
)
from tests.gui.made_up import ON_TRACK, OVERDUE, WAITING, Status


def painted(status: Status, tokens: Tokens, width: int = 200) -> QImage:
    image = QImage(width, 34, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_badge(painter, QRect(0, 0, width, 34), status, tokens, badge_font(QApplication.font()))
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("tone", ["red", "amber", "green", "blue", "none"])
def test_a_badge_wears_its_tone(theme: Tokens, tone: str, qtbot: QtBot) -> None:
    seen = colours(painted(Status(tone, "Word"), theme))
    assert QColor(colour(theme.tone(tone).fill)).name() in seen
    assert QColor(colour(theme.tone(tone).ink)).name() in seen


def test_tones_differ_in_shape_when_colour_is_taken_away(qtbot: QtBot) -> None:
    shapes = set()
    for tone in ("red", "amber", "green", "blue", "none"):
        ink = QColor(colour(LIGHT.tone(tone).ink))
        image = painted(Status(tone, ""), LIGHT)
        dots = [(x, y) for x in range(6, 24) for y in range(8, 26) if image.pixelColor(x, y) == ink]
        shapes.add(tuple(dots))
    assert len(shapes) == 5


def test_a_badge_is_never_wider_than_its_room(qtbot: QtBot) -> None:
    image = painted(OVERDUE, LIGHT, 90)
    assert badge_width(OVERDUE.word, badge_font(QApplication.font())) > 90
    assert image.pixelColor(89, 17) != QColor("white")


def test_a_status_is_said_in_words() -> None:
    assert say_status(OVERDUE) == "RAG status red, overdue by 3 working days"
    assert say_status(Status("none", "Waiting")) == "waiting"


def test_a_badge_widget_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    badge = StatusBadge(OVERDUE)
    qtbot.addWidget(badge)
    small = badge.sizeHint()
    apply_text_size(qapp, 200)
    assert badge.sizeHint().width() > 1.7 * small.width()
    assert badge.accessibleName() == say_status(OVERDUE)
    badge.set_status(ON_TRACK)
    assert (badge.status(), badge.accessibleName()) == (ON_TRACK, "RAG status green, on track")


@pytest.mark.parametrize(("gone", "filled"), [(0, 0), (7, 7), (15, 15), (99, 15)])
def test_a_clock_fills_a_segment_for_each_day_gone(qtbot: QtBot, gone: int, filled: int) -> None:
    bar = ClockBar()
    qtbot.addWidget(bar)
    bar.resize(600, 10)
    bar.set_clock(15, gone, "green", f"Working day {gone} of 15")
    image = bar.grab().toImage()
    ink = QColor(colour(LIGHT.tone("green").ink))
    middles = [image.pixelColor(round((at + 0.5) * 600 / 15), 5) for at in range(15)]
    assert [spot == ink for spot in middles] == [True] * filled + [False] * (15 - filled)
    assert bar.accessibleName() == f"Working day {gone} of 15"


def test_a_label_brings_buddy_name_and_help_together(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    line = QLineEdit()
    label = label_for(line, "Terms && &times", "When it was agreed")
    layout.addWidget(label)
    layout.addWidget(line)
    qtbot.addWidget(window)
    assert label.buddy() is line
    assert line.accessibleName() == "Terms & times"
    assert line.accessibleDescription() == line.toolTip() == "When it was agreed"
    assert plain_words("Plain") == "Plain"


def test_each_line_of_the_summary_goes_to_its_field(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    summary, area, inside = ErrorSummary(), QScrollArea(), QWidget()
    inner = QVBoxLayout(inside)
    inner.addSpacing(2000)
    field = QLineEdit()
    inner.addWidget(field)
    area.setWidget(inside)
    layout.addWidget(summary)
    layout.addWidget(area)
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
    assert not summary.isVisible()
    summary.show_problems([("Opened: February 2026 has 28 days.", field), ("Ends & begins", None)])
    assert summary.isVisible()
    assert summary.heading.text() == "There is a problem"
    assert [line.text() for line in summary.lines()] == ["Opened: February 2026 has 28 days.", "Ends && begins"]
    QApplication.processEvents()
    QTest.mouseClick(summary.lines()[0], Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    assert area.verticalScrollBar().value() > 0
    summary.show_problems([])
    assert not summary.isVisible()


def test_a_note_beside_a_field_shows_only_when_it_says_something(qtbot: QtBot) -> None:
    window = QWidget()
    note = ProblemNote(window)
    qtbot.addWidget(window)
    window.show()
    note.say("February 2026 has 28 days.")
    assert note.isVisible()
    note.say("")
    assert not note.isVisible()


def test_the_head_of_a_page_holds_title_middle_and_buttons(qtbot: QtBot) -> None:
    head = PageHeader("Reviews", "12 open of 47")
    qtbot.addWidget(head)
    line = QLineEdit()
    head.add_middle(line, 1)
    plain, main = head.add_button("Import…"), head.add_primary("New review")
    head.resize(1100, 60)
    head.show()
    assert head.title.x() < line.x() < plain.x() < main.x()
    assert main.property("primary")
    head.set_title("Audits")
    head.set_subtitle("7")
    assert (head.title.text(), head.subtitle.text()) == ("Audits", "7")


def test_text_is_not_cut_at_200_per_cent(qtbot: QtBot, qapp: QApplication) -> None:
    head = PageHeader("Reviews", "12 open of 47 · 2 overdue")
    button = head.add_primary("New review")
    qtbot.addWidget(head)
    head.show()
    apply_text_size(qapp, 200)
    qapp.processEvents()
    head.resize(head.sizeHint())
    head.show()
    qapp.processEvents()
    for label in (head.title, head.subtitle):
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_a_card_has_a_heading_and_a_link(qtbot: QtBot) -> None:
    card = Card("Due", "All 31")
    qtbot.addWidget(card)
    assert card.title is not None
    assert card.link is not None
    assert (card.title.text(), card.link.text()) == ("Due", "All 31")
    assert card.link.sizeHint().height() >= 24
    assert Card().title is None


def test_an_empty_page_says_what_goes_here_and_has_one_button(qtbot: QtBot, qapp: QApplication) -> None:
    page = EmptyPage("No reviews yet", "Reviews of serious cases stand here.", "New review", "reviews")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.button.clicked):
        QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.heading.text() == "No reviews yet"


def test_dark_is_not_light() -> None:
    assert DARK.tone("blue") != LIGHT.tone(WAITING.tone)
