"""Chasing: who owes what, the draft in plain words, and what is written down when it was sent."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.chase import LONGEST_LINK, ChaseDialog
from lif_desktop.gui.chasing import chases, note_chased
from lif_desktop.gui.gaps import GapsDialog
from lif_desktop.gui.returns import ReturnsDialog, awaited
from lif_desktop.office import Office, open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import TODAY, add, empty_office, make_office
from tests.gui.windows import none_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_agency_that_owes_something_gets_one_draft_with_all_of_it(office: Office) -> None:
    found = {chase.agency: chase for chase in chases(office)}
    assert set(found) == {3, 9}
    assert (found[3].returns, found[3].actions) == ((2,), ())
    assert (found[9].returns, found[9].actions) == ((1,), (1,))
    assert found[9].count == 2


def test_what_is_done_or_far_ahead_is_not_chased(office: Office) -> None:
    assert 4 not in {chase.agency for chase in chases(office)}
    add(office, "actions", title="Soon", lead_agency_id=4, due_on=TODAY + dt.timedelta(days=7))
    assert 4 in {chase.agency for chase in chases(office)}


def test_the_draft_says_what_when_and_by_when_to_answer(office: Office) -> None:
    add(office, "contacts", agency_id=3, role="Safeguarding lead", email="lead@police.example")
    add(office, "contacts", agency_id=3, role="Left", email="left@police.example", active_to=dt.date(2026, 1, 1))
    chase = next(chase for chase in chases(office) if chase.agency == 3)
    assert chase.to == ("lead@police.example",)
    assert "by 30 November 2026?" in chase.body
    assert "- Agency summary for RR-2026-002: due 20 November 2026, overdue by 1 working day" in chase.body
    assert chase.body.endswith(f"Ann Officer\n{office.setting('partnership')}")
    assert chase.subject.endswith(f"1 item awaited from {chase.name}")


def test_a_chase_is_written_down_and_can_be_undone(office: Office) -> None:
    chase = next(chase for chase in chases(office) if chase.agency == 9)
    batch = note_chased(office, chase)
    assert batch is not None
    assert batch.words == f"Chased {chase.name}: 2 items"
    row = office.record("returns", 1)
    assert (row["chased_on"], row["chases"]) == (TODAY, 1)
    assert [line["text"] for line in office.records("action_updates", 1)] == [f"Chased with {chase.name}."]
    note_chased(office, chase)
    assert office.record("returns", 1)["chases"] == 2
    office.undo()
    office.undo()
    assert office.record("returns", 1)["chased_on"] is None
    assert office.records("action_updates", 1) == []


def test_the_window_notes_and_moves_on(office: Office, parent: QWidget) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    changed: list[bool] = []
    dialog.changed.connect(lambda: changed.append(True))
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(names) == 2
    assert dialog.draft.toPlainText().startswith("Dear colleague,")
    QTest.mouseClick(dialog.note, LEFT)
    assert changed == [True]
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == names[1:]
    QTest.mouseClick(dialog.note, LEFT)
    assert not dialog.note.isEnabled()
    assert dialog.lead.text().startswith("Nobody owes the office anything")
    dialog.close()
    assert none_of(parent, ChaseDialog)


def test_the_draft_is_copied_or_opened_in_e_mail_as_it_was_changed(
    office: Office, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    dialog.draft.setPlainText("My own words & more")
    QTest.mouseClick(dialog.copy, LEFT)
    assert QApplication.clipboard().text() == "My own words & more"
    opened: list[QUrl] = []
    with monkeypatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", opened.append)
        QTest.mouseClick(dialog.mail, LEFT)
        dialog.draft.setPlainText("Long " * LONGEST_LINK)
        QTest.mouseClick(dialog.mail, LEFT)
    assert (
        opened[0].toString(QUrl.ComponentFormattingOption.FullyEncoded).endswith("body=My%20own%20words%20%26%20more")
    )
    assert "body" not in opened[1].toString()
    assert "it was copied" in dialog.lead.text()


def test_who_only_reads_can_draft_but_not_note(office: Office, parent: QWidget) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    dialog = ChaseDialog(reading, parent)
    dialog.open()
    assert dialog.list.count() == 2
    assert not dialog.note.isEnabled()
    dialog.close()
    reading.close()


# Returns


def test_returns_awaited_stand_by_agency(office: Office) -> None:
    groups = awaited(office)
    assert [words for words, _ in groups] == sorted(words for words, _ in groups)
    assert sum(len(lines) for _, lines in groups) == 2
    texts, target = next(line for words, lines in groups for line in lines if "Police" in words)
    assert texts == ("Agency summary for RR-2026-002", "20 November 2026", "Overdue by 1 working day", "")
    assert target == ("returns", 2)


def test_a_return_leads_to_its_record_and_the_button_to_chasing(office: Office, parent: QWidget) -> None:
    opened: list[tuple[str, int]] = []
    chased: list[bool] = []
    dialog = ReturnsDialog(office, parent)
    dialog.open_record.connect(lambda register, number: opened.append((register, number)))
    dialog.chase_asked.connect(lambda: chased.append(True))
    dialog.open()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert opened[0][0] == "returns"
    assert none_of(parent, ReturnsDialog)
    dialog = ReturnsDialog(office, parent)
    dialog.chase_asked.connect(lambda: chased.append(True))
    dialog.open()
    QTest.mouseClick(dialog.chase, LEFT)
    assert chased == [True]


def test_no_returns_says_where_to_ask_for_them(tmp_path: Path, parent: QWidget) -> None:
    office = empty_office(tmp_path)
    dialog = ReturnsDialog(office, parent)
    dialog.open()
    assert dialog.words.text().startswith("No return is awaited.")
    assert not dialog.chase.isEnabled()
    dialog.close()
    office.close()


# Gaps


def test_no_gaps_says_so(parent: QWidget) -> None:
    dialog = GapsDialog((), None, parent)
    dialog.open()
    assert dialog.words.text() == "Nothing is missing that the framework asks for."
    assert not dialog.go.isEnabled()
