"""The challenge log: who challenged whom, about what, the answer, what was decided; other kinds in the same way."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from lif_desktop.gui.look import dress
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.voice_log import KINDS, VoiceLogView, log_parts
from lif_desktop.office import Edit, Office
from tests.gui.made_up_office import add, empty_office

D = dt.date
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    heard(made, "challenge", D(2026, 9, 17), "Why do nurseries hear later?", agency_id=3, other_agency_id=4,
          response="They are told now.", responded_on=D(2026, 10, 10), decision="Figures each quarter",
          fed_back_on=D(2026, 10, 12), status="closed")  # fmt: skip
    heard(made, "challenge", D(2026, 11, 2), "Minutes come late.", agency_id=9)
    heard(made, "challenge", None, "No date was kept.")
    heard(made, "escalation", D(2026, 11, 17), "A health plan is not in place.", agency_id=9, other_agency_id=4)
    heard(made, "complaint", D(2026, 10, 28), "Moved three times.")
    yield made
    made.close()


def heard(office: Office, kind: str, day: dt.date | None, message: str, **values: Any) -> int:
    return add(office, "voices", kind=kind, heard_on=day, message=message, **values)


def shown(qtbot: QtBot, office: Office, width: int = 1100) -> VoiceLogView:
    view = VoiceLogView(office)
    qtbot.addWidget(view)
    view.resize(width, 600)
    view.reload()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def refs(view: VoiceLogView) -> list[str]:
    return [row.voice["ref"] for row in view.rows]


def test_challenges_stand_newest_first_with_their_parts(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert refs(view) == ["VOI-2026-002", "VOI-2026-001", "VOI-2026-003"]
    assert view.words.text() == "3 challenges: 2 without an answer, 2 without a decision, 2 not fed back."
    answered = view.rows[1]
    assert answered.who == "Greater Manchester Police to Stockport Children's Social Care"
    assert answered.parts == (
        "Why do nurseries hear later?", "10 October 2026: They are told now.", "Figures each quarter",
    )  # fmt: skip
    assert answered.accessibleName() == (
        "VOI-2026-001, Challenge between partners, heard 17 September 2026. Greater Manchester Police to Stockport "
        "Children's Social Care. About what: Why do nurseries hear later?. Answer: 10 October 2026: They are told "
        "now. What was decided: Figures each quarter. RAG status blue, closed"
    )
    assert view.rows[0].parts[1:] == ("No answer yet", "Nothing recorded")


@pytest.mark.parametrize(
    ("kind", "found", "words"),
    [
        (1, ["VOI-2026-004"], "1 dispute: 1 without an answer, 1 without a decision, 1 not fed back."),
        (2, ["VOI-2026-005"], "1 message: 1 without an answer, 1 not fed back."),
        (4, [], "No message is on record yet. Add one in the list."),
    ],
)
def test_other_kinds_are_chosen_by_keys(qtbot: QtBot, office: Office, kind: int, found: list[str], words: str) -> None:
    view = shown(qtbot, office)
    view.kind.setFocus()
    for _ in range(kind):
        QTest.keyClick(view.kind, Qt.Key.Key_Down)
    assert (refs(view), view.words.text()) == (found, words)
    assert view.card.isHidden() is not bool(found)


def test_everything_heard_is_every_kind_there_is(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.kind.setCurrentIndex(len(KINDS) - 1)
    view.reload()
    assert len(view.rows) == 5
    named = {kind for _, _, kinds in KINDS for kind in kinds}
    assert named == {choice.key for choice in office.profile.choices("voice_kinds")}


def test_all_answered_and_fed_back(qtbot: QtBot, office: Office) -> None:
    done = {"status": "closed", "decision": "Yes", "fed_back_on": D(2026, 11, 20)}
    office.write("Closed", [Edit("voices", number, done) for number in (2, 3)])
    assert shown(qtbot, office).words.text() == "3 challenges: all answered and fed back."


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"response": "Yes", "responded_on": None}, "Yes"),
        ({"response": None, "responded_on": D(2026, 11, 2)}, "Answered on 2 November 2026"),
        ({"response": None, "responded_on": None}, "No answer yet"),
    ],
)
def test_the_answer_in_words(values: dict[str, Any], answer: str) -> None:
    assert log_parts({"message": "M", "decision": None, **values})[1] == answer


def test_arrows_go_from_row_to_row_and_enter_opens_one(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.rows[0].setFocus()
    for key, place in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1)):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is view.rows[place]
    with qtbot.waitSignal(view.open_asked) as asked:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == ["voices", 1]
    view.reload()
    assert QApplication.focusWidget() is view.rows[1]


@pytest.mark.parametrize(("width", "way"), [(1100, "LeftToRight"), (600, "TopToBottom")])
def test_a_row_stands_in_columns_where_there_is_room(qtbot: QtBot, office: Office, width: int, way: str) -> None:
    view = shown(qtbot, office, width)
    assert view.rows[1]._boxes.direction() == getattr(QBoxLayout.Direction, way)
    assert view.widget().width() <= view.viewport().width()


@pytest.mark.parametrize(("theme", "percent"), [("dark", 100), ("light", 200)])
def test_it_is_drawn_within_the_page(
    qtbot: QtBot, qapp: QApplication, office: Office, theme: str, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    view = shown(qtbot, office, 930)
    assert not view.grab().isNull()
    assert view.widget().width() <= view.viewport().width()


def test_it_is_a_view_of_the_voices_that_leads_to_the_record(qtbot: QtBot, office: Office) -> None:
    page = RegisterPage(office, "voices")
    qtbot.addWidget(page)
    page.resize(1136, 680)
    page.show()
    view = page.middle.show_view("Challenge log")
    assert isinstance(view, VoiceLogView)
    QTest.mouseClick(view.rows[1], LEFT)
    assert page.current_id() == 1
    assert page.middle.current() is not view
