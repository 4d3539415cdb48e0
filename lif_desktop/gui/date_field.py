"""A date that can be empty, typed in any British way or picked from a calendar."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.framework.dates import DateNotUnderstood, Lies, parse_date, show_date
from lif_desktop.gui.icons import icon
from lif_desktop.gui.palette import colour, scaled, tokens_of

if TYPE_CHECKING:
    from lif_desktop.framework.workdays import WorkingDays


class DateField(QLineEdit):
    """A line to type a date in, with a calendar button. Empty is a value of its own and stays empty.

    What was typed is read when the line is left or Enter is pressed, then shown as "3 March 2026". What
    cannot be read stays as typed, `problem` says why, and `day` gives None. Alt+Down opens the calendar.

    Signals: `day_changed` with the date or None, whenever what the line says comes to mean another day;
    `problem_changed` with the sentence, or "" when it is mended.
    """

    day_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
        calendar: "WorkingDays | None" = None,
        lies: Lies | None = None,
    ) -> None:
        super().__init__(parent)
        self._lies = lies
        self._today, self._calendar = today, calendar
        self._day: date | None = None
        self._problem = ""
        self._popup: _CalendarPopup | None = None
        self._button = QToolButton(self)
        self._button.setIcon(icon("calendar", "secondary"))
        self._button.setAutoRaise(True)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAccessibleName("Choose a day")
        self._button.setToolTip("Choose a day (Alt+Down)")
        self._button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self.read)

    def day(self) -> date | None:
        """The date that was read last; None when the line is empty or cannot be read."""
        return self._day

    def problem(self) -> str:
        """Why the line cannot be read as a date; "" when it can, or is empty."""
        return self._problem

    def set_day(self, day: date | None) -> None:
        """Show a date, or nothing for None."""
        self.setText(show_date(day))
        self._settle(day, "")

    def read(self) -> date | None:
        """Read what is typed now, show it in full, and give the date, or None when there is none."""
        text = self.text().strip()
        try:
            day = parse_date(text, self._today(), self._calendar, lies=self._lies) if text else None
        except DateNotUnderstood as trouble:
            self._settle(None, str(trouble))
            return None
        self.set_day(day)
        return day

    def open_calendar(self) -> None:
        """Open the calendar under the line, on its date or on today."""
        self.read()
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.chosen.connect(self._picked)
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height())), self._day, self._today())

    def popup(self) -> "QFrame | None":
        """The calendar's window once it has been opened."""
        return self._popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the line unread while its own calendar is open."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        side = max(24, min(self.height() - 4, scaled(28)))
        self._button.setIconSize(QSize(scaled(16), scaled(16)))
        self._button.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)
        self.setTextMargins(0, 0, side, 0)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """As large as the words need."""
        hint = super().sizeHint()
        wide = self.fontMetrics().horizontalAdvance("30 September 2026") + scaled(56)
        return QSize(wide, hint.height())

    def _picked(self, day: date | None) -> None:
        self.set_day(day)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def _settle(self, day: date | None, problem: str) -> None:
        changed, told = day != self._day, problem != self._problem
        self._day, self._problem = day, problem
        if told:
            self.problem_changed.emit(problem)
        if changed:
            self.day_changed.emit(day)


class _CalendarPopup(QFrame):
    """The calendar with Today and No date beneath it. It closes when a day is chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._today = date.today()
        self.month = QCalendarWidget(self)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setAccessibleName("Calendar")
        self._calm_weekends()
        self.month.activated.connect(self._activated)
        self.month.clicked.connect(self._activated)
        self.today_button = QPushButton("Today")
        self.today_button.clicked.connect(self._choose_today)
        self.none_button = QPushButton("No date")
        self.none_button.clicked.connect(self._choose_none)
        below = QHBoxLayout()
        below.addWidget(self.today_button)
        below.addWidget(self.none_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(self.month)
        whole.addLayout(below)

    def _calm_weekends(self) -> None:
        """Saturdays and Sundays in the quiet colour: red would say that something is wrong."""
        quiet = QTextCharFormat()
        quiet.setForeground(colour(tokens_of(self).secondary))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, quiet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._calm_weekends()

    def open_at(self, corner: QPoint, day: date | None, today: date) -> None:
        self._today = today
        shown = day or today
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.adjustSize()
        screen = QApplication.screenAt(corner) or QApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.month.setFocus()

    def _activated(self, picked: QDate) -> None:
        self._choose(date(picked.year(), picked.month(), picked.day()))

    def _choose_today(self) -> None:
        self._choose(self._today)

    def _choose_none(self) -> None:
        self._choose(None)

    def _choose(self, day: date | None) -> None:
        self.hide()
        self.chosen.emit(day)
