"""Layouts that follow their width, and the widths of columns."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.column_fit import FLOORS, fit
from lif_desktop.gui.flow import FieldFlow, WrapLayout
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.register_head import RegisterHead
from lif_desktop.gui.wrap_link import WrapLink
from lif_desktop.registers.field import Field


def boxes(layout: WrapLayout | FieldFlow, count: int, size: QSize) -> list[QWidget]:
    made = []
    for _ in range(count):
        widget = QWidget()
        widget.setFixedSize(size)
        layout.addWidget(widget)
        made.append(widget)
    return made


def test_words_wrap_where_the_width_ends(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = WrapLayout(page, gap=10, line_gap=5)
    made = boxes(layout, 5, QSize(100, 20))
    page.resize(330, 200)
    page.show()
    assert [widget.y() for widget in made] == [0, 0, 0, 25, 25]
    assert layout.heightForWidth(330) == 45
    assert layout.heightForWidth(1000) == 20
    assert layout.heightForWidth(100) == 5 * 25 - 5


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = WrapLayout(page, gap=10)
    made = boxes(layout, 3, QSize(100, 20))
    page.resize(330, 50)
    page.show()
    made[1].hide()
    QApplication.processEvents()
    assert made[2].x() == 110


@pytest.mark.parametrize(("width", "columns"), [(170, 1), (376, 2), (572, 3), (4000, 4)])
def test_fields_stand_in_as_many_columns_as_fit(qtbot: QtBot, width: int, columns: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = FieldFlow(page)
    assert layout.columns(width) == columns


def test_columns_of_fields_are_wider_with_larger_text(qtbot: QtBot, qapp: QApplication) -> None:
    layout = FieldFlow()
    assert layout.columns(430) == 2
    apply_text_size(qapp, 200)
    assert layout.columns(430) == 1


def test_a_wide_field_has_the_whole_width(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = FieldFlow(page, gap=16, line_gap=10)
    first, wide, last = QLabel("a"), QLabel("b"), QLabel("c")
    wide.setProperty("wide", True)
    for widget in (first, wide, last):
        layout.addWidget(widget)
    page.resize(400, 200)
    page.show()
    assert (first.width(), wide.width(), last.width()) == (192, 400, 192)
    assert first.y() < wide.y() < last.y()


FIELDS = (Field("ref", "Ref", "ref"), Field("title", "Title", width=40), Field("kind", "Kind", "choice", width=22),
          Field("state", "State", "status"))  # fmt: skip
NATURAL = {"ref": 140.0, "title": 400.0, "kind": 200.0, "state": 200.0}


def test_columns_keep_their_widths_where_there_is_room() -> None:
    assert fit(FIELDS, NATURAL, {}, 1000) == {"ref": 140, "title": 400, "kind": 200, "state": 200}


def test_long_words_give_way_first_but_stay_readable_and_none_falls_below_its_floor() -> None:
    some = fit(FIELDS, NATURAL, {}, 800)
    assert {key: width for key, width in some.items() if key != "title"} == {
        key: int(width) for key, width in NATURAL.items() if key != "title"
    }
    assert 190 <= some["title"] < NATURAL["title"]
    assert sum(some.values()) <= 800
    tight = fit(FIELDS, NATURAL, {}, 560)
    assert tight["title"] == 190
    assert tight["kind"] < NATURAL["kind"]
    least = fit(FIELDS, NATURAL, {"kind": 110.0}, 100)
    assert least == {"ref": int(FLOORS["ref"]), "title": 92, "kind": 110, "state": int(FLOORS["status"])}


def test_a_long_link_wraps_and_is_not_cut(qtbot: QtBot) -> None:
    link = WrapLink("A sentence that is far too long to stand on one line of a narrow pane & has an ampersand")
    qtbot.addWidget(link)
    assert link.minimumSizeHint().width() <= 100
    assert link.heightForWidth(150) > 2 * link.heightForWidth(2000)
    assert link.accessibleName().endswith("& has an ampersand")


def test_a_notice_says_its_sentence_offers_and_goes_away(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    notice = NoticeBar(page)
    pressed: list[str] = []
    notice.say("Put RR-2026-001 into the bin.", [("Undo", lambda: pressed.append("undo"))], "amber")
    page.show()
    assert notice.isVisible()
    assert notice.accessibleName() == "Put RR-2026-001 into the bin."
    assert notice.shape.text() == "▲"
    notice.links[0].click()
    assert pressed == ["undo"]
    notice.say("")
    assert not notice.isVisible()


@pytest.mark.parametrize("width", [1200, 700, 420])
def test_the_head_of_a_page_wraps_and_nothing_overlaps(qtbot: QtBot, width: int) -> None:
    head = RegisterHead("Reviews", "review", [("open", "Open reviews")])
    qtbot.addWidget(head)
    head.subtitle.setText("9 open of 10 · 2 overdue")
    head.resize(width, head.heightForWidth(width))
    head.show()
    places = [
        QRect(part.mapTo(head, part.rect().topLeft()), part.size())
        for part in (*head.buttons(), head.filter, head.views, head.title)
    ]
    for at, one in enumerate(places):
        assert head.rect().contains(one)
        assert not any(one.intersects(other) for other in places[at + 1 :])
    assert isinstance(head.new_button, QPushButton)
