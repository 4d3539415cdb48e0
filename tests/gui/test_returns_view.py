"""The page of all returns: its matrix and filters, asking, noting by button and key, what it asks of the window."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.answers_view import HEADINGS, AnswersView
from lif_desktop.gui.chase import ChaseDialog
from lif_desktop.gui.import_wizard import ImportWizard
from lif_desktop.gui.lines import bring_into_view
from lif_desktop.gui.returns_view import ReturnsView, count_words
from lif_desktop.gui.workbooks import WorkbooksDialog
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.office.return_requests import requests
from lif_desktop.places import resources
from tests.gui.made_up_office import TODAY, add, empty_office, make_office
from tests.gui.windows import a_window, the_only, with_office

LEFT = Qt.MouseButton.LeftButton
POLICE, SOCIAL_CARE, HOSPITAL, HOMES = 3, 4, 9, 15
SUMMARY, CHRONOLOGY = "Agency summary\nRR-2026-002\nasked 13 Nov 2026", "Chronology\nRR-2026-002\nasked 13 Nov 2026"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, office: Office) -> ReturnsView:
    return shown(qtbot, office)


def shown(qtbot: QtBot, office: Office) -> ReturnsView:
    made = ReturnsView(office)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.reload()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def choose(view: ReturnsView, agency: int, heading: str = SUMMARY) -> None:
    index = view.grid.model().index(view.found.agencies.index(agency), view.grid.headings().index(heading))
    view.grid.scrollTo(index)
    QTest.mouseClick(view.grid.viewport(), LEFT, pos=view.grid.visualRect(index).center())


def heard(view: ReturnsView, agency: int, heading: str) -> str:
    index = view.grid.model().index(view.found.agencies.index(agency), view.grid.headings().index(heading))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


# ------------------------------------------------------------------------------------------------------ what it shows


def test_requests_stand_across_and_agencies_down_with_state_word_and_day(view: ReturnsView) -> None:
    assert set(view.grid.headings()) == {"Agency", SUMMARY, CHRONOLOGY}
    choose(view, POLICE)
    cell = view.current()
    assert cell is not None
    assert (cell.status.word, cell.status.tone) == ("Overdue", "red")
    assert view.grid.isColumnHidden(0)
    assert view.counts.text() == "1 of 3 in, 0 of them accepted; 2 awaited, 1 of them overdue."
    assert view.about.text() == (
        "Agency summary for RR-2026-002: 0 of 2 in, due 25 November 2026. Greater Manchester Police: agency summary, "
        "overdue; asked 13 November 2026; due 20 November 2026."
    )


def test_a_screen_reader_hears_agency_request_and_state(view: ReturnsView) -> None:
    said = heard(view, POLICE, SUMMARY)
    assert said.startswith("Greater Manchester Police, Agency summary")
    assert said.endswith("agency summary, overdue; asked 13 November 2026; due 20 November 2026.")
    assert heard(view, POLICE, CHRONOLOGY).endswith("not asked")


def test_the_filters_narrow_what_is_shown_and_say_when_nothing_is_left(view: ReturnsView) -> None:
    QTest.keyClick(view.filter.open_only, Qt.Key.Key_Space)
    assert view.grid.headings() == ("Agency", SUMMARY)
    assert len(view.grid.rows()) == 2
    view.filter.kinds.setCurrentIndex(view.filter.kinds.findData("chronology"))
    view.filter.kinds.activated.emit(1)
    assert not view.grid.isVisible()
    assert view.none.text().startswith("Nothing of this kind and year.")
    QTest.keyClick(view.filter.open_only, Qt.Key.Key_Space)
    assert view.grid.headings() == ("Agency", CHRONOLOGY)


def test_an_office_that_asked_nothing_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    view = shown(qtbot, office)
    assert view.none.text().startswith("Nothing was asked for yet.")
    assert not view.workbooks_button.isEnabled()
    assert view.counts.text() == ""
    office.close()


def test_counts_in_words(office: Office) -> None:
    office.write("In", [Edit("agency_returns", n, {"accepted_on": TODAY}) for n in (1, 2, 3)])
    assert count_words(requests(office)) == "3 of 3 in, all accepted."
    add(office, "returns", kind="agency_summary", agency_id=HOMES, review_id=3)
    assert count_words(requests(office)) == "3 of 3 in, all accepted; 1 not sent."


# ------------------------------------------------------------------------------------------------------ what is noted


@pytest.mark.parametrize(("key", "word"), [("r", "Received"), ("a", "Accepted"), ("c", "Overdue")])
def test_a_key_notes_what_is_chosen_and_undo_takes_it_back(view: ReturnsView, key: str, word: str) -> None:
    choose(view, POLICE)
    QTest.keyClick(view.grid, key)
    cell = view.current()
    assert cell is not None
    assert cell.status.word == word
    assert cell.row is not None
    assert bool(cell.row["chases"]) == (key == "c")
    QTest.mouseClick(view.notice.links[0], LEFT)
    cell = view.current()
    assert cell is not None
    assert cell.status.word == "Overdue"
    assert not view.notice.isVisible()


def test_several_are_noted_at_once(view: ReturnsView, office: Office) -> None:
    choose(view, POLICE)
    row, column = view.found.agencies.index(HOSPITAL), view.grid.headings().index(SUMMARY)
    spot = view.grid.visualRect(view.grid.model().index(row, column)).center()
    QTest.mouseClick(view.grid.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, spot)
    press(view.received_button)
    assert view.notice.words.text() == "Noted as received: 2 returns."
    assert [office.record("returns", n)["received_on"] for n in (1, 2)] == [TODAY, TODAY]
    assert not view.received_button.isEnabled()
    assert view.accepted_button.isEnabled()


def test_a_chase_by_telephone_is_counted_and_in_the_log(view: ReturnsView, office: Office) -> None:
    choose(view, POLICE)
    press(view.chased_button)
    assert (office.record("returns", 2)["chases"], office.record("returns", 2)["chased_on"]) == (1, TODAY)
    (line,) = office.records("chases", POLICE)
    assert (line["step"], line["wanted"].partition(":")[0]) == ("reminder", "Agency summary for RR-2026-002")
    office.undo()
    assert office.records("chases") == []


def test_enter_opens_the_record_and_asks_where_there_is_none(view: ReturnsView) -> None:
    opened: list[tuple[str, int]] = []
    view.open_asked.connect(lambda key, number: opened.append((key, number)))
    choose(view, POLICE)
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert opened == [("returns", 2)]
    choose(view, POLICE, CHRONOLOGY)
    press(view.open_button)
    assert view.panel.asks()
    assert view.panel.ticks is not None
    assert view.panel.ticks.numbers() == [POLICE]
    assert view.panel.boxes["kind"].value() == "chronology"


# ------------------------------------------------------------------------------------------------------------ asking


def test_a_request_begins_with_the_one_under_the_cursor_and_asks_several(view: ReturnsView, office: Office) -> None:
    choose(view, POLICE)
    press(view.ask_button)
    assert not view.grid.isVisible()
    panel: Any = view.panel
    assert panel.boxes["review_id"].value() == 3
    panel.ticks.tick([POLICE, HOMES])
    press(panel.save_button)
    assert [line.accessibleName() for line in panel.summary.lines()] == [
        "Greater Manchester Police was asked for this already. Take the tick away."
    ]
    panel.ticks.tick([HOMES, SOCIAL_CARE])
    press(panel.save_button)
    assert view.notice.words.text() == "Asked 2 agencies for: agency summary."
    rows = [row for row in office.records("returns") if row["kind"] == "agency_summary"]
    assert {row["agency_id"] for row in rows} == {POLICE, HOSPITAL, HOMES, SOCIAL_CARE}
    assert view.grid.isVisible()
    assert view.grid.hasFocus()


def test_another_kind_is_for_a_year_and_only_those_not_asked_for_it_are_ticked(view: ReturnsView) -> None:
    choose(view, POLICE)
    press(view.ask_button)
    panel: Any = view.panel
    kind = panel.boxes["kind"]
    due = panel.boxes["due_on"].value()
    kind.fill("chronology")
    assert panel.boxes["review_id"].value() == 3  # a chronology is asked for a review too
    kind.fill("action_update")
    assert panel.boxes["review_id"].value() is None
    assert panel.boxes["year"].value() == "2026-27"
    assert panel.boxes["due_on"].value() > due
    link = next(one for one in panel.ticks.links if one.text() == "Not asked yet")
    press(link)
    assert {POLICE, HOSPITAL} <= set(panel.ticks.numbers())
    kind.fill("agency_summary")
    assert (panel.boxes["review_id"].value(), panel.boxes["due_on"].value()) == (3, due)
    press(link)
    assert not {POLICE, HOSPITAL} & set(panel.ticks.numbers())
    panel.boxes["due_on"].fill(due + dt.timedelta(days=3))
    kind.fill("action_update")
    assert panel.boxes["due_on"].value() == due + dt.timedelta(days=3)  # what was typed stays


def test_the_cursor_goes_to_what_was_asked_and_stays_on_its_request(view: ReturnsView, office: Office) -> None:
    choose(view, POLICE, CHRONOLOGY)
    before: Any = view.request()
    press(view.ask_button)
    panel: Any = view.panel
    panel.boxes["kind"].fill("action_update")
    panel.ticks.tick([HOMES])
    press(panel.save_button)
    now: Any = view.request()
    assert (now.request.kind, now.request.year) == ("action_update", "2026-27")
    choose(view, POLICE, CHRONOLOGY)
    place = view.grid.currentIndex().column()
    number = next(row["id"] for row in office.records("returns") if row["kind"] == "action_update")
    office.write("Asked long ago", [Edit("agency_returns", number, {"asked_on": dt.date(2026, 1, 5)})])
    view.reload()
    assert view.grid.currentIndex().column() != place
    same, cell = view.request(), view.current()
    assert same is not None
    assert same.request == before.request
    assert cell is not None
    assert cell.agency == POLICE


def test_what_is_missing_is_said(view: ReturnsView) -> None:
    choose(view, POLICE)
    press(view.ask_button)
    given = {key: box.value() for key, box in view.panel.boxes.items()}
    for values, said in (
        ({"audit_id": None, "review_id": None}, "Choose a review, an audit or a meeting, or enter the year"),
        ({"meeting_id": 1}, "Choose one review, audit or meeting only."),
        ({"due_on": dt.date(2026, 11, 1)}, "Enter a due day that is not before the day of asking."),
        ({"due_on": None}, "Enter the day by which they are to answer."),
        ({"asked_on": None}, "Enter the day on which they are asked."),
        ({}, "Tick the agencies to ask."),
    ):
        for key, value in {**given, **values}.items():
            view.panel.boxes[key].put(value)
        press(view.panel.save_button)
        assert any(line.accessibleName().startswith(said) for line in view.panel.summary.lines()), said


def test_what_is_to_be_mended_comes_into_sight(qtbot: QtBot, view: ReturnsView) -> None:
    choose(view, POLICE)
    press(view.ask_button)
    panel: Any = view.panel
    view.resize(1000, 360)
    QApplication.processEvents()
    bring_into_view(panel.save_button)
    assert panel.heading.visibleRegion().isEmpty()
    press(panel.save_button)
    summary = panel.summary
    qtbot.waitUntil(lambda: summary.visibleRegion().boundingRect().height() == summary.height())


def test_what_is_typed_there_is_not_lost_by_leaving(view: ReturnsView) -> None:
    assert view.leave()
    choose(view, POLICE)
    press(view.ask_button)
    assert view.leave()
    assert view.panel.ticks is not None
    view.panel.ticks.tick([HOMES])
    told: list[str] = []
    view.said.connect(told.append)
    assert not view.leave()
    assert told


def test_who_only_reads_can_look(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    view = shown(qtbot, reading)
    choose(view, POLICE)
    for button in (view.ask_button, view.workbooks_button, view.take_in_button, view.received_button):
        assert not button.isEnabled()
    QTest.keyClick(view.grid, "r")
    assert reading.record("returns", 2)["received_on"] is None
    assert view.open_button.isEnabled()
    reading.close()


# ------------------------------------------------------------------------------------------------------- days to answer


def test_days_to_answer_stand_by_agency_slowest_first_and_are_copied(qtbot: QtBot, office: Office) -> None:
    add(office, "returns", kind="dataset", agency_id=HOMES, asked_on=dt.date(2026, 11, 2), received_on=TODAY, chases=2)
    view = AnswersView(office)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.reload()
    view.show()
    table = view.table()
    assert table[0] == list(HEADINGS)
    assert table[1][:6] == ["Stockport Homes", "1", "1", "15", "", "2"]
    assert table[2][:5] == ["Stockport Children's Social Care", "1", "1", "3", "0 of 1 (0%)"]
    police = next(row for row in table if row[0] == "Greater Manchester Police")
    assert police[4:] == ["1 of 1 (100%)", "", "", "Reminder, due now"]
    assert "1 of 2 came late or are overdue (50%)" in view.words.text()
    press(view.copy_button)
    assert QApplication.clipboard().text().split("\n")[1].split("\t") == table[1]
    opened: list[tuple[str, int]] = []
    view.open_asked.connect(lambda key, number: opened.append((key, number)))
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert opened == [("agencies", HOMES)]


def test_nobody_asked_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    view = AnswersView(office)
    qtbot.addWidget(view)
    view.reload()
    assert view.words.text() == "Nothing was asked for yet, so nobody has answered."
    assert not view.copy_button.isEnabled()
    office.close()


# ------------------------------------------------------------------------------------------------------ in the window


def test_the_menu_leads_to_the_matrix_and_its_buttons_to_the_windows(qtbot: QtBot, tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        desk = with_office(window, make_office(tmp_path / "one"), qtbot)
        window.actions_by_key["returns"].trigger()
        page: Any = desk.current
        view: Any = page.middle.current()
        assert isinstance(view, ReturnsView)
        press(view.chase_button)
        the_only(window, ChaseDialog).close()
        choose(view, POLICE)
        press(view.workbooks_button)
        dialog = the_only(window, WorkbooksDialog)
        assert dialog.title == "Agency summary for RR-2026-002"
        dialog.close()
        press(view.take_in_button)
        asking = the_only(window, QFileDialog)
        came = tmp_path / "came.csv"
        came.write_text("Agency,Return\nGMP,Chronology\n", encoding="utf-8")
        asking.fileSelected.emit(str(came))
        asking.close()
        wizard = the_only(window, ImportWizard)
        wizard.close()
