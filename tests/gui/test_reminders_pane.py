"""The reminders in the record of an agency: where it stands, the log in words, a line that is added by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.reminders_pane import RemindersPane, standing_words
from lif_desktop.office import Edit, Office
from lif_desktop.office.chasing import chases, note_chased
from lif_desktop.registers import register
from tests.gui.made_up_office import TODAY, add, make_office

POLICE, HOSPITAL, SCHOOLS = 3, 9, 18


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def test_the_log_stands_in_a_tab_of_the_agency_newest_first(qtbot: QtBot, office: Office) -> None:
    add(office, "chases", agency_id=HOSPITAL, chased_on=dt.date(2026, 10, 5), wanted="- A word by telephone")
    add(office, "contacts", agency_id=HOSPITAL, role="Named Nurse", email="nurse@made-up.example")
    note_chased(office, *chases(office))
    detail = DetailPane(office, register("agencies"))
    qtbot.addWidget(detail)
    detail.load(HOSPITAL)
    tabs = [tab.text() for tab in detail.tabs.tabs]
    assert tabs.count("Reminders") == 1
    detail.show_tab("Reminders")
    pane: Any = detail.page(tabs.index("Reminders"))
    assert isinstance(pane, RemindersPane)
    assert pane.standing.text() == "Owes 2 things. Next: second reminder, 30 November 2026."
    told = [entry.text() for entry in pane.entries]
    assert told[:2] == ["23 November 2026: reminder, 2 items", "To nurse@made-up.example, by Ann Officer"]
    first, second = told[2].split("\n")
    assert first.startswith("• Agency summary for RR-2026-002: due")
    assert second.startswith("• ACT-2026-001 ")
    assert told[3:] == ["5 October 2026: reminder", "• A word by telephone"]
    office.undo()
    pane.load(HOSPITAL)
    assert len(pane.entries) == 2


def test_a_reminder_is_added_by_hand(qtbot: QtBot, office: Office) -> None:
    pane = RemindersPane(office)
    qtbot.addWidget(pane)
    pane.resize(420, 600)
    pane.load(POLICE)
    pane.show()
    changed: list[object] = []
    pane.changed.connect(changed.append)
    assert pane.entries == []
    lines = pane.panes["chases"]
    QTest.mouseClick(lines.add_button, Qt.MouseButton.LeftButton)
    form: Any = lines.form
    form.boxes["chased_on"].editor.set_day(TODAY)
    form.boxes["wanted"].editor.setPlainText("The agency summary")
    form.save()
    assert [entry.text() for entry in pane.entries] == ["23 November 2026: reminder", "• The agency summary"]
    assert len(changed) == 1
    assert pane.leave()


def test_where_an_agency_stands_in_words(office: Office) -> None:
    assert standing_words(office, SCHOOLS) == "Owes nothing that could be chased."
    office.write("Chased", [Edit("agency_returns", 2, {"chases": 2, "chased_on": dt.date(2026, 11, 9)})])
    assert standing_words(office, POLICE) == "Owes 1 thing. Next: tell the chair, due now."
    note_chased(office, chases(office)[-1])
    assert standing_words(office, POLICE) == "Owes 1 thing. The chair was told."
