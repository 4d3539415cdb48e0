"""Help: a page for every page of the window, links that lead somewhere, shortcuts made from the actions."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.about import AboutDialog
from lif_desktop.gui.actions import PLACES
from lif_desktop.gui.helps import (
    PAGES,
    TABLE_KEYS,
    HelpWindow,
    ShortcutsDialog,
    help_folder,
    page_for,
    shortcut_lists,
    show_page,
)
from lif_desktop.gui.shell import MainWindow
from tests.gui.made_up_office import make_office
from tests.gui.windows import a_window, desk_of, none_of, the_only, with_office


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        yield made


def test_every_page_of_help_is_there_and_says_its_title() -> None:
    assert sorted(path.stem for path in help_folder().glob("*.md")) == sorted(name for name, _ in PAGES)
    for name, title in PAGES:
        assert (help_folder() / f"{name}.md").read_text(encoding="utf-8").startswith(f"# {title}\n"), name


@pytest.mark.parametrize("name", [name for name, _ in PAGES])
def test_links_lead_to_pages_that_are_there(name: str) -> None:
    text = (help_folder() / f"{name}.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (help_folder() / target).is_file(), target


def test_help_names_only_keys_that_work(window: MainWindow) -> None:
    keys = {
        shortcut.toString().replace("Return", "Enter")
        for action in window.actions_by_key.values()
        for shortcut in action.shortcuts()
    }
    table = {key for _, keys in TABLE_KEYS for key in keys.split(", ")}
    for path in help_folder().glob("*.md"):
        named = set(re.findall(r"\b(?:Ctrl\+(?:Shift\+)?[^\s*,.)]+|Alt\+Enter|F\d)", path.read_text(encoding="utf-8")))
        assert named <= keys | table, path.name


def test_every_page_of_the_window_has_help() -> None:
    names = {name for name, _ in PAGES}
    assert {page_for(key) for key, _, _ in PLACES} <= names
    assert (page_for("home"), page_for("actions"), page_for("welcome")) == ("home", "registers", "welcome")
    assert page_for("risks") == "risks"


def test_f1_shows_the_page_of_help_and_stays_one_window(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with_office(window, make_office(tmp_path), qtbot)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    help_window = the_only(window, HelpWindow)
    assert help_window.text.toPlainText().startswith("Home\n")
    desk_of(window).go("risks")
    window.press("help")
    assert the_only(window, HelpWindow) is help_window
    assert help_window.text.toPlainText().startswith("Risks\n")
    help_window.close()
    assert none_of(window, HelpWindow)


def test_a_link_is_followed_and_the_list_goes_along(window: MainWindow) -> None:
    help_window = show_page(window, "welcome")
    help_window.text.setSource(QUrl.fromLocalFile(str(help_folder() / "importing.md")))
    assert help_window.list.currentItem().text() == "Importing spreadsheets"
    help_window.list.setCurrentRow(0)
    assert help_window.text.toPlainText().startswith("Beginning\n")


def test_shortcuts_are_made_from_the_actions_themselves(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_key["tracker"].setShortcut(QKeySequence("Ctrl+Alt+T"))
    page = QWidget()
    qtbot.addWidget(page)
    own = QAction("&Column filters", page)
    own.setShortcut(QKeySequence("Ctrl+Shift+L"))
    page.addAction(own)
    lists = dict(shortcut_lists(window.actions_by_key, page))
    assert ("Save as Excel", "Ctrl+Alt+T") in lists["Register"]
    assert ("Undo", "Ctrl+Z") in lists["Edit"]
    assert ("Full form", "Alt+Enter") in lists["Register"]
    assert lists["This page"] == [("Column filters", "Ctrl+Shift+L")]
    assert lists["View"][0] == ("Home", "Ctrl+1")


def test_no_shortcut_is_left_out(window: MainWindow) -> None:
    listed = {words for _, lines in shortcut_lists(window.actions_by_key, None) for words, _ in lines}
    with_keys = [action for action in window.actions_by_key.values() if action.shortcuts()]
    assert {action.toolTip().removesuffix("…") for action in with_keys} <= listed


def test_the_list_opens_by_its_key_and_closes(window: MainWindow) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = the_only(window, ShortcutsDialog)
    assert dialog.tree.topLevelItemCount() >= 6
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert none_of(window, ShortcutsDialog)


def test_about_opens_and_closes(window: MainWindow) -> None:
    window.press("about")
    dialog = the_only(window, AboutDialog)
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert none_of(window, AboutDialog)
