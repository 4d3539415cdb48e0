"""The Sharing tab: agencies by channels, sharing and confirming with a key, reminders, and every line beneath."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.learning_sharing import SharingPane
from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.office import Batch, Office, open_office
from lif_desktop.office.issued import issued, kept_bytes
from lif_desktop.places import resources
from tests.gui.made_up_office import NOW, TODAY, add, make_office
from tests.gui.windows import the_only

POINT = 1
DAY = dt.date(2026, 11, 2)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def share(office: Office, agency: int | None, channel: str = "workshop", **values: Any) -> int:
    return add(office, "dissemination", learning_id=POINT, agency_id=agency, channel=channel, **values)


def shown(qtbot: QtBot, office: Office) -> SharingPane:
    pane = SharingPane(office)
    qtbot.addWidget(pane)
    pane.resize(382, 560)
    pane.load(POINT)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    settle()
    return pane


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def choose(pane: SharingPane, *cells: tuple[int, int]) -> None:
    """Choose cells, counted without the column of names."""
    model, selection = pane.grid.model(), pane.grid.selectionModel()
    selection.clear()
    for row, column in cells:
        selection.setCurrentIndex(model.index(row, column + 1), selection.SelectionFlag.Select)
    pane.grid.setFocus()


def answer(pane: SharingPane, key: str, text: str) -> None:
    """Type into a field of the panel."""
    editor: Any = pane.panel.boxes[key].editor
    inner = editor.focusProxy() or editor
    inner.setFocus()
    QTest.keyClicks(inner, text)


def table(pane: SharingPane) -> list[list[str]]:
    return [
        [row.name, *(cell.status.word if cell.status else cell.words for cell in row.cells)] for row in pane.grid.rows()
    ]


def confirmed(office: Office) -> list[dt.date | None]:
    return [row["confirmed_on"] for row in office.records("dissemination", POINT)]


def test_agencies_stand_by_channels_with_how_far_each_is(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY, confirmed_on=TODAY, reached=40)
    share(office, 9, shared_on=DAY)
    share(office, 9, "website")
    share(office, None, "website", shared_on=DAY)
    pane = shown(qtbot, office)
    assert pane.grid.headings() == ("Agency", "Workshop", "Partnership website")
    names = [office.lookup.agency_brief(number) for number in (3, 9)]
    assert table(pane) == [
        [names[0], "Confirmed", "Not yet"],
        [names[1], "Shared", "Planned"],
        ["Everybody", "Not yet", "Shared"],
    ]
    assert pane.grid.cell(0, 1).below == "23 Nov 2026"
    assert (
        pane.counts.text()
        == f"Shared with 2 of {pane_agencies(office)} agencies by 2 channels · 1 confirmed · 40 people reached"
    )


def pane_agencies(office: Office) -> int:
    return sum(row["active_to"] is None for row in office.records("agencies"))


def test_nothing_shared_yet_says_so_and_offers_to_share(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    assert (pane.grid.isVisible(), pane.none.isVisible()) == (False, True)
    assert (pane.share_button.isEnabled(), pane.confirm_button.isEnabled()) == (True, False)
    assert not pane.awaited_heading.isVisible()


def test_one_key_confirms_the_chosen_cells_as_one_batch(qtbot: QtBot, office: Office) -> None:
    for agency in (3, 9, 4):
        share(office, agency, shared_on=DAY)
    pane, heard = shown(qtbot, office), []
    pane.changed.connect(heard.append)
    choose(pane, (0, 0), (2, 0))
    QTest.keyClick(pane.grid, Qt.Key.Key_C)
    assert confirmed(office) == [TODAY, None, TODAY]
    assert [batch.words for batch in heard if isinstance(batch, Batch)] == ["2 confirmations for LP-2026-001"]
    assert [row[1] for row in table(pane)] == ["Confirmed", "Shared", "Confirmed"]
    office.undo()
    assert confirmed(office) == [None, None, None]


def test_the_button_confirms_too_and_a_cell_without_a_line_says_what_to_do(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY)
    share(office, 9, "website", shared_on=DAY)
    pane, said = shown(qtbot, office), []
    pane.said.connect(said.append)
    choose(pane, (0, 1))
    QTest.mouseClick(pane.confirm_button, Qt.MouseButton.LeftButton)
    assert said == ["Choose a cell that was shared and is not confirmed."]
    choose(pane, (1, 1))
    QTest.mouseClick(pane.confirm_button, Qt.MouseButton.LeftButton)
    assert confirmed(office) == [None, TODAY]


def test_what_is_confirmed_keeps_its_day(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY, confirmed_on=DAY)
    share(office, 9, shared_on=DAY)
    pane = shown(qtbot, office)
    choose(pane, (0, 0), (1, 0))
    QTest.keyClick(pane.grid, Qt.Key.Key_C)
    assert confirmed(office) == [DAY, TODAY]


def test_sharing_begins_with_the_agencies_of_chosen_empty_cells(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY)
    share(office, 9, "website", shared_on=DAY)
    pane = shown(qtbot, office)
    choose(pane, (1, 0))
    QTest.mouseClick(pane.share_button, Qt.MouseButton.LeftButton)
    assert pane.panel.boxes["channel"].raw() == "Workshop"
    assert pane.panel.ticks is not None
    assert pane.panel.ticks.numbers() == [9]
    settle()
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    assert table(pane)[1][1] == "Shared"
    assert office.batches(1)[0].words == "Shared LP-2026-001 by Workshop with 1 agency"


@pytest.mark.parametrize(
    ("cell", "heading"),
    [((0, 0), "Record a confirmation"), ((0, 1), "Share with agencies")],
)
def test_enter_on_a_cell_does_what_comes_next(
    qtbot: QtBot, office: Office, cell: tuple[int, int], heading: str
) -> None:
    share(office, 3, shared_on=DAY)
    share(office, 9, "website", shared_on=DAY)
    pane = shown(qtbot, office)
    choose(pane, cell)
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    assert pane.panel.heading.text() == heading


def test_enter_on_a_confirmed_cell_shows_its_line(qtbot: QtBot, office: Office) -> None:
    line = share(office, 3, shared_on=DAY, confirmed_on=TODAY)
    pane = shown(qtbot, office)
    choose(pane, (0, 0))
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    form = pane.panes["dissemination"].form
    assert form is not None
    assert form.number() == line


def test_agencies_that_were_told_nothing_are_shown_on_demand(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY)
    pane = shown(qtbot, office)
    assert len(table(pane)) == 1
    agencies = pane_agencies(office)
    assert pane.all_link.text() == f"Show {agencies - 1} agencies not told yet"
    QTest.mouseClick(pane.all_link, Qt.MouseButton.LeftButton)
    assert len(table(pane)) == agencies
    assert not pane.all_link.isVisible()
    assert {row[1] for row in table(pane)[1:]} == {"Not yet"}


def test_who_has_not_confirmed_is_listed_with_a_reminder_to_copy(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=TODAY)
    share(office, 9, shared_on=DAY)
    share(office, 4, shared_on=DAY, confirmed_on=TODAY)
    pane, said = shown(qtbot, office), []
    pane.said.connect(said.append)
    name = office.lookup.agency_name(9)
    assert [link.accessibleName() for link in pane.chases] == [
        f"Copy a reminder to {name}",
        f"Copy a reminder to {office.lookup.agency_name(3)}",
    ]
    QTest.mouseClick(pane.chases[0], Qt.MouseButton.LeftButton)
    draft = QGuiApplication.clipboard().text()
    assert "LP-2026-001 Injuries in babies who cannot move need a strategy discussion" in draft
    assert "- Workshop, 2 November 2026" in draft
    assert said == [f"A reminder to {name} was copied. Paste it into an e-mail."]
    [left] = issued(office)
    assert (left.kind, left.sent_to) == ("reminder", name)


def test_a_reminder_with_a_personal_detail_asks_before_it_is_copied(qtbot: QtBot, office: Office) -> None:
    share(office, 9, shared_on=DAY)
    title = "What the call to 07700 900123 taught"
    office.write("A title", office.changes_for("learning", POINT, {"title": title}))
    pane, said = shown(qtbot, office), []
    pane.said.connect(said.append)
    QGuiApplication.clipboard().setText("before")
    QTest.mouseClick(pane.chases[0], Qt.MouseButton.LeftButton)
    asked = the_only(pane, LeavingDialog)
    QTest.mouseClick(asked.cancel, Qt.MouseButton.LeftButton)
    assert (QGuiApplication.clipboard().text(), said, issued(office)) == ("before", [], ())
    settle()
    QTest.mouseClick(pane.chases[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(the_only(pane, LeavingDialog).go, Qt.MouseButton.LeftButton)
    assert "What the call to [telephone number removed] taught" in QGuiApplication.clipboard().text()
    assert len(said) == 1
    [left] = issued(office)
    assert [(one["kind"], one["done"]) for one in left.looked] == [("telephone", "masked")]
    assert b"900123" not in (kept_bytes(office, left.sha256) or b"")


def test_lines_typed_beneath_show_above_at_once(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY)
    pane, heard = shown(qtbot, office), []
    pane.changed.connect(heard.append)
    cells = pane.panes["dissemination"].cells
    field = next(one for one in cells.columns if one.key == "confirmed_on")
    assert cells.commit(1, field, "23/11/2026") is None
    assert table(pane)[0][1] == "Confirmed"
    assert len(heard) == 1


def test_what_was_begun_is_not_lost_by_going_elsewhere(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.share_button, Qt.MouseButton.LeftButton)
    assert pane.leave()
    QTest.mouseClick(pane.share_button, Qt.MouseButton.LeftButton)
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([3])
    assert not pane.leave()
    assert pane.panel.save_button.hasFocus()


def test_an_office_for_reading_shares_and_confirms_nothing(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    share(office, 3, shared_on=DAY)
    office.close()
    reading = open_office(tmp_path / "office.lif", resources() / "framework", "Bea", now=lambda: NOW, read_only=True)
    pane = shown(qtbot, reading)
    assert not any(button.isEnabled() for button in (pane.share_button, pane.confirm_button, pane.record_button))
    choose(pane, (0, 0))
    QTest.keyClick(pane.grid, Qt.Key.Key_C)
    QTest.keyClick(pane.grid, Qt.Key.Key_Return)
    assert pane.panel.isHidden()
    reading.close()


def test_another_question_waits_while_something_is_typed(qtbot: QtBot, office: Office) -> None:
    share(office, 3, shared_on=DAY)
    pane = shown(qtbot, office)
    QTest.mouseClick(pane.share_button, Qt.MouseButton.LeftButton)
    assert pane.panel.ticks is not None
    pane.panel.ticks.tick([9])
    settle()
    QTest.mouseClick(pane.record_button, Qt.MouseButton.LeftButton)
    assert pane.panel.heading.text() == "Share with agencies"
    assert pane.panel.ticks.numbers() == [9]


def test_the_cell_of_everybody_is_shared_with_everybody(qtbot: QtBot, office: Office) -> None:
    share(office, None, "website", shared_on=DAY)
    share(office, 3, shared_on=DAY)
    pane = shown(qtbot, office)
    everybody = next(at for at, row in enumerate(table(pane)) if row[0] == "Everybody")
    column = table(pane)[everybody].index("Not yet") - 1
    choose(pane, (everybody, column))
    QTest.mouseClick(pane.share_button, Qt.MouseButton.LeftButton)
    assert pane.panel.ticks is not None
    assert pane.panel.ticks.numbers() == [0]


def test_a_feedback_form_confirms_the_briefing_and_keeps_what_changed(qtbot: QtBot, office: Office) -> None:
    share(office, 3, "thematic_briefing", shared_on=DAY)
    pane = shown(qtbot, office)
    choose(pane, (0, 0))
    QTest.mouseClick(pane.form_button, Qt.MouseButton.LeftButton)
    settle()
    assert pane.panel.boxes["agency_id"].value() == 3
    assert pane.panel.boxes["returned_on"].value() == TODAY
    answer(pane, "team", "Custody")
    answer(pane, "reached", "14")
    answer(pane, "changed", "Two visits were repeated")
    QTest.mouseClick(pane.panel.save_button, Qt.MouseButton.LeftButton)
    settle()
    [line] = office.records("dissemination", POINT)
    assert (line["confirmed_on"], line["reached"], line["audience"]) == (TODAY, 14, "Custody")
    [seen] = office.records("embedding", POINT)
    assert seen["evidence"] == "Custody: Two visits were repeated"
    assert table(pane)[0][1] == "Confirmed"


def test_a_feedback_form_without_an_agency_is_asked_for_one(qtbot: QtBot, office: Office) -> None:
    pane = shown(qtbot, office)
    pane.ask_feedback()
    pane.panel.save()
    assert pane.panel.asks()
    assert office.records("dissemination", POINT) == []
