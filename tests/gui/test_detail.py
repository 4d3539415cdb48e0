"""The pane of a record: its tabs, the lines of the record, what is linked, and its history with undo."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.decision_window import DecisionWindow
from lif_desktop.gui.detail import DetailPane, line_tabs
from lif_desktop.gui.history import HistoryPane
from lif_desktop.gui.labels import Words
from lif_desktop.gui.lines import LinesPage, LinesPane, sub_registers
from lif_desktop.gui.linked import LinkedPane, linked_to
from lif_desktop.gui.meeting_area import MeetingArea
from lif_desktop.gui.record_tabs import record_tabs
from lif_desktop.gui.records import second_line
from lif_desktop.gui.returns_pane import ReturnsPane
from lif_desktop.office import Batch, Edit, Office, open_office
from lif_desktop.places import resources
from lif_desktop.registers import TABS, lines_of, register
from tests.gui.made_up_office import TODAY, add, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, key: str = "reviews", number: int = 3, tab: str = "") -> DetailPane:
    pane = DetailPane(office, register(key))
    qtbot.addWidget(pane)
    pane.resize(470, 640)
    pane.load(number)
    if tab:
        pane.show_tab(tab)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def lines(pane: DetailPane, key: str) -> LinesPane:
    page = pane.page(pane.tabs.current())
    assert isinstance(page, LinesPage | MeetingArea)
    found: LinesPane = page.panes[key]
    found.setProperty("whole", pane)  # a test that holds only the lines keeps the window above them alive
    return found


def type_cell(pane: LinesPane, text: str) -> None:
    pane.view.setFocus()
    for letter in text:
        QTest.keyClicks(pane.view.open_editor() or pane.view, letter)
    QTest.keyClick(pane.view.open_editor(), Qt.Key.Key_Return)


def words_in(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Words))  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------ head and tabs


def test_heading_and_second_line(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.heading.text() == "RR-2026-002 · Child Wren"
    assert pane.line.text() == "Child rapid review · Scoping · opened 12 November 2026"
    assert second_line(register("actions"), office.record("actions", 1), office).startswith("Stockport NHS")


def test_a_review_has_its_tabs(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert [tab.text() for tab in pane.tabs.tabs] == [
        "Details", "Pathway", "Stages", "Decisions", "Panel", "Chronology", "Returns", "Recommendations", "Thread",
        "Documents", "Learning", "History",
    ]  # fmt: skip
    assert pane.tabs.tabs[2].accessibleName() == "Stages, tab 3 of 12"


def test_a_meeting_has_its_agenda_first_and_its_returns_after_its_lines(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, "meetings", 1)
    words = [tab.text() for tab in pane.tabs.tabs]
    assert words[:2] == ["Details", "Agenda"]
    assert words.index("Attendance") < words.index("Returns") < words.index("History")
    pane.show_tab("Returns")
    assert isinstance(pane.page(pane.tabs.current()), ReturnsPane)


@pytest.mark.parametrize("key", [own.key for own in TABS])
def test_every_kind_of_line_has_a_place(key: str) -> None:
    shown_kinds = [own.key for _, _, kinds in line_tabs(key) for own in kinds]
    shown_kinds += [kind for tab in record_tabs(key) for kind in tab.lines]
    assert set(shown_kinds) == {own.key for own in sub_registers(key)}
    assert len(shown_kinds) == len(set(shown_kinds))
    assert {own.key for own in lines_of(key)} <= set(shown_kinds)


def test_tabs_are_reached_with_arrows_and_only_the_chosen_one_with_tab(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    pane.tabs.tabs[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert pane.tabs.current() == 1
    assert QApplication.focusWidget() is pane.tabs.tabs[1]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in pane.tabs.tabs


def test_the_same_tab_stays_chosen_for_another_record(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office, tab="Stages")
    pane.load(1)
    assert pane.tabs.tabs[pane.tabs.current()].text() == "Stages"
    assert pane.page(2).stages[0]["review_id"] == 1  # type: ignore[attr-defined]


def test_every_tab_of_every_register_can_be_shown(qtbot: QtBot, office: Office) -> None:
    for own in TABS:
        rows = office.rows(own.key).rows
        if not rows:
            continue
        pane = shown(qtbot, office, own.key, rows[0][0])
        for place in range(len(pane.tabs.tabs)):
            pane.tabs.choose(place)
            QApplication.processEvents()
        pane.close()


def test_the_folder_of_a_lower_pane_gives_up_its_second_line(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert pane.line.isVisible()
    pane.resize(470, 380)
    QApplication.processEvents()
    assert not pane.line.isVisible()


# ------------------------------------------------------------------------------------------------ lines


def test_lines_that_only_point_to_a_record_are_those_that_do(qtbot: QtBot, office: Office) -> None:
    add(office, "decisions", meeting_id=1, decision="Wait")
    add(office, "decisions", review_id=1, decision="Go on")
    pane = lines(shown(qtbot, office, "meetings", 1, "Decisions"), "decisions")
    assert pane.model.rowCount() == 1
    assert "meeting_id" not in [field.key for field in pane.model.columns]


def test_a_line_is_typed_in_like_the_large_table(qtbot: QtBot, office: Office) -> None:
    pane = lines(shown(qtbot, office, "agencies", 3, "Returns"), "returns")
    heard: list[Batch] = []
    pane.changed.connect(heard.append)
    pane.view.go_to(2, "received_on")
    type_cell(pane, "23/11/26")
    assert office.record("returns", 2)["received_on"] == TODAY
    assert len(heard) == 1


def test_a_line_is_added_in_a_form_of_its_own(qtbot: QtBot, office: Office) -> None:
    detail = shown(qtbot, office, "meetings", 1, tab="Decisions")
    pane = lines(detail, "decisions")
    assert pane.none.text() == "No decision yet."
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    form = pane.form
    assert form is not None
    assert form.boxes["decided_on"].raw() == "23 November 2026"
    QTest.keyClicks(form.boxes["decision"].editor, "Meet monthly")
    QTest.keyClick(form.boxes["decision"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    [decision] = office.records("decisions")
    assert (decision["decision"], decision["decided_on"], decision["meeting_id"]) == ("Meet monthly", TODAY, 1)
    assert pane.form is None
    assert pane.model.rowCount() == 1


def test_the_form_of_a_line_says_what_it_needs_and_can_be_put_away(qtbot: QtBot, office: Office) -> None:
    detail = shown(qtbot, office, "meetings", 1, tab="Decisions")
    pane = lines(detail, "decisions")
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    assert pane.form is not None
    QTest.keyClicks(pane.form.boxes["reasons"].editor, "Because")
    assert not detail.leave()
    assert pane.form.summary.isVisible()
    pane.form.put_back()
    assert detail.leave()


def test_decisions_are_added_to_and_never_typed_over(qtbot: QtBot, office: Office) -> None:
    add(office, "decisions", review_id=3, decision="Wait", decided_on=dt.date(2026, 11, 20))
    pane = lines(shown(qtbot, office, tab="Decisions"), "decisions")
    pane.view.go_to(1, "decision")
    pane.view.setFocus()
    QTest.keyClicks(pane.view, "x")
    assert pane.view.open_editor() is None
    assert not pane.gone_button.isVisible()
    pane.open_form(1)
    assert pane.form is not None
    assert pane.form.state.text() == "Kept as it was written"


def test_an_item_comes_after_the_last(qtbot: QtBot, office: Office) -> None:
    add(office, "agenda_items", meeting_id=1, position=4, item="Rapid reviews")
    pane = lines(shown(qtbot, office, "meetings", 1, "Agenda"), "agenda_items")
    QTest.mouseClick(pane.add_button, Qt.MouseButton.LeftButton)
    rows = sorted(office.records("agenda_items", 1), key=lambda row: row["position"])
    assert [row["item"] for row in rows] == ["Rapid reviews", "New item"]
    assert pane.view.open_editor() is not None


def test_a_line_is_taken_away_and_undo_brings_it_back(qtbot: QtBot, office: Office) -> None:
    add(office, "returns", kind="imr", agency_id=3, review_id=3)
    pane = lines(shown(qtbot, office, "agencies", 3, "Returns"), "returns")
    pane.view.go_to(2)
    QTest.mouseClick(pane.gone_button, Qt.MouseButton.LeftButton)
    assert pane.model.rowCount() == 1
    assert pane.notice.words.text() == f"Took 1 return off {office.lookup.reference('agencies', 3)}."
    QTest.mouseClick(pane.notice.links[0], Qt.MouseButton.LeftButton)
    assert pane.model.rowCount() == 2


def test_recording_a_decision_from_the_stages_opens_its_window(qtbot: QtBot, office: Office) -> None:
    detail = shown(qtbot, office, tab="Stages")
    stages = detail.page(2)
    QTest.mouseClick(stages.decision_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert detail.tabs.tabs[detail.tabs.current()].text() == "Decisions"
    [window] = detail.findChildren(DecisionWindow)
    assert window.review == 3
    window.close()


# ------------------------------------------------------------------------------------------------ linked


def test_what_is_linked_to_a_review_and_the_way_to_it(qtbot: QtBot, office: Office) -> None:
    detail = shown(qtbot, office, tab="Learning")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, LinkedPane)
    assert [(row.own.key, row.ref) for row in pane.rows] == [("learning", "LP-2026-001"), ("actions", "ACT-2026-003")]
    assert pane.rows[1].accessibleName().endswith("RAG status green, on track")
    heard: list[tuple[object, ...]] = []
    detail.open_asked.connect(lambda *asked: heard.append(asked))
    QTest.mouseClick(pane.rows[1], Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert heard == [("actions", 3)]


def test_an_action_shows_where_it_came_from(office: Office) -> None:
    groups = {group.label: [record["ref"] for record in group.records] for group in linked_to(office, "actions", 1)}
    assert groups["From review"] == ["RR-2026-001"]


def test_several_links_are_offered_as_several(office: Office) -> None:
    presets = {group.own.key: group.preset for group in linked_to(office, "reviews", 3) if group.preset}
    assert presets == {"learning": {"reviews": (3,)}, "actions": {"review_id": 3}, "risks": {"review_id": 3}}


# ------------------------------------------------------------------------------------------------ history


def test_history_says_when_who_what_before_and_after(qtbot: QtBot, office: Office) -> None:
    office.write("Changed two", office.changes_for("reviews", 3, {"status": "in_progress", "panel_on": TODAY}))
    detail = shown(qtbot, office, tab="History")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, HistoryPane)
    newest = pane.entries[0]
    said = words_in(newest)
    assert "Changed two" in said
    assert "Ann Officer" in said
    assert "23 November 2026" in said
    assert "Stage:\nScoping\n→\nIn progress" in said
    assert "Panel meeting:\n23 November 2026" in said
    struck = [label.text() for label in newest.findChildren(Words) if label.font().strikeOut()]
    assert struck == ["Scoping"]


def test_history_tells_of_other_columns_and_of_the_bin(qtbot: QtBot, office: Office) -> None:
    office.write("Other columns", [Edit("reviews", 3, {"extra": {"Ward": "Cheadle", "New": "x"}})])
    detail = shown(qtbot, office, tab="History")
    pane = detail.page(detail.tabs.current())
    said = words_in(pane.entries[0])  # type: ignore[attr-defined]
    assert "Ward:\nBramhall North\n→\nCheadle" in said
    assert "Social worker told:\nyes, by phone\n→\nempty" in said


def test_undo_of_an_older_change_reports_in_three_groups(qtbot: QtBot, office: Office) -> None:
    values = {"status": "in_progress", "panel_on": TODAY}
    office.write("Changed two", office.changes_for("reviews", 3, values))
    office.write("Changed one again", office.changes_for("reviews", 3, {"status": "draft"}))
    detail = shown(qtbot, office, tab="History")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, HistoryPane)
    older = next(entry for entry in pane.entries if entry.past.batch.words == "Changed two")
    heard: list[Batch] = []
    detail.changed.connect(heard.append)
    QTest.mouseClick(older.undo_link, Qt.MouseButton.LeftButton)
    record = office.record("reviews", 3)
    assert (record["status"], record["panel_on"]) == ("draft", None)
    assert pane.report.isVisible()
    back = "2 records: RR-2026-002: Panel meeting; Rapid review panel meets and drafts the report: Done"
    assert pane.report.groups["put_back"].text() == back
    assert pane.report.groups["kept"].text() == ("You changed it since, so it stays. 1 record: RR-2026-002: Stage")
    assert not pane.report.groups["could_not"].isVisible()
    assert len(heard) == 1
    undone = next(entry for entry in pane.entries if entry.past.batch.words == "Changed two")
    assert "Undone since" in words_in(undone)


def test_a_long_history_begins_with_its_newest_entries(qtbot: QtBot, office: Office) -> None:
    for number in range(45):
        office.write(f"Change {number}", office.changes_for("reviews", 3, {"notes": f"note {number}"}))
    detail = shown(qtbot, office, tab="History")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, HistoryPane)
    assert len(pane.entries) == 40
    assert pane.entries[0].past.batch.words == "Change 44"
    QTest.mouseClick(pane.more, Qt.MouseButton.LeftButton)
    assert len(pane.entries) == 47


def test_history_in_an_office_opened_for_reading_offers_no_undo(qtbot: QtBot, office: Office) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    detail = shown(qtbot, reading, tab="History")
    pane = detail.page(detail.tabs.current())
    assert isinstance(pane, HistoryPane)
    assert not any(entry.undo_link.isVisible() for entry in pane.entries)
    detail.close()
    reading.close()
