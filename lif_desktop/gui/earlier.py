"""Earlier learning like the one at hand, found while it is typed: what it was, and what became of it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.alike import Index, Text
from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.labels import LinkButton, Role, Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.records import counted
from lif_desktop.gui.rows import RowButton
from lif_desktop.office import Office
from lif_desktop.office.alike import Earlier, earlier_like, texts
from lif_desktop.office.troubles import OfficeClosed

SOON = 300
"""Milliseconds after the last key until what was typed is looked for."""
_AT_ONCE = 100
"""So many learning points are taken into the index between two events of the window."""
_MOST, _FIRST = 5, 2
_FIELDS = ("title", "statement", "themes")
_WRAP = int(Qt.TextFlag.TextWordWrap)


class EarlierRow(RowButton):
    """One earlier learning point: reference and title, why it is shown, what became of it."""

    def __init__(self, found: Earlier, became: str, parent: QWidget | None = None) -> None:
        super().__init__(f"Open {found.ref}, {found.title}. {found.why}. {became}", parent)
        self.found = found
        self.lines: tuple[tuple[str, Role], ...] = (
            (f"{found.ref} · {found.title}", "strong"),
            (became, "plain"),
            (found.why, "small"),
        )
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        return sum(self._heights(width)) + scaled(8)

    def sizeHint(self) -> QSize:
        """Three lines where there is room."""
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(200))))

    def minimumSizeHint(self) -> QSize:
        """Narrow if it must be."""
        return QSize(scaled(140), self.heightForWidth(max(self.width(), scaled(140))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint its lines."""
        painter = QPainter(self)
        self.paint_ground(painter)
        tokens, top = tokens_of(self), scaled(4)
        for (words, role), high in zip(self.lines, self._heights(self.width()), strict=True):
            painter.setFont(font_for(role))
            painter.setPen(colour(tokens.secondary if role == "small" else tokens.text))
            painter.drawText(QRect(scaled(8), top, self.width() - scaled(16), high), _WRAP, words)
            top += high

    def _heights(self, width: int) -> list[int]:
        room = QRect(0, 0, max(1, width - scaled(16)), 9999)
        return [QFontMetrics(font_for(role)).boundingRect(room, _WRAP, words).height() for words, role in self.lines]


class EarlierBox(QWidget):
    """Earlier learning points like one that is typed or shown; hidden while there is none.

    Signals: `open_asked(register, id)`; `looked()` after each search.
    """

    open_asked = Signal(str, int)
    looked = Signal()

    def __init__(self, office: Office, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._asked: tuple[str, str, tuple[str, ...], int | None] = ("", "", (), None)
        self._index: Index | None = None
        self._newest = 0
        self._left: Iterator[Text] = iter(())
        self._all = False
        self.rows: list[EarlierRow] = []
        self.heading = Words(heading, "strong", wrap=True)
        self.more = LinkButton("")
        self.more.clicked.connect(self._show_all)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._step)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.heading)
        whole.addLayout(self._list)
        whole.addWidget(self.more)
        self.hide()

    def look(self, title: str, statement: str, themes: Iterable[str], but_not: int | None = None) -> None:
        """Look for what is like this, once no more is asked. The learning log is read anew if anything was written."""
        self._begin(title, statement, themes, but_not)
        newest = next((batch.id for batch in self._office.batches(1)), 0)
        if newest != self._newest:
            self._index, self._newest = None, newest

    def typed(self, title: str, statement: str, themes: Iterable[str]) -> None:
        """Look for what is like what is being typed; the learning log is read once."""
        self._begin(title, statement, themes, None)

    def is_looking(self) -> bool:
        """Whether something is still to be looked for."""
        return self._soon.isActive()

    def put_away(self) -> None:
        """Show nothing, and forget what was read."""
        self._soon.stop()
        self._index, self._left = None, iter(())
        self._show(())

    def _begin(self, title: str, statement: str, themes: Iterable[str], but_not: int | None) -> None:
        asked = (title, statement, tuple(filter(None, themes)), but_not)
        if asked[3] != self._asked[3]:
            self._show(())
        self._asked = asked
        self._all = False
        self._soon.start(SOON)

    def _step(self) -> None:
        """Read a few more learning points, or look once all are read. The window answers in between."""
        try:
            self._read_or_look()
        except OfficeClosed:
            self.put_away()

    def _read_or_look(self) -> None:
        if self._index is None:
            self._index, self._left = Index(), texts(self._office)
        some = list(islice(self._left, _AT_ONCE))
        for text in some:
            self._index.add(text)
        if len(some) == _AT_ONCE:
            self._soon.start(0)
            return
        title, statement, themes, but_not = self._asked
        self._show(earlier_like(self._office, self._index, title, statement, themes, but_not, _MOST))
        self.looked.emit()

    def _show(self, found: Iterable[Earlier]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [EarlierRow(one, one.became(self._office.today())) for one in found]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, number=row.found.id: self.open_asked.emit("learning", number))
            self._list.addWidget(row)
        self.setVisible(bool(self.rows))
        self._fold()

    def _fold(self) -> None:
        for place, row in enumerate(self.rows):
            row.setVisible(self._all or place < _FIRST)
        more = len(self.rows) - _FIRST
        self.more.setText(f"Show {counted(more, 'more', 'more')}")
        self.more.setVisible(more > 0 and not self._all)

    def _show_all(self) -> None:
        self._all = True
        self._fold()


class EarlierHint(EarlierBox):
    """Beneath the form of a new learning point: earlier ones like what is being typed."""

    def __init__(self, office: Office, form: RecordForm) -> None:
        super().__init__(office, "Earlier learning like this")
        self._form = form
        for key in _FIELDS:
            form.boxes[key].edited.connect(self._typed)

    def follow(self, number: int | None) -> None:
        """Show nothing for a record that is saved; begin anew with what a new one has."""
        self.put_away()
        if number is None and any(self._form.boxes[key].raw() for key in _FIELDS):
            self._typed()

    def _typed(self) -> None:
        if self._form.number() is None:
            title, statement, themes = (self._form.boxes[key].raw() for key in _FIELDS)
            self.typed(title, statement, themes.split(";"))
