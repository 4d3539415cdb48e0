"""The Evaluation tab of a course: four stages in words, and what is missing added with the real buttons."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, REACTION, RESULTS, STAGES
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.training_evaluation import EvaluationPane
from lif_desktop.office import Batch, Bin, Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import NOW, TODAY, add, empty_office

HELD = dt.date(2026, 8, 20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def course(office: Office, **values: Any) -> int:
    return add(office, "training", **({"title": "Neglect", "held_on": HELD, "attended": 24} | values))


def shown(qtbot: QtBot, office: Office, number: int, width: int = 400) -> EvaluationPane:
    pane = EvaluationPane(office)
    qtbot.addWidget(pane)
    pane.resize(width, 620)
    pane.load(number)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def press(button: QAbstractButton) -> None:
    QApplication.processEvents()  # a panel that has just opened gets its place first
    assert button.isVisible()
    assert button.isEnabled()
    assert button.height() > 0
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def put(pane: EvaluationPane, stage: str, **texts: str) -> None:
    for key, text in texts.items():
        pane.cards[stage].panel.boxes[key].editor.put(text)  # type: ignore[attr-defined]


def kept(office: Office, number: int) -> dict[str, Any]:
    return office.record("training", number)


def test_the_tab_is_first_after_details_and_the_model_has_the_profiles_name(qtbot: QtBot, office: Office) -> None:
    pane = DetailPane(office, register("training"))
    qtbot.addWidget(pane)
    pane.load(course(office))
    assert [tab.text() for tab in pane.tabs.tabs][:3] == ["Details", "Evaluation", "Attendance"]
    pane.show_tab("Evaluation")
    found = pane.page(1)
    assert isinstance(found, EvaluationPane)
    assert found.title.text() == "McKendrick's four stage model"
    assert found.subtitle.text() == "Reaction, Learning, Behaviour, Results (Kirkpatrick)"


def test_each_stage_says_its_question_what_is_on_record_and_what_is_missing(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, course(office, questionnaires=18, satisfaction=4.3))
    first, third = pane.cards[REACTION], pane.cards[BEHAVIOUR]
    assert first.question.text() == "Was the course relevant and engaging?"
    assert first.words() == ["Satisfaction 4.3 of 5 from 18 of 24 people, 75%."]
    assert first.missing.isHidden()
    assert first.accessibleName() == "Stage 1, Reaction: On record"
    assert third.words() == []
    assert third.missing.text().endswith("Due 20 November 2026: 3 months from 20 August 2026.")
    assert third.accessibleName() == "Stage 3, Behaviour: Overdue by 1 working day"


def test_the_forms_of_the_first_stage_are_added_in_place_and_undone(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    told: list[Batch] = []
    pane.changed.connect(told.append)
    press(pane.asks[REACTION])
    panel = pane.cards[REACTION].panel
    assert panel.isVisible()
    assert not pane.cards[REACTION].buttons.isVisible()
    put(pane, REACTION, questionnaires="18", satisfaction="4.3")
    press(panel.save_button)
    assert (kept(office, number)["questionnaires"], kept(office, number)["satisfaction"]) == (18, 4.3)
    assert pane.cards[REACTION].words() == ["Satisfaction 4.3 of 5 from 18 of 24 people, 75%."]
    assert pane.cards[REACTION].buttons.isVisible()
    assert pane.asks[REACTION].text() == "Change the forms…"
    assert [batch.words for batch in told] == ["Recorded the stage reaction of TRN-2026-001"]
    office.undo()
    pane.load(number)
    assert pane.cards[REACTION].words() == []
    assert pane.asks[REACTION].text() == "Add the forms…"


def test_pairs_are_added_with_the_keyboard_alone(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.asks[LEARNING].setFocus()
    QTest.keyClick(pane.asks[LEARNING], Qt.Key.Key_Space)
    for text in ("16", "10", "", "", "5.1", "7.4"):
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert pane.cards[LEARNING].words() == ["Confidence 5.1 → 7.4 of 10 (up 2.3), 16 matched pairs."]
    assert pane.cards[LEARNING].lines[0].accessibleName().startswith("Confidence 5.1 to 7.4")
    assert QApplication.focusWidget() is pane.asks[LEARNING]


def test_a_follow_up_is_sent_today_with_one_button_then_its_replies_are_added(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    press(pane.sent_button)
    assert kept(office, number)["follow_up_sent_on"] == TODAY
    assert not pane.sent_button.isVisible()
    card = pane.cards[BEHAVIOUR]
    assert card.words() == ["Follow-up sent 23 November 2026."]
    assert card.accessibleName().endswith("Replies awaited")
    press(pane.asks[BEHAVIOUR])
    put(pane, BEHAVIOUR, follow_up_replies="9", applied="6", behaviour_examples="Rang the school.")
    press(card.panel.save_button)
    assert card.words()[1:] == [
        "9 of 24 people answered the follow-up, 38%; 6 of them use it at work.",
        "Rang the school.",
    ]
    assert card.accessibleName() == "Stage 3, Behaviour: On record"


@pytest.mark.parametrize("held", [None, dt.date(2026, 11, 24)])
def test_a_course_to_come_offers_no_sending(qtbot: QtBot, office: Office, held: dt.date | None) -> None:
    assert not shown(qtbot, office, course(office, held_on=held)).sent_button.isVisible()


def test_evidence_of_results_is_added_and_a_case_tracked_counts_too(qtbot: QtBot, office: Office) -> None:
    number, point = course(office), add(office, "learning", title="Ask twice")
    pane = shown(qtbot, office, number)
    press(pane.case_button)
    form = pane.panes["case_tracking"].form
    assert form is not None
    form.boxes["learning_id"].editor.put(office.lookup.reference("learning", point))  # type: ignore[attr-defined]
    form.boxes["pseudonym"].editor.put("Child A")  # type: ignore[attr-defined]
    form.boxes["would_have_helped"].editor.put("Yes")  # type: ignore[attr-defined]
    assert not pane.cards[RESULTS].words()
    form.save()
    card = pane.cards[RESULTS]
    assert card.words() == ["Of 1 case looked at, the learning would have helped in 1."]
    assert card.accessibleName() == "Stage 4, Results: On record"
    press(pane.asks[RESULTS])
    put(pane, RESULTS, results_evidence="Better plans.")
    press(card.panel.save_button)
    assert card.words()[0] == "Outcome: Better plans."


def test_a_measure_beneath_the_stages_counts_and_one_that_repeats_the_course_does_not(
    qtbot: QtBot, office: Office
) -> None:
    number = course(office, questionnaires=18, satisfaction=4.3)
    pane = shown(qtbot, office, number)
    lines = pane.panes["evaluations"]
    for stage, measure in (("Reaction", "Satisfaction"), ("Behaviour", "Survey")):
        press(lines.add_button)
        assert lines.form is not None
        for key, text in (("stage", stage), ("measure", measure), ("replies", "18"), ("result", "4.3")):
            lines.form.boxes[key].editor.put(text)  # type: ignore[attr-defined]
        assert lines.form.save()
    assert len(office.records("evaluations", number)) == 2
    assert pane.cards[REACTION].words() == ["Satisfaction 4.3 of 5 from 18 of 24 people, 75%."]
    assert pane.cards[BEHAVIOUR].words() == ["Survey 4.3 from 18 of 24 people, 75%."]


def test_a_figure_is_taken_away_in_place(qtbot: QtBot, office: Office) -> None:
    number = course(office, questionnaires=18, satisfaction=4.3)
    pane = shown(qtbot, office, number)
    press(pane.asks[REACTION])
    put(pane, REACTION, satisfaction="")
    press(pane.cards[REACTION].panel.save_button)
    assert (kept(office, number)["questionnaires"], kept(office, number)["satisfaction"]) == (18, None)
    assert pane.cards[REACTION].words() == ["18 of 24 people filled in a form, 75%."]


def test_odd_numbers_are_said_and_can_be_saved(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, course(office))
    press(pane.asks[REACTION])
    put(pane, REACTION, questionnaires="30")
    press(pane.cards[REACTION].panel.save_button)
    [note] = pane.cards[REACTION].odd
    assert note.text() == "▲ 30 questionnaires came back, and 24 people attended. Check both numbers."
    assert pane.cards[REACTION].words() == ["30 people filled in a form, although only 24 were asked."]


def test_what_cannot_be_read_stays_and_is_said(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    press(pane.asks[REACTION])
    put(pane, REACTION, questionnaires="many")
    panel = pane.cards[REACTION].panel
    press(panel.save_button)
    assert panel.isVisible()
    assert panel.summary.isVisible()
    assert not pane.leave()
    assert kept(office, number)["questionnaires"] is None
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    press(panel.throw_button)
    assert pane.leave()
    assert not panel.isVisible()


def test_leaving_saves_what_is_typed_and_so_does_another_stage(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    press(pane.asks[REACTION])
    put(pane, REACTION, questionnaires="18")
    press(pane.asks[RESULTS])
    assert kept(office, number)["questionnaires"] == 18
    assert not pane.cards[REACTION].panel.isVisible()
    put(pane, RESULTS, results_evidence="Better plans.")
    assert pane.leave()
    assert kept(office, number)["results_evidence"] == "Better plans."


def test_what_is_typed_stays_when_the_course_is_shown_again_and_goes_with_another(qtbot: QtBot, office: Office) -> None:
    number, other = course(office), course(office, title="Other")
    pane = shown(qtbot, office, number)
    press(pane.asks[REACTION])
    put(pane, REACTION, questionnaires="18")
    office.write("Elsewhere", office.changes_for("training", number, {"attended": 20}))
    pane.load(number)
    assert pane.cards[REACTION].panel.boxes["questionnaires"].raw() == "18"
    pane.load(other)
    assert not any(card.panel.isVisible() for card in pane.cards.values())


def test_saving_over_another_hands_change_is_refused_in_words_and_keeps_what_was_typed(
    qtbot: QtBot, office: Office
) -> None:
    number = course(office)
    pane = shown(qtbot, office, number)
    press(pane.asks[REACTION])
    put(pane, REACTION, questionnaires="18")
    office.write("Elsewhere", [Edit("training", number, {"questionnaires": 9})])
    panel = pane.cards[REACTION].panel
    press(panel.save_button)
    assert panel.isVisible()
    assert panel.summary.lines()[0].text() != ""
    assert kept(office, number)["questionnaires"] == 9


def test_a_course_that_has_gone_is_said_and_one_in_the_bin_is_shown(qtbot: QtBot, office: Office) -> None:
    number = course(office, questionnaires=18)
    pane = shown(qtbot, office, number)
    pane.load(number + 50)
    assert pane.notice.words.text() == "This course is no longer there."
    office.write("Binned", [Bin("training", number)])
    pane.load(number)
    assert pane.cards[REACTION].words() != []


def test_an_office_opened_for_reading_offers_nothing_to_press(qtbot: QtBot, office: Office) -> None:
    number = course(office)
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True, now=lambda: NOW)
    try:
        pane = shown(qtbot, reading, number)
        assert not any(button.isEnabled() for button in (*pane.asks.values(), pane.sent_button, pane.case_button))
    finally:
        reading.close()


def test_stages_stand_in_two_columns_where_there_is_room(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, course(office), width=1000)
    tops = [pane.cards[stage].mapTo(pane, pane.cards[stage].rect().topLeft()).y() for stage in STAGES]
    assert tops[0] == tops[1] < tops[2] == tops[3]
    pane.resize(400, 620)
    QApplication.processEvents()
    tops = [pane.cards[stage].mapTo(pane, pane.cards[stage].rect().topLeft()).y() for stage in STAGES]
    assert tops == sorted(set(tops))
