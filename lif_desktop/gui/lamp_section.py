"""One stage of the loop on its page: its lamp, the evidence for it, what is missing, and the buttons that add it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lif_desktop.framework.lamps import Lamp
from lif_desktop.framework.learning import Needed
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.lamps import SmallLamp
from lif_desktop.gui.learning_asks import BUTTONS
from lif_desktop.gui.marked_row import MarkedRow
from lif_desktop.gui.records import counted
from lif_desktop.gui.widgets import plain_button

LIT, UNLIT = "Lit", "Not yet"
_MOST = 5
"""So many pieces of evidence are shown; the others stand on the tab of their kind."""


class LampSection(QWidget):
    """One stage. `offers` are the buttons that it has whether lit or not.

    Signals: `asked(needed)` when something is to be added; `opened(register, id)` when a piece of evidence is to be
    shown; `more_asked()` when all of them are.
    """

    asked = Signal(str)
    opened = Signal(str, int)
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lamp = SmallLamp()
        self.heading = Words("", "heading", wrap=True)
        self.state = Words("", "secondary")
        self.rows: list[MarkedRow] = []
        self.buttons: dict[str, QPushButton] = {}
        self.more = LinkButton("")
        self.more.clicked.connect(self.more_asked)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(0)
        self._button_box = QWidget()
        self._button_line = WrapLayout(self._button_box)
        self.slot = QVBoxLayout()
        self._lay_out()

    def show_lamp(self, lamp: Lamp, offers: tuple[Needed, ...], *, read_only: bool, next_one: bool) -> None:
        """Show a stage; `next_one` marks its first button as the next step."""
        self.lamp.light(lamp.lit)
        self.heading.setText(lamp.label)
        self.state.setText(LIT if lamp.lit else UNLIT)
        self.setAccessibleName(f"{lamp.label}: {self.state.text().lower()}")
        self._clear()
        for shown in lamp.evidence[:_MOST]:
            row = MarkedRow(shown.words, there=True)
            row.clicked.connect(self._opening(shown.register, shown.id))
            self._add(row)
        more = len(lamp.evidence) - _MOST
        self.more.setText(f"and {counted(more, 'more', 'more')}")
        self.more.setVisible(more > 0)
        for lack in lamp.lacks:
            row = MarkedRow(f"{lack.words[:1].upper()}{lack.words[1:]}", there=False, opens=not read_only)
            row.clicked.connect(self._asking(lack.needs))
            self._add(row)
        if lamp.waits_for:
            self._add(MarkedRow(f"It lights once “{lamp.waits_for.capitalize()}” is lit", there=False, opens=False))
        if not read_only:
            self._offer((*(lack.needs for lack in lamp.lacks), *offers), primary=next_one)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.lamp)
        head.addWidget(self.heading, 1)
        head.addWidget(self.state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(self._shown)
        whole.addWidget(self.more)
        whole.addWidget(self._button_box)
        whole.addLayout(self.slot)

    def _clear(self) -> None:
        for row in self.rows:
            self._shown.removeWidget(row)
            row.hide()
            row.deleteLater()
        for button in self.buttons.values():
            self._button_line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.rows, self.buttons = [], {}
        self._button_box.hide()

    def _add(self, row: MarkedRow) -> None:
        self.rows.append(row)
        self._shown.addWidget(row)

    def _offer(self, needed: tuple[Needed, ...], *, primary: bool) -> None:
        for needs in needed:
            words = BUTTONS[needs]
            if words not in self.buttons:
                button = self.buttons[words] = plain_button(words)
                button.setProperty("primary", primary and len(self.buttons) == 1)
                button.clicked.connect(self._asking(needs))
                self._button_line.addWidget(button)
        self._button_box.setVisible(bool(self.buttons))

    def _asking(self, needs: Needed) -> Callable[[], None]:
        return lambda: self.asked.emit(needs)

    def _opening(self, register: str, number: int) -> Callable[[], None]:
        return lambda: self.opened.emit(register, number)
