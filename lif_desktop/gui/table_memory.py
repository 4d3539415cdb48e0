"""What is remembered of a register's table: further columns, columns left out, and widths that were dragged."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lif_desktop.gui.records import OTHER_COLUMNS
from lif_desktop.gui.views import words_of
from lif_desktop.office import Office
from lif_desktop.office.listing import EXTRA
from lif_desktop.registers.field import in_place
from lif_desktop.registers.register import Register


@dataclass(frozen=True)
class Kept:
    """`more` are keys of columns beside the usual ones, `less` of usual ones left out; `widths` at 100 % text."""

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def _name(own: Register) -> str:
    return f"table_of_{own.key}"


def recall(office: Office, own: Register) -> Kept:
    """What was kept for a register; its usual columns where nothing was, or where it cannot be read."""
    usual = Kept(less=tuple(sorted(words_of(own).less)))
    try:
        found = json.loads(office.setting(_name(own)) or "{}")
    except ValueError:
        return usual
    if not isinstance(found, dict) or not found:
        return usual
    widths = {str(key): int(wide) for key, wide in dict(found.get("widths") or {}).items()}
    return Kept(tuple(found.get("more") or ()), tuple(found.get("less") or ()), widths)


def keep(office: Office, own: Register, kept: Kept) -> None:
    """Keep it in the office, unless that is open for reading only."""
    if office.read_only or kept == recall(office, own):
        return
    values = {"more": list(kept.more), "less": list(kept.less), "widths": dict(kept.widths)}
    office.set_setting(_name(own), json.dumps(values, ensure_ascii=False, sort_keys=True))


def turned(own: Register, kept: Kept, key: str) -> Kept:
    """The same with a column shown that was not, or not shown that was.

    A column that never stands without another brings it along, and goes with it.
    """
    found = _turned(own, kept, key)
    wanted = _is_shown(own, found, key)
    for score, rate in own.beside:
        if (key == score and wanted and not _is_shown(own, found, rate)) or (
            key == rate and not wanted and _is_shown(own, found, score)
        ):
            found = _turned(own, found, rate if key == score else score)
    return found


def _is_shown(own: Register, kept: Kept, key: str) -> bool:
    usual = key in {one.key for one in own.columns("table")}
    return key not in kept.less if usual else key in kept.more


def _turned(own: Register, kept: Kept, key: str) -> Kept:
    if key in {one.key for one in own.columns("table")}:
        less = tuple(one for one in kept.less if one != key) if key in kept.less else (*kept.less, key)
        return replace(kept, less=less)
    more = tuple(one for one in kept.more if one != key) if key in kept.more else (*kept.more, key)
    return replace(kept, more=more)


class ColumnMenu(QMenu):
    """Every column that a table can show, ticked where it does; `chosen(key)` is called with each press."""

    def __init__(
        self, office: Office, own: Register, kept: Kept, chosen: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        usual = own.columns("table")
        for one in usual:
            if one.kind != "ref":
                self._add(self, one.label, one.key, on=one.key not in kept.less)
        self.addSeparator()
        groups: dict[str, QMenu] = {}
        there = {one.key for one in usual}
        for one in in_place(own.fields, "form"):
            if one.key not in there:
                name = one.group or "Other fields"
                menu = groups.get(name) or groups.setdefault(name, self.addMenu(name.replace("&", "&&")))
                self._add(menu, one.label, one.key, on=one.key in kept.more)
        headings = sorted({heading for extra in office.extras(own.key).values() for heading in extra})
        if headings:
            menu = self.addMenu(OTHER_COLUMNS)
            for heading in headings:
                self._add(menu, heading, EXTRA + heading, on=EXTRA + heading in kept.more)

    def _add(self, menu: QMenu, words: str, key: str, *, on: bool) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.setData(key)
        action.triggered.connect(lambda _on=False: self._chosen(key))
        return action
