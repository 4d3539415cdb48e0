"""The status bar: the office and when it was saved, what the page counts, the marking, the last backup."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.labels import Words

if TYPE_CHECKING:
    from lif_desktop.office import Office

MADE_UP = Status("amber", "Made-up data")
READ_ONLY = Status("blue", "Read only")
SAID_FOR_MS = 8000


class StatusLine(QStatusBar):
    """Calm words along the foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.office = _Fitted()
        self.counted = _Fitted()
        self.marking = Words("", "secondary")
        self.backed_up = Words("", "secondary")
        self.made_up = StatusBadge(MADE_UP)
        self.read_only = StatusBadge(READ_ONLY)
        self.setContentsMargins(8, 0, 8, 0)
        self.addWidget(self.office, 2)
        self.addWidget(self.counted, 2)
        self.layout().setSpacing(12)
        for part in (self.read_only, self.made_up, self.marking, self.backed_up):
            part.setContentsMargins(8, 0, 0, 0)
            self.addPermanentWidget(part)
        self.clear_office()

    def say(self, sentence: str) -> None:
        """Show a sentence for a few seconds in the place of the words at the left."""
        self.showMessage(sentence, SAID_FOR_MS)

    def clear_office(self) -> None:
        """Say nothing: no office is open."""
        for words in (self.office, self.counted, self.marking, self.backed_up):
            words.setText("")
        self.made_up.hide()
        self.read_only.hide()

    def show_office(self, office: "Office", saved: datetime | None) -> None:
        """Show the office, when it was saved last (local time), its marking and its last backup."""
        parts = [office.path.name]
        if saved is not None and not office.read_only:
            parts.append(f"saved {clock_or_day(saved, office.today())}")
        self.office.setText(" · ".join(parts))
        self.marking.setText(marking_words(office))
        self.made_up.setVisible(office.setting("made_up") == "yes")
        self.read_only.setVisible(office.read_only)
        self.show_backup(office)

    def show_backup(self, office: "Office") -> None:
        """Show when the office was backed up last."""
        at = last_backup(office)
        words = "No backup yet" if at is None else f"Backed up {day_and_clock(at, office.today())}"
        self.backed_up.setText("" if office.read_only else words)


def last_backup(office: "Office") -> datetime | None:
    """When the newest backup beside the office was made, local time; None when there is none."""
    from lif_desktop.office.backup import backups_of

    newest = next(iter(backups_of(office.path)), None)
    return None if newest is None else datetime.fromtimestamp(newest.stat().st_mtime).astimezone()


def marking_words(office: "Office") -> str:
    """The protective marking of the office, as its profile words it; OFFICIAL-SENSITIVE when none is set."""
    chosen = office.setting("marking", "official_sensitive")
    return next((choice.label for choice in office.profile.choices("markings") if choice.key == chosen), chosen)


def clock_or_day(moment: datetime, today: date) -> str:
    """Give "10:42" for today, else "on 3 March 2026"."""
    return f"{moment:%H:%M}" if moment.date() == today else f"on {show_date(moment.date())}"


def day_and_clock(moment: datetime, today: date) -> str:
    """Give "today 09:02", or "on 3 March 2026"."""
    return f"today {moment:%H:%M}" if moment.date() == today else f"on {show_date(moment.date())}"


class _Fitted(Words):
    """Words that end in an ellipsis where there is no room for them, and stand whole in the tool tip."""

    def __init__(self) -> None:
        super().__init__("", "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits, and nothing under a passing sentence: Qt shows the words again when the style changes."""
        bar = self.parent()
        if isinstance(bar, QStatusBar) and bar.currentMessage():
            return
        fitted = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if fitted == self.text() else self.text())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), fitted)
