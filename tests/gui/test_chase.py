"""The window that chases: drafts to look at, change, copy and save; noted, and taken back. Gaps."""

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.chase import LONGEST_LINK, ChaseDialog
from lif_desktop.gui.gaps import GapsDialog
from lif_desktop.gui.messages import Message
from lif_desktop.office import Edit, Office, open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import add, make_office
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


def test_all_are_noted_at_once_and_taken_back(office: Office, parent: QWidget) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    QTest.mouseClick(dialog.note_all, LEFT)
    assert dialog.list.count() == 0
    assert len(office.records("chases")) == 2
    (undo,) = dialog.notice.links
    assert dialog.notice.words.text() == "Chased Greater Manchester Police and Stockport NHS Foundation Trust: 3 items."
    QTest.mouseClick(undo, LEFT)
    assert dialog.list.count() == 2
    assert office.records("chases") == []
    assert dialog.note.isEnabled()


def test_the_list_says_which_step_it_is_and_the_chair_comes_last(office: Office, parent: QWidget) -> None:
    office.write("Chased", [Edit("agency_returns", 2, {"chases": 2, "chased_on": dt.date(2026, 11, 9)})])
    dialog = ChaseDialog(office, parent)
    dialog.open()
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert texts == ["Stockport NHS Foundation Trust\n2 items, reminder", "The chair\n1 item, for the chair"]
    dialog.list.setCurrentRow(1)
    assert dialog.to.text().startswith("No e-mail address is kept for the chair.")
    assert dialog.note.text() == "Note that the chair was told"
    QTest.mouseClick(dialog.note, LEFT)
    assert [line["step"] for line in office.records("chases")] == ["chair"]
    assert dialog.list.count() == 1


def test_what_was_typed_into_a_draft_stays_with_its_owner(office: Office, parent: QWidget) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    dialog.draft.setPlainText("My own words")
    dialog.list.setCurrentRow(1)
    assert dialog.draft.toPlainText().startswith("Dear colleague,")
    dialog.list.setCurrentRow(0)
    assert dialog.draft.toPlainText() == "My own words"


def test_a_changed_draft_is_not_lost_by_closing(office: Office, parent: QWidget) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    dialog.draft.setPlainText("My own words")
    dialog.reject()
    (message,) = dialog.findChildren(Message)
    assert message.words.text().startswith("The draft for Greater Manchester Police was changed")
    QTest.mouseClick(message.buttons[1], LEFT)
    assert dialog.isVisible()
    QTest.mouseClick(dialog.copy, LEFT)
    dialog.reject()
    assert none_of(parent, ChaseDialog)


def test_a_changed_draft_can_be_given_up(office: Office, parent: QWidget) -> None:
    dialog = ChaseDialog(office, parent)
    dialog.open()
    dialog.draft.setPlainText("My own words")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    (message,) = dialog.findChildren(Message)
    QTest.mouseClick(message.buttons[0], LEFT)
    assert none_of(parent, ChaseDialog)


def test_drafts_are_saved_for_the_e_mail_program_unsent(office: Office, parent: QWidget, tmp_path: Path) -> None:
    add(office, "contacts", agency_id=9, role="Named Nurse", email="nurse@made-up.example")
    dialog = ChaseDialog(office, parent, tmp_path)
    dialog.open()
    dialog.list.setCurrentRow(1)
    dialog.draft.setPlainText("My own words")
    QTest.mouseClick(dialog.save_all, LEFT)
    (asking,) = dialog.findChildren(QFileDialog)
    asking.fileSelected.emit(str(tmp_path))
    asking.close()
    dialog.runner.wait()
    names = sorted(path.name for path in tmp_path.glob("*.eml"))
    assert names == ["Greater Manchester Police - reminder.eml", "Stockport NHS Foundation Trust - reminder.eml"]
    message = message_from_bytes((tmp_path / names[1]).read_bytes(), policy=SMTP)
    assert (message["X-Unsent"], message["To"]) == ("1", "nurse@made-up.example")
    assert message.get_content().strip() == "My own words"
    assert dialog.notice.words.text() == f"Saved: 2 drafts, in {tmp_path}"
    opened: list[QUrl] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", opened.append)
        QTest.mouseClick(dialog.notice.links[0], LEFT)
    assert Path(opened[0].toLocalFile()) == tmp_path


def test_one_draft_is_saved_where_it_is_asked_for_and_trouble_is_said(
    office: Office, parent: QWidget, tmp_path: Path
) -> None:
    dialog = ChaseDialog(office, parent, tmp_path)
    dialog.open()
    QTest.mouseClick(dialog.save, LEFT)
    (asking,) = dialog.findChildren(QFileDialog)
    asking.fileSelected.emit(str(tmp_path / "Ours.eml"))
    asking.close()
    dialog.runner.wait()
    assert (tmp_path / "Ours.eml").is_file()
    assert dialog.notice.words.text() == f"Saved: Ours.eml, in {tmp_path}"
    dialog.save_drafts([dialog.chase], tmp_path / "nowhere" / "Ours.eml")  # type: ignore[list-item]
    dialog.runner.wait()
    assert dialog.notice.words.text().startswith("There is no folder")


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
    assert "it was copied" in dialog.notice.words.text()


def test_who_only_reads_can_draft_but_not_note(office: Office, parent: QWidget) -> None:
    reading = open_office(office.path, resources() / "framework", "Bob", read_only=True)
    dialog = ChaseDialog(reading, parent)
    dialog.open()
    assert dialog.list.count() == 2
    assert not dialog.note.isEnabled()
    dialog.close()
    reading.close()


# Gaps


def test_no_gaps_says_so(parent: QWidget) -> None:
    dialog = GapsDialog((), None, parent)
    dialog.open()
    assert dialog.words.text() == "Nothing is missing that the framework asks for."
    assert not dialog.go.isEnabled()
