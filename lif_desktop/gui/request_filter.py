"""The line that narrows what is shown of returns: by kind, by year, and only what is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.office import Office
from lif_desktop.office.return_requests import kinds_and_years


class RequestFilter(QWidget):
    """Kind, year and, with `offers_open`, a box for what is still awaited. Signal `changed()` when one is chosen."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None, *, offers_open: bool = False) -> None:
        super().__init__(parent)
        self._office = office
        self.kinds, self.years = QComboBox(), QComboBox()
        self.open_only = QCheckBox("Only what is awaited")
        self.line = WrapLayout(self, gap=16)
        for box, words in ((self.kinds, "&Return"), (self.years, "Y&ear")):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self.changed.emit())
            self.line.addWidget(_pair(box, words))
        self.line.addWidget(self.open_only)
        self.open_only.setVisible(offers_open)
        self.open_only.toggled.connect(lambda _on: self.changed.emit())

    def kind(self) -> str:
        """The key of the kind chosen; "" for all."""
        return str(self.kinds.currentData() or "")

    def year(self) -> str:
        """The year chosen; "" for all."""
        return str(self.years.currentData() or "")

    def fill(self) -> None:
        """Offer what was asked for in this office; what is chosen stays where it is still there."""
        kinds, years = kinds_and_years(self._office)
        names = self._office.lookup
        _offer(self.kinds, [("All", ""), *((names.label("return_kinds", key), key) for key in kinds)])
        _offer(self.years, [("All", ""), *((year, year) for year in years)])


def _offer(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    if [box.itemData(at) for at in range(box.count())] == [key for _, key in choices]:
        return
    here = box.currentData()
    box.clear()
    for words, key in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(here)))


def _pair(box: QComboBox, words: str) -> QWidget:
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(label_for(box, words, label=Words("", "secondary")))
    line.addWidget(box)
    return whole
