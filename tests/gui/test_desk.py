"""The desk: pages are made on the first visit, reload where they must, and every record has a page that shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.desk import Desk, focus_into
from lif_desktop.gui.page import Page
from lif_desktop.gui.pages import home_of
from lif_desktop.office import Office
from tests.gui.made_up_office import make_office


class Leaf(Page):
    """A page that keeps what is asked of it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.reloads = 0
        self.shown: list[int] = []
        self.stays = False
        self.line, self.other = QLineEdit(), QLineEdit()
        whole = QVBoxLayout(self)
        whole.addWidget(self.line)
        whole.addWidget(self.other)

    def reload(self) -> None:
        self.reloads += 1

    def show_record(self, number: int) -> None:
        self.shown.append(number)

    def may_leave(self) -> bool:
        return not self.stays

    def panes(self) -> list[QWidget]:
        return [self.line, self.other]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(
        Leaf, lambda key, number: None if number == 404 else ("learning" if key == "embedding" else key, number)
    )
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def leaf(desk: Desk, key: str) -> Leaf:
    page = desk.pages[key]
    assert isinstance(page, Leaf)
    return page


def test_a_page_is_made_on_its_first_visit_and_kept(desk: Desk) -> None:
    assert desk.pages == {}
    first = desk.go("reviews")
    desk.go("home")
    assert desk.go("reviews") is first
    assert list(desk.pages) == ["reviews", "home"]
    assert desk.stack.currentWidget() is first
    assert desk.tabs.current_key() == "reviews"


def test_a_tab_leads_to_its_page(desk: Desk) -> None:
    desk.go("home")
    desk.tabs.setFocus()
    QTest.keyClick(desk.tabs, Qt.Key.Key_Down)
    assert desk.key == "reviews"
    assert desk.current is leaf(desk, "reviews")


def test_after_a_change_the_page_in_sight_reloads_at_once_and_others_when_next_shown(desk: Desk) -> None:
    desk.go("reviews")
    desk.go("actions")
    told: list[bool] = []
    desk.changed.connect(lambda *_: told.append(True))
    leaf(desk, "actions").changed.emit()
    assert told == [True]
    desk.reload()
    desk.reload()
    assert (leaf(desk, "actions").reloads, leaf(desk, "reviews").reloads) == (2, 0)
    desk.go("reviews")
    desk.go("actions")
    desk.go("reviews")
    assert (leaf(desk, "actions").reloads, leaf(desk, "reviews").reloads) == (2, 1)


def test_what_a_page_counts_is_told_while_it_is_in_sight(desk: Desk) -> None:
    told: list[str] = []
    desk.counted.connect(told.append)
    desk.go("reviews")
    leaf(desk, "reviews").counted.emit("6 of 120 reviews")
    desk.go("actions")
    leaf(desk, "reviews").counted.emit("5 of 120 reviews")
    desk.go("reviews")
    assert told == ["", "6 of 120 reviews", "", "5 of 120 reviews"]


def test_what_pages_say_and_ask_goes_up(desk: Desk) -> None:
    said: list[str] = []
    asked: list[str] = []
    desk.said.connect(said.append)
    desk.asked.connect(asked.append)
    desk.go("risks")
    leaf(desk, "risks").said.emit("Copied 3 cells")
    leaf(desk, "risks").asked.emit("tracker")
    assert (said, asked) == (["Copied 3 cells"], ["tracker"])


def test_a_record_is_shown_by_the_page_of_its_register_or_of_what_it_belongs_to(desk: Desk) -> None:
    desk.go("home")
    leaf(desk, "home").open_record.emit("reviews", 5)
    assert (desk.key, leaf(desk, "reviews").shown) == ("reviews", [5])
    desk.open_record("embedding", 7)
    assert (desk.key, leaf(desk, "learning").shown) == ("learning", [7])
    desk.open_record("actions", 0)
    assert (desk.key, leaf(desk, "actions").shown) == ("actions", [])


def test_a_record_that_is_gone_is_said(desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    desk.go("home")
    desk.open_record("reviews", 404)
    assert said == ["That record is no longer there."]
    assert desk.key == "home"


def test_counts_stand_beside_the_tabs(desk: Desk) -> None:
    desk.go("reviews")
    desk.show_counts({"reviews": "12, 2 overdue", "voices": ""})
    assert desk.tabs.detail("reviews") == "12 · 2 overdue"
    assert desk.tabs.detail("voices") == ""
    assert desk.tabs.current_key() == "reviews"


def test_what_would_be_lost_comes_into_sight(desk: Desk) -> None:
    desk.go("reviews")
    desk.go("home")
    assert desk.may_leave()
    leaf(desk, "reviews").stays = True
    assert not desk.may_leave()
    assert desk.key == "reviews"


def test_f6_goes_round_the_panes(desk: Desk) -> None:
    page = desk.go("reviews")
    assert isinstance(page, Leaf)
    desk.tabs.setFocus()
    seen = []
    for _ in range(4):
        desk.next_pane()
        seen.append(QApplication.focusWidget())
    assert seen == [page.line, page.other, desk.tabs, page.line]


def test_a_pane_without_anything_to_type_in_is_passed_over(desk: Desk) -> None:
    page = desk.go("reviews")
    assert isinstance(page, Leaf)
    page.line.setEnabled(False)
    assert not focus_into(page.line)
    desk.tabs.setFocus()
    desk.next_pane()
    assert QApplication.focusWidget() is page.other


# Where a record is shown


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def test_lines_lead_to_what_they_belong_to(office: Office) -> None:
    line = office.records("milestones", 3)[0]["id"]
    assert home_of(office, "milestones", line) == ("reviews", 3)
    assert home_of(office, "returns", 1) == ("agencies", 9)
    assert home_of(office, "reviews", 3) == ("reviews", 3)


def test_records_that_are_not_there_have_no_home(office: Office) -> None:
    assert home_of(office, "reviews", 999) is None
    assert home_of(office, "milestones", 999) is None
    assert home_of(office, "no such register", 1) is None
