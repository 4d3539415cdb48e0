"""What is done about a voice: steps with their clocks, decisions that stay readable, the answer, what follows."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.framework.disputes import Step
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.look import dress
from lif_desktop.gui.voice_steps import VoiceStepsPane, step_words, steps_heading
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, make_office

D = dt.date
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def voice(office: Office, kind: str = "dispute", **values: Any) -> int:
    usual = {
        "kind": kind, "message": "Ward and social work disagree on who leads.", "heard_on": D(2026, 11, 9),
        "agency_id": 9, "other_agency_id": 4, "board": "children", "theme": "escalation", "status": "open",
    }  # fmt: skip
    return add(office, "voices", **(usual | values))


def shown(qtbot: QtBot, office: Office, number: int) -> VoiceStepsPane:
    pane = VoiceStepsPane(office)
    qtbot.addWidget(pane)
    pane.resize(400, 680)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def type_in(pane: VoiceStepsPane, key: str, text: str) -> None:
    editor = pane.panel.boxes[key].editor
    editor.setFocus()
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, text)


def save(pane: VoiceStepsPane) -> None:
    QTest.mouseClick(pane.panel.save_button, LEFT)


def offered(pane: VoiceStepsPane) -> list[str]:
    buttons = pane._bar.findChildren(QPushButton)
    return [button.text() for button in buttons if not button.isHidden()]


def standing(pane: VoiceStepsPane) -> list[str]:
    return [line.status.word for line in pane.lines]


# ------------------------------------------------------------------------------------------------ step by step


def test_a_dispute_goes_from_step_to_step_and_each_decision_stays(qtbot: QtBot, office: Office) -> None:
    number = voice(office)
    pane = shown(qtbot, office, number)
    assert pane.who.text() == "Stockport NHS Foundation Trust to Stockport Children's Social Care"
    assert (pane.heading.text(), standing(pane)) == ("Not begun; 4 steps", ["Later"] * 4)
    assert offered(pane) == ["Begin the steps…", "Record the answer…", "Fed back…"]

    QTest.mouseClick(pane.begin_button, LEFT)
    assert pane.panel.boxes["day"].raw() == "9 November 2026"
    save(pane)
    row = office.record("voices", number)
    assert (row["dispute_stage"], row["step_began_on"], row["step_due_on"]) == (
        "practitioners", D(2026, 11, 9), D(2026, 11, 11),
    )  # fmt: skip
    assert pane.heading.text() == "Step 1 of 4"
    assert standing(pane)[0].startswith("Overdue")
    assert pane.lines[0].lines == ["Began 9 November 2026. Due 11 November 2026: 2 working days from 9 November 2026."]

    QTest.mouseClick(pane.further_button, LEFT)
    assert pane.panel.words.text() == "The next step is Step 2: between managers."
    type_in(pane, "words", "Each waits for the other")
    type_in(pane, "day", "20 November 2026")
    with qtbot.waitSignal(pane.changed):
        save(pane)
    row = office.record("voices", number)
    assert (row["dispute_stage"], row["step_began_on"], row["step_due_on"]) == (
        "managers", D(2026, 11, 20), D(2026, 11, 27),
    )  # fmt: skip
    assert office.batches(1)[0].words == "Took VOI-2026-001 to Step 2: between managers"
    assert pane.lines[0].lines == ["Taken to the next step on 20 November 2026: Each waits for the other"]

    QTest.mouseClick(pane.settle_button, LEFT)
    type_in(pane, "words", "A joint visit on Thursday")
    save(pane)
    row = office.record("voices", number)
    assert (row["responded_on"], row["status"]) == (TODAY, "answered")
    assert row["decision"].splitlines() == [
        "Step 1: between practitioners, 20 November 2026, taken to the next step: Each waits for the other",
        "Step 2: between managers, 23 November 2026, settled: A joint visit on Thursday",
    ]
    assert pane.heading.text() == "Settled at step 2 of 4"
    assert standing(pane) == ["Done", "Settled", "Later", "Later"]
    assert offered(pane) == ["Record the answer…", "Fed back…"]
    office.undo()
    pane.load(number)
    assert pane.heading.text() == "Step 2 of 4"
    assert office.record("voices", number)["responded_on"] is None


def test_the_last_step_leads_no_further_and_has_no_set_time(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, voice(office, dispute_stage="chair", step_began_on=D(2026, 11, 16)))
    assert pane.heading.text() == "Step 4 of 4"
    assert standing(pane) == ["Done", "Done", "Done", "Now"]
    assert pane.lines[3].lines == ["Began 16 November 2026, without a set time."]
    assert offered(pane) == ["Settled here…", "Fed back…"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "What was decided"),
        ({"words": "A visit", "day": "24 November 2026"}, "That day is still to come."),
        ({"words": "A visit", "day": "15 November 2026"}, "Enter a day that is not before the step began."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    qtbot: QtBot, office: Office, typed: dict[str, str], says: str
) -> None:
    number = voice(office, dispute_stage="managers", step_began_on=D(2026, 11, 16))
    pane = shown(qtbot, office, number)
    pane.settle_button.click()
    for key, text in typed.items():
        type_in(pane, key, text)
    save(pane)
    assert says.casefold() in pane.panel.summary.accessibleDescription().casefold()
    assert office.record("voices", number)["decision"] is None
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    pane.panel.throw_button.click()
    assert pane.settle_button.hasFocus()


def test_words_that_belong_to_no_step_stay_in_sight(qtbot: QtBot, office: Office) -> None:
    number = voice(office, dispute_stage="managers", step_began_on=D(2026, 11, 20), decision="Agreed by telephone.")
    pane = shown(qtbot, office, number)
    assert pane.others.text() == "What was decided: Agreed by telephone."
    pane.further_button.click()
    type_in(pane, "words", "No")
    save(pane)
    assert office.record("voices", number)["decision"].startswith("Agreed by telephone.\nStep 2")


def test_steps_that_the_profile_no_longer_has_crash_nothing(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, voice(office, dispute_stage="moon"))
    assert pane.heading.text() == "Not begun; 4 steps"
    pane.settle_button.click()
    assert pane.panel.heading.text() == "Settled at moon"
    with pytest.raises(KeyError):
        pane.load(999)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("a", "A", "later", why="2 working days from its beginning"), "2 working days from its beginning"),
        (Step("a", "A", "now", D(2026, 11, 9), D(2026, 11, 20)), "Began 9 November 2026, due 20 November 2026."),
        (Step("a", "A", "done"), ""),
    ],
)
def test_when_a_step_is_due_in_words(step: Step, words: str) -> None:
    assert step_words(step) == words
    assert steps_heading([]) == ""


# ------------------------------------------------------------------------------------------------ answer and feedback


def test_a_challenge_is_answered_with_what_was_decided_and_fed_back(qtbot: QtBot, office: Office) -> None:
    number = voice(office, "challenge")
    pane = shown(qtbot, office, number)
    assert pane.lines == []
    assert pane.heading.isHidden()
    assert pane.answer.badge.status().word == "Still to do"
    QTest.mouseClick(pane.answer_button, LEFT)
    type_in(pane, "response", "Nurseries are told too")
    type_in(pane, "decision", "Figures each quarter")
    save(pane)
    row = office.record("voices", number)
    assert (row["response"], row["decision"], row["responded_on"], row["status"]) == (
        "Nurseries are told too", "Figures each quarter", TODAY, "answered",
    )  # fmt: skip
    assert pane.answer.words.text() == "On 23 November 2026: Nurseries are told too"
    assert pane.others.text() == "What was decided: Figures each quarter"
    assert "Change the answer…" in offered(pane)
    QTest.mouseClick(pane.feedback_button, LEFT)
    save(pane)
    row = office.record("voices", number)
    assert (row["fed_back_on"], row["status"], row["closed_on"]) == (TODAY, "closed", TODAY)
    assert pane.feedback.badge.status().word == "Done"
    assert "Fed back…" not in offered(pane)


def test_feeding_back_need_not_close(qtbot: QtBot, office: Office) -> None:
    number = voice(office, "complaint")
    pane = shown(qtbot, office, number)
    pane.feedback_button.click()
    type_in_list = pane.panel.boxes["close"].editor
    type_in_list.put("No")  # type: ignore[attr-defined]
    save(pane)
    row = office.record("voices", number)
    assert (row["fed_back_on"], row["status"], row["closed_on"]) == (TODAY, "open", None)


def test_only_of_whistleblowing_it_is_said_that_nobody_is_named(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, voice(office, "whistleblowing"))
    assert "never who said it" in pane.care.words.text()
    pane.load(voice(office, "practitioner"))
    assert pane.care.isHidden()


# ------------------------------------------------------------------------------------------------ what follows


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("practitioner", "practitioner"), ("engagement", "family_voice"), ("complaint", "complaint"),
        ("whistleblowing", "dispute"), ("challenge", "dispute"),
    ],
)  # fmt: skip
def test_a_learning_point_begins_with_the_message(qtbot: QtBot, office: Office, kind: str, source: str) -> None:
    number = voice(office, kind)
    pane = shown(qtbot, office, number)
    with qtbot.waitSignal(pane.new_asked) as asked:
        QTest.mouseClick(pane.learning_link, LEFT)
    key, values = asked.args
    assert (key, values["voices"], values["source_kind"]) == ("learning", (number,), source)
    assert values["statement"] == "Ward and social work disagree on who leads."
    assert source in {choice.key for choice in office.profile.choices("learning_sources")}
    office.write("Added", office.changes_for(key, None, values | {"title": "Who leads"}))
    assert office.records("learning")[-1]["voices"] == (number,)


def test_a_risk_begins_with_it_too(qtbot: QtBot, office: Office) -> None:
    number = voice(office)
    pane = shown(qtbot, office, number)
    with qtbot.waitSignal(pane.new_asked) as asked:
        QTest.mouseClick(pane.risk_link, LEFT)
    key, values = asked.args
    assert (key, values["voice_id"], values["raised_on"]) == ("risks", number, TODAY)
    assert values["cause"] == "VOI-2026-001, professional dispute: Ward and social work disagree on who leads."


# ------------------------------------------------------------------------------------------------ in its place


def test_it_is_a_tab_of_a_voice(qtbot: QtBot, office: Office) -> None:
    detail = DetailPane(office, register("voices"))
    qtbot.addWidget(detail)
    detail.load(voice(office))
    assert [tab.text() for tab in detail.tabs.tabs] == ["Details", "Steps", "Learning", "History"]


def test_an_office_for_reading_offers_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    number = voice(office, dispute_stage="managers", step_began_on=D(2026, 11, 16))
    reading = open_office(office.backup("r", tmp_path / "copy.lif"), resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading, number)
    assert not any(button.isEnabled() for button in pane._bar.findChildren(QPushButton))
    assert not pane.learning_link.isEnabled()
    reading.close()


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 150), ("light", 200)])
def test_it_is_drawn_in_either_theme_and_size(
    qtbot: QtBot, qapp: QApplication, office: Office, theme: str, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    pane = shown(qtbot, office, voice(office, dispute_stage="managers", step_began_on=D(2026, 11, 16)))
    pane.further_button.click()
    assert not pane.grab().isNull()
    assert pane.widget().minimumSizeHint().width() <= pane.viewport().width()
    office.write("Answered", [Edit("voices", 1, {"status": "closed"})])
    pane.load(1)
    assert pane.heading.text() == "Settled at step 2 of 4"


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, voice(office, dispute_stage="managers", step_began_on=D(2026, 11, 16)))
    pane.further_button.click()
    assert pane.leave()
    assert pane.panel.isHidden()
    pane.further_button.click()
    type_in(pane, "words", "Each waits")
    with qtbot.waitSignal(pane.said) as said:
        assert not pane.leave()
    assert said.args == ["Save what you have begun, or press Cancel."]
    assert QApplication.focusWidget() is pane.panel.save_button
    pane.panel.cancel_button.click()
    pane.panel.throw_button.click()
    assert pane.leave()
