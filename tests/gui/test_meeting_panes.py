"""The tabs of a meeting one by one: what is typed is saved, what cannot be is said, finalised minutes are locked."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.meeting_agenda import AgendaPane
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.meeting_attendance import AttendancePane
from lif_desktop.gui.meeting_minutes import MinutesPane
from lif_desktop.gui.meeting_rows import MinuteRow
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.wheel import guard_wheel
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.office.meeting_finalise import finalised
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import empty_office
from tests.office.meetings import HELD, ICB, POLICE, SOCIAL_CARE, D, add, item, meeting, of, ready, review, seat

_KEY, _CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
_BOTH = _CONTROL | Qt.KeyboardModifier.ShiftModifier
Area = TypeVar("Area", bound=MeetingArea)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def number(office: Office) -> int:
    """A meeting with an item about a case and one without."""
    made = meeting(office, HELD, ends="16:00")
    item(office, made, 1, "Adult Hazel", review_id=review(office), allotted=20)
    item(office, made, 2, "Action plan", allotted=10)
    return made


def shown(qtbot: QtBot, kind: type[Area], office: Office, number: int, wide: int = 460) -> Area:
    pane = kind(office)
    qtbot.addWidget(pane)
    pane.resize(wide, 620)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    settle()
    return pane


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def type_in(row: MinuteRow, words: str, key: Qt.Key | None = None) -> None:
    row.focus()
    QTest.keyClicks(row.text, words)
    if key is not None:
        QTest.keyClick(row.text, key)
    settle()


def lines(office: Office, number: int) -> list[tuple[str, str]]:
    rows = sorted(office.records("minute_lines", number), key=lambda row: row["position"])
    return [(row["kind"], row["text"]) for row in rows]


def fill(row: MinuteRow, key: str, words: str) -> None:
    editor = row.boxes[key].editor
    inner = editor.focusProxy() or editor
    target = inner.lineEdit() if isinstance(inner, QComboBox) else inner
    assert target is not None
    target.setFocus()
    QTest.keyClicks(target, words)
    QTest.keyClick(target, _KEY.Key_Tab)
    settle()


# Minutes


def test_a_pause_saves_what_is_typed_and_the_cursor_stays(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    row = pane.box.rows[0]
    type_in(row, "The panel read ")
    assert pane.box.pause.isActive()
    pane.box.pause.timeout.emit()
    assert lines(office, number) == [("note", "The panel read")]
    QTest.keyClicks(row.text, "the referral")
    pane.box.pause.timeout.emit()
    assert lines(office, number) == [("note", "The panel read the referral")]
    assert row.text.toPlainText() == "The panel read the referral"
    assert row.text.hasFocus()


def test_leaving_saves_and_another_meeting_shows_none_of_it(qtbot: QtBot, office: Office, number: int) -> None:
    other = meeting(office, D(2026, 11, 17))
    item(office, other, 1, "Elsewhere")
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "Said")
    assert pane.leave()
    pane.load(other)
    settle()
    assert lines(office, number) == [("note", "Said")]
    assert [row.text.raw() for row in pane.box.rows] == [""]
    assert lines(office, other) == []


def test_a_date_that_cannot_be_read_keeps_the_tab_and_what_was_typed(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "Write")
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_A, _BOTH)
    row = pane.box.rows[0]
    fill(row, "due_on", "soonish")
    assert not pane.leave()
    assert row.boxes["due_on"].raw() == "soonish"
    assert row.boxes["due_on"].problem.text()
    fill(row, "due_on", "")
    row.boxes["due_on"].fill(None)
    assert pane.leave()


def test_what_stays_in_the_register_is_said(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "Write")
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_A, _BOTH)
    action = office.records("actions")[0]
    office.write("Reworded", [Edit("actions", action["id"], {"title": "Write to the landlord"})])
    row = pane.box.rows[0]
    type_in(row, " soon")
    pane.box.save()
    assert "ACT-2026-001 was changed in the register since, so it keeps its own words" in pane.notice.words.text()
    assert office.records("actions")[0]["title"] == "Write to the landlord"
    office.write("Began", [Edit("actions", action["id"], {"status": "in_progress"})])
    row.focus()
    QTest.keyClick(row.text, _KEY.Key_N, _BOTH)
    assert "has been worked on since" in pane.notice.words.text()
    assert row.kind == "action"
    row.text.clear()
    assert not pane.box.save()
    assert row.text.raw() == "Write soon"


def test_an_empty_line_goes_with_backspace_and_comes_back_with_undo(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "One", _KEY.Key_Return)
    type_in(pane.box.rows[1], "Two", _KEY.Key_Return)
    row = pane.box.rows[1]
    row.focus()
    row.text.selectAll()
    QTest.keyClick(row.text, _KEY.Key_Delete)
    QTest.keyClick(row.text, _KEY.Key_Backspace)
    settle()
    assert lines(office, number) == [("note", "One")]
    pane.notice.links[0].click()
    settle()
    assert lines(office, number) == [("note", "One"), ("note", "Two")]
    assert [row.text.raw() for row in pane.box.rows] == ["One", "Two", ""]


def test_a_line_between_two_and_arrows_from_line_to_line(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "One", _KEY.Key_Return)
    type_in(pane.box.rows[1], "Three", _KEY.Key_Return)
    pane.box.rows[0].focus()
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_Return)
    settle()
    type_in(pane.box.rows[1], "Two", _KEY.Key_Down)
    settle()
    assert pane.box.rows[2].text.hasFocus()
    QTest.keyClick(pane.box.rows[2].text, _KEY.Key_Up)
    assert pane.box.rows[1].text.hasFocus()
    assert [row["text"] for row in sorted(office.records("minute_lines"), key=lambda one: one["position"])] == [
        "One",
        "Two",
        "Three",
    ]


def test_a_second_decision_asks_whether_it_takes_the_place_of_the_first(
    qtbot: QtBot, office: Office, number: int
) -> None:
    case = office.records("reviews")[0]["id"]
    first = add(office, "decisions", review_id=case, decided_on=D(2026, 11, 2), decision="Wait for records")
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "A review is agreed")
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_D, _BOTH)
    boxes = pane.panel.boxes
    assert pane.panel.words.text() == "The decision of 2 November 2026 stands: Wait for records."
    assert boxes["in_place"].field.label == "Takes the place of the decision of 2 November 2026"
    for key, words in (("reasons", "Both met."), ("in_place", True)):
        boxes[key].fill(words)
    pane.panel.save()
    assert pane.panel.isVisible(), "the reason why the earlier one no longer stands is asked for"
    boxes["why"].fill("The records came.")
    pane.panel.save()
    settle()
    assert not pane.panel.isVisible()
    made = next(row for row in office.records("decisions") if row["decision"] == "A review is agreed")
    assert of(office, "decisions", made["id"])["supersedes_id"] == first
    assert made["reasons"].startswith("Supersedes the decision of 2 November 2026 because: The records came.")
    row = pane.box.rows[0]
    assert row.text.isReadOnly()
    assert row.became.text() == "Recorded on SAR-2026-001"
    row.supersede.click()
    settle()
    assert pane.panel.isVisible()
    pane.panel.boxes["reasons"].fill("Otherwise after all.")
    assert not pane.leave(), "what was typed is not lost without a word"


def test_the_agenda_stands_at_the_left_where_there_is_room(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    assert (pane.agenda.isVisible(), pane.choice.isVisible()) == (False, True)
    pane.resize(1100, 620)
    settle()
    assert (pane.agenda.isVisible(), pane.choice.isVisible()) == (True, False)
    left, right = (part.mapToGlobal(QPoint(0, 0)).x() for part in (pane.agenda, pane.box))
    assert left + pane.agenda.width() <= right
    pane.agenda.setFocus()
    QTest.keyClick(pane.agenda, _KEY.Key_Down)
    assert pane.title.text() == "2. Action plan"
    QTest.keyClick(pane.agenda, _KEY.Key_Return)
    assert pane.box.rows[-1].text.hasFocus()


def test_an_outcome_is_chosen_and_taken_back(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    place = office.records("agenda_items")[0]["id"]
    deferred = next(button for button in pane.outcome.buttons if button.key == "deferred")
    deferred.click()
    assert of(office, "agenda_items", place)["outcome"] == "deferred"
    deferred.click()
    assert of(office, "agenda_items", place)["outcome"] is None


def test_finalised_minutes_are_locked_on_every_tab(qtbot: QtBot, office: Office) -> None:
    number = ready(office)
    place = office.records("agenda_items", number)[0]["id"]
    add(office, "minute_lines", meeting_id=number, item_id=place, position=1, kind="note", text="Said")
    pane = shown(qtbot, MinutesPane, office, number)
    assert not pane.final.gaps
    pane.final.finalise_button.click()
    settle()
    assert of(office, "meetings", number)["finalised_by"] == "Ann Officer"
    assert pane.finalised.words.text() == (
        "The minutes were finalised on 23 November 2026 by Ann Officer. They stand as they are."
    )
    assert [row.text.isReadOnly() for row in pane.box.rows] == [True]
    assert not any(button.isEnabled() for button in (*pane.outcome.buttons, *pane.kind_buttons.values()))
    agenda, seats = shown(qtbot, AgendaPane, office, number), shown(qtbot, AttendancePane, office, number)
    assert not agenda.draw_button.isEnabled()
    assert not agenda.lines.up_button.isEnabled()
    assert not seats.lines.gone_button.isEnabled()
    seats.lines.mark("absent")
    assert "finalised and stand as they are" in seats.lines.notice.words.text()
    pane.final.open_button.click()
    settle()
    assert of(office, "meetings", number)["finalised_on"] is None
    assert [batch.words for batch in office.batches(2)] == [
        "Un-finalised the minutes of MTG-2026-001",
        "Finalised the minutes of MTG-2026-001",
    ]


def test_only_the_latest_can_be_opened_and_the_button_says_why_not(qtbot: QtBot, office: Office) -> None:
    early, late = ready(office, D(2026, 9, 1)), ready(office)
    for number in (early, late):
        office.write("Finalised", finalised(office, of(office, "meetings", number)))
    pane = shown(qtbot, MinutesPane, office, early)
    assert not pane.final.open_button.isEnabled()
    assert pane.final.words.text().startswith("Later minutes of the group are finalised, so these stand.")


def test_what_is_missing_leads_to_its_place(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    tabs: list[str] = []
    pane.tab_asked.connect(tabs.append)
    words = [gap.words for gap in pane.final.gaps]
    assert words == [
        "Nobody is on the attendance list. Fill it in.",
        "Nothing says whether the meeting was quorate.",
        "Items 1, 2 have no outcome: discussed, deferred or not reached.",
    ]
    assert not pane.final.finalise_button.isEnabled()
    pane.go_to(pane.items[1]["id"])
    pane.final.gaps[0].click()
    pane.final.gaps[2].click()
    assert tabs == ["Attendance"]
    assert pane.title.text() == "1. Adult Hazel"
    assert pane.outcome.buttons[0].hasFocus()


def test_an_office_that_is_only_read_shows_and_writes_nothing(qtbot: QtBot, office: Office, number: int) -> None:
    office.close()
    reading = open_office(office.path, resources() / "framework", "Ann Officer", read_only=True)
    for kind in (AgendaPane, AttendancePane, MinutesPane):
        pane = shown(qtbot, kind, reading, number)
        assert pane.leave()
    assert isinstance(pane, MinutesPane)
    assert pane.box.rows == []
    assert not pane.final.finalise_button.isVisible()
    reading.close()


# Agenda and attendance


def test_drawing_up_says_how_many_and_undo_takes_them_away(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, AgendaPane, office, number)
    assert pane.sum.text() == "2 items, 13:30 to 14:00"
    pane.draw_button.click()
    settle()
    assert pane.lines.notice.words.text() == "Added 13 items to the agenda."
    assert pane.sum.text().startswith("15 items, 13:30 to ")
    pane.draw_button.click()
    assert pane.lines.notice.words.text().startswith("Nothing new is due")
    office.undo()
    pane.load(number)
    assert pane.sum.text() == "2 items, 13:30 to 14:00"


def test_buttons_move_as_the_keys_do_and_ends_are_said(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, AgendaPane, office, number)
    said: list[str] = []
    pane.said.connect(said.append)
    pane.lines.up_button.click()
    pane.lines.view.go_to(office.records("agenda_items")[0]["id"], "item")
    pane.lines.down_button.click()
    pane.lines.down_button.click()
    assert said == [
        "Choose the item to move.",
        "\u201cAdult Hazel\u201d is item 2 now.",
        "\u201cAdult Hazel\u201d is last already.",
    ]
    model = pane.lines.model
    times = [model.text_at(row, model.column_of("time")) for row in range(model.rowCount())]
    assert times == ["13:30", "13:40"]


def test_an_item_with_minutes_is_not_taken_away(qtbot: QtBot, office: Office, number: int) -> None:
    place = office.records("agenda_items")[0]["id"]
    add(office, "minute_lines", meeting_id=number, item_id=place, position=1, kind="note", text="Said")
    pane = shown(qtbot, AgendaPane, office, number)
    pane.lines.view.setFocus()
    pane.lines.view.go_to(place, "item")
    QTest.keyClick(pane.lines.view, _KEY.Key_Delete)
    assert "has minutes" in pane.lines.notice.words.text()
    assert len(office.records("agenda_items")) == 2


def test_letters_mark_only_in_the_column_of_attendance(qtbot: QtBot, office: Office, number: int) -> None:
    for agency in (ICB, POLICE, SOCIAL_CARE):
        seat(office, number, agency, None)
    pane = shown(qtbot, AttendancePane, office, number)
    view = pane.lines.view
    view.setFocus()
    assert view.currentIndex().column() == pane.lines.model.column_of("present")
    for key in "pan":
        QTest.keyClicks(view, key)
        settle()
    assert [row["present"] for row in office.records("attendance")] == ["present", "apology", "absent"]
    assert pane.badge.accessibleName() or pane.words.text()
    assert pane.words.text().startswith("Not quorate: ")
    assert pane.count.text() == "1 present, 1 apology, 1 absent"
    view.stand_on(0, pane.lines.model.column_of("role"))
    QTest.keyClicks(view, "p")
    settle()
    assert view.open_editor() is not None
    assert next(row["present"] for row in office.records("attendance")) == "present"


# Traps and accessibility


def every(qtbot: QtBot, office: Office, number: int) -> list[MeetingArea]:
    office.write("Chosen", [Edit("meetings", number, {"quorate": None})])
    seat(office, number, ICB, None)
    add(office, "minute_lines", meeting_id=number, item_id=1, position=1, kind="action", text="Write")
    add(office, "minute_lines", meeting_id=number, item_id=1, position=2, kind="challenge", text="Why?")
    return [shown(qtbot, kind, office, number) for kind in (AgendaPane, AttendancePane, MinutesPane)]


def test_tab_leaves_every_tab_and_comes_round(qtbot: QtBot, office: Office, number: int) -> None:
    for pane in every(qtbot, office, number):
        with qtbot.waitActive(pane):
            pane.activateWindow()
        first = next(one for one in pane.findChildren(QPushButton) if one.isVisible() and one.isEnabled())
        first.setFocus()
        seen = []
        for _ in range(120):
            here = QApplication.focusWidget()
            assert here is not None
            QTest.keyClick(here, _KEY.Key_Tab)
            seen.append(QApplication.focusWidget())
            if seen[-1] is first:
                break
        assert seen[-1] is first, type(pane).__name__
        assert len({id(one) for one in seen}) > 3


def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, office: Office, number: int) -> None:
    for pane in every(qtbot, office, number):
        for one in pane.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.focusProxy() is None:
                name = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
                assert name or isinstance(one.parentWidget(), QComboBox), (type(pane).__name__, one)


def test_the_wheel_changes_no_item(qtbot: QtBot, office: Office, number: int) -> None:
    guard_wheel(QApplication.instance())  # type: ignore[arg-type]
    pane = shown(qtbot, MinutesPane, office, number)
    middle = QPointF(pane.choice.rect().center())
    turn = QWheelEvent(middle, pane.choice.mapToGlobal(middle), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(pane.choice, turn)
    assert pane.choice.currentIndex() == 0
    assert pane.title.text() == "1. Adult Hazel"


@pytest.mark.parametrize("size", [100, 200])
def test_no_words_are_cut_at_any_size_of_text(qtbot: QtBot, office: Office, number: int, size: int) -> None:
    apply_text_size(QApplication.instance(), size)  # type: ignore[arg-type]
    for pane in every(qtbot, office, number):
        assert pane.horizontalScrollBar().maximum() == 0, type(pane).__name__
        for label in pane.findChildren(QLabel):
            if label.isVisible() and label.text() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()


def test_the_record_has_the_three_tabs_and_no_other_of_their_lines(qtbot: QtBot, office: Office, number: int) -> None:
    pane = DetailPane(office, register("meetings"))
    qtbot.addWidget(pane)
    pane.load(number)
    words = [tab.text() for tab in pane.tabs.tabs]
    assert words[:4] == ["Details", "Agenda", "Attendance", "Minutes"]
    assert len(set(words)) == len(words)
    line = add(office, "minute_lines", meeting_id=number, item_id=2, position=1, kind="note", text="Found by search")
    pane.resize(500, 700)
    pane.show()
    pane.show_line("minute_lines", line)
    page = pane.page(pane.tabs.current())
    assert isinstance(page, MinutesPane)
    assert page.title.text() == "2. Action plan"


def test_a_line_is_as_high_as_its_words_in_a_narrow_pane_too(qtbot: QtBot, office: Office, number: int) -> None:
    words = "The panel read the referral, the four summaries and the letter of the family. " * 3
    add(office, "minute_lines", meeting_id=number, item_id=1, position=1, kind="note", text=words)
    pane = shown(qtbot, MinutesPane, office, number, 460)
    text = pane.box.rows[0].text
    for wide in (460, 330, 900):
        pane.resize(wide, 620)
        settle()
        needed = round(text.document().size().height()) * text.fontMetrics().lineSpacing()
        assert needed <= text.height() <= needed + 2 * text.fontMetrics().lineSpacing(), wide


def test_dates_far_away_are_no_trouble(qtbot: QtBot, office: Office) -> None:
    number = meeting(office, dt.date(2026, 12, 31), starts="\u202e\x07", ends="=1")
    item(office, number, 1, "x" * 4_000, lead="\u202eLead", time="noonish", allotted=480)
    item(office, number, 2, "y", allotted=480)
    for kind in (AgendaPane, AttendancePane, MinutesPane):
        assert shown(qtbot, kind, office, number).leave()


def test_marks_go_on_in_their_column_after_a_deputy(qtbot: QtBot, office: Office, number: int) -> None:
    for agency in (ICB, POLICE, SOCIAL_CARE):
        seat(office, number, agency, None)
    pane = shown(qtbot, AttendancePane, office, number)
    view = pane.lines.view
    view.setFocus()
    for _ in range(3):
        QTest.keyClicks(QApplication.focusWidget(), "d")
        settle()
        QTest.keyClicks(QApplication.focusWidget(), "Ann")
        QTest.keyClick(QApplication.focusWidget(), _KEY.Key_Return)
        settle()
        assert view.currentIndex().column() == pane.lines.model.column_of("present")
    QTest.keyClicks(QApplication.focusWidget(), "p")
    settle()
    rows = [(row["present"], row["deputy"]) for row in office.records("attendance")]
    assert rows == [("deputy", "Ann"), ("deputy", "Ann"), ("present", None)]


def cell_is_seen(pane: AgendaPane) -> bool:
    view = pane.lines.view
    place = view.visualRect(view.currentIndex())
    top = pane.viewport().mapFromGlobal(view.viewport().mapToGlobal(place.topLeft())).y()
    return top >= 0 and top + place.height() <= pane.viewport().height()


def test_the_cell_with_the_cursor_stays_in_sight(qtbot: QtBot, office: Office, number: int) -> None:
    for place in range(3, 21):
        item(office, number, place, f"Item {place}", purpose="note")
    pane = shown(qtbot, AgendaPane, office, number)
    pane.resize(520, 360)
    view = pane.lines.view
    view.setFocus()
    view.stand_on(0, pane.lines.model.column_of("item"))
    for _ in range(19):
        QTest.keyClick(view, _KEY.Key_Down)
        settle()
        assert cell_is_seen(pane)
    QTest.keyClick(view, _KEY.Key_Insert)
    settle()
    assert cell_is_seen(pane)
    QTest.keyClicks(QApplication.focusWidget(), "Thanks")
    QTest.keyClick(QApplication.focusWidget(), _KEY.Key_Tab)
    settle()
    assert cell_is_seen(pane)
    assert office.records("agenda_items")[-1]["item"] == "Thanks"


def test_a_refused_word_stays_in_its_cell_and_so_does_the_next_typing(
    qtbot: QtBot, office: Office, number: int
) -> None:
    pane = shown(qtbot, AgendaPane, office, number)
    view, column = pane.lines.view, pane.lines.model.column_of("purpose")
    view.setFocus()
    view.stand_on(1, column)
    for words, key in (("nonsense", _KEY.Key_Return), ("more", _KEY.Key_Tab), ("dec", _KEY.Key_Return)):
        QTest.keyClicks(QApplication.focusWidget(), words[0])
        QTest.keyClicks(QApplication.focusWidget(), words[1:])
        QTest.keyClick(QApplication.focusWidget(), key)
        settle()
        assert view.open_editor() is None
        if words != "dec":
            assert (view.currentIndex().row(), view.currentIndex().column()) == (1, column)
    assert [row["purpose"] for row in office.records("agenda_items")] == [None, "decide"]


def test_a_note_turned_by_mistake_is_turned_back_and_its_number_is_said(
    qtbot: QtBot, office: Office, number: int
) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "Everybody was welcomed", _KEY.Key_Return)
    pane.box.rows[0].focus()
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_A, _BOTH)
    settle()
    assert pane.notice.words.text() == "Made an action of: Everybody was welcomed."
    pane.notice.links[0].click()
    settle()
    assert lines(office, number) == [("note", "Everybody was welcomed")]
    assert office.records("actions") == []
    pane.box.rows[0].focus()
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_A, _BOTH)
    settle()
    ref = office.records("actions")[0]["ref"]
    pane.box.rows[0].focus()
    QTest.keyClick(pane.box.rows[0].text, _KEY.Key_N, _BOTH)
    settle()
    assert pane.notice.words.text() == f"Made a note of: Everybody was welcomed. {ref} is taken back."
    assert pane.kind_buttons["action"].accessibleName() == "Make this line an action"


def test_an_empty_line_becomes_an_action_line_before_it_is_typed(qtbot: QtBot, office: Office, number: int) -> None:
    pane = shown(qtbot, MinutesPane, office, number)
    type_in(pane.box.rows[0], "Welcomed", _KEY.Key_Return)
    QTest.keyClick(pane.box.rows[1].text, _KEY.Key_A, _BOTH)
    type_in(pane.box.rows[1], "Send the list")
    assert pane.leave()
    assert lines(office, number) == [("note", "Welcomed"), ("action", "Send the list")]


def test_a_case_of_an_adult_offers_no_outcome_of_a_child(qtbot: QtBot, office: Office, number: int) -> None:
    case = office.records("reviews")[0]["id"]
    pane = shown(qtbot, MinutesPane, office, number)
    for board, there in (("adults", False), ("children", True)):
        office.write("Board", [Edit("reviews", case, {"board": board})])
        type_in(pane.box.rows[0], "A review is agreed")
        QTest.keyClick(pane.box.rows[0].text, _KEY.Key_D, _BOTH)
        editor = pane.panel.boxes["outcome"].editor
        assert isinstance(editor, QComboBox)
        offered = {editor.itemText(at) for at in range(editor.count())}
        assert ("National review proposed" in offered) is there
        assert "Review agreed" in offered
        pane.panel.cancel()


def test_an_action_whose_day_has_passed_is_named_and_holds_nothing_up(qtbot: QtBot, office: Office) -> None:
    number = ready(office)
    place = office.records("agenda_items", number)[0]["id"]
    own = {"meeting_id": number, "item_id": place, "position": 1, "kind": "action", "text": "Write", "lead": "Chair"}
    add(office, "minute_lines", **own, due_on=D(2026, 11, 20))
    pane = shown(qtbot, MinutesPane, office, number)
    assert [gap.words for gap in pane.final.gaps] == [
        "Item 1: an action was due on 20 November 2026, which has passed."
    ]
    assert pane.final.finalise_button.isEnabled()
