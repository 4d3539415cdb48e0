"""Making workbooks for several agencies at once: who is ticked, what is said, files, e-mails, trouble and undo."""

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.workbooks import WorkbooksDialog
from lif_desktop.office import Edit, Office
from lif_desktop.office.return_requests import requests
from lif_desktop.sheets.returns import MakingCancelled
from tests.gui.made_up_office import TODAY, add, make_office
from tests.gui.windows import the_only

POLICE, HOSPITAL, HOMES = 3, 9, 15
DUE = dt.date(2026, 12, 4)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    about = {"kind": "agency_summary", "review_id": 3, "asked_on": TODAY}
    office_returns = [row["id"] for row in made.records("returns")]
    made.write("One due day", [Edit("agency_returns", n, {"due_on": DUE}) for n in office_returns])
    add(made, "returns", agency_id=HOMES, accepted_on=TODAY, **about)
    yield made
    made.close()


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, office: Office, tmp_path: Path, crashes: list[BaseException]) -> Iterator[WorkbooksDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    folder = tmp_path / "out"
    folder.mkdir()
    asked = next(one for one in requests(office).asked if one.request.kind == "agency_summary")
    made = WorkbooksDialog(office, asked, folder, crashes.append, parent)
    made.open()
    yield made
    made.runner.wait()
    made.close()
    assert crashes == []


def press(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def made(dialog: WorkbooksDialog) -> list[str]:
    press(dialog.make_button)
    dialog.runner.wait()
    return sorted(path.name for path in dialog.folder.glob("*.xlsx"))


def test_those_awaited_are_ticked_and_each_gets_its_workbook(dialog: WorkbooksDialog, office: Office) -> None:
    assert set(dialog.agencies.numbers()) == {POLICE, HOSPITAL}
    changed: list[bool] = []
    dialog.changed.connect(lambda: changed.append(True))
    names = made(dialog)
    assert names == [
        "Agency summary RR-2026-002 - Greater Manchester Police - November 2026.xlsx",
        "Agency summary RR-2026-002 - Stockport NHS Foundation Trust - November 2026.xlsx",
    ]
    assert dialog.summary.text() == f"2 workbooks saved in {dialog.folder}."
    assert sorted(dialog.files.item(row).text() for row in range(dialog.files.count())) == names
    assert changed == [True]
    assert len(office.records("returns")) == 4
    assert office.batches(1)[0].words == "Made agency summary for 2 agencies"


def test_an_e_mail_with_its_workbook_stands_beside_each(
    dialog: WorkbooksDialog, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(office, "contacts", agency_id=POLICE, role="Sergeant", person="Jo Brand", email="jo@made-up.example")
    names = made(dialog)
    press(dialog.drafts_button)
    dialog.runner.wait()
    assert dialog.notice.words.text().startswith("2 drafts saved beside the workbooks.")
    message = message_from_bytes((dialog.folder / names[0]).with_suffix(".eml").read_bytes(), policy=SMTP)
    assert (message["To"], message["X-Unsent"]) == ("jo@made-up.example", "1")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == names[0]
    assert attached.get_payload(decode=True) == (dialog.folder / names[0]).read_bytes()
    press(dialog.copy_button)
    assert "Attached is a workbook for: Agency summary for RR-2026-002." in QApplication.clipboard().text()
    opened: list[QUrl] = []
    with monkeypatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", opened.append)
        press(dialog.open_button)
        dialog.files.itemActivated.emit(dialog.files.item(0))
    assert Path(opened[0].toLocalFile()) == dialog.folder
    assert Path(opened[1].toLocalFile()).is_file()
    (dialog.folder / names[0]).unlink()
    press(dialog.drafts_button)
    dialog.runner.wait()
    assert "is no longer where it was saved" in dialog.notice.words.text()


def test_undo_takes_back_that_they_were_sent(dialog: WorkbooksDialog, office: Office) -> None:
    before = [row["status"] for row in office.records("returns")]
    dialog.agencies.tick([POLICE, 1])
    made(dialog)
    assert len(office.records("returns")) == 5
    press(dialog.undo_button)
    assert [row["status"] for row in office.records("returns")] == before
    assert not dialog.drafts_button.isEnabled()
    assert "would not be known" in dialog.lead.text()


def test_what_is_missing_or_goes_wrong_is_said_and_can_be_mended(
    dialog: WorkbooksDialog, tmp_path: Path, office: Office
) -> None:
    dialog.agencies.tick([])
    press(dialog.make_button)
    assert dialog.problem.text() == "Tick the agencies that get a workbook."
    dialog.agencies.tick([POLICE])
    dialog.due.setText("soonish")
    press(dialog.make_button)
    assert dialog.problem.text()
    dialog.due.set_day(dt.date(2026, 11, 2))
    assert dialog.past.text().startswith("That day is past.")
    dialog.due.set_day(dt.date(2026, 12, 11))
    assert not dialog.past.isVisible()
    dialog.choose_folder(tmp_path / "nowhere")
    press(dialog.make_button)
    dialog.runner.wait()
    assert dialog.problem.text().startswith("There is no folder")
    press(dialog.folder_button)
    (asking,) = dialog.findChildren(QFileDialog)
    asking.fileSelected.emit(str(tmp_path / "out"))
    asking.close()
    assert len(made(dialog)) == 1
    assert office.record("returns", 2)["due_on"] == dt.date(2026, 12, 11)


def test_cancelled_says_so_and_nothing_is_noted(
    dialog: WorkbooksDialog, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise MakingCancelled("It was cancelled. No workbook was kept.")

    newest = office.batches(1)
    with monkeypatch.context() as patch:
        patch.setattr("lif_desktop.sheets.returns.make_returns", stopped)
        assert made(dialog) == []
    assert dialog.problem.text() == "It was cancelled. No workbook was kept."
    assert dialog.make_button.isEnabled()
    assert office.batches(1) == newest


def test_the_window_stays_while_workbooks_are_made(dialog: WorkbooksDialog) -> None:
    press(dialog.make_button)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.close()
    assert dialog.isVisible()
    dialog.runner.wait()
    assert dialog.pages.currentIndex() == 1


def test_the_copied_text_has_the_day_of_those_that_were_made(dialog: WorkbooksDialog) -> None:
    dialog.agencies.tick([HOSPITAL])
    dialog.due.set_day(dt.date(2026, 12, 11))
    made(dialog)
    press(dialog.copy_button)
    assert "11 December 2026" in QApplication.clipboard().text()
    assert dialog.notice.words.text() == "Copied. The workbooks are to be back by 11 December 2026."


def test_returns_that_name_nothing_they_are_for_are_not_made(
    qtbot: QtBot, office: Office, tmp_path: Path, crashes: list[BaseException]
) -> None:
    add(office, "returns", kind="dataset", agency_id=HOMES, asked_on=TODAY)
    asked = next(one for one in requests(office).asked if one.request.kind == "dataset")
    dialog = WorkbooksDialog(office, asked, tmp_path, crashes.append)
    qtbot.addWidget(dialog)
    assert dialog.title == "Dataset"
    press(dialog.make_button)
    assert dialog.problem.text().startswith("These returns name no review, audit, meeting or year.")


def test_at_large_text_the_window_keeps_within_the_one_that_it_belongs_to(
    qtbot: QtBot, office: Office, tmp_path: Path, qapp: QApplication
) -> None:
    apply_text_size(qapp, 150)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1366, 768)
    asked = next(one for one in requests(office).asked if one.request.kind == "agency_summary")
    dialog = WorkbooksDialog(office, asked, tmp_path, [].append, parent)
    dialog.open()
    qapp.processEvents()
    assert dialog.height() <= 768
    rows = dialog.agencies.view
    assert rows.sizeHintForRow(0) >= 24 * 1.5
    dialog.close()


def test_many_without_a_workbook_are_named_together_and_that_they_are_awaited(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    about = {"kind": "action_update", "year": "2026-27", "asked_on": TODAY, "due_on": DUE}
    add(office, "returns", agency_id=HOMES, **about)
    asked = next(one for one in requests(office).asked if one.request.kind == "action_update")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WorkbooksDialog(office, asked, tmp_path, lambda _error: None, parent)
    dialog.open()
    dialog.agencies.tick([agency.id for agency in office.lookup.agencies])
    made(dialog)
    assert dialog.made is not None
    first, last = dialog.left_out.text().split("\n")
    assert first.startswith(f"{len(dialog.made.left_out)} agencies without a workbook, as each leads no open action: ")
    assert first.count(";") == len(dialog.made.left_out) - 1
    assert last == "Those who were asked are still awaited and would be chased: note their returns as received."
    dialog.close()


def test_the_words_of_a_workbook_are_looked_over_before_it_is_made_and_noted(
    qtbot: QtBot, office: Office, tmp_path: Path, crashes: list[BaseException]
) -> None:
    action = office.records("actions")[0]
    agency = action["lead_agency_id"]
    office.write("Told", [Edit("actions", action["id"], {"title": "Visit Danny Whitworth, 943 476 5919"})])
    add(office, "returns", agency_id=agency, kind="action_update", asked_on=TODAY, due_on=DUE, year="2026-27")
    asked_for = next(one for one in requests(office).asked if one.request.kind == "action_update")
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    (tmp_path / "actions").mkdir()
    dialog = WorkbooksDialog(office, asked_for, tmp_path / "actions", crashes.append, parent)
    dialog.open()
    dialog.agencies.tick([agency])
    batches = len(office.batches())
    assert made(dialog) == []
    asked = the_only(dialog, LeavingDialog)
    assert [item.text(0) for item in asked.list.items()] == ["NHS number"]
    assert (asked.go.text(), asked.fields.isHidden()) == ("Mask 1 and make", True)
    QTest.mouseClick(asked.cancel, Qt.MouseButton.LeftButton)
    assert len(office.batches()) == batches
    assert made(dialog) == []
    QTest.mouseClick(the_only(dialog, LeavingDialog).go, Qt.MouseButton.LeftButton)
    dialog.runner.wait()
    (path,) = dialog.folder.glob("*.xlsx")
    told = " ".join(
        str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert "[NHS number removed]" in told
    assert "943 476 5919" not in told
    assert office.records("actions")[0]["title"].endswith("943 476 5919")
    dialog.runner.wait()
    dialog.close()
