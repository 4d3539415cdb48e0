"""The matrix of returns: its words, its states, asking several at once, noting what came by key and button, undo."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.returns_pane import ReturnsPane
from lif_desktop.gui.returns_words import chair_words, count_words, joined, times, waiting_words
from lif_desktop.office import Batch, Edit, Office, open_office
from lif_desktop.office.returns_asked import RETURNS, ask, matrix, returns_of, schedule_scope, scope_of
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, empty_office, make_office

LEFT = Qt.MouseButton.LeftButton
POLICE, SOCIAL_CARE, HOSPITAL = 3, 4, 9


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(
    qtbot: QtBot, office: Office, key: str = "reviews", number: int = 3, size: tuple[int, int] = (430, 620)
) -> Any:
    pane = ReturnsPane(office, key)
    qtbot.addWidget(pane)
    pane.resize(*size)
    pane.load(number)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def cell_of(pane: ReturnsPane, name: str, kind: str) -> tuple[int, int]:
    row = next(at for at, one in enumerate(pane.grid.rows()) if one.name == name)
    return row, pane.grid.headings().index(kind)


def choose(pane: ReturnsPane, name: str, kind: str = "Agency summary") -> None:
    row, column = cell_of(pane, name, kind)
    index = pane.grid.model().index(row, column)
    pane.grid.scrollTo(index)
    QTest.mouseClick(pane.grid.viewport(), LEFT, pos=pane.grid.visualRect(index).center())


def press(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def state(pane: ReturnsPane, name: str, kind: str = "Agency summary") -> tuple[str, str]:
    row, column = cell_of(pane, name, kind)
    cell = pane.grid.cell(row, column)
    return cell.status.word if cell.status else "", cell.below


# ------------------------------------------------------------------------------------------------ what it shows


def test_the_returns_of_a_review_stand_by_agency_and_kind(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.grid.headings() == ("Agency", "Chronology", "Agency summary")
    assert [row.name for row in pane.grid.rows()] == ["Children's Social Care", "GMP", "Stockport NHS FT"]
    assert state(pane, "GMP") == ("Overdue", "due 20 Nov 2026")
    assert state(pane, "Stockport NHS FT") == ("Sent", "due 25 Nov 2026")
    assert state(pane, "Children's Social Care", "Chronology") == ("Received", "18 Nov 2026")
    assert state(pane, "Children's Social Care") == ("Not asked", "")
    assert pane.count.text() == "1 of 3 in"
    assert pane.waiting.text() == (
        "Waiting for GMP, overdue since 20 November 2026; Stockport NHS FT, due 25 November 2026."
    )
    assert not pane.chair.isVisible()


def test_a_screen_reader_hears_agency_kind_state_and_dates(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    row, column = cell_of(pane, "GMP", "Agency summary")
    heard = pane.grid.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "GMP, Agency summary: agency summary, overdue; asked 13 November 2026; due 20 November 2026."
    assert pane.grid.model().index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("chronology, not asked.")
    assert pane.grid.accessibleName() == "Returns by agency and kind"


def test_what_the_cursor_is_on_is_said_in_full(qtbot: QtBot, office: Office) -> None:
    before = {"chased_on": dt.date(2026, 11, 16), "chases": 3, "notes": "Asked by telephone."}
    office.write("Chased", [Edit(RETURNS, 2, before)])
    pane = shown(qtbot, office)
    choose(pane, "GMP")
    assert pane.about.text() == (
        "Greater Manchester Police: agency summary, overdue; asked 13 November 2026; due 20 November 2026; "
        "chased 3 times, last on 16 November 2026. Asked by telephone."
    )
    assert state(pane, "GMP") == ("Overdue", "due 20 Nov, chased 3 times")
    assert pane.chair.text() == "◆ Tell the chair: GMP (agency summary, chased 3 times) overdue."


def test_a_wide_pane_has_the_full_names_and_a_narrow_one_the_short_ones(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, size=(900, 620))
    assert pane.grid.rows()[0].name == "Greater Manchester Police"
    pane.resize(430, 620)
    QApplication.processEvents()
    assert pane.grid.rows()[1].name == "GMP"
    choose(pane, "GMP")
    assert pane.current().agency == POLICE


@pytest.mark.parametrize(("size", "text"), [((430, 620), 100), ((430, 300), 150), ((900, 620), 200)])
def test_no_state_is_cut_and_everything_can_be_reached(
    qtbot: QtBot, office: Office, size: tuple[int, int], text: int, qapp: QApplication
) -> None:
    apply_text_size(qapp, text)
    pane = shown(qtbot, office, size=size)
    grid = pane.grid
    assert grid.horizontalScrollBar().maximum() == 0 or size[0] < 4.4 * text
    for column in range(1, len(grid.headings())):
        assert grid.columnWidth(column) >= grid._wanted(column, tight=True)
    assert pane.ask_button.isVisible()
    assert grid.height() >= grid.sizeHint().height() - 2
    apply_text_size(qapp, 100)


def test_every_scope_can_be_shown_in_an_empty_office(qtbot: QtBot, tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    numbers = {
        "reviews": add(office, "reviews", review_type="sar_mandatory"),
        "audits": add(office, "audits", audit_type="section_11", title="2026"),
        "meetings": add(office, "meetings", group_key="review_group"),
    }
    for key, number in numbers.items():
        pane = shown(qtbot, office, key, number)
        assert pane.count.text() == "Nothing was asked for yet"
        assert not pane.grid.isVisible()
        assert not pane.received_button.isVisible()
        pane.mark("received")
        pane.close()
    with pytest.raises(KeyError):
        ReturnsPane(office, "reviews").load(999)
    office.close()


def test_words_of_counts_waiting_and_chases(office: Office) -> None:
    found = matrix(office, scope_of(office, "reviews", 3))
    assert count_words(found) == "1 of 3 in"
    office.write("In", [Edit(RETURNS, n, {"received_on": TODAY}) for n in (1, 2)])
    found = matrix(office, scope_of(office, "reviews", 3))
    assert (count_words(found), waiting_words(office, found), chair_words(office, found)) == ("All 3 in", "", "")
    assert [times(number) for number in (1, 2, 5)] == ["once", "twice", "5 times"]
    assert [joined(parts) for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_many_that_are_awaited_are_counted(office: Office) -> None:
    scope = scope_of(office, "reviews", 1)
    office.write("Asked", ask(scope, "imr", range(1, 8), (TODAY, TODAY)))
    words = waiting_words(office, matrix(office, scope))
    assert words.endswith("due 23 November 2026; and 3 more.")


# ------------------------------------------------------------------------------------------------ noting what came


def test_a_return_is_noted_as_received_with_the_button_and_undone(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    choose(pane, "GMP")
    press(pane.received_button)
    assert office.record("returns", 2)["received_on"] == TODAY
    assert state(pane, "GMP") == ("Received", "23 Nov 2026")
    assert pane.notice.words.text() == "Noted as received: GMP: agency summary (RR-2026-002)."
    assert heard[0].words == "Noted as received: GMP: agency summary (RR-2026-002)"
    QTest.mouseClick(pane.notice.links[0], LEFT)
    assert office.record("returns", 2)["received_on"] is None
    assert state(pane, "GMP")[0] == "Overdue"
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("key", "word"), [(Qt.Key.Key_R, "Received"), (Qt.Key.Key_A, "Accepted"), (Qt.Key.Key_C, "Chased")]
)
def test_one_key_notes_what_came(qtbot: QtBot, office: Office, key: Qt.Key, word: str) -> None:
    pane = shown(qtbot, office)
    choose(pane, "Stockport NHS FT")
    QTest.keyClick(pane.grid, key)
    assert state(pane, "Stockport NHS FT")[0] == word


def test_several_cells_are_noted_in_one_change(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    before = len(office.batches())
    choose(pane, "GMP")
    QTest.keyClick(pane.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(pane.accepted_button)
    assert len(office.batches()) == before + 1
    assert office.batches()[0].words == "Noted as accepted: 2 returns (RR-2026-002)"
    assert pane.count.text() == "All 3 in"
    assert office.record("reviews", 3)["returns_in_on"] == TODAY


def test_buttons_are_there_for_what_can_be_noted_only(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    said: list[str] = []
    pane.said.connect(said.append)
    choose(pane, "Children's Social Care", "Chronology")
    assert [b.isEnabled() for b in (pane.received_button, pane.accepted_button, pane.chased_button)] == [
        False, True, False,
    ]  # fmt: skip
    choose(pane, "Children's Social Care", "Agency summary")
    assert not pane.received_button.isVisible()
    QTest.keyClick(pane.grid, Qt.Key.Key_R)
    assert said == ["Choose a return that was asked for."]
    before = len(office.batches())
    QTest.keyClick(pane.grid, Qt.Key.Key_X)
    assert len(office.batches()) == before


def test_a_return_that_changed_meanwhile_is_said_and_not_overwritten(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    choose(pane, "GMP")
    office.write("Elsewhere", [Edit(RETURNS, 2, {"received_on": dt.date(2026, 11, 19)})])
    press(pane.received_button)
    assert "changed since" in pane.notice.words.text()
    assert office.record("returns", 2)["received_on"] == dt.date(2026, 11, 19)


def test_all_fields_of_a_return_open_beneath_and_save(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    choose(pane, "GMP")
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    assert pane.form is not None
    assert not pane.ask_button.isVisible()
    QTest.keyClicks(pane.form.boxes["notes"].editor, "By post")
    QTest.keyClick(pane.form.boxes["notes"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.record("returns", 2)["notes"] == "By post"
    assert pane.form is None
    assert pane.ask_button.isVisible()


# ------------------------------------------------------------------------------------------------ asking


def test_several_agencies_are_asked_in_one_batch_and_undo_takes_it_back(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    before = len(office.batches())
    press(pane.ask_button)
    assert pane.panel.isVisible()
    assert pane.panel.boxes["asked_on"].raw() == "23 November 2026"
    ticked = [office.lookup.agency_brief(number) for number in pane.panel.ticks.numbers()]
    assert ticked == ["NHS GM ICB", "Children's Social Care", "Stockport Council"]
    press(pane.panel.save_button)
    assert len(office.batches()) == before + 1
    assert office.batches()[0].words == "Asked 3 agencies for: agency summary (RR-2026-002)"
    assert pane.count.text() == "1 of 6 in"
    assert not pane.panel.isVisible()
    QTest.mouseClick(pane.notice.links[0], LEFT)
    assert pane.count.text() == "1 of 3 in"


def test_enter_on_a_cell_that_was_not_asked_asks_this_agency_for_this_kind(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    choose(pane, "GMP", "Chronology")
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    assert pane.panel.boxes["kind"].raw() == "Chronology"
    assert pane.panel.ticks.numbers() == [POLICE]
    press(pane.panel.save_button)
    assert state(pane, "GMP", "Chronology")[0] == "Sent"


def test_what_is_missing_is_said_and_nothing_is_lost(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    press(pane.ask_button)
    pane.panel.ticks.tick([HOSPITAL])
    box = pane.panel.boxes["due_on"]
    box.editor.setFocus()
    box.editor.selectAll()
    QTest.keyClicks(box.editor, "1 November 2026")
    press(pane.panel.save_button)
    problems = [line.text() for line in pane.panel.summary.lines()]
    assert problems == [
        "Enter a due day that is not before 23 November 2026.",
        "Stockport NHS Foundation Trust was asked for this already (agency summary). Take the tick away.",
    ]
    pane.panel.ticks.tick([])
    box.put(None)
    press(pane.panel.save_button)
    problems = [line.text() for line in pane.panel.summary.lines()]
    assert problems == ["Enter the day by which they are to answer.", "Tick the agencies to ask."]
    assert not pane.leave()
    QTest.keyClick(pane.panel, Qt.Key.Key_Escape)
    press(pane.panel.throw_button)
    assert pane.leave()
    assert len(returns_of(office, pane.scope)) == 3


def test_the_schedule_of_a_year_is_asked_at_the_request_of_the_chair(qtbot: QtBot, office: Office) -> None:
    pane = ReturnsPane(office)
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    scope = schedule_scope(office, "2026-27")
    assert scope is not None
    pane.show_scope(scope)
    pane.show()
    pane.ask_agencies()
    assert pane.panel.words.text() == "Requested by the chair of the Quality Assurance Partnership."
    press(pane.panel.save_button)
    rows = returns_of(office, scope)
    assert [row["agency_id"] for row in rows] == [POLICE, 2, 1]
    assert {row["notes"] for row in rows} == {"Requested by the chair of the Quality Assurance Partnership."}
    assert office.batches()[0].words == "Asked 3 agencies for: single agency audit report (2026-27)"


def test_an_office_open_for_reading_shows_the_matrix_and_asks_nobody(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bea", read_only=True)
    pane = shown(qtbot, reading)
    assert pane.count.text() == "1 of 3 in"
    assert not pane.ask_button.isVisible()
    pane.mark("received")
    pane.ask_agencies()
    assert pane.panel.isHidden()
    reading.close()


def test_the_pane_stands_in_the_tabs_of_a_review_and_tells_the_page(qtbot: QtBot, office: Office) -> None:
    detail = DetailPane(office, register("reviews"))
    qtbot.addWidget(detail)
    detail.resize(470, 640)
    detail.load(3)
    detail.show()
    detail.show_tab("Returns")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, ReturnsPane)
    heard: list[Batch] = []
    detail.changed.connect(heard.append)
    choose(pane, "GMP")
    press(pane.received_button)
    choose(pane, "Stockport NHS FT")
    press(pane.received_button)
    assert len(heard) == 2
    assert detail.form.record()["returns_in_on"] == TODAY
    detail.show_line("returns", 1)
    assert pane.form is not None
    assert pane.form.record()["id"] == 1
