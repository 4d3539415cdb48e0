"""The welcome page: the four ways to begin, the offices opened lately, and restoring a backup."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.gui.forms import load_form, part
from lif_desktop.gui.icons import app_icon, icon
from lif_desktop.gui.labels import LinkButton, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.rows import RowButton

CHOICES = (
    ("try_made_up", "warning", "Try with made-up data", "A whole made-up partnership to look round in."),
    ("bring_tracker", "import", "Bring my tracker", "Begin with a spreadsheet that you keep now. No column is lost."),
    ("new_office", "add", "New office", "Empty registers, with the lists of the framework."),
    ("open_office", "open", "Open an office", "A file that ends in .lif."),
)
"""The key of the window's action, an icon, and the words."""
_PATH = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ChoiceButton(RowButton):
    """A way to begin: icon, title, and a line that says what comes of it."""

    def __init__(self, picture: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAccessibleDescription(words)
        self.setToolTip("")
        self._icon = icon(picture, "accent")
        self._title, self._words = title, words

    def sizeHint(self) -> QSize:
        """Wide enough for the title, and as tall as the words need at the width it has."""
        width = max(self.width(), self.minimumWidth(), scaled(280))
        tall = font_height("strong") + self._words_height(width) + scaled(22)
        return QSize(scaled(340), max(scaled(60), tall))

    def minimumSizeHint(self) -> QSize:
        """As tall as its words, and narrow if it must be."""
        return QSize(scaled(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as a small card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self.paint_ground(painter)
        side = scaled(24)
        self._icon.paint(painter, QRect(scaled(16), (self.height() - side) // 2, side, side))
        painter.setPen(colour(tokens.text))
        painter.setFont(font_for("strong"))
        lines = font_height("strong") + self._words_height(self.width())
        top = (self.height() - lines) // 2
        words = self._words_place(self.width(), top)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._title)
        painter.setPen(colour(tokens.secondary))
        painter.setFont(font_for("secondary"))
        below = words.adjusted(0, font_height("strong"), 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), self._words)

    def _words_place(self, width: int, top: int) -> QRect:
        left = scaled(56)
        return QRect(left, top, width - left - scaled(16), self.height() - top)

    def _words_height(self, width: int) -> int:
        room = width - scaled(72)
        wrap = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(font_for("secondary")).boundingRect(QRect(0, 0, room, 9999), wrap, self._words).height()


class WelcomePage(QWidget):
    """What can be done without an office.

    Signals: `asked(key)` for one of the window's actions; `open_path(path)` for an office of the list.
    """

    asked = Signal(str)
    open_path = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = load_form("welcome")
        self.recent = part(self.form, QListWidget, "recent")
        give_room(self.recent)
        self._none = part(self.form, QLabel, "no_recent")
        self._picture = part(self.form, QLabel, "picture")
        self.restore = part(self.form, LinkButton, "restore")
        self.bring = part(self.form, LinkButton, "bring")
        self.bring.setToolTip("Fill a new office from a workbook that holds a whole one")
        self.choices: dict[str, ChoiceButton] = {}
        line = part(self.form, QWidget, "choices").layout()
        for key, picture, title, words in CHOICES:
            button = ChoiceButton(picture, title, words)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
            self.choices[key] = button
            line.addWidget(button)
        self.restore.clicked.connect(lambda: self.asked.emit("restore"))
        self.bring.clicked.connect(lambda: self.asked.emit("bring_office"))
        self.recent.itemActivated.connect(lambda item: self.open_path.emit(item.data(_PATH)))
        self.recent.itemClicked.connect(lambda item: self.open_path.emit(item.data(_PATH)))
        self._scroll()
        self._draw()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the offices opened lately, by name and folder."""
        self.recent.clear()
        for path in paths:
            item = QListWidgetItem(icon("app", ""), f"{path.stem}\n{path.parent}")
            item.setData(_PATH, str(path))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{path.stem} in {path.parent}")
            item.setToolTip(str(path))
            self.recent.addItem(item)
        self.recent.setVisible(bool(paths))
        self._none.setVisible(not paths)
        if paths:
            self.recent.setCurrentRow(0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and theme."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_picture"):
            self._draw()
        super().changeEvent(event)

    def _scroll(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self.form, 100)
        line.addStretch(1)
        scroll.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _draw(self) -> None:
        side = scaled(48)
        self._picture.setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.recent.setIconSize(QSize(scaled(24), scaled(24)))
        self.form.setMaximumWidth(scaled(1040))


def font_height(role: str) -> int:
    """Height of one line of words in a role, in pixels."""
    return QFontMetrics(font_for(role)).height()  # type: ignore[arg-type]
