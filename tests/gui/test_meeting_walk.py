"""A meeting by the keyboard alone, in the real window: agenda, attendance, minutes, finalised."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lif_desktop.gui.meeting_minutes import MinutesPane
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Edit, Office
from tests.gui.keyboard import Keyboard
from tests.gui.made_up_office import add, empty_office
from tests.gui.windows import a_window, desk_of, with_office

D = dt.date
HELD = D(2026, 11, 20)
ICB, POLICE, SOCIAL_CARE = 2, 3, 4
MEETINGS = 8
_KEY = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_ALT, _CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_BOTH = _CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = empty_office(tmp_path)
    earlier = add(made, "meetings", group_key="review_group", held_on=D(2026, 10, 6), status="held")
    for agency, role in ((ICB, "Nurse"), (POLICE, "Inspector"), (SOCIAL_CARE, "Head of service")):
        add(made, "attendance", meeting_id=earlier, agency_id=agency, role=role, present="present")
    add(made, "reviews", review_type="sar_mandatory", pseudonym="Adult Hazel", board="adults", status="panel_decision")
    add(made, "meetings", group_key="review_group", held_on=HELD, starts="13:30", ends="16:00", status="planned")
    return made


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, office: Office) -> Iterator[MainWindow]:
    with a_window(tmp_path) as shown:
        with qtbot.waitActive(shown):
            shown.activateWindow()
        with_office(shown, office, qtbot)
        yield shown


def agenda(office: Office) -> list[tuple[str, str | None]]:
    rows = sorted(office.records("agenda_items", 2), key=lambda row: row["position"])
    return [(row["item"], row["time"]) for row in rows]


def draw_up_and_move(keys: Keyboard, office: Office) -> None:
    keys.tab("Agenda")
    keys.press("Draw up the agenda")
    before = agenda(office)
    assert before[0] == ("Welcome, apologies and quorum", "13:30")
    assert ("New referral for decision: Adult Hazel", "14:00") in before
    assert keys.here() == "Agenda"
    keys.key(_KEY.Key_Down)
    keys.key(_KEY.Key_Down)
    keys.key(_KEY.Key_Up, _ALT)
    after = agenda(office)
    assert after[1][0] == before[2][0]
    assert [time for _, time in after][:4] == ["13:30", "13:35", "13:50", "13:55"]
    keys.key(_KEY.Key_Down, _ALT)
    assert agenda(office) == before
    keys.key(_KEY.Key_Insert)
    keys.key(_KEY.Key_A, _CONTROL)
    keys.type("Thanks to the chair")
    keys.key(_KEY.Key_Return)
    assert agenda(office)[3][0] == "Thanks to the chair"
    keys.key(_KEY.Key_Up)
    while office.records("agenda_items", 2)[0] and not chosen(keys).startswith("Thanks"):
        keys.key(_KEY.Key_Down)
    keys.key(_KEY.Key_Delete)
    assert agenda(office) == before
    keys.to("Undo")
    keys.key(_KEY.Key_Space)
    assert agenda(office)[3][0] == "Thanks to the chair"


def chosen(keys: Keyboard) -> str:
    from lif_desktop.gui.meeting_agenda import AgendaLines

    [lines] = [one for one in keys.window.findChildren(AgendaLines) if one.isVisible()]
    return str(lines.cells.record(lines.view.current_id())["item"])


def take_attendance(keys: Keyboard, office: Office) -> None:
    keys.tab("Attendance")
    keys.press("Fill from MTG-2026-001")
    assert keys.here() == "Attendance"
    keys.type("p")
    assert office.record("meetings", 2)["quorate"] is None
    keys.type("a")
    keys.type("p")
    assert office.record("meetings", 2)["quorate"] is False
    keys.key(_KEY.Key_Up)
    keys.type("d")
    keys.type("Detective Sergeant")
    keys.key(_KEY.Key_Return)
    marks = [(row["agency_id"], row["present"], row["deputy"]) for row in office.records("attendance", 2)]
    assert marks == [
        (ICB, "present", None),
        (POLICE, "deputy", "Detective Sergeant"),
        (SOCIAL_CARE, "present", None),
    ]
    assert office.record("meetings", 2)["quorate"] is True


def lines(office: Office) -> list[tuple[str, str]]:
    rows = sorted(office.records("minute_lines", 2), key=lambda row: row["position"])
    return [(row["kind"], row["text"]) for row in rows]


def minute(keys: Keyboard, office: Office) -> None:
    keys.tab("Minutes")
    keys.to("Note: words")
    keys.type("Everybody was welcomed")
    keys.key(_KEY.Key_Return)
    keys.type("Send the list of members round")
    assert lines(office) == [("note", "Everybody was welcomed")]
    keys.key(_KEY.Key_A, _BOTH)
    assert lines(office)[1] == ("action", "Send the list of members round")
    assert keys.here() == "Who: agency"
    keys.type("GMP")
    keys.key(_KEY.Key_Tab)
    keys.key(_KEY.Key_Tab)
    assert keys.here() == "By when"
    keys.type("18 Dec")
    keys.key(_KEY.Key_Tab)
    [action] = office.records("actions")
    assert (action["ref"], action["lead_agency_id"], action["due_on"]) == ("ACT-2026-001", POLICE, D(2026, 12, 18))
    keys.key(_KEY.Key_Down, _CONTROL)
    keys.type("Nobody declared an interest")
    while item_of(keys) != "New referral for decision: Adult Hazel":
        keys.key(_KEY.Key_Down, _CONTROL)
    assert lines(office)[-1] == ("note", "Nobody declared an interest")
    keys.type("Why did nobody ring the family?")
    keys.key(_KEY.Key_C, _BOTH)
    [voice] = office.records("voices")
    assert (voice["kind"], voice["message"]) == ("challenge", "Why did nobody ring the family?")


def decide(keys: Keyboard, office: Office) -> None:
    while keys.here() != "Note: words":
        keys.key(_KEY.Key_Tab)
    keys.type("A mandatory review is agreed")
    keys.key(_KEY.Key_D, _BOTH)
    assert keys.here() == "Outcome"
    keys.type(office.profile.choices("review_outcomes")[0].label)
    keys.fill(Reasons="Both conditions are met.")
    keys.press("Record the decision")
    [decision] = office.records("decisions")
    assert (decision["decision"], decision["decided_on"], decision["decided_by"]) == (
        "A mandatory review is agreed",
        HELD,
        "Review Group",
    )
    assert office.record("reviews", 1)["decided_on"] == HELD
    line = next(row for row in office.records("minute_lines", 2) if row["kind"] == "decision")
    assert line["decision_id"] == decision["id"]


def item_of(keys: Keyboard) -> str:
    [pane] = [one for one in keys.window.findChildren(MinutesPane) if one.isVisible()]
    return pane.title.text().partition(". ")[2]


def test_a_meeting_without_a_mouse(window: MainWindow, office: Office) -> None:
    keys = Keyboard(window)
    keys.page(MEETINGS)
    page = desk_of(window).current
    assert isinstance(page, RegisterPage)
    page.show_record(2)
    page.table.setFocus()
    draw_up_and_move(keys, office)
    take_attendance(keys, office)
    minute(keys, office)
    decide(keys, office)
    keys.press("All other items were discussed")
    keys.press("Finalise the minutes")
    record = office.record("meetings", 2)
    assert (record["finalised_on"], record["status"]) == (D(2026, 11, 23), "held")
    [pane] = [one for one in window.findChildren(MinutesPane) if one.isVisible()]
    assert all(row.text.isReadOnly() for row in pane.box.rows)
    keys.press("Un-finalise the minutes")
    assert office.record("meetings", 2)["finalised_on"] is None


def test_a_name_set_in_preferences_holds_at_once(window: MainWindow, office: Office) -> None:
    assert office.person == "Ann Officer"
    window.keep(replace(window.preferences, person="Bea Clerk"))
    office.write("Moved", [Edit("meetings", 2, {"venue": "Town hall"})])
    assert office.batches(1)[0].person == "Bea Clerk"
