"""Saved filters in a register's page: saved, chosen, changed, renamed and deleted by its menu, and what is said."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lif_desktop.gui.filter_name import FilterNameDialog
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.saved_filters import filter_of, filter_words, order_words
from lif_desktop.gui.table_memory import recall
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.office.saved_views import ViewFilter, save_filter, saved_filters, shown_rows, view_rows
from lif_desktop.office.standing import ALL, BIN, LATE, OPEN
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import NOW, add, make_office
from tests.gui.windows import none_of, the_only

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


class Seen:
    """A page with what it said to the status bar."""

    def __init__(self, qtbot: QtBot, office: Office, key: str = "reviews") -> None:
        self.page = RegisterPage(office, key)
        qtbot.addWidget(self.page)
        self.counts: list[str] = []
        self.page.counted.connect(self.counts.append)
        self.page.resize(1176, 724)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def numbers(self) -> list[int]:
        return self.page.table.model.shown_ids()

    def menu(self) -> QMenu:
        QTest.mouseClick(self.page.head.saved, LEFT)
        return the_only(self.page, QMenu)

    def words(self) -> list[str]:
        menu = self.menu()
        found = [action.text() for action in menu.actions() if not action.isSeparator()]
        menu.close()
        return found

    def stands(self, words: str) -> tuple[bool, bool]:
        """Whether an entry of the menu can be chosen, and whether it is ticked."""
        menu = self.menu()
        [found] = [(one.isEnabled(), one.isChecked()) for one in menu.actions() if one.text() == words]
        menu.close()
        return found

    def press(self, words: str) -> None:
        menu = self.menu()
        [action] = [one for one in menu.actions() if one.text() == words]
        assert action.isEnabled(), words
        action.trigger()
        menu.close()

    def save_as(self, name: str, words: str = "Save this filter…") -> None:
        self.press(words)
        dialog = the_only(self.page, FilterNameDialog)
        assert dialog.focusWidget() is dialog.name
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)

    def type_filter(self, key: str, words: str) -> None:
        if not self.page.head.filters.isChecked():
            QTest.mouseClick(self.page.head.filters, LEFT)
        table = self.page.table
        QTest.keyClicks(table.view.headings.filter_line(table.model.column_of(key)), words)

    def choose_view(self, key: str) -> None:
        self.page.head.views.setCurrentIndex(self.page.head.views.findData(key))
        self.page.head.views.activated.emit(self.page.head.views.currentIndex())


def test_a_filter_is_saved_chosen_at_once_and_said_in_the_status_bar(qtbot: QtBot, office: Office) -> None:
    seen = Seen(qtbot, office)
    assert seen.words() == ["All reviews", "Save this filter…"]
    assert seen.stands("All reviews") == (True, False)
    seen.choose_view(ALL)
    assert seen.stands("All reviews") == (True, True)
    seen.type_filter("review_type", "rapid")
    seen.page.columns.turn("extra:Ward")
    seen.page.table.model.sort_by([("pseudonym", True)])
    rapid = seen.numbers()
    assert len(rapid) == 3
    seen.save_as("Rapid reviews")
    assert none_of(seen.page, FilterNameDialog)
    assert office.batches()[0].words == "Saved the filter “Rapid reviews” of Reviews"
    assert seen.counts[-1] == "3 of 10 reviews: Rapid reviews"
    assert seen.page.head.saved.text() == "Rapid reviews"
    assert view_rows(office, "reviews", "rapid reviews") == tuple(rapid)
    seen.press("All reviews")
    assert (len(seen.numbers()), seen.counts[-1], seen.page.head.saved.text()) == (10, "10 reviews", "")
    assert not seen.page.head.filters.isChecked()
    seen.press("Rapid reviews")
    assert seen.numbers() == rapid
    assert seen.counts[-1] == "3 of 10 reviews: Rapid reviews"
    headings, model = seen.page.table.view.headings, seen.page.table.model
    assert headings.filter_line(model.column_of("review_type")).text() == "rapid"
    assert model.column_of("extra:Ward") >= 0
    assert seen.stands("Rapid reviews") == (True, True)


def test_every_part_of_a_filter_comes_back(qtbot: QtBot, office: Office) -> None:
    found = ViewFilter(
        "child", {"review_type": "rapid"}, OPEN, (("pseudonym", True),), ("extra:Ward",), ("state", "next_step")
    )
    save_filter(office, "reviews", "All parts", found)
    seen = Seen(qtbot, office)
    seen.press("All parts")
    assert filter_of(seen.page) == found
    assert tuple(seen.numbers()) == shown_rows(office, register("reviews"), found)
    seen.press("All reviews")
    assert filter_of(seen.page) == ViewFilter(order=(("next_due", False),), less=("next_step",))


@pytest.mark.parametrize("view", [OPEN, LATE, ALL, BIN])
def test_page_and_office_show_the_same_records(qtbot: QtBot, office: Office, view: str) -> None:
    order = (("review_type", True), ("pseudonym", True))
    saved = {
        "No words": ViewFilter("", {}, view, order),
        "A word": ViewFilter("adult", {}, view, order),
        "Empty cells": ViewFilter("", {"status": "="}, view, order),
        "A word of few": ViewFilter("bramhall", {}, view, order),
        "A heading": ViewFilter("", {"next_due": "2026"}, view, order),
    }
    for name, found in saved.items():
        save_filter(office, "reviews", name, found)
    seen = Seen(qtbot, office)
    for name, found in saved.items():
        seen.press(name)
        assert tuple(seen.numbers()) == shown_rows(office, register("reviews"), found), name


def test_what_is_changed_since_is_said_and_can_be_saved(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE, less=("next_step",)))
    seen = Seen(qtbot, office)
    seen.press("Late")
    assert seen.stands("Save the changes to “Late”") == (False, False)
    seen.choose_view(OPEN)
    assert seen.counts[-1] == "9 of 10 reviews: Late (changed)"
    seen.press("Save the changes to “Late”")
    assert seen.counts[-1] == "9 of 10 reviews: Late"
    assert saved_filters(office, "reviews")[0].filter.view == OPEN
    assert office.batches()[0].words == "Changed the filter “Late” of Reviews"


def test_a_filter_is_renamed_and_deleted_and_undo_brings_it_back(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE))
    seen = Seen(qtbot, office)
    seen.press("Late")
    seen.save_as("Late & lost", "Rename “Late”…")
    assert seen.counts[-1] == "2 of 10 reviews: Late & lost"
    assert seen.page.head.saved.accessibleName() == "Saved filters: Late & lost"
    assert "Late && lost" in seen.words()
    seen.press("Delete “Late && lost”")
    assert seen.counts[-1] == "2 of 10 reviews"
    assert seen.words() == ["All reviews", "Save this filter…"]
    assert seen.page.notice.words.text() == "Deleted the filter “Late & lost” of Reviews."
    QTest.mouseClick(seen.page.notice.links[0], LEFT)
    assert "Late && lost" in seen.words()


def test_a_name_that_is_taken_is_said_and_what_was_typed_stays(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE))
    seen = Seen(qtbot, office)
    seen.save_as("late")
    dialog = the_only(seen.page, FilterNameDialog)
    assert dialog.problem.text() == "There is a filter called “late” already. Enter another name."
    assert dialog.name.text() == "late"
    QTest.keyClicks(dialog.name, "r")
    assert dialog.problem.isHidden()
    QTest.mouseClick(dialog.save, LEFT)
    assert [one.name for one in saved_filters(office, "reviews")] == ["Late", "later"]


def test_cancel_saves_nothing(qtbot: QtBot, office: Office) -> None:
    seen = Seen(qtbot, office)
    seen.press("Save this filter…")
    dialog = the_only(seen.page, FilterNameDialog)
    assert dialog.words.text().startswith("Open reviews; sorted by due")
    QTest.keyClicks(dialog.name, "Never kept")
    QTest.mouseClick(dialog.cancel, LEFT)
    assert saved_filters(office, "reviews") == ()


def test_the_columns_of_a_filter_are_not_the_pages_own(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Wards", ViewFilter(more=("extra:Ward",)))
    seen = Seen(qtbot, office)
    before = recall(office, register("reviews"))
    seen.press("Wards")
    seen.page.columns.turn("lead_officer")
    assert recall(office, register("reviews")) == before
    seen.press("All reviews")
    assert seen.page.table.model.column_of("extra:Ward") == -1
    assert seen.page.table.model.column_of("lead_officer") == -1


def test_going_to_a_record_that_is_filtered_away_takes_the_filter_off(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE, more=("extra:Ward",)))
    seen = Seen(qtbot, office)
    seen.press("Late")
    seen.page.show_record(7)
    assert seen.page.current_id() == 7
    assert (seen.counts[-1], seen.page.saved.current) == ("10 reviews", None)
    assert seen.page.table.model.column_of("extra:Ward") == -1


def test_show_all_takes_a_filter_that_finds_nothing_off(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "None", ViewFilter("zebra", more=("extra:Ward",)))
    seen = Seen(qtbot, office)
    seen.press("None")
    assert seen.numbers() == []
    QTest.mouseClick(seen.page.table.all_link, LEFT)
    assert len(seen.numbers()) == 10
    assert seen.counts[-1] == "10 reviews"
    assert seen.page.head.filter.text() == ""


def test_a_filter_that_was_undone_elsewhere_is_no_longer_on(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE))
    seen = Seen(qtbot, office)
    seen.press("Late")
    office.undo()
    seen.page.reload()
    assert (seen.page.saved.current, seen.counts[-1]) == (None, "2 of 10 reviews")


def test_an_office_open_for_reading_shows_filters_and_changes_none(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE))
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True, now=lambda: NOW)
    seen = Seen(qtbot, reading)
    seen.press("Late")
    assert len(seen.numbers()) == 2
    enabled = [action.text() for action in seen.menu().actions() if action.isEnabled() and not action.isSeparator()]
    assert enabled == ["All reviews", "Late"]
    seen.page.close()
    reading.close()


def test_a_form_that_cannot_be_saved_keeps_the_filter_away(qtbot: QtBot, office: Office) -> None:
    save_filter(office, "reviews", "Late", ViewFilter(view=LATE))
    seen = Seen(qtbot, office)
    seen.page.show_record(3)
    box = seen.page.detail.form.boxes["opened_on"]
    box.editor.setFocus()
    box.fill("no day at all")
    seen.press("Late")
    assert seen.page.saved.current is None
    assert len(seen.numbers()) == 9
    seen.page.detail.form.put_back()


def test_the_filter_of_the_page_finds_columns_of_spreadsheets_shown_or_not(qtbot: QtBot, office: Office) -> None:
    seen = Seen(qtbot, office)
    QTest.keyClicks(seen.page.head.filter, "bramhall")
    qtbot.waitUntil(lambda: seen.numbers() == [3])
    seen.page.head.filter.clear()
    seen.page.columns.turn("extra:Ward")
    seen.type_filter("extra:Ward", "north")
    assert seen.numbers() == [3]
    office.write("Moved", [Edit("reviews", 3, {"extra": {"Ward": "Cheadle"}})])
    seen.page.reload()
    seen.page.table.model.refresh_order()
    assert seen.numbers() == []


def test_turning_a_column_keeps_the_filters_under_the_others(qtbot: QtBot, office: Office) -> None:
    seen = Seen(qtbot, office)
    seen.type_filter("review_type", "rapid")
    before = seen.numbers()
    seen.page.columns.turn("lead_officer")
    assert seen.numbers() == before
    seen.page.columns.turn("review_type")
    assert len(seen.numbers()) == 9


def test_what_a_filter_says_in_words() -> None:
    own = register("actions")
    found = ViewFilter("ward", {"lead_agency_id": "police", "due_on": "="}, LATE, (("due_on", True), ("title", False)))
    assert filter_words(own, found) == ["Overdue or stuck", "Lead agency: police", "Due: empty", "anywhere: ward"]
    assert order_words(own, found) == "sorted by due downwards, action"
    assert (filter_words(own, ViewFilter()), order_words(own, ViewFilter())) == ([], "")


def test_the_button_shortens_a_long_name(qtbot: QtBot, office: Office) -> None:
    number = add(office, "actions", title="A zebra crossing", due_on=dt.date(2026, 11, 1))
    name = "Overdue and of the police or of a hospital"
    save_filter(office, "actions", name, ViewFilter("zebra"))
    seen = Seen(qtbot, office, "actions")
    seen.press(name)
    assert seen.numbers() == [number]
    button = seen.page.head.saved
    qtbot.waitUntil(lambda: button.width() >= button.fontMetrics().horizontalAdvance(button.text()))
    assert button.text() == "Overdue and of the po…"
    assert name in button.toolTip()
