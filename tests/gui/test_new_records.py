"""What a new record begins with, and the board that follows from its type."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.new_records import new_values
from lif_desktop.office import Office
from lif_desktop.registers import TABS, register
from lif_desktop.registers.reviews import EVENT_FIELDS
from tests.gui.made_up_office import make_office

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def begun(qtbot: QtBot, office: Office, key: str, **values: object) -> DetailPane:
    pane = DetailPane(office, register(key))
    qtbot.addWidget(pane)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.start_new(values)
    return pane


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("reviews", {"status": "referral_received"}),
        ("risks", {"status": "open", "raised_on": TODAY}),
        ("actions", {"status": "not_started", "start_on": TODAY}),
        ("voices", {"status": "open", "heard_on": TODAY}),
        ("training", {}),
    ],
)
def test_a_new_record_begins_as_it_usually_does(office: Office, key: str, first: dict[str, object]) -> None:
    assert new_values(office, key, {}) == first


def test_what_it_was_begun_with_goes_before(office: Office) -> None:
    assert new_values(office, "actions", {"status": "complete", "review_id": 1}) == {
        "status": "complete",
        "start_on": TODAY,
        "review_id": 1,
    }


@pytest.mark.parametrize("own", TABS, ids=lambda own: own.key)
def test_no_statutory_clock_starts_from_a_date_that_nobody_typed(office: Office, own: object) -> None:
    key = own.key  # type: ignore[attr-defined]
    if key == "reviews":
        assert new_values(office, key, {}).keys().isdisjoint(EVENT_FIELDS.values())
    assert new_values(office, key, {}).keys() <= {one.key for one in register(key).fields}


def test_the_board_follows_from_the_type_and_is_saved(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, "reviews", pseudonym="Adult Fern")
    pane.form.first_editor().setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "SAR, mandatory")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert pane.form.boxes["board"].raw() == "Adults"
    assert pane.form.save()
    made = office.record("reviews", pane.form.number() or 0)
    assert (made["board"], made["status"]) == ("adults", "referral_received")


def test_a_board_that_was_chosen_stays(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, "reviews", board="both")
    pane.form.first_editor().setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "rapid review")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert pane.form.boxes["board"].raw() == "Children and adults"


def test_a_type_that_cannot_be_read_leaves_the_board_alone(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, "reviews")
    pane.form.first_editor().setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "something else")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert pane.form.boxes["board"].raw() == ""


def test_page_keys_turn_the_tabs_of_a_record(qtbot: QtBot, office: Office) -> None:
    pane = DetailPane(office, register("reviews"), whole=True)
    qtbot.addWidget(pane)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    pane.load(1)
    pane.form.first_editor().setFocus()
    words = [tab.text() for tab in pane.tabs.tabs]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, control)
    assert QApplication.focusWidget().text() == words[1]  # type: ignore[attr-defined]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, control)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, control)
    assert pane.tabs.current() == len(words) - 1


def test_a_record_begun_with_all_that_is_needed_can_be_saved_as_it_stands(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, "audits", audit_type="macfa", title="Neglect: re-audit")
    assert pane.form.save_button.isEnabled()
    assert pane.form.save()
    assert office.record("audits", pane.form.number() or 0)["title"] == "Neglect: re-audit"


def test_a_record_begun_with_its_usual_values_only_has_nothing_to_save(qtbot: QtBot, office: Office) -> None:
    pane = begun(qtbot, office, "audits", audit_type="macfa")
    assert not pane.form.save_button.isEnabled()
    assert not pane.form.is_dirty()
