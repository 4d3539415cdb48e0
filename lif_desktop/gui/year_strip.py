"""The year strip of the audit programme, drawn by us: months across, a band for each type of audit, today's line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.framework.audit_year import Band, Row, YearPlan, lanes
from lif_desktop.framework.dates import MONTHS, add_months, show_date
from lif_desktop.gui.labels import Words, font_for
from lif_desktop.gui.palette import colour, scaled, tokens_of
from lif_desktop.gui.tokens import Tokens
from lif_desktop.gui.wrap_link import WrapLink
from lif_desktop.gui.year_bars import HIGH, RAIL, AuditBar, MissingBar, UndatedBar, YearButton, within

_NAMES, _HEAD, _PAD, _GAP, _LEAST = 216, 28, 7, 6, 26
"""In pixels at 100 % text: the column of names, the months, the room about a band, between bars, the narrowest bar."""
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass
class _Laid:
    """A band as widgets: what names it, its bars, and where it lies."""

    band: Band
    names: QWidget
    bars: list[YearButton] = field(default_factory=list)
    place: QRect = field(default_factory=QRect)


class YearStrip(QWidget):
    """The plan of one financial year. Tab goes from bar to bar, the arrows along a band and between bands.

    Signals: `opened(id)` when an audit is chosen; `plan_asked(values)` to begin the audit of a round that nobody
    planned; `link_asked(key)` from the link beneath the name of a type of audit.
    """

    opened = Signal(int)
    plan_asked = Signal(object)
    link_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: YearPlan | None = None
        self._today = date.min
        self._bands: list[_Laid] = []
        self.links: dict[str, WrapLink] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_plan(
        self,
        plan: YearPlan,
        today: date,
        links: Mapping[str, str] | None = None,
        about: Callable[[Row], str] = lambda _row: "",
    ) -> None:
        """Show the plan of a year.

        `links` are the words of a link for some types of audit, by key; `about` says more of an audit than its dates.
        """
        kept = self._focused()
        for laid in self._bands:
            for widget in (laid.names, *laid.bars):
                widget.hide()
                widget.deleteLater()
        self.plan, self._today, self.links = plan, today, {}
        self._bands = [self._made(band, (links or {}).get(band.kind.key, ""), about) for band in plan.bands]
        self.setAccessibleName(f"Audit programme {plan.year}")
        here = plan.first <= today <= plan.last
        self.setAccessibleDescription(f"Today is {show_date(today)}." if here else "")
        self._lay()
        if kept:
            again = next((bar for bar in self.bars() if bar.accessibleName() == kept), None)
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def bars(self) -> list[YearButton]:
        """Everything that can be pressed in the bands, from the first band to the last."""
        return [bar for laid in self._bands for bar in laid.bars]

    def refit(self) -> None:
        """Take the text size that is set now."""
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the year over the width."""
        super().resizeEvent(event)
        self._lay()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the names and narrow months, and as high as the bands."""
        high = self._bands[-1].place.bottom() + 1 if self._bands else scaled(_HEAD)
        return QSize(scaled(_NAMES) + 12 * scaled(34), high)

    def sizeHint(self) -> QSize:
        """The same, a little wider."""
        return QSize(scaled(_NAMES) + 12 * scaled(64), self.minimumSizeHint().height())

    # making

    def _made(self, band: Band, link: str, about: Callable[[Row], str]) -> _Laid:
        laid = _Laid(band, self._names(band, link))
        label = band.kind.label
        laid.bars += [AuditBar(label, bar, about(bar.row), self) for bar in band.bars]
        laid.bars += [UndatedBar(label, row, self) for row in band.undated]
        laid.bars += [MissingBar(label, missing, self) for missing in band.missing]
        for bar in laid.bars:
            bar.clicked.connect(lambda _on=False, one=bar: self._pressed(one))
            bar.moved.connect(lambda columns, rows, one=bar: self._move(one, columns, rows))
            bar.show()
        return laid

    def _names(self, band: Band, link: str) -> QWidget:
        names = QWidget(self)
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Words(band.kind.label, "strong", wrap=True))
        for words in filter(None, (band.cycle, band.following)):
            column.addWidget(Words(words, "small", wrap=True))
        if link:
            button = self.links[band.kind.key] = WrapLink(link)
            button.clicked.connect(lambda: self.link_asked.emit(band.kind.key))
            column.addWidget(button)
        column.addStretch(1)
        names.show()
        return names

    # laying out

    def _lay(self) -> None:
        if self.plan is None:
            return
        top, width = scaled(_HEAD), scaled(_NAMES)
        for laid in self._bands:
            high = self._lay_bars(laid, top)
            names = laid.names.layout().heightForWidth(width - scaled(12))
            high = max(high, names + 2 * scaled(_PAD))
            laid.names.setGeometry(0, top + scaled(_PAD), width - scaled(12), names)
            laid.place = QRect(0, top, self.width(), high)
            top += high
        self.setMinimumHeight(top)
        self.updateGeometry()
        self.update()

    def _lay_bars(self, laid: _Laid, top: int) -> int:
        """Place the bars of a band in as few lanes as they need; gives the height of the band in pixels."""
        extents = [self._extent(bar) for bar in laid.bars]
        places = lanes(extents, scaled(_GAP))
        high = scaled(HIGH) + scaled(RAIL) + scaled(4)
        for bar, (left, right), lane in zip(laid.bars, extents, places, strict=True):
            rail = scaled(RAIL) if isinstance(bar, AuditBar) else 0
            y = top + scaled(_PAD) + lane * high
            bar.setGeometry(round(left), y, round(right - left), scaled(HIGH) + rail)
            if isinstance(bar, AuditBar):
                self._lay_marks(bar, left)
        return max([*places, 0]) * high + high + 2 * scaled(_PAD) - scaled(4)

    def _lay_marks(self, bar: AuditBar, left: float) -> None:
        plan = self._plan()
        begins, ends = self._body(bar)
        marks = [(mark, day) for mark, day in bar.bar.marks if plan.first <= day <= plan.last]
        half = scaled(5)
        spots = [(mark, max(half, min(bar.width() - half, self._x(day) - left))) for mark, day in marks]
        beside = bar.beside(ends - begins)
        fits = beside > 0 and ends + beside <= left + bar.width() + 1
        bar.lay(begins - left, ends - left, spots, beside=fits)

    def _body(self, bar: AuditBar) -> tuple[float, float]:
        """Where the body of an audit begins and ends across, in pixels, held within the year and wide enough to hit."""
        begins, ends, least = self._x(bar.bar.begins), self._x(bar.bar.ends, end=True), scaled(_LEAST)
        begins = min(begins, self.width() - least)
        return begins, max(ends, begins + least)

    def _extent(self, bar: YearButton) -> tuple[float, float]:
        """Where all of a bar begins and ends across, in pixels, held within the year."""
        start, end = float(self._start()), float(self.width())
        if isinstance(bar, AuditBar):
            left, right = self._body(bar)
            days = [day for _, day in bar.bar.marks]
            half = scaled(5)
            left = max(start, min([left, *(self._x(day) - half for day in days)]))
            beside = right + bar.beside(right - left)
            right = max([right, *(self._x(day) + half for day in days), *([beside] if beside <= end else [])])
            return left, min(end, right)
        left = self._x(bar.missing.at) if isinstance(bar, MissingBar) else start
        left = max(start, min(left, end - bar.wanted()))
        return left, min(end, left + bar.wanted())

    def _x(self, day: date, *, end: bool = False) -> float:
        """Where a day stands across, in pixels: its beginning, or its end."""
        plan = self._plan()
        room = self.width() - self._start()
        step = 1 / ((plan.last - plan.first).days + 1) if end else 0.0
        return self._start() + (plan.place(within(day, plan.first, plan.last)) + step) * room

    def _start(self) -> int:
        return scaled(_NAMES)

    def _plan(self) -> YearPlan:
        if self.plan is None:
            raise RuntimeError("no plan is shown")
        return self.plan

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the months, the lines between bands, and today."""
        if self.plan is None:
            return
        painter = QPainter(self)
        tokens = tokens_of(self)
        self._paint_months(painter, tokens)
        for laid in self._bands:
            painter.fillRect(0, laid.place.top(), self.width(), 1, colour(tokens.line))
        painter.fillRect(0, self._bands[-1].place.bottom() if self._bands else 0, self.width(), 1, colour(tokens.line))
        if self.plan.first <= self._today <= self.plan.last:
            self._paint_today(painter, tokens)

    def _paint_months(self, painter: QPainter, tokens: Tokens) -> None:
        plan = self._plan()
        bottom = self._bands[-1].place.bottom() if self._bands else self.height()
        longest = max(QFontMetrics(font_for("strong")).horizontalAdvance(name) for name in MONTHS)
        fits = longest < (self.width() - self._start()) / 12 - 4
        for at in range(12):
            first = add_months(plan.first, at)
            left, right = self._x(first), self._x(add_months(plan.first, at + 1)) if at < 11 else float(self.width())
            if at % 2:
                painter.fillRect(QRectF(left, 0, right - left, bottom), colour(tokens.alternate))
            here = first <= self._today < add_months(first, 1)
            painter.setFont(font_for("strong" if here else "small"))
            painter.setPen(colour(tokens.accent if here else tokens.secondary))
            words = MONTHS[first.month - 1] if fits else MONTHS[first.month - 1][:3]
            painter.drawText(QRectF(left, 0, right - left, scaled(_HEAD)), _CENTRE, words)
            painter.fillRect(QRectF(left, 0, 1, bottom), colour(tokens.line))

    def _paint_today(self, painter: QPainter, tokens: Tokens) -> None:
        x = round(self._x(self._today))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self._bands[-1].place.bottom() if self._bands else self.height()
        painter.setPen(QPen(colour(tokens.accent), 2))
        painter.drawLine(x, scaled(_HEAD) - scaled(4), x, bottom)

    # pressing and moving

    def _pressed(self, bar: YearButton) -> None:
        if isinstance(bar, AuditBar):
            self.opened.emit(int(bar.bar.row["id"]))
        elif isinstance(bar, UndatedBar):
            self.opened.emit(int(bar.row["id"]))
        elif isinstance(bar, MissingBar):
            self.plan_asked.emit(dict(bar.values()))

    def _move(self, bar: YearButton, columns: int, rows: int) -> None:
        """To the next bar along the band, or to the nearest one in the next band that has any."""
        at = next(place for place, laid in enumerate(self._bands) if bar in laid.bars)
        if columns:
            row = sorted(self._bands[at].bars, key=lambda one: (one.x(), one.y()))
            target = row.index(bar) + columns
            found = row[target] if 0 <= target < len(row) else None
        else:
            others = self._bands[at + 1 :] if rows > 0 else self._bands[:at][::-1]
            near = next((laid.bars for laid in others if laid.bars), [])
            found = min(
                near, key=lambda one: abs(one.geometry().center().x() - bar.geometry().center().x()), default=None
            )
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _focused(self) -> str:
        return next((bar.accessibleName() for bar in self.bars() if bar.hasFocus()), "")
