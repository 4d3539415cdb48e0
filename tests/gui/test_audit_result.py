"""The Result tab of an audit: how it stands, noting that it was reported, what came of it, beginning what follows."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.audit_result import ResultPane, led_words, next_words, standing_words
from lif_desktop.gui.detail import DetailPane
from lif_desktop.office import Batch, Edit, Office, open_office
from lif_desktop.office.audit_programme import outcome_of
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office
from tests.gui.windows import a_window, with_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def an_audit(office: Office, **values: Any) -> int:
    return add(office, "audits", **{"audit_type": "section_11", "title": "An audit"} | values)


def shown(qtbot: QtBot, office: Office, number: int) -> ResultPane:
    pane = ResultPane(office)
    qtbot.addWidget(pane)
    pane.resize(430, 620)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def test_findings_that_were_not_reported_are_a_gap_with_a_button(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, completed_on=dt.date(2026, 11, 18), findings="Files were late.", grade="good")
    pane = shown(qtbot, office, number)
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    assert pane.badge is not None
    assert (pane.badge.status().tone, pane.badge.status().word) == ("amber", "Completed, not reported")
    assert pane.gap.text() == "◆ Its findings have not been reported to the Quality Assurance Partnership."
    assert pane.found.text() == "Grade: Good\nFindings: Files were late."
    QTest.mouseClick(pane.report_button, LEFT)
    assert office.record("audits", number)["reported_on"] == TODAY
    assert heard[0].words == "Noted S11-2026-001 as reported to the Quality Assurance Partnership"
    assert pane.reported.text() == (
        "Completed on 18 November 2026. Reported to the Quality Assurance Partnership on 23 November 2026."
    )
    assert not pane.gap.isVisible()
    assert not pane.report_button.isVisible()
    QTest.mouseClick(pane.notice.links[0], LEFT)
    assert office.record("audits", number)["reported_on"] is None
    assert pane.report_button.isVisible()


def test_the_next_round_is_said_with_its_rule(office: Office) -> None:
    number = an_audit(office, due_on=dt.date(2026, 2, 28))
    assert next_words(office, office.record("audits", number)) == ""
    office.write("Completed", [Edit("audits", number, {"completed_on": dt.date(2024, 2, 29)})])
    record = office.record("audits", number)
    assert next_words(office, record).startswith("Next round due 28 February 2026: 24 months from 29 February 2024;")
    assert "February has 28 days" in next_words(office, record) or "28 days" in next_words(office, record)
    office.write("By hand", [Edit("audits", number, {"next_due_on": dt.date(2025, 9, 1)})])
    assert next_words(office, office.record("audits", number)) == "Next round due 1 September 2025."


def test_how_it_stands_in_words(office: Office) -> None:
    planned = an_audit(office, due_on=dt.date(2026, 12, 11), reported_to="review_group")
    assert standing_words(office, office.record("audits", planned)) == (
        "Due on 11 December 2026. To be reported to the Review Group."
    )
    plain = an_audit(office, reported_on=TODAY)
    assert standing_words(office, office.record("audits", plain)) == "Reported on 23 November 2026."
    assert standing_words(office, office.record("audits", an_audit(office))) == ""


def test_what_came_of_it_is_counted(office: Office) -> None:
    number = an_audit(office)
    assert led_words(outcome_of(office, number)).startswith("Nothing has come of it yet")
    add(office, "learning", title="Files follow the child", audits=(number,))
    add(office, "actions", title="Late", audit_id=number, due_on=dt.date(2026, 1, 5))
    add(office, "actions", title="Done", audit_id=number, status="complete")
    assert led_words(outcome_of(office, number)) == "1 learning point and 2 actions (1 open, 1 overdue)."
    office.write("Done", [Edit("actions", 1, {"status": "complete"})])
    add(office, "recommendations", text="Send files", audit_id=number)
    assert led_words(outcome_of(office, number)) == "1 learning point, 1 recommendation and 2 actions (complete)."


def test_a_recommendation_is_added_in_its_place(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office)
    pane = shown(qtbot, office, number)
    QTest.mouseClick(pane.recommendation_button, LEFT)
    QTest.keyClicks(pane.panel.boxes["text"].editor, "Send files within a week")
    assert not pane.leave()
    QTest.mouseClick(pane.panel.save_button, LEFT)
    [row] = office.records("recommendations")
    assert (row["text"], row["audit_id"]) == ("Send files within a week", number)
    assert pane.led.text() == "1 recommendation."
    assert pane.leave()


def test_a_recommendation_without_words_says_what_it_needs(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, an_audit(office))
    QTest.mouseClick(pane.recommendation_button, LEFT)
    QTest.mouseClick(pane.panel.save_button, LEFT)
    assert pane.panel.summary.isVisible()
    assert office.records("recommendations") == []
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    assert not pane.panel.isVisible()


def test_links_lead_to_the_fields_and_to_what_came_of_it(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office)
    add(office, "actions", title="Late", audit_id=number)
    detail = DetailPane(office, register("audits"))
    qtbot.addWidget(detail)
    detail.resize(470, 640)
    detail.load(number)
    with qtbot.waitActive(detail):
        detail.show()
        detail.activateWindow()
    detail.show_tab("Result")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, ResultPane)
    assert pane.found_link.text() == "Write what it found"
    QTest.mouseClick(pane.led_link, LEFT)
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Learning"
    detail.show_tab("Result")
    QTest.mouseClick(pane.found_link, LEFT)
    assert detail.tabs.current() == 0
    editor = detail.form.boxes["findings"].editor
    assert QApplication.focusWidget() in (editor, editor.focusProxy())


@pytest.mark.parametrize(
    ("button", "key", "field"), [("learning_button", "learning", "audits"), ("action_button", "actions", "audit_id")]
)
def test_a_learning_point_and_an_action_begin_from_the_audit(
    qtbot: QtBot, tmp_path: Path, button: str, key: str, field: str
) -> None:
    made = empty_office(tmp_path)
    number = an_audit(made, audit_type="macfa", board="children", theme="neglect", planned_on=TODAY)
    with a_window(tmp_path) as window:
        desk = with_office(window, made, qtbot)
        page: Any = desk.go("audits")
        page.show_record(number)
        page.detail.show_tab("Result")
        pane = page.detail.page(page.detail.tabs.current())
        QTest.mouseClick(getattr(pane, button), LEFT)
        assert desk.key == key
        form = desk.pages[key].detail.form  # type: ignore[attr-defined]
        assert form.boxes[field].raw() == "MACFA-2026-001"
        assert form.boxes["board"].raw() == "Children"
        if key == "learning":
            assert form.boxes["source_kind"].raw() == "Audit"
            assert form.boxes["identified_on"].raw() == "23 November 2026"


def test_an_office_open_for_reading_shows_the_gap_and_no_buttons(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, completed_on=TODAY)
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading, number)
    assert pane.gap.isVisible()
    buttons = (
        pane.report_button,
        pane.learning_button,
        pane.action_button,
        pane.recommendation_button,
        pane.found_link,
    )
    assert not any(button.isVisible() for button in buttons)
    reading.close()


def test_an_audit_of_a_type_that_is_not_known_shows_too(qtbot: QtBot, office: Office) -> None:
    number = an_audit(office, completed_on=TODAY)
    office.write("Foreign", [Edit("audits", number, {"audit_type": "thematic"})])
    pane = shown(qtbot, office, number)
    assert pane.gap.text() == "◆ Its findings have not been reported to the group it belongs to."
    QTest.mouseClick(pane.report_button, LEFT)
    assert office.batches()[0].words == f"Noted {office.lookup.reference('audits', number)} as reported"
    with pytest.raises(KeyError):
        pane.load(999)
