"""The menu bar, made from the list of menus, and the menus whose contents change."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from lif_desktop.gui.actions import MENUS, PLACES
from lif_desktop.gui.preferences import THEMES, Preferences, Theme

Fill = Callable[[QMenu], None]


class Menus:
    """The menus of a window. `fills` fills "recent" and "papers" each time they open."""

    def __init__(self, window: QMainWindow, actions: Mapping[str, QAction], fills: Mapping[str, Fill]) -> None:
        self._window = window
        self._actions = actions
        self.inner = {
            "recent": _changing("Open &recent", window, fills["recent"]),
            "papers": _changing("By &kind", window, fills["papers"]),
            "theme": QMenu("&Colours", window),
        }
        self.themes: dict[Theme, QAction] = {}
        bar = window.menuBar()
        for words, parts in MENUS:
            menu = bar.addMenu(words)
            self._fill(menu, parts)

    def follow_themes(self, chosen: Callable[[Theme], None], now: Theme) -> None:
        """Fill the menu of colours; `chosen` is told which one was chosen."""
        group = QActionGroup(self._window)
        for key, words in THEMES:
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.triggered.connect(_saying(chosen, key))
            self.inner["theme"].addAction(action)
            self.themes[key] = action

    def show_theme(self, theme: Theme) -> None:
        """Tick the theme that is on."""
        self.themes[theme].setChecked(True)

    def _fill(self, menu: QMenu, parts: Sequence[str]) -> None:
        for part in parts:
            if not part:
                menu.addSeparator()
            elif part == "…places":
                menu.addActions([self._actions[f"go_{key}"] for key, _, _ in PLACES])
            elif part.startswith("…"):
                menu.addMenu(self.inner[part[1:]])
            else:
                menu.addAction(self._actions[part])


def fill_recent(menu: QMenu, preferences: Preferences, open_path: Callable[[str], None]) -> None:
    """The recent offices whose file is there, newest first, by file and folder."""
    menu.clear()
    for path in preferences.present():
        action = menu.addAction(f"{path.name}  –  {path.parent}".replace("&", "&&"))
        action.triggered.connect(_saying(open_path, str(path)))
    if menu.isEmpty():
        menu.addAction("No office was opened yet").setEnabled(False)


def _changing(words: str, window: QMainWindow, fill: Fill) -> QMenu:
    menu = QMenu(words, window)
    menu.aboutToShow.connect(lambda: fill(menu))
    return menu


def _saying(hear: Callable[..., None], what: str) -> Callable[[], None]:
    return lambda: hear(what)
