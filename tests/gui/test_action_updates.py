"""The Updates tab of an action: updates are added and never changed by any door, and each step is shown for itself."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from lif_desktop.gui.action_updates import UpdatesPane
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.lines import LinesPane
from lif_desktop.gui.office_cells import OfficeCells
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import NOW, PERSON, TODAY, make_office

OPEN, DONE = 2, 4


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, number: int = OPEN) -> UpdatesPane:
    pane = UpdatesPane(office)
    qtbot.addWidget(pane)
    pane.resize(382, 620)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    settle()
    return pane


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def type_update(pane: UpdatesPane, text: str, **others: str) -> None:
    boxes = {"text": pane.box.text, "agency": pane.box.agency, "day": pane.box.day}
    fill({key: boxes[key].editor for key in ("text", *others)}, text=text, **others)
    settle()
    QTest.mouseClick(pane.box.button, Qt.MouseButton.LeftButton)


def fill(editors: dict[str, Any], **values: str) -> None:
    for key, words in values.items():
        inner: Any = editors[key].focusProxy() or editors[key]
        inner = getattr(inner, "lineEdit", lambda: None)() or inner
        inner.setFocus()
        inner.selectAll()
        QTest.keyClicks(inner, words)


def answer(pane: UpdatesPane, **values: str) -> None:
    """Fill the panel and save it."""
    settle()
    fill({key: box.editor for key, box in pane.panel.boxes.items()}, **values)
    settle()
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)


def problems(pane: UpdatesPane) -> list[str]:
    return [line.accessibleName() for line in pane.panel.summary.lines()]


def lit(pane: UpdatesPane) -> list[str]:
    return [lamp.words.label for lamp in pane.strip.lamps if lamp.words.lit]


def texts(pane: UpdatesPane) -> list[str]:
    return [entry.text() for entry in pane.entries]


# ------------------------------------------------------------------------------------------------ updates


def test_an_update_is_added_once_with_its_day_person_and_agency(qtbot: QtBot, office: Office) -> None:
    pane, heard = shown(qtbot, office), []
    pane.changed.connect(heard.append)
    assert pane.none.isVisible()
    type_update(pane, "Two of three clinics are briefed")
    [update] = office.records("action_updates", OPEN)
    assert {key: update[key] for key in ("told_on", "told_by", "agency_id", "text")} == {
        "told_on": TODAY,
        "told_by": PERSON,
        "agency_id": 10,
        "text": "Two of three clinics are briefed",
    }
    assert office.record("actions", OPEN)["latest_update"] == "Two of three clinics are briefed"
    assert [batch.words for batch in heard if isinstance(batch, Batch)] == ["Added an update to ACT-2026-002"]
    assert texts(pane) == ["Two of three clinics are briefed"]
    name = office.lookup.agency_name(10)
    assert pane.entries[0].accessibleName().startswith(f"23 November 2026 · {PERSON} · {name}: Two of")
    assert not pane.box.is_changed()


def test_undo_takes_the_update_and_the_latest_one_back_together(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    type_update(pane, "First")
    type_update(pane, "Second")
    office.undo()
    pane.load(OPEN)
    assert texts(pane) == ["First"]
    assert office.record("actions", OPEN)["latest_update"] == "First"


def test_the_newest_stands_first_and_one_of_an_earlier_day_is_not_the_latest(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    type_update(pane, "Today")
    type_update(pane, "Told late", day="2/11/2026")
    assert texts(pane) == ["Today", "Told late"]
    assert office.record("actions", OPEN)["latest_update"] == "Today"
    type_update(pane, "Today again")
    assert texts(pane) == ["Today again", "Today", "Told late"]


def test_an_update_through_the_details_form_stands_here_too_once(qtbot: QtBot, office: Office) -> None:
    office.write("Told", office.changes_for("actions", OPEN, {"latest_update": "By the form"}))
    pane = shown(qtbot, office)
    assert texts(pane) == ["By the form"]
    type_update(pane, "By the tab")
    assert texts(pane) == ["By the tab", "By the form"]


def test_an_empty_update_and_one_of_tomorrow_are_not_added(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.box.button, Qt.MouseButton.LeftButton)
    assert [line.accessibleName() for line in pane.box.summary.lines()] == ["Write the update."]
    type_update(pane, "Ahead of time", day="tomorrow")
    assert "still to come" in pane.box.summary.lines()[0].accessibleName()
    assert office.records("action_updates", OPEN) == []
    assert pane.box.text.raw() == "Ahead of time"


def test_ctrl_enter_adds_it(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    editor = pane.box.text.editor
    editor.setFocus()
    QTest.keyClicks(editor, "By the keyboard")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert texts(pane) == ["By the keyboard"]
    assert editor.hasFocus()


def test_no_door_changes_an_update_that_stands(qtbot: QtBot, office: Office) -> None:
    """Neither this tab, nor a grid of lines, nor their form; the import refuses it in tests/sheets."""
    pane = shown(qtbot, office)
    type_update(pane, "As it was told")
    for entry in pane.entries:
        assert entry.findChildren(QLineEdit) == entry.findChildren(QPlainTextEdit) == []
        assert not entry.textInteractionFlags() & Qt.TextInteractionFlag.TextEditable
    own = register("action_updates")
    assert own.append_only
    lines = LinesPane(office, own, "actions")
    qtbot.addWidget(lines)
    lines.load(OPEN)
    assert not any(lines.model.editable(column) for column in range(lines.model.columnCount()))
    assert not lines.gone_button.isVisibleTo(lines)
    lines.open_form(office.records("action_updates", OPEN)[0]["id"])
    assert lines.form is not None
    QTest.keyClicks(lines.form.boxes["text"].editor, "otherwise")
    assert not lines.form.is_dirty()
    ways = OfficeCells(office, own, own.fields, lambda _b: None, lambda _r: None).ways()
    assert (ways.commit, ways.commit_block) == (None, None)


def test_a_line_asked_for_is_brought_into_view(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    for number in range(12):
        type_update(pane, f"Update {number}")
    pane.open_form(1)
    settle()
    assert pane.verticalScrollBar().value() > 0
    pane.open_form(None)
    assert pane.box.text.editor.hasFocus()


# ------------------------------------------------------------------------------------------------ steps and BRAG


def test_complete_evidence_effect_and_signing_off_are_shown_one_by_one(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert lit(pane) == []
    assert list(pane.buttons) == ["complete", "effect seen"]
    QTest.mouseClick(pane.buttons["complete"], Qt.MouseButton.LeftButton)
    answer(pane)
    assert lit(pane) == ["Complete"]
    row = office.record("actions", OPEN)
    assert (row["status"], row["percent"], row["completed_on"]) == ("complete", 100, TODAY)
    assert [gap.words for gap in pane.gaps] == [
        "Nothing says what done will look like",
        "Nothing shows that it was done",
        "Nothing shows what effect it had",
        "Nobody has signed it off",
    ]
    QTest.mouseClick(pane.buttons["evidenced"], Qt.MouseButton.LeftButton)
    answer(pane, evidence="Seen in ten records")
    QTest.mouseClick(pane.buttons["effect seen"], Qt.MouseButton.LeftButton)
    answer(pane, impact_measure="Missed clinics", impact_evidence="From 12 to 3 a month")
    assert lit(pane) == ["Complete", "Evidenced", "Effect seen"]
    QTest.mouseClick(pane.buttons["signed off"], Qt.MouseButton.LeftButton)
    assert "12 months later" in pane.panel.words.text()
    answer(pane, moderation_on="20/11/2026")
    assert problems(pane) == ["Enter who signed it off: a group or a role."]
    answer(pane, signed_off_by="Practice Improvement Partnership")
    row = office.record("actions", OPEN)
    assert (row["status"], row["moderation_on"], row["assurance_due_on"]) == (
        "signed_off",
        dt.date(2026, 11, 20),
        dt.date(2027, 11, 23),
    )
    assert "assurance due 23 November 2027" in pane.dates.text()
    assert len(lit(pane)) == 4


def test_undo_of_a_step_takes_back_all_that_it_wrote(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.buttons["complete"], Qt.MouseButton.LeftButton)
    answer(pane, evidence="Seen")
    office.undo()
    pane.load(OPEN)
    assert lit(pane) == []
    row = office.record("actions", OPEN)
    assert (row["status"], row["percent"], row["evidence"]) == ("in_progress", None, None)


def test_what_done_will_look_like_is_asked_for_and_shown(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    settle()
    QTest.mouseClick(pane.gaps[0], Qt.MouseButton.LeftButton)
    answer(pane)
    assert problems(pane) == ["Write it, or press Cancel."]
    answer(pane, done_test="Every clinic has the card")
    assert pane.done_test.text() == "Done looks like this: Every clinic has the card"
    assert pane.gaps == []
    QTest.mouseClick(pane.buttons["complete"], Qt.MouseButton.LeftButton)
    assert pane.panel.words.text() == "Done was to look like this: Every clinic has the card"


def test_brag_goes_by_rule_and_by_hand_only_with_a_reason(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert (pane.badge.status().word, pane.why.text()) == ("On track", "By rule, from status and due date")
    QTest.mouseClick(pane.brag_link, Qt.MouseButton.LeftButton)
    answer(pane, brag="Amber")
    assert problems(pane) == ["Say why. Whoever reads the plan sees another colour than the rule gives."]
    answer(pane, brag_reason="The lead has left")
    assert (pane.badge.status().word, pane.badge.status().tone) == ("Amber", "amber")
    assert pane.why.text() == "Set by hand: The lead has left. By rule: On track"
    QTest.mouseClick(pane.brag_link, Qt.MouseButton.LeftButton)
    settle()
    editor: Any = pane.panel.boxes["brag"].editor
    editor.put("")
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    row = office.record("actions", OPEN)
    assert (row["brag"], row["brag_reason"]) == (None, None)
    assert office.batches(1)[0].words == "Let the rule set the BRAG: ACT-2026-002"


def test_brag_set_by_hand_through_another_door_is_a_gap_without_its_reason(qtbot: QtBot, office: Office) -> None:
    office.write("Imported", office.changes_for("actions", OPEN, {"brag": "red"}), kind="import")
    pane = shown(qtbot, office)
    assert "No reason for the BRAG that was set by hand" in [gap.words for gap in pane.gaps]


def test_a_later_due_date_keeps_the_first_one_and_its_reason(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.due_link, Qt.MouseButton.LeftButton)
    answer(pane)
    assert problems(pane) == ["Enter the new due date.", "Enter the reason. It stands among the updates."]
    answer(pane, due_on="29/1/2027", why="The pathway changes in January")
    row = office.record("actions", OPEN)
    assert (row["due_on"], row["original_due_on"]) == (dt.date(2027, 1, 29), dt.date(2026, 12, 18))
    assert pane.dates.text() == "Due 29 January 2027, first due 18 December 2026"
    assert texts(pane) == ["Due date moved from 18 December 2026 to 29 January 2027: The pathway changes in January"]
    assert len(office.records("action_updates", OPEN)) == 1


def test_a_complete_action_offers_no_other_due_date_and_no_brag(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, DONE)
    assert (pane.due_link.isVisible(), pane.brag_link.isVisible()) == (False, False)
    assert pane.badge.status().tone == "blue"
    assert list(pane.buttons) == ["evidenced", "effect seen", "signed off"]


def test_a_lamp_asks_for_its_step(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.strip.lamps[2], Qt.MouseButton.LeftButton)
    assert pane.panel.heading.text() == "What effect did it have?"


def test_complete_and_effect_seen_are_two_columns(office: Office) -> None:
    office.write("Told", office.changes_for("actions", OPEN, {"impact_evidence": "Fewer missed"}))
    found = {row["id"]: row["effect"].word for row in office.records("actions")}
    assert (found[OPEN], found[DONE], found[1]) == ("Effect seen", "Complete, no effect seen", "Not seen yet")


# ------------------------------------------------------------------------------------------------ around it


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane = DetailPane(office, register("actions"))
    qtbot.addWidget(pane)
    pane.resize(414, 700)
    pane.load(OPEN)
    pane.show()
    pane.show_tab("Updates")
    updates = pane.stack.currentWidget()
    assert isinstance(updates, UpdatesPane)
    assert pane.leave()
    QTest.keyClicks(updates.box.text.editor, "Half an upd")
    pane.tabs.choose(0)
    assert not pane.leave()
    assert pane.tabs.tabs[pane.tabs.current()].text() == "Updates"


def test_another_action_begins_with_an_empty_box_of_its_own_agency(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.keyClicks(pane.box.text.editor, "For the second")
    pane.load(OPEN)
    assert pane.box.text.raw() == "For the second"
    pane.load(1)
    assert (pane.box.text.raw(), pane.box.agency.raw()) == ("", office.lookup.agency_name(9))


def test_an_office_for_reading_shows_and_adds_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", now=lambda: NOW, read_only=True)
    pane = shown(qtbot, reading)
    assert not any(part.isVisible() for part in (pane.box, pane.brag_link, pane.due_link, *pane.buttons.values()))
    QTest.mouseClick(pane.strip.lamps[0], Qt.MouseButton.LeftButton)
    assert pane.panel.isHidden()
    reading.close()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_wider_than_the_pane(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office, DONE)
    assert pane.widget().width() <= pane.viewport().width()
    assert pane.widget().minimumSizeHint().width() <= pane.viewport().width()


def test_another_question_waits_while_something_is_typed(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.due_link, Qt.MouseButton.LeftButton)
    settle()
    heading, box = pane.panel.heading.text(), next(iter(pane.panel.boxes.values()))
    box.fill("3 March 2027")
    QTest.mouseClick(pane.brag_link, Qt.MouseButton.LeftButton)
    assert (pane.panel.heading.text(), box.raw()) == (heading, "3 March 2027")
    pane.panel.cancel()
    QTest.mouseClick(pane.brag_link, Qt.MouseButton.LeftButton)
    assert pane.panel.heading.text() != heading
