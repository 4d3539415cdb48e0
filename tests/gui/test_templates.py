"""The window of templates: added, checked with places, used for other papers, removed, each with its undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lif_desktop.gui.palette import apply_text_size
from lif_desktop.gui.templates import TemplatesWindow
from lif_desktop.office import Office
from lif_desktop.office.templates import template_for, templates
from lif_desktop.papers.template_check import save_starting_copy
from tests.gui.made_up_office import empty_office
from tests.gui.windows import a_window, with_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    yield made
    made.close()


def settle(window: TemplatesWindow) -> None:
    """Let every check that waits be done."""
    window.runner.wait()
    QApplication.processEvents()
    window.runner.wait()


@pytest.fixture
def window(qtbot: QtBot, office: Office, tmp_path: Path) -> Iterator[TemplatesWindow]:
    crashes: list[BaseException] = []
    made = TemplatesWindow(office, tmp_path, crashes.append)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    yield made
    settle(made)
    assert crashes == []


def choose_file(window: TemplatesWindow, press: Callable[[], None], path: Path) -> None:
    """Press a button that asks for a file, and choose one in the dialog that opens."""
    press()
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    settle(window)


def broken(path: Path) -> Path:
    document = docx.Document(str(save_starting_copy(path)))
    document.add_paragraph("Prepared for {{ partnershp }}")
    document.save(str(path))
    return path


def test_a_template_is_added_used_for_one_kind_and_removed(
    window: TemplatesWindow, office: Office, tmp_path: Path
) -> None:
    heard: list[int] = []
    window.changed.connect(lambda: heard.append(1))
    assert not window.remove_button.isEnabled()
    choose_file(window, window.add_button.click, save_starting_copy(tmp_path / "Letterhead.docx"))
    assert window.list.item(0).text().startswith("Letterhead  –  all papers, added ")
    assert window.found_label.text() == "Letterhead: Papers can be made in it. There is nothing to mend."
    window.use.setCurrentIndex(window.use.findData("briefing"))
    window.use.activated.emit(window.use.currentIndex())
    settle(window)
    assert template_for(office, "agenda") is None
    assert template_for(office, "briefing") is not None
    QTest.mouseClick(window.remove_button, Qt.MouseButton.LeftButton)
    settle(window)
    assert templates(office) == ()
    assert len(heard) == 3


def test_one_with_a_misspelt_name_is_not_taken_and_its_place_is_shown(
    window: TemplatesWindow, office: Office, tmp_path: Path
) -> None:
    choose_file(window, window.add_button.click, broken(tmp_path / "Broken.docx"))
    settle(window)
    assert templates(office) == ()
    assert window.found_label.text() == "Broken.docx: 1 to mend before papers can be made in it."
    item = window.found.item(0)
    assert item.text().startswith("body, paragraph 9 “Prepared for {{ partnershp }}”: There is no name")
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).startswith("To mend: body")


def test_a_copy_to_edit_is_saved(window: TemplatesWindow, tmp_path: Path) -> None:
    choose_file(window, window.copy_button.click, tmp_path / "Copy.docx")
    assert docx.Document(str(tmp_path / "Copy.docx")).paragraphs[0].text.startswith("How to use this template")
    choose_file(window, window.check_button.click, tmp_path / "Copy.docx")
    assert window.found.count() == 0


def test_nothing_is_cut_at_large_text(qtbot: QtBot, office: Office, tmp_path: Path, qapp: QApplication) -> None:
    apply_text_size(qapp, 200)
    made = TemplatesWindow(office, tmp_path, lambda _error: None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    for button in (made.add_button, made.copy_button, made.check_button, made.remove_button, made.close_button):
        assert button.width() >= button.sizeHint().width()
    apply_text_size(qapp, 100)


def test_the_menu_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        with_office(window, empty_office(tmp_path), qtbot)
        window.actions_by_key["templates"].trigger()
        (opened,) = window.findChildren(TemplatesWindow)
        settle(opened)
        assert opened.list.count() == 1
        opened.close()
