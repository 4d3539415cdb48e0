"""The window before something leaves: what knows or reaches a person in it, to leave or mask, for whom and why."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from lif_desktop.framework.personal import KINDS
from lif_desktop.framework.personal_places import Place, in_words
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.leaving_fields import SendingFields
from lif_desktop.gui.leaving_parcels import Parcel, Sending
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.roomy import give_room
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office import Office

_PLACE = int(Qt.ItemDataRole.UserRole)
_WIDTHS = (210, 330)


class FoundList(QTreeWidget):
    """The finds, a line each: ticked ones are masked. Space turns the tick of a line."""

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Personal details that were found")
        self.setHeaderLabels(["Mask", "Words", "Where"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, scaled(width))
        give_room(self)
        self.setMinimumHeight(scaled(150))
        self.add(places, ticked=True)
        for item in self.items()[:1]:
            self.setCurrentItem(item)

    def add(self, places: Iterable[Place], *, ticked: bool) -> None:
        """Add lines, with or without their tick."""
        for one in places:
            kind = _capital(KINDS[one.kind][0].split(" ", 1)[1])
            item = QTreeWidgetItem([kind, one.around, one.where])
            item.setData(0, _PLACE, one)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            for column, words in enumerate((f"{kind}: {one.text}", one.around, one.where)):
                item.setToolTip(column, words)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{kind}, {one.around}, {one.where}")
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addTopLevelItem(item)

    def items(self) -> list[QTreeWidgetItem]:
        """Every line."""
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return [one for one in found if one is not None]

    def tick(self, *, on: bool) -> None:
        """Tick every line, or none."""
        for item in self.items():
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def masked(self) -> tuple[Place, ...]:
        """What is ticked."""
        ticked = (item for item in self.items() if item.checkState(0) == Qt.CheckState.Checked)
        return tuple(item.data(0, _PLACE) for item in ticked)


class LeavingDialog(Dialog):
    """Asks what is masked in a parcel, for whom it leaves and why. Signal `decided(masked, sending)`."""

    decided = Signal(object, object)

    def __init__(
        self,
        office: Office,
        kind: str,
        parcel: Parcel,
        given: Sending,
        act: str = "Save",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Before it leaves", parent)
        self._parcel, self._act = parcel, act
        self.heading = Words(parcel.title, "heading", wrap=True)
        self.lead = Words("", wrap=True)
        self.list = FoundList(parcel.places)
        self.mask_all = LinkButton("Mask all")
        self.leave_all = LinkButton("Leave all as they are")
        self.names = LinkButton("Also show what looks like a name")
        if parcel.published and not given.approved_by:
            given = Sending(given.sent_to, given.why, *parcel.approved)
        self.fields = SendingFields(office, kind, given, parcel.published)
        self.go = primary_button("")
        self.cancel = plain_button("Cancel")
        self._lay_out()
        self._wire()
        self._say()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.heading)
        whole.addWidget(self.lead)
        some = bool(self._parcel.places)
        links = QWidget()
        line = WrapLayout(links, gap=12)
        for link in (self.mask_all, self.leave_all, self.names):
            line.addWidget(link)
        whole.addWidget(self.list, 1)
        whole.addWidget(links)
        self.list.setVisible(some)
        links.setVisible(some or self._parcel.names is not None)
        self.mask_all.setVisible(some)
        self.leave_all.setVisible(some)
        self.names.setVisible(self._parcel.names is not None)
        whole.addWidget(self.fields)
        self.fields.setVisible(self._parcel.asks)
        if not some:
            whole.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        self.go.setDefault(True)
        self.cancel.setAutoDefault(False)
        last.addWidget(self.go)
        last.addWidget(self.cancel)
        whole.addLayout(last)
        self.setMinimumWidth(scaled(560))
        if some:
            self.take_room(860, 520)
        else:
            self.resize(scaled(600), self.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as tall as its words and fields need in the look they have now."""
        super().showEvent(event)
        self.fields.layout().activate()
        self.fit()

    def _wire(self) -> None:
        self.list.itemChanged.connect(lambda _item, _column: self._say())
        self.mask_all.clicked.connect(lambda: self.list.tick(on=True))
        self.leave_all.clicked.connect(lambda: self.list.tick(on=False))
        self.names.clicked.connect(self._show_names)
        self.go.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)

    def _say(self) -> None:
        masked = len(self.list.masked())
        some = bool(self.list.items())
        self.lead.setText(_lead(self._parcel))
        self.lead.setVisible(bool(self.lead.text()))
        words = f"Mask {masked:,} and {self._act.lower()}" if masked else f"{self._act} unmasked" if some else self._act
        self.go.setText(words)

    def _show_names(self) -> None:
        found: Sequence[Place] = () if self._parcel.names is None else self._parcel.names()
        self.names.setEnabled(False)
        self.names.setText(
            f"{len(found):,} that look like a name: tick those that are one" if found else "No names seen"
        )
        self.list.add(found, ticked=False)
        self.list.setVisible(bool(self.list.items()))
        self._say()
        self.fit()

    def _decide(self) -> None:
        sending = self.fields.sending()
        if sending is None:
            self.fit()
            return
        masked = self.list.masked()
        self.accept()
        self.decided.emit(masked, sending)


def _lead(parcel: Parcel) -> str:
    """What is said above the list."""
    if not parcel.places:
        return parcel.note
    found = in_words(parcel.places)
    verb = "stands" if len(parcel.places) == 1 else "stand"
    words = f"{_capital(found)} {verb} in it. What is ticked is masked in the copy that leaves;"
    return f"{parcel.note}\n\n{words} the records stay as they are.".strip()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
