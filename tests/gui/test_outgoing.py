"""Papers, previews and trackers from the window: what is asked, what is written, what is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.forms import part
from lif_desktop.gui.messages import Message
from lif_desktop.gui.paper_dialog import PaperDialog
from lif_desktop.gui.preview import PreviewWindow
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.papers import PAPERS
from lif_desktop.registers import TABS
from tests.gui.made_up_office import add, empty_office, make_office
from tests.gui.windows import a_window, choose_file, desk_of, none_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        with_office(made, make_office(tmp_path), qtbot)
        yield made


def paper_dialog(window: MainWindow, action: str = "make_paper") -> PaperDialog:
    window.press(action)
    return the_only(window, PaperDialog)


def notice(window: MainWindow) -> str:
    return desk_of(window).notice.words.text()


def test_every_kind_of_paper_is_offered(window: MainWindow) -> None:
    dialog = paper_dialog(window)
    assert [dialog.kind.itemData(at) for at in range(dialog.kind.count())] == [kind.key for kind in PAPERS]
    dialog.close()
    assert none_of(window, PaperDialog)


def test_the_pack_is_for_the_next_meeting(window: MainWindow) -> None:
    office = desk_of(window).office
    day = office.today()
    for ahead in (-30, 40, 2):
        held = office.calendar.add(day, ahead)
        add(office, "meetings", group_key="review_group", title=f"In {ahead}", held_on=held)
    dialog = paper_dialog(window, "pack")
    assert dialog.kind.currentData() == "agenda"
    assert "In 2 ·" in dialog.subject.currentText()


def test_the_annual_report_is_for_the_last_whole_year(window: MainWindow) -> None:
    dialog = paper_dialog(window, "annual_report")
    assert dialog.wanted().year == "2025-26"
    assert dialog.wanted().ref is None
    assert Path(dialog.file.text()).name == "Annual report, draft 2025-26.docx"


def test_the_handover_is_for_the_days_to_come(window: MainWindow) -> None:
    dialog = paper_dialog(window)
    dialog.kind.setCurrentIndex(dialog.kind.findData("handover"))
    assert dialog.subject.currentText() == "The working days from 23 November 2026"
    assert (dialog.wanted().ref, dialog.wanted().year) == (None, None)
    assert Path(dialog.file.text()).name == "Desk handover 23 November 2026.docx"
    assert dialog.make_button.isEnabled()


def test_the_record_in_sight_is_the_one_the_paper_is_for(window: MainWindow) -> None:
    page = desk_of(window).go("learning")
    assert isinstance(page, RegisterPage)
    page.show_record(2)
    dialog = paper_dialog(window)
    assert (dialog.kind.currentData(), dialog.subject.currentData()) == ("briefing", "LP-2026-002")


def test_a_paper_is_made_said_and_its_folder_remembered(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "agenda"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert (tmp_path / "agenda.docx").read_bytes()[:2] == b"PK"
    assert notice(window) == f"Saved: agenda.docx, in {tmp_path}"
    assert desk_of(window).outgoing.folder == tmp_path
    shown: list[QUrl] = []
    with monkeypatch.context() as patch:
        patch.setattr(QDesktopServices, "openUrl", shown.append)
        for link in desk_of(window).notice.links:
            QTest.mouseClick(link, LEFT)
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path / "agenda.docx", tmp_path]


def test_a_folder_that_is_not_there_is_said_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText(str(tmp_path / "nowhere" / "agenda.docx"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert "There is no folder" in the_only(window, Message).words.text()
    assert notice(window) == ""


def test_a_file_without_a_folder_is_said_above_the_form(window: MainWindow) -> None:
    dialog = paper_dialog(window, "pack")
    dialog.file.setText("agenda.docx")
    QTest.mouseClick(dialog.make_button, LEFT)
    assert [line.text() for line in dialog.summary.lines()] == [
        "Enter the file with its folder, or choose it with the button."
    ]
    QTest.mouseClick(part(dialog.form, QPushButton, "cancel"), LEFT)
    assert none_of(window, PaperDialog)


def test_where_there_is_nothing_to_make_a_paper_for_it_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    with a_window(tmp_path) as window:
        with_office(window, empty_office(tmp_path), qtbot)
        dialog = paper_dialog(window, "pack")
        assert not dialog.make_button.isEnabled()
        assert "There is nothing in Meetings yet" in dialog.summary.lines()[0].text()
        dialog.kind.setCurrentIndex(dialog.kind.findData("annual-report"))
        assert dialog.make_button.isEnabled()
        assert dialog.summary.isHidden()


def test_a_paper_is_previewed_and_saved_as_word_from_there(window: MainWindow, tmp_path: Path) -> None:
    dialog = paper_dialog(window, "pack")
    QTest.mouseClick(dialog.preview_button, LEFT)
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    assert preview.paper.title == "Review Group: agenda"
    assert preview.pages.count() >= 1
    QTest.mouseClick(part(preview.options, QPushButton, "word"), LEFT)
    choose_file(window, tmp_path / "from preview.docx")
    window.runner.wait()
    assert (tmp_path / "from preview.docx").is_file()
    preview.close()
    assert none_of(window, PreviewWindow)


def test_ctrl_p_asks_for_a_preview_and_enter_shows_it(window: MainWindow) -> None:
    window.activateWindow()
    desk_of(window).go("meetings")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = the_only(window, PaperDialog)
    assert dialog.windowTitle() == "Print preview"
    assert dialog.kind.currentData() == "agenda"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    window.runner.wait()
    the_only(window, PreviewWindow).close()


def test_the_menu_lists_the_kinds(window: MainWindow) -> None:
    menu = window.menus.inner["papers"]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [f"{kind.label}…" for kind in PAPERS]
    menu.actions()[1].trigger()
    assert the_only(window, PaperDialog).kind.currentData() == "briefing"


def test_the_tracker_of_the_page_is_saved(window: MainWindow, tmp_path: Path) -> None:
    page = desk_of(window).go("risks")
    assert isinstance(page, RegisterPage)
    QTest.mouseClick(page.head.tracker_button, LEFT)
    dialog = the_only(window, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Risks tracker 23 November 2026.xlsx")
    choose_file(window, tmp_path / "risks.xlsx")
    window.runner.wait()
    assert (tmp_path / "risks.xlsx").read_bytes()[:2] == b"PK"
    assert notice(window).startswith("Saved: risks.xlsx")
    assert none_of(window, QFileDialog)


def test_everything_goes_into_one_new_folder(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).outgoing.everything(tmp_path)
    window.runner.wait()
    folder = tmp_path / "office 23 November 2026"
    assert {path.stem for path in folder.iterdir()} == {one.label for one in TABS}
    assert notice(window) == f"Saved: {folder.name}, in {folder}"
    desk_of(window).outgoing.everything(tmp_path)
    window.runner.wait()
    assert (tmp_path / "office 23 November 2026 2").is_dir()


def test_from_home_the_tracker_is_all_of_them(window: MainWindow) -> None:
    window.press("tracker")
    dialog = the_only(window, QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.close()
