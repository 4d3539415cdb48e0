"""The window that writes letters about a review: which letter, to whom, its words, and how it is saved."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.choose_file import WORD, ask_folder, ask_save, free_folder, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.letters_parcels import FORMS, Form, Letters
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.records import heading_words
from lif_desktop.gui.tick_list import TickList
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button
from lif_desktop.gui.worker import Background
from lif_desktop.office import Office
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.papers.letter_readers import Reader

_SIZE = re.compile(r"font-size: ([\d.]+)pt")
_NOBODY = "The records name nobody for this letter. "
_WHY_NOBODY = {
    "request": "Ask agencies for returns in the tab Returns of the review first.",
    "chase": "No agency owes a return for this review.",
    "chair": "No return for this review is late.",
    "practitioners": "Add the panel, or ask agencies for returns.",
    "decision": "Write into the review by which agency it was referred.",
    "partners": "Mark the statutory partners among the agencies.",
    "others": "Add the inquest or the police investigation in the tab Panel of the review.",
}


@dataclass(frozen=True)
class Written:
    """What was worked out for one choice: the readers, the letter to each as HTML, what is filled in by hand."""

    kind: str
    ref: str
    readers: "tuple[Reader, ...]"
    pages: tuple[str, ...]
    by_hand: str


class LettersDialog(Dialog):
    """Review, letter and readers at the left, the words at the right. Signal `wanted(Letters, path)`."""

    wanted = Signal(object, object)

    def __init__(
        self,
        office: Office,
        crashed: Callable[[BaseException], None],
        review: int = 0,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Letters", parent)
        from lif_desktop.papers.letter_words import the_words

        self._office, self._folder = office, folder or office.path.parent
        self.written: Written | None = None
        self._ticked: dict[tuple[str, str], list[int]] = {}
        self.review, self.kind = _choice(), _choice()
        for row in _reviews(office):
            self.review.addItem(heading_words(register("reviews"), row, office), (row["id"], row["ref"]))
        for letter in the_words().letters.values():
            self.kind.addItem(letter.label, letter.key)
        places = [self.review.itemData(at)[0] for at in range(self.review.count())]
        self.review.setCurrentIndex(places.index(review) if review in places else 0)
        self.readers = TickList("Who gets the letter", (), (("All", self._everybody),))
        self.readers.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.email = _line(office.setting("office_email"), "E-mail of the office")
        self.telephone = _line(office.setting("office_telephone"), "Telephone of the office")
        self.form = _choice()
        for key, words in FORMS:
            self.form.addItem(words, key)
        self.words = _Page()
        self.hand = Words("", "secondary", wrap=True)
        self.problem = ProblemNote()
        self.save = primary_button("Save…")
        self.close_button = plain_button("Close")
        for button in (self.save, self.close_button):
            button.setAutoDefault(False)  # Enter in a field keeps what was typed there
        self._lay_out()
        self._background = Background(self._write, crashed, self)
        self._wire()
        self._asked: tuple[str, str] | None = None
        self._ask()

    @property
    def ref(self) -> str:
        """The reference of the review that is chosen; "" where there is none."""
        data = self.review.currentData()
        return str(data[1]) if data else ""

    @property
    def busy(self) -> bool:
        """Whether the letter is still being worked out."""
        return self._background.busy

    def done(self, result: int) -> None:
        """Let go of what is being worked out before the window closes."""
        self._background.stop()
        super().done(result)

    # building

    def _lay_out(self) -> None:
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(4)
        self.to = Words("To")
        parts = (
            (label_for(self.review, "Review"), self.review),
            (label_for(self.kind, "Letter"), self.kind),
            (self.to, self.readers),
            (self.problem, None),
            (label_for(self.email, "E-mail of the office"), self.email),
            (label_for(self.telephone, "Telephone of the office"), self.telephone),
            (label_for(self.form, "Save as"), self.form),
        )
        for label, widget in parts:
            left.addWidget(label)
            if widget is not None:
                left.addWidget(widget)
            left.addSpacing(8)
        left.addStretch(1)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.words, 1)
        right.addWidget(self.hand)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(calm_area(listed))
        halves.addWidget(side)
        halves.setSizes([scaled(380), scaled(580)])
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.save)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(halves, 1)
        whole.addLayout(last)
        if self._office.read_only:
            self.email.setReadOnly(True)
            self.telephone.setReadOnly(True)
        self.take_room(1040, 680)

    def _wire(self) -> None:
        self._background.fresh.connect(self._show)
        self.review.currentIndexChanged.connect(self._ask)
        self.kind.currentIndexChanged.connect(self._ask)
        self.email.editingFinished.connect(lambda: self._keep("office_email", self.email))
        self.telephone.editingFinished.connect(lambda: self._keep("office_telephone", self.telephone))
        self.readers.edited.connect(self._ticks_changed)
        self.readers.view.selectionModel().currentChanged.connect(lambda *_: self._show_words())
        self.save.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)

    # working out

    def _ask(self) -> None:
        self.save.setEnabled(False)
        if not self.ref:
            self.words.setHtml("")
            self.hand.setText("There is no review yet to write a letter about.")
            return
        self._asked = (str(self.kind.currentData()), self.ref)
        self._background.ask()

    def _write(self) -> Written | None:
        """What is worked out off the main thread, for what was asked last."""
        from lif_desktop.papers.html import to_html
        from lif_desktop.papers.letters import make_letters, readers_of

        if self._asked is None:
            return None
        kind, ref = self._asked
        readers = readers_of(self._office, kind, ref)
        papers = make_letters(self._office, kind, ref, readers)
        by_hand = dict(papers[0].names).get("by_hand", "")
        return Written(kind, ref, readers, tuple(map(to_html, papers)), by_hand)

    def _show(self, written: Written | None) -> None:
        if written is None or (written.kind, written.ref) != self._asked:
            return
        self.written = written
        self._replace_readers(written)
        self.hand.setText(written.by_hand)
        self.hand.setVisible(bool(written.by_hand))
        self._show_words()
        nobody = not written.readers
        self.problem.say(f"{_NOBODY}{_WHY_NOBODY.get(written.kind, '')}" if nobody else "")
        self.save.setEnabled(not nobody)

    def _replace_readers(self, written: Written) -> None:
        """Another list of readers, with the ticks that it had before, else what is proposed."""
        names = [(at, one.full_name) for at, one in enumerate(written.readers)]
        before = self._ticked.get((written.kind, written.ref))
        proposed = [at for at, one in enumerate(written.readers) if one.proposed]
        with QSignalBlocker(self.readers):
            self.readers.set_names(names)
            self.readers.tick(proposed if before is None else before)
        for part in (self.readers, self.to):
            part.setVisible(bool(names))

    def _everybody(self) -> frozenset[int]:
        return self.readers.all()

    def _ticks_changed(self) -> None:
        if self.written is not None:
            self._ticked[self.written.kind, self.written.ref] = self.readers.numbers()
        self.problem.say("")

    def _show_words(self) -> None:
        """The letter to the reader that the list stands on, else to the first one ticked."""
        if self.written is None:
            return
        row = self.readers.view.currentIndex().row()
        place = row if row >= 0 else next(iter(self.readers.numbers()), 0)
        self.words.show_page(self.written.pages[min(place, len(self.written.pages) - 1)])

    def _keep(self, name: str, line: QLineEdit) -> None:
        """Keep how the office is reached; the letters say it."""
        if line.text().strip() != self._office.setting(name):
            self._office.set_setting(name, line.text().strip())
            self._ask()

    # saving

    def _save(self) -> None:
        written = self.written
        if written is None:
            return
        chosen = tuple(written.readers[at] for at in self.readers.numbers())
        if not chosen:
            self.problem.say("Tick who gets the letter.")
            return
        form: Form = self.form.currentData()
        number = self.review.currentData()[0]
        asked = Letters(written.kind, self.kind.currentText(), number, written.ref, chosen, form)
        if form == "one":
            suggested = self._folder / f"{asked.file}.docx"
            ask_save(self, "Save the letters", suggested, WORD, lambda path: self.wanted.emit(asked, path))
            return
        today = show_date(self._office.today())

        def into(folder: Path) -> None:
            self.wanted.emit(asked, free_folder(folder / safe_name(f"{asked.name} {today}")))

        ask_folder(self, "Where the letters are saved", self._folder, into)


class _Page(QTextBrowser):
    """The words of a letter as they stand on paper: dark on white, whatever the colours of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The letter")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        own = self.palette()
        own.setColor(QPalette.ColorRole.Base, QColor("#FFFFFF"))
        own.setColor(QPalette.ColorRole.Text, QColor("#1B2733"))
        self.setPalette(own)
        self.document().setDocumentMargin(scaled(24))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_page(self, html: str) -> None:
        """Show a letter, in letters as large as those of the window."""
        self.setHtml(_SIZE.sub(lambda size: f"font-size: {float(size[1]) * scaled(100) / 100:.1f}pt", html))


def _reviews(office: Office) -> list[dict[str, object]]:
    """Reviews that can be written about: those not closed first, newest first."""
    rows = office.records("reviews")
    return sorted(rows, key=lambda row: (row["closed_on"] is not None, -int(row["id"])))


def _choice() -> QComboBox:
    """A list to choose from that gives way where there is little room."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def _line(text: str, name: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    return line
