"""Help: the pages in plain English, the list of shortcuts, and what the program is."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.gui.actions import MENUS, acts
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, plain_words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import primary_button
from lif_desktop.places import resources

PAGES = (
    ("welcome", "Beginning"),
    ("home", "Home"),
    ("registers", "Registers"),
    ("reviews", "Reviews"),
    ("clocks", "Clocks and holidays"),
    ("learning", "The learning loop"),
    ("audits", "Audits"),
    ("training", "Training"),
    ("risks", "Risks"),
    ("voices", "Voices"),
    ("performance", "Performance"),
    ("meetings", "Meetings"),
    ("agencies", "Agencies and returns"),
    ("importing", "Importing spreadsheets"),
    ("papers", "Papers and printing"),
    ("letters", "Letters"),
    ("reports", "Yearly reports"),
    ("templates", "Templates"),
    ("undo", "Undo and history"),
    ("backups", "Backups and the office file"),
)
"""The pages of help: file and title, in their order."""

TABLE_KEYS = (
    ("Edit the cell", "F2"),
    ("Next cell, next row", "Tab, Enter"),
    ("Copy and paste cells, also from and to Excel", "Ctrl+C, Ctrl+V"),
    ("Fill down", "Ctrl+D"),
    ("Today’s date", "Ctrl+;"),
    ("Full form", "Alt+Enter"),
    ("Confirm the chosen cells of Sharing", "C"),
    ("Next tab of the record, the one before", "Ctrl+PgDown, Ctrl+PgUp"),
    ("Move an item of the agenda", "Alt+Up, Alt+Down"),
    ("Present, apology, deputy, absent, in the attendance of a meeting", "P, A, D, N"),
    ("Make a line of the minutes an action, a decision", "Ctrl+Shift+A, Ctrl+Shift+D"),
    ("Make a line of the minutes a challenge, a note", "Ctrl+Shift+C, Ctrl+Shift+N"),
    ("Next item of the minutes, the one before", "Ctrl+Down, Ctrl+Up"),
)
"""Keys that tables and panes answer themselves."""


def page_for(key: str) -> str:
    """The page of help for a page of the window."""
    return key if key in {name for name, _ in PAGES} else "registers"


class HelpWindow(Dialog):
    """The pages of help, with a list of them at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Help", parent)
        self.setModal(False)
        self.list = QListWidget()
        self.list.setAccessibleName("Pages of help")
        self.list.setFixedWidth(scaled(220))
        give_room(self.list)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(16)
        for name, title in PAGES:
            item = QListWidgetItem(title)
            item.setData(256, name)
            self.list.addItem(item)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addWidget(self.list)
        whole.addWidget(self.text, 1)
        self.resize(scaled(860), scaled(600))
        self.list.currentRowChanged.connect(lambda row: self._read(PAGES[row][0]))
        self.text.sourceChanged.connect(self._followed)

    def show_page(self, name: str) -> None:
        """Show a page of help."""
        self.list.setCurrentRow(next(row for row, (key, _) in enumerate(PAGES) if key == name))

    def _read(self, name: str) -> None:
        path = help_folder() / f"{name}.md"
        self.text.setSource(QUrl.fromLocalFile(str(path)), QTextDocument.ResourceType.MarkdownResource)

    def _followed(self, source: QUrl) -> None:
        name = Path(source.toLocalFile()).stem
        row = next((row for row, (key, _) in enumerate(PAGES) if key == name), -1)
        if row >= 0 and row != self.list.currentRow():
            self.list.blockSignals(True)
            self.list.setCurrentRow(row)
            self.list.blockSignals(False)


class ShortcutsDialog(Dialog):
    """Every shortcut, made from the actions themselves, menu by menu."""

    def __init__(self, actions: Mapping[str, QAction], page: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", parent)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["What it does", "Keys"])
        self.tree.setAccessibleName("Keyboard shortcuts")
        self.tree.setRootIsDecorated(False)
        give_room(self.tree)
        for words, lines in shortcut_lists(actions, page):
            self._add(words, lines)
        self.tree.expandAll()
        self.tree.resizeColumnToContents(0)
        close = primary_button("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addWidget(self.tree, 1)
        whole.addLayout(last)
        self.resize(scaled(560), scaled(620))

    def _add(self, words: str, lines: list[tuple[str, str]]) -> None:
        if not lines:
            return
        group = QTreeWidgetItem([words])
        group.setFont(0, Words("", "strong").font())
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for line in lines:
            group.addChild(QTreeWidgetItem(list(line)))


def shortcut_lists(actions: Mapping[str, QAction], page: QWidget | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The shortcuts under the words of their menu, then those of the page and of its table."""
    taken: set[str] = set()
    found = []
    for words, parts in MENUS:
        keys = [act.key for act in acts() if act.key.startswith("go_")] if "…places" in parts else []
        fresh = [key for key in (*keys, *parts) if key in actions and key not in taken]
        taken |= set(fresh)
        found.append((plain_words(words), [line for key in fresh if (line := _line(actions[key]))]))
    own = [line for action in (page.actions() if page is not None else []) if (line := _line(action))]
    return [*found, ("This page", own), ("In a table or a tab", list(TABLE_KEYS))]


def _line(action: QAction) -> tuple[str, str] | None:
    native = QKeySequence.SequenceFormat.NativeText
    keys = [shortcut.toString(native).replace("Return", "Enter") for shortcut in action.shortcuts()]
    words = plain_words(action.text()).partition(":")[0].removesuffix("…")
    return (words, ", ".join(keys)) if keys else None


def show_page(window: QWidget, key: str) -> HelpWindow:
    """Help for a page of the window, in one window that stays open beside it."""
    shown = window.findChild(HelpWindow)
    help_window = shown if isinstance(shown, HelpWindow) else HelpWindow(window)
    help_window.show_page(page_for(key))
    help_window.show()
    help_window.raise_()
    return help_window


def show_shortcuts(window: QWidget, actions: Mapping[str, QAction], page: QWidget | None) -> ShortcutsDialog:
    """The list of shortcuts."""
    dialog = ShortcutsDialog(actions, page, window)
    dialog.open()
    return dialog


def help_folder() -> Path:
    """Where the pages of help lie."""
    return resources() / "help"
