"""Deciding on a review: answers weighed as they are given, a decision as one change, superseded and never edited."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.framework.status import Status
from lif_desktop.gui.decision_answers import AnswerStrip
from lif_desktop.gui.decision_grid import ConditionBox
from lif_desktop.gui.decision_lines import DecisionLines
from lif_desktop.gui.decision_window import DecisionWindow
from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.look import dress
from lif_desktop.office import Add, Edit, Office, OfficeError
from lif_desktop.office.pathway import decisions_of
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, make_office

SAR = 10
"""A discretionary review of the made-up office that is still to be decided on."""
DAY = dt.date(2026, 11, 16)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def a_window(qtbot: QtBot, office: Office, review: int = SAR, supersedes: int | None = None) -> DecisionWindow:
    window = DecisionWindow(office, review, supersedes=supersedes)
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    window.open()
    return window


def condition(window: DecisionWindow, key: str) -> ConditionBox:
    return next(box for box in window.grid.boxes if (one := box.line().criterion) is not None and one.key == key)


def answer(qtbot: QtBot, window: DecisionWindow, **answers: str) -> None:
    for key, given in answers.items():
        button = next(one for one in condition(window, key).strip.buttons if one.key == given)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(window: DecisionWindow, **values: str) -> None:
    given = {"decision": "Hold it", "reasons": "It teaches", "decided_by": "The independent chair"} | values
    for key, words in given.items():
        window.form.boxes[key].editor.put(words)  # type: ignore[attr-defined]
        window.form.boxes[key].edited.emit()


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def a_decision(office: Office, review: int | None = SAR, **values: Any) -> int:
    made = {"review_id": review, "decision": "Hold it", "decided_on": DAY, "outcome": "review_agreed"} | values
    number = office.reserve("decisions")
    office.write("Decided", [Add("decisions", made, number)])
    return number


# ------------------------------------------------------------------------------------------------ answers


def test_one_answer_at_a_time_and_a_second_press_gives_it_up(qtbot: QtBot, office: Office) -> None:
    strip = AnswerStrip(office.profile.choices("answers"), "Is it so?")
    qtbot.addWidget(strip)
    strip.show()
    met, not_met, unclear = strip.buttons
    assert [button.accessibleName() for button in strip.buttons] == [
        "Met: Is it so?", "Not met: Is it so?", "Unclear: Is it so?",
    ]  # fmt: skip
    with qtbot.waitSignal(strip.answered):
        press(qtbot, met)
    press(qtbot, unclear)
    assert (strip.answer(), met.isChecked()) == ("unclear", False)
    press(qtbot, unclear)
    assert strip.answer() is None
    strip.put("not_met")
    assert not_met.isChecked()


def test_answers_are_given_with_the_keys(qtbot: QtBot, office: Office) -> None:
    strip = AnswerStrip(office.profile.choices("answers"), "Is it so?")
    qtbot.addWidget(strip)
    with qtbot.waitActive(strip):
        strip.show()
        strip.activateWindow()
    strip.buttons[0].setFocus()
    QTest.keyClick(strip.buttons[0], Qt.Key.Key_Right)
    assert strip.buttons[1].hasFocus()
    QTest.keyClick(strip.buttons[1], Qt.Key.Key_Space)
    assert strip.answer() == "not_met"
    QTest.keyClick(strip.buttons[1], Qt.Key.Key_Left)
    QTest.keyClick(strip.buttons[0], Qt.Key.Key_Left)
    assert strip.buttons[2].hasFocus()
    stops = [button for button in strip.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [strip.buttons[1]]


@pytest.mark.parametrize("text", [100, 200])
def test_no_answer_is_cut(qtbot: QtBot, qapp: QApplication, office: Office, text: int) -> None:
    dress(qapp, "dark", text)
    strip = AnswerStrip(office.profile.choices("answers"), "Is it so?")
    qtbot.addWidget(strip)
    strip.resize(260, 40)
    strip.show()
    for button in strip.buttons:
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 12
        assert button.height() >= 24
    assert strip.heightForWidth(260) >= strip.buttons[-1].geometry().bottom()


def test_what_the_answers_come_to_follows_them(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office, 2)
    assert window.verdict.badge.status() == Status("amber", "Cannot be said yet")
    answer(qtbot, window, adult_area="met", needs="met", worked_together="met", condition_1="not_met")
    assert window.verdict.says.text() == "Cannot be said yet: Condition 2 is unanswered."
    answer(qtbot, window, condition_2="unclear")
    assert window.verdict.says.text() == "Cannot be said yet: Condition 2 is unclear."
    answer(qtbot, window, condition_2="met")
    assert window.verdict.badge.status() == Status("green", "Criteria met")
    assert window.verdict.says.text() == "The Board must arrange a safeguarding adults review."
    assert "s.44(1)" in window.verdict.source.text()
    assert not window.verdict.others.isVisibleTo(window)
    answer(qtbot, window, worked_together="not_met", board_chooses="met")
    assert window.verdict.badge.status() == Status("green", "Criteria met")
    assert "discretionary power" in window.verdict.says.text()
    answer(qtbot, window, needs="not_met")
    assert window.verdict.badge.status() == Status("none", "Criteria not met")


def test_other_routes_are_named(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office, 3)
    answer(qtbot, window, abuse_or_neglect="met", harm_physical="met", area="met", local_importance="met")
    assert window.verdict.others.text().startswith(
        "Points to this too: The case calls for a child safeguarding practice"
    )


def test_each_condition_says_its_source_and_what_helps(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office, 3)
    harm = condition(window, "harm_physical")
    assert harm.source.text() == "Framework 5.2.3"
    assert "does not rule it out" in harm.note.text()
    assert "Check against current guidance." in condition(window, "looked_after_death").note.text()
    assert not condition(window, "area").note.isVisibleTo(window)
    assert harm.evidence.accessibleName() == "Evidence: Harm to physical health"


def test_a_type_without_conditions_says_so(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office, 9)
    assert window.grid.boxes == []
    assert not window.verdict.isVisibleTo(window)


def test_the_answers_can_be_saved_before_the_panel_decides(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    assert not window.answers_button.isEnabled()
    answer(qtbot, window, needs="met")
    condition(window, "adult_area").evidence.insertPlainText("Lives in Stockport")
    with qtbot.waitSignal(window.changed) as told:
        press(qtbot, window.answers_button)
    assert told.args[0].words == "Answered the criteria of SAR-2026-002"
    rows = {row["key"]: (row["answer"], row["evidence"]) for row in office.records("criteria", SAR)}
    assert (rows["needs"], rows["adult_area"]) == (("met", None), (None, "Lives in Stockport"))
    assert office.records("decisions") == []


# ------------------------------------------------------------------------------------------------ the decision


def test_answers_and_decision_are_one_change(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    answer(qtbot, window, needs="met", adult_area="met", board_chooses="met")
    fill(window, outcome="Review agreed", options="An audit; a review", dissent="Housing wished for an audit")
    assert window.form.follows.text() == (
        "Recording it changes the review. Outcome: Review agreed; Decided: 23 November 2026; Stage: Commissioned."
    )
    before = len(office.batches())
    with qtbot.waitSignals([window.changed, window.said]):
        press(qtbot, window.record_button)
    assert not window.isVisible()
    assert len(office.batches()) == before + 1
    [made] = decisions_of(office, SAR)
    assert (made["reasons"], made["dissent"], made["options"]) == (
        "It teaches", "Housing wished for an audit", "An audit; a review",
    )  # fmt: skip
    record = office.record("reviews", SAR)
    assert (record["outcome"], record["decided_on"], record["status"]) == ("review_agreed", TODAY, "commissioned")
    given = [row["key"] for row in office.records("criteria", SAR) if row["answer"] == "met"]
    assert given == ["adult_area", "needs", "board_chooses"]
    office.undo()
    assert decisions_of(office, SAR) == []
    assert office.record("reviews", SAR)["status"] == "referral_received"
    assert not any(row["answer"] for row in office.records("criteria", SAR))


def test_what_is_needed_is_asked_for_and_nothing_typed_is_lost(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    answer(qtbot, window, needs="met")
    fill(window, reasons="", decided_by="")
    press(qtbot, window.record_button)
    assert [line.accessibleName() for line in window.summary.lines()] == [
        "Enter the reasons. It cannot be empty.", "Enter the decision maker. It cannot be empty.",
    ]  # fmt: skip
    assert decisions_of(office, SAR) == []
    assert window.isVisible()
    assert window.form.boxes["decision"].raw() == "Hold it"
    press(qtbot, window.summary.lines()[0])
    assert window.focusWidget() is window.form.boxes["reasons"].editor


def test_a_day_to_come_is_not_taken(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    fill(window, decided_on="24 November 2026")
    press(qtbot, window.record_button)
    assert "still to come" in window.summary.lines()[0].accessibleName()
    fill(window, decided_on="23 November 2026")
    press(qtbot, window.record_button)
    assert len(decisions_of(office, SAR)) == 1


def test_the_framework_says_who_decides(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    box = window.form.boxes["decided_by"]
    assert box.field.help == "By the framework: the consideration panel recommends, the independent chair decides."


def test_a_decision_that_stands_is_said(qtbot: QtBot, office: Office) -> None:
    a_decision(office)
    window = a_window(qtbot, office)
    assert window.standing.text().startswith("The decision of 16 November 2026 stands: Review agreed.")
    assert a_window(qtbot, office, 3).standing.text() == ""


def test_the_same_outcome_leaves_the_clocks_where_they_are(qtbot: QtBot, office: Office) -> None:
    a_decision(office)
    window = a_window(qtbot, office)
    fill(window, outcome="Review agreed")
    assert window.form.follows.text() == "The outcome is the same, so clocks go on counting from 16 November 2026."


def test_what_cannot_be_written_is_said_and_stays(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = a_window(qtbot, office)
    fill(window)

    def refused(*_given: object, **_more: object) -> None:
        raise OfficeError("The disk is full. Make room, then try again.")

    with monkeypatch.context() as patched:
        patched.setattr(office, "write", refused)
        press(qtbot, window.record_button)
    assert window.summary.lines()[0].accessibleName().startswith("The disk is full")
    assert window.isVisible()


def test_a_review_that_has_gone_is_said_and_what_was_typed_stays(qtbot: QtBot, office: Office) -> None:
    number = add(office, "reviews", review_type="peer_review")
    window = a_window(qtbot, office, number)
    fill(window)
    office.undo()
    press(qtbot, window.record_button)
    assert window.summary.lines()[0].accessibleName().startswith("This review is no longer there")
    assert window.form.boxes["reasons"].raw() == "It teaches"


def test_a_line_that_another_hand_changed_is_not_written_over(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    answer(qtbot, window, needs="met")
    number = condition(window, "needs").line().id
    office.write("Elsewhere", [Edit("criteria_answers", number or 0, {"evidence": "By another"})])
    press(qtbot, window.answers_button)
    assert "changed since" in window.summary.lines()[0].accessibleName()
    assert {row["key"]: row["answer"] for row in office.records("criteria", SAR)}["needs"] is None


def test_closing_with_something_typed_asks_first(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    answer(qtbot, window, needs="met")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert [link.text() for link in window.notice.links] == ["Save the answers", "Give it up"]
    press(qtbot, window.notice.links[0])
    assert not window.isVisible()
    assert {row["key"]: row["answer"] for row in office.records("criteria", SAR)}["needs"] == "met"
    other = a_window(qtbot, office)
    fill(other)
    press(qtbot, other.close_button)
    assert [link.text() for link in other.notice.links] == ["Give it up"]
    press(qtbot, other.notice.links[0])
    assert not other.isVisible()
    assert decisions_of(office, SAR) == []


def test_a_window_with_nothing_typed_closes_at_once(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_is_recorded_with_the_keys_alone(qtbot: QtBot, office: Office) -> None:
    window = a_window(qtbot, office)
    window.show_decision()
    for key in ("decision", "reasons"):
        QTest.keyClicks(window.form.boxes[key].editor, "Because")
    QTest.keyClicks(window.form.boxes["decided_by"].editor, "Chair")
    window.record_shortcut.activated.emit()
    assert len(decisions_of(office, SAR)) == 1


# ------------------------------------------------------------------------------------------------ superseding


def test_a_decision_is_superseded_and_why(qtbot: QtBot, office: Office) -> None:
    first = a_decision(office, question="Is it one?", options="Yes; no", decided_by="The chair")
    window = a_window(qtbot, office, supersedes=first)
    assert window.windowTitle().startswith("Supersede a decision on SAR-2026-002")
    assert window.standing.text() == (
        "Takes the place of the decision of 16 November 2026: Review agreed. That one is kept as it is."
    )
    kept = {key: window.form.boxes[key].raw() for key in ("question", "options", "decided_by", "decision", "reasons")}
    assert kept == {
        "question": "Is it one?",
        "options": "Yes; no",
        "decided_by": "The chair",
        "decision": "",
        "reasons": "",
    }
    fill(window, outcome="Criteria not met", decided_by="The chair")
    press(qtbot, window.record_button)
    assert window.summary.lines()[0].accessibleName().startswith("Enter the reason that the earlier decision no")
    fill(window, why="New facts came in", outcome="Criteria not met", decided_by="The chair")
    press(qtbot, window.record_button)
    old, new = decisions_of(office, SAR)
    assert (old["stands"], new["stands"], new["supersedes_id"]) == (False, True, first)
    assert new["reasons"] == "Supersedes the decision of 16 November 2026 because: New facts came in\n\nIt teaches"
    assert (old["decision"], old["outcome"], old["version"]) == ("Hold it", "review_agreed", 1)
    assert office.record("reviews", SAR)["status"] == "not_progressed"
    batch = office.next_undo()
    assert batch is not None
    assert batch.words == "Superseded the decision of 16 November 2026 on SAR-2026-002: Criteria not met"


def the_lines(qtbot: QtBot, office: Office, key: str, number: int, tab: str) -> DecisionLines:
    pane = DetailPane(office, register(key))
    qtbot.addWidget(pane)
    pane.resize(470, 640)
    pane.load(number)
    pane.show_tab(tab)
    pane.show()
    lines = pane.page(pane.tabs.current()).panes["decisions"]  # type: ignore[attr-defined]
    assert isinstance(lines, DecisionLines)
    lines.setProperty("whole", pane)
    return lines


def test_decisions_on_a_review_are_recorded_in_their_window(qtbot: QtBot, office: Office) -> None:
    lines = the_lines(qtbot, office, "reviews", SAR, "Decisions")
    assert not lines.supersede_button.isVisible()
    press(qtbot, lines.add_button)
    assert lines.form is None
    window = lines.window_open
    assert window is not None
    fill(window, outcome="Review agreed")
    with qtbot.waitSignal(lines.changed):
        press(qtbot, window.record_button)
    assert lines.model.rowCount() == 1
    assert lines.supersede_button.isVisible()


def test_a_chosen_decision_is_superseded_from_its_list(qtbot: QtBot, office: Office) -> None:
    first = a_decision(office)
    lines = the_lines(qtbot, office, "reviews", SAR, "Decisions")
    lines.view.clearSelection()
    lines.view.setCurrentIndex(lines.model.index(-1, -1))
    with qtbot.waitSignal(lines.said) as told:
        press(qtbot, lines.supersede_button)
    assert told.args == ["Choose the decision that no longer stands."]
    lines.view.go_to(first)
    press(qtbot, lines.supersede_button)
    window = lines.window_open
    assert window is not None
    assert window.supersedes == first
    fill(window, why="It was too early", outcome="Review agreed")
    press(qtbot, window.record_button)
    assert [field.key for field in lines.cells.columns][:3] == ["decided_on", "standing", "decision"]
    states = [lines.cells.record(number)["standing"].word for number in lines.model.shown_ids()]
    assert states == ["Superseded", "Stands"]
    lines.view.go_to(first)
    with qtbot.waitSignal(lines.said) as told:
        press(qtbot, lines.supersede_button)
    assert told.args == ["That decision is superseded already. Choose the one that stands."]


def test_a_decision_of_a_meeting_is_superseded_in_a_form_beneath(qtbot: QtBot, office: Office) -> None:
    first = a_decision(office, None, meeting_id=1, decision="Meet monthly", outcome=None)
    lines = the_lines(qtbot, office, "meetings", 1, "Decisions")
    lines.view.go_to(first)
    press(qtbot, lines.supersede_button)
    form = lines.form
    assert form is not None
    form.boxes["decision"].editor.put("Meet every six weeks")  # type: ignore[attr-defined]
    form.boxes["decision"].edited.emit()
    press(qtbot, form.save_button)
    rows = office.records("decisions")
    assert [(row["decision"], row["standing"].word) for row in rows] == [
        ("Meet monthly", "Superseded"), ("Meet every six weeks", "Stands"),
    ]  # fmt: skip
    assert rows[1]["reasons"] == "Supersedes the decision of 16 November 2026 because:"
    assert rows[1]["meeting_id"] == 1


def test_no_door_of_the_window_edits_a_decision(qtbot: QtBot, office: Office) -> None:
    number = a_decision(office, reasons="It teaches")
    before = office.record("decisions", number)
    lines = the_lines(qtbot, office, "reviews", SAR, "Decisions")
    lines.view.go_to(number)
    lines.view.setFocus()
    QTest.keyClick(lines.view, Qt.Key.Key_F2)
    QTest.keyClicks(lines.view, "Otherwise")
    QTest.keyClick(lines.view, Qt.Key.Key_Delete)
    QApplication.clipboard().setText("Otherwise\tOtherwise")
    QTest.keyClick(lines.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(lines.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(lines.view, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert lines.view.open_editor() is None
    assert not lines.gone_button.isVisible()
    lines.open_form(number)
    assert lines.form is not None
    lines.form.boxes["reasons"].editor.insertPlainText("Otherwise")  # type: ignore[attr-defined]
    assert not lines.form.save_button.isEnabled()
    lines.form.save()
    lines.take_away()
    assert office.record("decisions", number) == before
    assert len(office.records("decisions")) == 1


def test_a_decision_is_marked_in_the_journal_as_added_only(qtbot: QtBot, office: Office) -> None:
    number = a_decision(office)
    a_window(qtbot, office, supersedes=number).reject()
    add(office, "progress_checks", review_id=SAR, quality="Good")
    told = office.history("decisions", number)
    assert [one.batch.words for one in told] == ["Decided"]
