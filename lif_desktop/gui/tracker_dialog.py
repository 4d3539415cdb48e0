"""The window that asks what goes out as a spreadsheet, and as what kind of file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import counted
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.saved_filters import filter_of, filter_words
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.office.standing import BIN
from lif_desktop.registers.register import Register

Form = Literal["working", "published", "homicide", "csv", "json"]


@dataclass(frozen=True)
class Part:
    """A choice of records: the words of the button, a line beneath, their numbers (None for all), and a name.

    `name` says in the file which records they are, "" for all; `short` stands in the file's own name. The part that was
    `narrowed` by hand is chosen at the beginning.
    """

    words: str
    more: str = ""
    rows: tuple[int, ...] | None = None
    name: str = ""
    short: str = ""
    narrowed: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of file: the words of the button, a line beneath, its ending, and what the file is called after."""

    form: Form
    words: str
    more: str
    ending: str
    called: str


_One = TypeVar("_One", Part, Kind)

KINDS: tuple[Kind, ...] = (
    Kind(
        "working",
        "Excel, working tracker",
        "To sort, fill in and send round. It comes back through the import, and knows its rows again.",
        ".xlsx",
        "tracker",
    ),
    Kind(
        "published",
        "Excel, table for publication",
        "A plain table with notes, without what is for the office only. Counts of people below 5 are left out.",
        ".xlsx",
        "table",
    ),
    Kind("csv", "Comma-separated text", "For other programs. Excel opens it too.", ".csv", "table"),
    Kind("json", "JSON", "For other programs, field by field.", ".json", "data"),
)
COMPOSITE: tuple[Kind, ...] = (
    Kind(
        "working",
        "Working plan",
        "Every action with what it comes from, to send round. It comes back through the import into the actions.",
        ".xlsx",
        "",
    ),
    Kind("published", "For publication", "Without what is for the office only.", ".xlsx", "for publication"),
    Kind(
        "homicide",
        "Domestic homicide reviews",
        "In the columns that the Home Office asks for, and only what those reviews recommend.",
        ".xlsx",
        "of domestic homicide reviews",
    ),
)
"""The kinds of composite action plan."""


def parts_of(own: Register, page: RegisterPage | None) -> list[Part]:
    """Which records can go out: all, those that the page's filter shows, those chosen on it. The bin never does."""
    if page is None:
        return [Part(f"All {own.label.lower()}")]
    table = page.table
    if table.view_key() == BIN:
        return [Part(f"All {own.label.lower()}", "What lies in the bin does not go out.")]
    everything = len(table.standings)
    parts = [Part(f"All {counted(everything, own.singular)}")]
    shown = tuple(table.model.shown_ids())
    if 0 < len(shown) < everything:
        saved, found = page.saved, filter_of(page)
        said = "; ".join(filter_words(own, found))
        kept = saved.current is not None and not saved.is_changed()
        if saved.current is not None and kept:
            name = short = saved.current.name
            more = f"{name}: {said}" if said else name
        else:
            name, short, more = said, "filtered", said
        words = f"The {counted(len(shown), own.singular)} shown now"
        narrowed = kept or bool(found.words or found.columns)
        parts.append(Part(words, more, shown, f"{own.label}: {name}", short, narrowed))
    chosen = tuple(table.model.id_at(row) for row in table.view.area().rows)
    if chosen and len(chosen) < everything:
        words = f"The {counted(len(chosen), own.singular)} chosen in the list"
        names = ", ".join(table.cells.name(number) for number in chosen[:4])
        more = names if len(chosen) <= 4 else f"{names} and {len(chosen) - 4:,} more"
        parts.append(Part(words, more, chosen, f"{own.label}: chosen rows", "chosen"))
    return parts


class TrackerDialog(Dialog):
    """Asks which of `parts` goes out, and as which of `kinds`. Signal `decided(Part, Kind)`."""

    decided = Signal(object, object)

    def __init__(
        self, heading: str, parts: Sequence[Part], kinds: Sequence[Kind] = KINDS, parent: QWidget | None = None
    ) -> None:
        super().__init__("Save as Excel", parent)
        self.heading = Words(heading, "heading", wrap=True)
        self.parts = self._buttons(parts)
        self.kinds = self._buttons(kinds)
        self.save = primary_button("Choose where…")
        self.save.setDefault(True)
        self.cancel = plain_button("Cancel")
        self.cancel.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(16)
        whole.addWidget(self.heading)
        if parts:
            whole.addLayout(self._group("Which records", self.parts))
        whole.addLayout(self._group("As what", self.kinds))
        whole.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addStretch(1)
        bar.addWidget(self.save)
        bar.addWidget(self.cancel)
        whole.addLayout(bar)
        self.setMinimumWidth(scaled(500))
        self.resize(self.minimumSizeHint())
        self.fit()
        self.save.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)

    def part(self) -> Part:
        """The records that are chosen now; all where nothing was to be chosen."""
        return next((part for button, part in self.parts.items() if button.isChecked()), Part("All"))

    def kind(self) -> Kind:
        """The kind of file that is chosen now."""
        return next(kind for button, kind in self.kinds.items() if button.isChecked())

    def _buttons(self, choices: Sequence[_One]) -> dict[QRadioButton, _One]:
        group = QButtonGroup(self)
        made: dict[QRadioButton, _One] = {}
        for one in choices:
            button = QRadioButton(one.words.replace("&", "&&"))
            button.setAccessibleDescription(one.more)
            button.setMinimumHeight(scaled(24))
            group.addButton(button)
            made[button] = one
        begun: list[QRadioButton] = [button for button, one in made.items() if isinstance(one, Part) and one.narrowed]
        for first in (*begun, *made)[:1]:
            first.setChecked(True)
        return made

    def _group(self, title: str, choices: dict[QRadioButton, Part] | dict[QRadioButton, Kind]) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Words(title, "strong"))
        for button, one in choices.items():
            lines.addWidget(button)
            if one.more:
                more = Words(one.more, "secondary", wrap=True)
                more.setContentsMargins(scaled(24), 0, 0, 4)
                lines.addWidget(more)
        return lines

    def _decide(self) -> None:
        part, kind = self.part(), self.kind()
        self.accept()
        self.decided.emit(part, kind)
