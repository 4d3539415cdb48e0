"""Asks which of day and month stands first in the dates of a column, by what one of them would be."""

import datetime as dt
import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words
from lif_desktop.sheets.match import Order

_FIGURES = re.compile(r"\D*?(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})\b")
_CENTURY = 2000
ORDERS: tuple[Order, Order] = ("day", "month")


def both_ways(sample: str) -> tuple[str, str] | None:
    """A date in figures read with the day first and with the month first, in words; None where only one way is one."""
    found = _FIGURES.match(sample)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.groups())
    year += _CENTURY if year < 100 else 0
    try:
        return show_date(dt.date(year, second, first)), show_date(dt.date(year, first, second))
    except ValueError:
        return None


def in_figures(sample: str) -> bool:
    """Whether a text looks like a date that is written in figures with its year last."""
    return _FIGURES.match(sample) is not None


def telling(samples: Sequence[str]) -> str:
    """The first of the samples that says something else with the month first; "" where none does."""
    ways = ((sample, both_ways(sample)) for sample in samples)
    return next((sample for sample, read in ways if read is not None and read[0] != read[1]), "")


class DateOrder(QWidget):
    """Two buttons behind a date: 3/4/2026 is 3 April 2026, or 4 March 2026. Signal `chosen("day" or "month")`."""

    chosen = Signal(str)

    def __init__(
        self, heading: str, samples: Sequence[str], order: Order | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = heading
        sample = telling(samples) or next(iter(samples), "")
        read = both_ways(sample) or ("day first", "month first")
        self.words = Words(f"{sample} is:" if sample else "Read with the:")
        self.buttons: dict[Order, QRadioButton] = {}
        self._group = QButtonGroup(self)
        line = WrapLayout(self, gap=14)
        line.addWidget(self.words)
        for key, words in zip(ORDERS, read, strict=True):
            button = self.buttons[key] = QRadioButton(words)
            button.setAccessibleName(f"{self.words.text()} {words}, in “{heading}”")
            button.setChecked(key == order)
            button.clicked.connect(lambda _on=False, one=key: self.chosen.emit(one))
            self._group.addButton(button)
            line.addWidget(button)

    def order(self) -> Order | None:
        """What was chosen; None while nothing was."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), None)
