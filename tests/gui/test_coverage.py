"""Coverage on the page of training: bars with words, courses that lack a stage, attendance, agencies' own training."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, REACTION, RESULTS
from lif_desktop.gui.coverage import CoverageView
from lif_desktop.gui.coverage_cards import FIRST
from lif_desktop.gui.look import dress
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.screens import settle
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import NOW, TODAY, add, empty_office

YEAR = "2026-27"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def office(bare: Office) -> Office:
    course(bare, "Neglect", "2026-06-10", questionnaires=18, satisfaction=4.3, follow_up_replies=9, applied=6)
    course(bare, "Curiosity", "2026-04-20", questionnaires=2, follow_up_sent_on=dt.date(2026, 8, 3))
    course(bare, "Thresholds", "2026-07-01")
    course(bare, "Escalation", "2026-11-20", attended=10)
    course(bare, "To come", "2027-02-01", attended=None)
    course(bare, "Last year", "2026-03-02", questionnaires=20)
    for agency, booked, attended in ((9, 14, 13), (3, 12, 11)):
        add(bare, "bookings", training_id=1, agency_id=agency, booked=booked, attended=attended)
    line = {"staff": 900, "trained": 720, "amount": "Level 2 at 80%.", "received_on": dt.date(2026, 6, 4)}
    add(bare, "training_returns", agency_id=9, year=YEAR, **line)
    asked = {"asked_on": dt.date(2026, 11, 2), "due_on": dt.date(2026, 11, 13)}
    add(bare, "returns", kind="training_return", agency_id=10, year=YEAR, **asked)
    return bare


def course(office: Office, title: str, held: str, **values: Any) -> int:
    return add(
        office, "training", **({"title": title, "held_on": dt.date.fromisoformat(held), "attended": 24} | values)
    )


def shown(qtbot: QtBot, office: Office, size: QSize = QSize(1100, 700)) -> CoverageView:  # noqa: B008 - only read
    view = CoverageView(office)
    qtbot.addWidget(view)
    view.resize(size)
    view.reload()
    with qtbot.waitExposed(view):
        view.show()
    return view


def press(button: QAbstractButton) -> None:
    QApplication.processEvents()  # what was made just now is shown with the next round of events
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def titles(rows: list[Any]) -> list[str]:
    return [row.title.split(" · ")[1] for row in rows]


def facts(view: CoverageView, table: Any) -> list[list[str]]:
    model = table.register_model()
    return [[model.text_at(row, column) for column in range(len(model.columns))] for row in range(model.rowCount())]


# stages and courses


def test_the_year_is_said_with_its_response_rate_and_bars_have_words(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.years.currentText() == YEAR
    assert view.summary.text() == ("4 courses held, and 20 of 82 people filled in a form, 24%. 1 course to come.")
    assert [(bar.words, bar.told) for bar in view.stages.bars.values()] == [
        ("1 Reaction", "2 of 4 courses, 50%"),
        ("2 Learning", "0 of 4 courses, 0%"),
        ("3 Behaviour", "1 of 4 courses, 25%"),
        ("4 Results", "0 of 4 courses, 0%"),
    ]
    said = view.stages.bars[REACTION].accessibleName()
    assert said == "Stage 1 Reaction: evidence for 2 of 4 courses, 50%. Show the courses that lack it"


def test_a_stage_shows_the_courses_that_lack_it_and_a_course_is_opened(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.lacking.title is not None
    assert view.lacking.title.text() == "Without evidence of reaction · 2"
    assert titles(view.lacking.rows) == ["Thresholds", "Escalation"]
    press(view.stages.bars[BEHAVIOUR])
    assert titles(view.lacking.rows) == ["Curiosity", "Thresholds", "Escalation"]
    assert [row.status.word for row in view.lacking.rows] == [
        "Replies awaited",
        "Overdue by 37 working days",
        "Not due yet",
    ]
    with qtbot.waitSignal(view.open_asked) as opened:
        press(view.lacking.rows[1])
    assert opened.args == ["training", 3]


def test_the_first_stage_that_a_course_lacks_is_chosen_until_another_is(qtbot: QtBot, bare: Office) -> None:
    number = course(bare, "Neglect", "2026-06-10", questionnaires=18)
    view = shown(qtbot, bare)
    assert view.stages.stage() == LEARNING
    assert view.stages.bars[LEARNING].isChecked()
    press(view.stages.bars[REACTION])
    bare.write("None", bare.changes_for("training", number, {"questionnaires": None}))
    view.reload()
    assert view.stages.stage() == REACTION
    assert view.stages.bars[REACTION].isChecked()


def test_overdue_follow_ups_are_listed_longest_overdue_first(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.late.title is not None
    assert view.late.title.text() == "Follow-ups overdue · 2"
    assert titles(view.late.rows) == ["Curiosity", "Thresholds"]
    office.write("Came", office.changes_for("training", 2, {"follow_up_replies": 4}))
    view.reload()
    assert titles(view.late.rows) == ["Thresholds"]
    office.undo()
    view.reload()
    assert titles(view.late.rows) == ["Curiosity", "Thresholds"]


def test_a_long_list_begins_with_its_first_courses(qtbot: QtBot, bare: Office) -> None:
    for number in range(FIRST + 3):
        course(bare, f"Course {number}", "2026-06-10")
    view = shown(qtbot, bare)
    assert len(view.lacking.rows) == FIRST
    assert view.lacking.link is not None
    assert view.lacking.link.text() == f"All {FIRST + 3}"
    press(view.lacking.link)
    assert len(view.lacking.rows) == FIRST + 3
    press(view.lacking.link)
    assert len(view.lacking.rows) == FIRST


def test_another_year_is_chosen_and_stays_when_the_office_changes(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.years.setCurrentText("2025-26")
    assert view.summary.text().startswith("1 course held, and 20 of 24 people filled in a form, 83%.")
    view.reload()
    assert view.years.currentText() == "2025-26"
    assert [view.years.itemText(at) for at in range(view.years.count())] == [YEAR, "2025-26"]


def test_without_courses_this_year_the_last_year_with_some_is_shown_first(qtbot: QtBot, bare: Office) -> None:
    course(bare, "Old", "2025-06-10")
    assert shown(qtbot, bare).years.currentText() == "2025-26"


def test_an_empty_office_says_so_and_offers_the_first_course(qtbot: QtBot, bare: Office) -> None:
    view = shown(qtbot, bare)
    assert view.summary.text() == "No course was held in 2026-27 yet."
    assert [bar.told for bar in view.stages.bars.values()] == ["0 of 0 courses"] * 4
    assert view.lacking.none.text() == "No course to show."
    assert view.returns.words.text().endswith("No agency told of the training of their own staff.")
    assert view.places.text().startswith("No agency's places are recorded")
    with qtbot.waitSignal(view.new_asked) as asked:
        press(view.new_button)
    assert asked.args == ["training", {}]


def test_courses_with_odd_numbers_are_left_out_of_the_rate_and_said(qtbot: QtBot, bare: Office) -> None:
    course(bare, "Odd", "2026-06-10", questionnaires=30)
    course(bare, "Sound", "2026-06-11", questionnaires=12)
    view = shown(qtbot, bare)
    assert view.summary.text() == (
        "2 courses held, and 12 of 24 people filled in a form, 50%. 1 course with more replies than people left out."
    )


def test_the_bars_are_reached_and_chosen_with_the_keyboard(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    with qtbot.waitActive(view):
        view.activateWindow()
    view.years.setFocus()
    QTest.keyClick(view.years, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.stages.bars[REACTION]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert view.stages.stage() == LEARNING
    assert view.lacking.title is not None
    assert view.lacking.title.text() == "Without evidence of learning · 4"
    view.reload()
    assert QApplication.focusWidget() is view.stages.bars[LEARNING]


# attendance


def test_attendance_by_agency_has_shares_totals_and_what_does_not_fit(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    name = office.lookup.agency_name
    assert facts(view, view.table) == [
        [name(9), "14", "13", "", "", "93%"],
        [name(3), "12", "11", "", "", "92%"],
    ]
    assert view.places.text() == "All agencies: 26 booked, 24 attended (92%). Recorded for 1 of 4 courses."
    office.write("Fewer", office.changes_for("training", 1, {"attended": 20}))
    view.reload()
    assert view.places.text().endswith("The numbers do not fit together on TRN-2026-001.")
    with qtbot.waitSignal(view.open_asked) as opened:
        view.table.go_to(3)
        QTest.keyClick(view.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert opened.args == ["agencies", 3]


def test_the_table_is_as_high_as_its_rows_and_cannot_be_typed_in(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    model = view.table.register_model()
    assert not any(model.editable(column) for column in range(len(model.columns)))
    low = view.table.sizeHint().height()
    add(office, "bookings", training_id=1, agency_id=4, booked=5, attended=6)
    view.reload()
    assert view.table.sizeHint().height() > low
    assert facts(view, view.table)[-1][-1] == "over 100%"


# agencies' own training


def test_statutory_partners_stand_first_and_missing_ones_are_named(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    rows = facts(view, view.returns.table)
    partners = sorted(row["name"] for row in office.records("agencies") if row["statutory"])
    assert [row[0] for row in rows] == [*partners, *sorted(map(office.lookup.agency_name, (9, 10)))]
    told = next(row for row in rows if row[0] == office.lookup.agency_name(9))
    assert told[3:7] == ["900", "720", "80%", "Level 2 at 80%."]
    assert (
        view.returns.words.text() == "Statutory partners stand first. 1 agency told of the training of their own staff."
    )
    for name in (*partners, office.lookup.agency_name(10)):
        assert name in view.returns.missing.text()
    assert view.returns.missing.text().startswith("▲ Nothing yet from ")


def test_missing_partners_are_asked_in_one_change_that_can_be_undone(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    told: list[Batch] = []
    view.changed.connect(told.append)
    partners = {row["id"] for row in office.records("agencies") if row["statutory"]}
    press(view.returns.ask_button)
    assert set(view.returns.panel.ticks.numbers()) == partners  # type: ignore[union-attr]
    press(view.returns.panel.save_button)
    asked = [row for row in office.records("returns") if row["kind"] == "training_return" and row["agency_id"] != 10]
    assert {row["agency_id"] for row in asked} == partners
    assert {(row["year"], row["asked_on"], row["due_on"]) for row in asked} == {(YEAR, TODAY, dt.date(2026, 12, 21))}
    assert [batch.words for batch in told] == ["Asked 3 agencies for the training return of 2026-27"]
    model = view.returns.table.register_model()
    states = [model.status_at(row, model.column_of("state")) for row in range(3)]
    assert [state.word for state in states if state] == ["Sent"] * 3
    office.undo()
    assert len(office.records("returns")) == 1


def test_asking_nobody_or_for_a_day_gone_by_is_said(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    press(view.returns.ask_button)
    panel = view.returns.panel
    panel.ticks.tick(())  # type: ignore[union-attr]
    panel.boxes["due_on"].editor.put("2 November 2026")  # type: ignore[attr-defined]
    press(panel.save_button)
    assert [line.text() for line in panel.summary.lines()] == [
        "Enter a due day that is not before 23 November 2026.",
        "Tick the agencies to ask.",
    ]
    assert not view.leave()
    panel.cancel()
    assert view.leave()
    assert view.returns.buttons.isVisible()


def test_what_came_is_recorded_with_the_return_that_was_asked_for(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert not view.returns.record_button.isEnabled()
    view.returns.table.go_to(10)
    press(view.returns.record_button)
    panel = view.returns.panel
    for key, text in (("staff", "40"), ("trained", "30"), ("effectiveness", "Seen in samples.")):
        panel.boxes[key].editor.put(text)  # type: ignore[attr-defined]
    press(panel.save_button)
    [line] = [row for row in office.records("training_returns") if row["agency_id"] == 10]
    assert (line["year"], line["staff"], line["trained"], line["received_on"]) == (YEAR, 40, 30, TODAY)
    [asked] = office.records("returns")
    assert asked["received_on"] == TODAY
    assert office.lookup.agency_name(10) not in view.returns.missing.text()
    office.undo()
    assert office.records("returns")[0]["received_on"] is None
    assert len(office.records("training_returns")) == 1


def test_what_an_agency_told_is_changed_in_place_and_leaving_saves_it(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.returns.table.go_to(9)
    press(view.returns.record_button)
    panel = view.returns.panel
    assert panel.boxes["staff"].raw() == "900"
    panel.boxes["trained"].editor.put("950")  # type: ignore[attr-defined]
    assert view.leave()
    [line] = office.records("training_returns")
    assert (line["trained"], line["amount"]) == (950, "Level 2 at 80%.")
    assert "over 100%" in {cell for row in facts(view, view.returns.table) for cell in row}


def test_an_agency_is_opened_and_a_reading_office_asks_nothing(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.returns.table.go_to(9)
    with qtbot.waitSignal(view.open_asked) as opened:
        press(view.returns.open_button)
    assert opened.args == ["agencies", 9]
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True, now=lambda: NOW)
    try:
        view = shown(qtbot, reading)
        view.returns.table.go_to(9)
        assert not view.returns.ask_button.isEnabled()
        assert not view.returns.record_button.isEnabled()
    finally:
        reading.close()


# looks, and the page


def test_the_cards_stand_under_each_other_in_a_narrow_view_and_nothing_is_wider_than_it(
    qtbot: QtBot, office: Office, qapp: QApplication
) -> None:
    view = shown(qtbot, office)
    assert view.stages.y() == view.lacking.y()
    view.resize(560, 700)
    QApplication.processEvents()
    assert view.stages.y() < view.lacking.y()
    dress(qapp, "dark", 200)
    view.reload()
    settle(qapp)
    assert view.area.widget().width() <= view.area.viewport().width()
    bar = view.stages.bars[RESULTS]
    assert bar.height() >= bar.heightForWidth(bar.width())


def test_every_part_that_takes_the_keys_has_a_name(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    for part in (view.years, view.table, view.returns.table, *view.stages.bars.values(), *view.lacking.rows):
        found = QAccessible.queryAccessibleInterface(part)
        assert found.text(QAccessible.Text.Name) or part.accessibleName()


def test_the_page_of_training_offers_coverage_and_will_not_lose_what_is_typed_there(
    qtbot: QtBot, office: Office
) -> None:
    page = RegisterPage(office, "training")
    qtbot.addWidget(page)
    page.resize(1140, 700)
    page.show()
    view = page.middle.show_view("Coverage")
    assert isinstance(view, CoverageView)
    press(view.returns.ask_button)
    view.returns.panel.boxes["due_on"].editor.put("soon")  # type: ignore[attr-defined]
    page.middle.show_view("List")
    assert not page.may_leave()
    assert page.middle.current() is view
    view.returns.panel.cancel()
    assert page.may_leave()
    press(view.late.rows[0])
    assert page.current_id() == 2
    assert page.middle.current() is not view
