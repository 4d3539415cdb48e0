"""The acts of the window: each once, each handled, each reachable, no key for two of them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from lif_desktop.gui.actions import ACTS, MENUS, PLACES, acts, enable, make_actions
from lif_desktop.gui.icons import names
from lif_desktop.gui.menus import Menus, fill_recent
from lif_desktop.gui.preferences import Preferences
from lif_desktop.registers import TABS

WINDOW_KEYS = {
    "F1": "help", "F5": "refresh", "F6": "next_pane", "Ctrl+N": "new_record", "Ctrl+F": "filter",
    "Ctrl+Shift+F": "search", "Ctrl+P": "preview", "Alt+Return": "full_form", "Ctrl+Q": "quit", "Ctrl+/": "shortcuts",
    "Ctrl++": "larger", "Ctrl+-": "smaller", "Ctrl+Z": "undo", "Ctrl+1": "go_home", "Ctrl+9": "go_voices",
}  # fmt: skip


def handlers(pressed: list[str]) -> dict[str, Callable[[], object]]:
    def handler(key: str) -> Callable[[], object]:
        return lambda: pressed.append(key)

    return {act.key: handler(act.key) for act in acts()}


def window_with(qtbot: QtBot, pressed: list[str]) -> tuple[QMainWindow, dict[str, QAction]]:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window, make_actions(window, handlers(pressed))


def test_the_tabs_are_home_and_the_registers_with_their_own_labels() -> None:
    assert [(key, label) for key, label, _ in PLACES] == [("home", "Home"), *((one.key, one.label) for one in TABS)]


def test_every_act_has_a_key_of_its_own_and_an_icon_that_is_there() -> None:
    assert [key for key, count in Counter(act.key for act in acts()).items() if count > 1] == []
    assert {act.picture for act in acts() if act.picture} <= set(names())


def test_no_shortcut_does_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for act in acts() for key in act.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_shortcuts_are_those_that_were_promised() -> None:
    found = {key: act.key for act in acts() for key in act.keys}
    assert {key: found.get(key) for key in WINDOW_KEYS} == WINDOW_KEYS


def test_every_act_stands_in_a_menu() -> None:
    listed = {part for _, parts in MENUS for part in parts}
    assert [act.key for act in ACTS if act.key not in listed] == []


def test_an_action_calls_its_handler(qtbot: QtBot) -> None:
    pressed: list[str] = []
    _, actions = window_with(qtbot, pressed)
    for action in actions.values():
        action.trigger()
    assert sorted(pressed) == sorted(act.key for act in acts())


def test_what_is_not_there_cannot_be_done(qtbot: QtBot) -> None:
    _, actions = window_with(qtbot, [])

    def on() -> set[str]:
        return {key for key, action in actions.items() if action.isEnabled()}

    enable(actions, office=False, write=False, can=frozenset())
    assert {"new_office", "open_office", "restore", "quit", "help"} <= on()
    assert not on() & {"undo", "search", "make_paper", "new_record", "go_reviews", "close_office"}
    enable(actions, office=True, write=False, can=frozenset({"new", "filter"}))
    assert {"search", "make_paper", "filter", "go_reviews"} <= on()
    assert not on() & {"undo", "new_record", "back_up"}
    enable(actions, office=True, write=True, can=frozenset({"new"}))
    assert {"undo", "new_record", "back_up"} <= on()
    assert "filter" not in on()


def test_the_menus_hold_what_is_listed_and_tick_the_theme(qtbot: QtBot) -> None:
    window, actions = window_with(qtbot, [])
    chosen: list[str] = []

    def fill(menu: QMenu) -> None:
        menu.clear()
        menu.addAction("filled")

    menus = Menus(window, actions, {"recent": fill, "papers": fill})
    menus.follow_themes(chosen.append, "dark")
    assert [action.text() for action in window.menuBar().actions()] == [words for words, _ in MENUS]
    assert menus.themes["dark"].isChecked()
    menus.themes["light"].trigger()
    assert chosen == ["light"]
    menus.show_theme("system")
    assert not menus.themes["light"].isChecked()
    menus.inner["papers"].aboutToShow.emit()
    assert [action.text() for action in menus.inner["papers"].actions()] == ["filled"]


def test_recent_offices_are_listed_by_name_and_opened(qtbot: QtBot, tmp_path: Path) -> None:
    office = tmp_path / "R & D office.lif"
    office.touch()
    opened: list[str] = []
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_recent(menu, Preferences().with_recent(office), opened.append)
    assert menu.actions()[0].text().startswith("R && D office.lif")
    menu.actions()[0].trigger()
    assert opened == [str(office.resolve())]
    fill_recent(menu, Preferences(), opened.append)
    assert [action.isEnabled() for action in menu.actions()] == [False]
