"""Recommendations: accepted, or not and why; who decided and when; the actions beneath each."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.selfcheck import NEEDED, Desk, gaps
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.recommendations import RecommendationsPane
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import NOW, TODAY, add, make_office

POINT = 2


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def recommend(office: Office, **values: Any) -> int:
    return add(office, "recommendations", **{"learning_id": POINT, "text": "Agree one route.", **values})


def shown(qtbot: QtBot, office: Office, key: str = "learning", number: int = POINT) -> RecommendationsPane:
    pane = RecommendationsPane(office, key)
    qtbot.addWidget(pane)
    pane.resize(382, 560)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def fill(pane: RecommendationsPane, **values: str) -> None:
    settle()
    for key, text in values.items():
        editor = pane.panel.boxes[key].editor
        inner: Any = editor.focusProxy() or editor
        inner = getattr(inner, "lineEdit", lambda: None)() or inner
        inner.setFocus()
        inner.selectAll()
        QTest.keyClicks(inner, text)


def press(pane: RecommendationsPane, decision: str, place: int = 0) -> None:
    settle()
    QTest.mouseClick(pane.blocks[place].buttons[decision], Qt.MouseButton.LeftButton)


def save(pane: RecommendationsPane) -> None:
    settle()
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)


def row(office: Office, number: int = 1) -> dict[str, Any]:
    return office.record("recommendations", number)


def test_choosing_not_to_implement_asks_for_the_reason_at_once(qtbot: QtBot, office: Office) -> None:
    recommend(office, decision="accepted")
    pane, heard = shown(qtbot, office), []
    pane.changed.connect(heard.append)
    press(pane, "not_implemented")
    assert pane.panel.boxes["reason"].editor.hasFocus()
    assert "paragraph 4(1)(g)" in pane.panel.words.text()
    fill(pane, reason="The cost is out of proportion", decided_by="Executives")
    save(pane)
    assert {key: row(office)[key] for key in ("decision", "reason", "decided_by", "decided_on")} == {
        "decision": "not_implemented",
        "reason": "The cost is out of proportion",
        "decided_by": "Executives",
        "decided_on": TODAY,
    }
    assert [batch.words for batch in heard if isinstance(batch, Batch)] == ["Decided not to implement REC-2026-001"]
    assert pane.blocks[0].gap is None
    office.undo()
    assert (row(office)["decision"], row(office)["reason"]) == ("accepted", None)


def test_without_a_reason_it_is_saved_and_shown_as_a_gap(qtbot: QtBot, office: Office) -> None:
    recommend(office)
    pane = shown(qtbot, office)
    press(pane, "not_implemented")
    save(pane)
    assert row(office)["decision"] == "not_implemented"
    gap = pane.blocks[0].gap
    assert gap is not None
    assert gap.words.startswith("No reason yet. The annual report has to give it")
    assert "not_implemented_without_reason" in found_by_self_check(office)
    QTest.mouseClick(gap, Qt.MouseButton.LeftButton)
    fill(pane, reason="Another board does it")
    save(pane)
    assert row(office)["reason"] == "Another board does it"
    assert pane.blocks[0].gap is None


def found_by_self_check(office: Office) -> set[str]:
    every = {key: office.records(key) for key in NEEDED}
    return {gap.check for gap in gaps(every, Desk(office.today(), office.calendar, office.profile))}


def test_accepting_names_who_and_when_and_leaves_a_gap_until_an_action_carries_it_out(
    qtbot: QtBot, office: Office
) -> None:
    number = recommend(office)
    pane, asked = shown(qtbot, office), []
    pane.new_asked.connect(lambda key, values: asked.append((key, values)))
    assert pane.blocks[0].lack == "no decision yet"
    press(pane, "accepted")
    fill(pane, decided_by="Review Group", decided_on="2 Nov 2026")
    save(pane)
    assert (row(office)["decision"], row(office)["decided_on"]) == ("accepted", dt.date(2026, 11, 2))
    assert pane.blocks[0].lack == "no action yet"
    gap = pane.blocks[0].gap
    assert gap is not None
    settle()
    QTest.mouseClick(gap, Qt.MouseButton.LeftButton)
    assert asked == [("actions", {"recommendation_id": number, "learning_id": POINT})]
    add(office, "actions", title="Write the route down", recommendation_id=number)
    pane.load(POINT)
    assert pane.blocks[0].lack == ""


def test_actions_hang_beneath_their_recommendation_and_open(qtbot: QtBot, office: Office) -> None:
    first, second = recommend(office, decision="accepted"), recommend(office, decision="accepted", text="Train staff.")
    action = add(office, "actions", title="Write it", recommendation_id=second, impact_evidence="Twice as many calls")
    pane, opened = shown(qtbot, office), []
    pane.open_asked.connect(lambda key, number: opened.append((key, number)))
    assert [len(block.action_rows) for block in pane.blocks] == [0, 1]
    assert first != second
    beneath = pane.blocks[1].action_rows[0]
    assert (beneath.item.ref, beneath.item.note) == ("ACT-2026-005", "Effect: Twice as many calls")
    beneath.setFocus()
    QTest.keyClick(beneath, Qt.Key.Key_Space)
    assert opened == [("actions", action)]


def test_a_new_recommendation_takes_the_review_of_its_point_along(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.none.isVisible()
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    fill(pane, text="Agree one route for missed appointments")
    save(pane)
    found = row(office)
    assert (found["learning_id"], found["review_id"], found["decision"]) == (POINT, 7, None)
    assert office.batches(1)[0].words == "Recommended something for LP-2026-002"
    assert pane.counts.text() == "1 recommendation · 1 undecided"
    office.undo()
    pane.load(POINT)
    assert pane.blocks == []


def test_a_review_shows_its_own_and_those_of_its_learning(qtbot: QtBot, office: Office) -> None:
    of_point = recommend(office)
    own = recommend(office, learning_id=None, review_id=7, text="Tell the family.")
    both = recommend(office, review_id=7, text="Tell the school.")
    recommend(office, learning_id=1, text="Elsewhere.")
    pane, asked = shown(qtbot, office, "reviews", 7), []
    pane.new_asked.connect(lambda _key, values: asked.append(values))
    assert [block.row["id"] for block in pane.blocks] == [of_point, own, both]
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    fill(pane, text="Tell the housing office", decision="Accepted")
    save(pane)
    made = row(office, 5)
    assert (made["review_id"], made["learning_id"], made["decision"]) == (7, None, "accepted")
    pane.blocks[3].add_link.click()
    assert asked == [{"recommendation_id": 5, "review_id": 7}]


def test_its_words_are_changed_and_a_reason_needs_its_decision(qtbot: QtBot, office: Office) -> None:
    recommend(office, decision="accepted")
    pane = shown(qtbot, office)
    press(pane, "")
    fill(pane, text="Agree two routes", reason="Nobody reads this")
    save(pane)
    assert len(pane.panel.summary.lines()) == 1
    assert "read only with that decision" in pane.panel.summary.lines()[0].accessibleName()
    fill(pane, decision="Not to be implemented")
    save(pane)
    assert (row(office)["text"], row(office)["reason"]) == ("Agree two routes", "Nobody reads this")


def test_a_decision_of_tomorrow_is_none(qtbot: QtBot, office: Office) -> None:
    recommend(office)
    pane = shown(qtbot, office)
    press(pane, "accepted")
    fill(pane, decided_on="tomorrow")
    save(pane)
    assert "still to come" in pane.panel.summary.lines()[0].accessibleName()
    assert row(office)["decision"] is None


def test_the_counts_say_what_was_decided(qtbot: QtBot, office: Office) -> None:
    for decision in ("accepted", "accepted", "not_implemented", "undecided", None):
        recommend(office, decision=decision)
    assert shown(qtbot, office).counts.text() == (
        "5 recommendations · 2 accepted · 1 not to be implemented · 2 undecided"
    )


def test_a_line_asked_for_opens_its_words_and_none_a_new_one(qtbot: QtBot, office: Office) -> None:
    number = recommend(office)
    pane = shown(qtbot, office)
    pane.open_form(number)
    assert pane.panel.heading.text() == "Change REC-2026-001"
    pane.open_form(None)
    assert pane.panel.heading.text() == "Add a recommendation"


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    recommend(office)
    pane = shown(qtbot, office)
    press(pane, "not_implemented")
    assert pane.leave()
    press(pane, "not_implemented")
    fill(pane, reason="Half a")
    assert not pane.leave()


def test_an_office_for_reading_decides_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    recommend(office)
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", now=lambda: NOW, read_only=True)
    pane = shown(qtbot, reading)
    assert (pane.blocks[0].buttons, pane.add_button.isVisible()) == ({}, False)
    reading.close()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_block_is_wider_than_the_pane(qtbot: QtBot, office: Office, qapp: QApplication, percent: int) -> None:
    recommend(office, decision="not_implemented", reason="The cost is out of proportion")
    apply_text_size(qapp, percent)
    pane = shown(qtbot, office)
    settle()
    assert pane.blocks[0].width() <= pane.viewport().width()


def test_another_question_waits_while_something_is_typed(qtbot: QtBot, office: Office) -> None:
    recommend(office)
    pane = shown(qtbot, office)
    said: list[str] = []
    pane.said.connect(said.append)
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    fill(pane, text="Half a recommendation")
    press(pane, "accepted")
    assert pane.panel.boxes["text"].raw() == "Half a recommendation"
    assert said == ["Save what you have begun, or press Cancel."]
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    assert pane.panel.boxes["text"].raw() == "Half a recommendation"
