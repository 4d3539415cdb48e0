"""The window of the inspection bundle: which reviews, and where it is saved; and what the door needs of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.framework.dates import financial_year, show_date
from lif_desktop.gui.bundle_whole import whole_bundle
from lif_desktop.gui.choose_file import ask_save, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.records import counted, heading_words
from lif_desktop.gui.tick_list import Group, TickList
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.office.issued import Leaving

ARCHIVES = "Zip archives (*.zip)"
KIND = "bundle"
_LEAD = (
    "For each review: decision record, golden thread, action plan, assurance statement and what the minutes say of it, "
    "with trackers, an index and checksums. What is missing is named in the index; other cases stand there by "
    "reference alone."
)
_FEW = 3
"""So many papers that are missing are named when the bundle leaves; more are counted."""


class BundleDialog(Dialog):
    """Ticks reviews. Signal `wanted(refs, path)`."""

    wanted = Signal(object, object)

    def __init__(
        self, office: Office, folder: Path | None = None, parent: QWidget | None = None, review: int = 0
    ) -> None:
        super().__init__("Inspection bundle", parent)
        self._office, self._folder = office, folder or office.path.parent
        rows = sorted(office.records("reviews"), key=lambda row: (row["id"] == review, str(row["ref"])), reverse=True)
        self._refs = {row["id"]: str(row["ref"]) for row in rows}
        names = [(row["id"], heading_words(register("reviews"), row, office)) for row in rows]
        live = frozenset(row["id"] for row in rows if row["closed_on"] is None)
        year = financial_year(office.today())
        groups: list[tuple[str, Group]] = [
            ("All", frozenset(self._refs)),
            ("Not closed", live),
            (f"Of {year}", lambda: self._of_year(year)),
        ]
        self.reviews = TickList("Reviews of the bundle", names, groups)
        self.reviews.tick([review] if review in self._refs else [])
        self.problem = ProblemNote()
        self.save = primary_button("Save…")
        self.close_button = plain_button("Cancel")
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.problem, 1)
        last.addStretch(1)
        last.addWidget(self.save)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        for part in (Words(_LEAD, wrap=True), self.reviews):
            whole.addWidget(part)
        whole.addStretch(1)
        whole.addLayout(last)
        self.save.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        self.reviews.edited.connect(lambda: self.problem.say(""))
        self.take_room(560, 340)
        self.fit()

    def _of_year(self, year: str) -> frozenset[int]:
        from lif_desktop.papers.bundle import reviews_for
        from lif_desktop.papers.saving import PaperError

        try:
            refs = reviews_for(self._office, year=year)
        except PaperError:
            return frozenset()
        return frozenset(number for number, ref in self._refs.items() if ref in refs)

    def _save(self) -> None:
        refs = tuple(self._refs[number] for number in self.reviews.numbers())
        if not refs:
            self.problem.say("Tick the reviews that belong into the bundle.")
            return
        about = refs[0] if len(refs) == 1 else counted(len(refs), "review")
        day = show_date(self._office.today())
        name = safe_name(f"OFFICIAL-SENSITIVE Inspection bundle {about} {day}")

        def into(path: Path) -> None:
            self.wanted.emit(refs, path)
            self.accept()

        ask_save(self, "Save the inspection bundle", self._folder / f"{name}.zip", ARCHIVES, into)


def bundle_parcel(office: Office, refs: Sequence[str], work: Work) -> Parcel:
    """A bundle, made and looked over, to be saved."""
    from lif_desktop.papers.bundle import leaving, write_bundle

    made = whole_bundle(office, refs, say=work.say)
    number = office.lookup.record("reviews", refs[0]) if len(refs) == 1 else None

    def seal(work: Work, path: Path, masks: Places, sending: Sending) -> "Leaving":
        last = whole_bundle(office, refs, made.stand.made, work.say, masks) if masks else made
        write_bundle(path, last)
        return leaving(last, path.name, number, sent_to=sending.sent_to, why=sending.why, mask=masks)

    gaps = [f"{gap.ref}: {gap.label}. {gap.why}" for gap in made.missing]
    named = " ".join(gaps[:_FEW])
    more = f" {len(gaps) - _FEW} more are in the index." if len(gaps) > _FEW else ""
    return Parcel(
        title=f"Inspection bundle, {counted(len(refs), 'review')}",
        seal=seal,
        places=made.places,
        note=f"Not in the bundle: {named}{more}" if gaps else "",
    )
