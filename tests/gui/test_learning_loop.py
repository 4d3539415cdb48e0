"""The Loop tab: each lamp is lit by adding what is missing, each time one batch that can be undone."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.learning_asks import EVERYBODY
from lif_desktop.gui.learning_loop import LoopPane
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import NOW, TODAY, add, make_office

POINT = 1


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, number: int = POINT) -> LoopPane:
    pane = LoopPane(office)
    qtbot.addWidget(pane)
    pane.resize(382, 520)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def settle() -> None:
    """Let the layouts come to rest."""
    for _ in range(4):
        QApplication.processEvents()


def lit(pane: LoopPane) -> list[str]:
    return [lamp.words.label for lamp in pane.strip.lamps if lamp.words.lit]


def press(pane: LoopPane, place: int, words: str) -> None:
    QTest.mouseClick(pane.sections[place].buttons[words], Qt.MouseButton.LeftButton)
    settle()
    assert pane.panel.isVisible()


def fill(pane: LoopPane, **values: str) -> None:
    """Type into the fields of the panel, in place of what stands there."""
    for key, text in values.items():
        editor = pane.panel.boxes[key].editor
        inner: Any = editor.focusProxy() or editor
        inner = getattr(inner, "lineEdit", lambda: None)() or inner
        inner.setFocus()
        inner.selectAll()
        QTest.keyClicks(inner, text)


def save(pane: LoopPane) -> None:
    settle()
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)


def problems(pane: LoopPane) -> list[str]:
    return [line.accessibleName() for line in pane.panel.summary.lines()]


def missing(pane: LoopPane, place: int) -> list[str]:
    return [row.words for row in pane.sections[place].rows if not row.there]


def evidence(pane: LoopPane, place: int) -> list[str]:
    return [row.words for row in pane.sections[place].rows if row.there]


# ------------------------------------------------------------------------------------------------ what is shown


def test_a_new_point_has_one_lamp_lit_and_says_what_the_others_lack(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert lit(pane) == ["Identified"]
    assert evidence(pane, 0) == ["Identified on 19 November 2026"]
    assert missing(pane, 1) == ["No channel with a date", "No agency has confirmed that it was shared"]
    assert missing(pane, 2) == ["No agency has confirmed a change in practice"]
    assert missing(pane, 3) == ["No measure with a baseline and a result"]
    assert [list(section.buttons) for section in pane.sections] == [
        [],
        ["Share with agencies…", "Add a confirmation…"],
        ["Evidence of practice…"],
        ["Add a measure…"],
    ]


def test_the_next_step_is_the_one_main_button(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    main = [words for part in pane.sections for words, button in part.buttons.items() if button.property("primary")]
    assert main == ["Share with agencies…"]


def test_the_question_is_always_there_and_is_answered_in_place(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.question.heading.text() == "What difference did it make?"
    assert pane.question.answer.text() == "Not answered yet."
    QTest.mouseClick(pane.question.link, Qt.MouseButton.LeftButton)
    fill(pane, difference="Strategy discussions are held the same day.")
    save(pane)
    assert office.record("learning", POINT)["difference"] == "Strategy discussions are held the same day."
    assert pane.question.answer.text() == "Strategy discussions are held the same day."
    assert office.batches(1)[0].words == "Said what difference LP-2026-001 made"


def test_a_measure_answers_the_question_where_the_point_does_not(qtbot: QtBot, office: Office) -> None:
    add(office, "evaluations", learning_id=POINT, stage="results", measure="Calls", difference="Meetings are called.")
    assert shown(qtbot, office).question.answer.text() == "Meetings are called."


# ------------------------------------------------------------------------------------------------ each lamp


def test_sharing_with_several_agencies_is_one_batch(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    press(pane, 1, "Share with agencies…")
    fill(pane, channel="Workshop", audience="Managers")
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([3, 4, 9])
    save(pane)
    rows = office.records("dissemination", POINT)
    assert [(row["channel"], row["agency_id"], row["shared_on"]) for row in rows] == [
        ("workshop", 3, TODAY),
        ("workshop", 4, TODAY),
        ("workshop", 9, TODAY),
    ]
    assert [batch.words for batch in heard] == ["Shared LP-2026-001 by Workshop with 3 agencies"]
    assert len(evidence(pane, 1)) == 1
    assert missing(pane, 1) == ["No agency has confirmed that it was shared"]
    office.undo()
    assert office.records("dissemination", POINT) == []


def test_sharing_with_everybody_and_a_day_to_come(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane, 1, "Share with agencies…")
    fill(pane, channel="Partnership website", shared_on="tomorrow")
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([EVERYBODY])
    save(pane)
    assert problems(pane) == ["That day is still to come. Leave it empty, or enter the day on which it happened."]
    fill(pane, shared_on="20/11/2026")
    save(pane)
    [row] = office.records("dissemination", POINT)
    assert (row["agency_id"], row["shared_on"]) == (None, dt.date(2026, 11, 20))
    assert office.batches(1)[0].words == "Shared LP-2026-001 by Partnership website with everybody"


def test_sharing_with_none_ticked_is_no_sharing_with_everybody(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane, 1, "Share with agencies…")
    fill(pane, channel="Workshop")
    save(pane)
    assert problems(pane) == ["Tick the agencies it was shared with, or Everybody."]
    assert office.records("dissemination", POINT) == []
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([EVERYBODY, 3])
    save(pane)
    assert [row["agency_id"] for row in office.records("dissemination", POINT)] == [None, 3]
    assert office.batches(1)[0].words == "Shared LP-2026-001 by Workshop with 1 agency and everybody"


def test_another_question_waits_while_something_is_typed(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    said: list[str] = []
    pane.said.connect(said.append)
    press(pane, 1, "Share with agencies…")
    fill(pane, audience="Managers")
    pane.ask("embedding")
    assert pane.panel.heading.text() == "Share with agencies"
    assert pane.panel.boxes["audience"].raw() == "Managers"
    assert said == ["Save what you have begun, or press Cancel."]


def test_a_line_that_was_planned_is_used_when_it_is_shared(qtbot: QtBot, office: Office) -> None:
    planned = add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3)
    pane = shown(qtbot, office)
    press(pane, 1, "Share with agencies…")
    fill(pane, channel="Workshop")
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([3, 9])
    save(pane)
    rows = office.records("dissemination", POINT)
    assert [(row["id"] == planned, row["agency_id"], row["shared_on"]) for row in rows] == [
        (True, 3, TODAY),
        (False, 9, TODAY),
    ]


def test_those_that_were_not_told_yet_are_ticked_at_once(qtbot: QtBot, office: Office) -> None:
    add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3, shared_on=TODAY)
    pane = shown(qtbot, office)
    press(pane, 1, "Share with agencies…")
    ticks = pane.panel.ticks
    assert ticks is not None
    link = next(link for link in ticks.links if link.text() == "Not told yet")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert len(ticks.numbers()) == ticks.model.rowCount() - 2  # not the agency that was told, nor Everybody
    assert EVERYBODY not in ticks.numbers()
    assert 3 not in ticks.numbers()


def test_a_confirmation_lights_disseminated(qtbot: QtBot, office: Office) -> None:
    for agency in (3, 9):
        add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=agency, shared_on=TODAY)
    pane = shown(qtbot, office)
    press(pane, 1, "Add a confirmation…")
    save(pane)
    assert problems(pane) == ["Tick who confirmed."]
    assert pane.panel.ticks is not None
    first = pane.panel.ticks.model.item(0)
    assert first.text().endswith("· Workshop, 23 November 2026")
    pane.panel.ticks.tick([2])
    fill(pane, reached="40", how_used="Read at the huddle")
    save(pane)
    assert lit(pane) == ["Identified", "Disseminated"]
    row = office.records("dissemination", POINT)[1]
    assert (row["confirmed_on"], row["reached"], row["how_used"]) == (TODAY, 40, "Read at the huddle")
    assert office.batches(1)[0].words == "1 confirmation for LP-2026-001"
    office.undo()
    pane.load(POINT)
    assert lit(pane) == ["Identified"]


def test_evidence_of_practice_needs_its_day_and_what_was_seen(qtbot: QtBot, office: Office) -> None:
    add(
        office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3, shared_on=TODAY, confirmed_on=TODAY
    )
    pane = shown(qtbot, office)
    press(pane, 2, "Evidence of practice…")
    fill(pane, route="Reflective practice and supervision")
    save(pane)
    assert problems(pane) == ["Say what was seen in practice."]
    fill(pane, evidence="Six of ten notes show challenge")
    save(pane)
    assert lit(pane) == ["Identified", "Disseminated", "Embedded"]
    [row] = office.records("embedding", POINT)
    assert (row["route"], row["seen_on"]) == ("supervision", TODAY)
    assert evidence(pane, 2) == [
        "Reflective practice and supervision, 23 November 2026: Six of ten notes show challenge"
    ]
    office.undo()
    assert office.records("embedding", POINT) == []


def test_a_measure_is_begun_and_its_result_added_later(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane, 3, "Add a measure…")
    assert pane.panel.heading.text() == "What difference did it make?"
    fill(pane, measure="Referrals within a day", baseline="4")
    save(pane)
    assert missing(pane, 3) == ["A measure with a baseline, and no result"]
    assert list(pane.sections[3].buttons) == ["Add the result…", "Add a measure…"]
    press(pane, 3, "Add the result…")
    save(pane)
    assert problems(pane) == ["Enter the figure from after."]
    fill(pane, result="19", difference="Asked for the same day")
    save(pane)
    [row] = [one for one in office.records("evaluations") if one["learning_id"] == POINT]
    assert (row["baseline"], row["result"], row["difference"], row["stage"]) == (
        4.0,
        19.0,
        "Asked for the same day",
        "results",
    )
    assert missing(pane, 3) == ["It lights once “Disseminated” is lit"]


def test_no_impact_needs_the_decision_that_followed(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane, 3, "Add a measure…")
    fill(pane, measure="Referrals within a day", no_impact="Yes")
    save(pane)
    assert missing(pane, 3) == ["No impact seen, and no decision on what follows from it"]
    press(pane, 3, "What was decided…")
    fill(pane, decision="Teach it again in the spring")
    save(pane)
    assert evidence(pane, 3) == [
        "Referrals within a day: no impact seen, measured 23 November 2026. Decided: Teach it again in the spring"
    ]


def test_a_missing_day_of_identification_is_set(qtbot: QtBot, office: Office) -> None:
    number = add(office, "learning", title="Undated")
    pane = shown(qtbot, office, number)
    assert missing(pane, 0) == ["No date on which it was identified"]
    press(pane, 0, "Set the day…")
    fill(pane, identified_on="1 Nov 2026")
    save(pane)
    assert office.record("learning", number)["identified_on"] == dt.date(2026, 11, 1)


# ------------------------------------------------------------------------------------------------ going about


def test_a_lamp_leads_to_its_stage_and_evidence_to_its_line(qtbot: QtBot, office: Office) -> None:
    line = add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3, shared_on=TODAY)
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.strip.lamps[2], Qt.MouseButton.LeftButton)
    assert pane.sections[2].buttons["Evidence of practice…"].hasFocus()
    lines, fields = [], []
    pane.line_asked.connect(lambda key, number: lines.append((key, number)))
    pane.field_asked.connect(fields.append)
    QTest.mouseClick(pane.sections[1].rows[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pane.sections[0].rows[0], Qt.MouseButton.LeftButton)
    assert (lines, fields) == ([("dissemination", line)], ["identified_on"])


def test_much_evidence_is_cut_short_and_leads_to_its_tab(qtbot: QtBot, office: Office) -> None:
    for day in range(1, 9):
        add(office, "dissemination", learning_id=POINT, channel="workshop", shared_on=dt.date(2026, 11, day))
    pane, heard = shown(qtbot, office), []
    pane.tab_asked.connect(heard.append)
    assert len(evidence(pane, 1)) == 5
    assert pane.sections[1].more.text() == "and 3 more"
    QTest.mouseClick(pane.sections[1].more, Qt.MouseButton.LeftButton)
    assert heard == ["Sharing"]


def test_what_is_missing_can_be_pressed_too(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    row = pane.sections[2].rows[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert pane.panel.heading.text() == "Which change in practice was seen?"


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane, heard = shown(qtbot, office), []
    pane.said.connect(heard.append)
    press(pane, 2, "Evidence of practice…")
    assert pane.leave()
    assert pane.panel.isHidden()
    press(pane, 2, "Evidence of practice…")
    fill(pane, evidence="Half a")
    assert not pane.leave()
    assert heard == ["Save what you have begun to add, or press Cancel."]
    assert pane.panel.save_button.hasFocus()


def test_the_record_opens_the_line_behind_a_piece_of_evidence(qtbot: QtBot, office: Office) -> None:
    add(office, "dissemination", learning_id=POINT, channel="workshop", agency_id=3, shared_on=TODAY)
    pane = DetailPane(office, register("learning"))
    qtbot.addWidget(pane)
    pane.resize(414, 640)
    pane.load(POINT)
    pane.show()
    pane.show_tab("Loop")
    loop = pane.stack.currentWidget()
    assert isinstance(loop, LoopPane)
    QTest.mouseClick(loop.sections[1].rows[0], Qt.MouseButton.LeftButton)
    assert pane.tabs.tabs[pane.tabs.current()].text() == "Sharing"
    form = pane.stack.currentWidget().panes["dissemination"].form  # type: ignore[attr-defined]
    assert form is not None
    assert form.number() == 1


def test_an_office_for_reading_shows_all_and_asks_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", now=lambda: NOW, read_only=True)
    pane = shown(qtbot, reading)
    assert [list(section.buttons) for section in pane.sections] == [[], [], [], []]
    assert not pane.question.link.isVisible()
    assert not pane.sections[1].rows[0].isEnabled()
    reading.close()


def test_a_point_that_is_gone_is_told_as_gone(qtbot: QtBot, office: Office) -> None:
    pane = LoopPane(office)
    qtbot.addWidget(pane)
    with pytest.raises(KeyError):
        pane.load(99)


@pytest.mark.parametrize(("percent", "height"), [(100, 520), (150, 300), (200, 520)])
def test_nothing_is_wider_than_the_pane_and_no_row_is_cut(
    qtbot: QtBot, office: Office, qapp: QApplication, percent: int, height: int
) -> None:
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office)
    pane.resize(382, height)
    settle()
    for section in pane.sections:
        assert section.width() <= pane.area.viewport().width()
        for row in section.rows:
            assert row.height() >= row.heightForWidth(row.width())


def test_earlier_learning_like_it_stands_beneath(qtbot: QtBot, office: Office) -> None:
    old = add(office, "learning", title="Injuries in babies who cannot move", identified_on=dt.date(2025, 1, 6))
    pane, heard = shown(qtbot, office), []
    with qtbot.waitSignal(pane.earlier.looked):
        pass
    pane.open_asked.connect(lambda key, number: heard.append((key, number)))
    assert [row.found.id for row in pane.earlier.rows] == [old]
    pane.earlier.rows[0].click()
    assert heard == [("learning", old)]
