"""The window of templates: those the office keeps, what each is used for, what a check finds, and a copy to edit."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.choose_file import WORD, ask_open, ask_save, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Batch, Office
from lif_desktop.office.templates import (
    KeptTemplate,
    keep_template,
    remove_template,
    template_bytes,
    templates,
    use_template,
)

if TYPE_CHECKING:
    from lif_desktop.papers.template_check import Remark

_LEAD = (
    "A template is a Word document with your logo, styles and wording. Save a copy, edit it in Word, add it here, "
    "and papers are made in it. Names such as {{ title }} are replaced; the copy explains them."
)
_NONE = "The template that came with the program is used for all papers."
_WELL = "Papers can be made in it. There is nothing to mend."


class TemplatesWindow(Dialog):
    """The templates of an office. Each change counts at once and can be undone. Signal `changed()` after each."""

    changed = Signal()

    def __init__(
        self, office: Office, folder: Path, crashed: Callable[[BaseException], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Templates", parent)
        from lif_desktop.papers import PAPERS

        self._office, self._folder = office, folder
        self._labels = {one.key: one.label for one in PAPERS}
        self.runner = Runner(self, crashed)
        self.notice = NoticeBar()
        self.list = _list("Templates of the office")
        self.found = _list("What the check found")
        self.found_label = Words("", "secondary", wrap=True)
        self.use = QComboBox()
        self.use.addItem("All papers", "")
        for one in PAPERS:
            self.use.addItem(one.label, one.key)
        self.add_button = primary_button("Add a template…", icon("add", "on_primary"))
        self.copy_button = plain_button("Save a copy to edit…", icon("paper", "secondary"))
        self.check_button = plain_button("Check a file…", icon("tick", "secondary"))
        self.remove_button = plain_button("Remove", icon("bin", "secondary"))
        self.close_button = plain_button("Close")
        self._lay_out()
        self._wire()
        self.reload()
        self.resize(QSize(scaled(760), scaled(600)).boundedTo(self.screen().availableSize()))

    def _lay_out(self) -> None:
        top, below, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for one in (self.add_button, self.copy_button, self.check_button):
            top.addWidget(one)
        top.addStretch(1)
        below.addWidget(label_for(self.use, "&Use it for"))
        below.addWidget(self.use, 1)
        below.addWidget(self.remove_button)
        last.addStretch(1)
        last.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(Words(_LEAD, wrap=True))
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(label_for(self.list, "&Templates"))
        whole.addWidget(self.list, 2)
        whole.addLayout(below)
        whole.addWidget(label_for(self.found, "W&hat the check found"))
        whole.addWidget(self.found_label)
        whole.addWidget(self.found, 3)
        whole.addLayout(last)

    def _wire(self) -> None:
        self.add_button.clicked.connect(lambda: self._ask("Add a template", self.add))
        self.copy_button.clicked.connect(self._ask_copy)
        self.check_button.clicked.connect(lambda: self._ask("Check a template", self.check_file))
        self.remove_button.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.accept)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.use.activated.connect(self._use)

    # what is kept

    def current(self) -> KeptTemplate | None:
        """The template that is chosen."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def reload(self) -> None:
        """Read again which templates there are; the same one stays chosen."""
        before = self.current()
        self.list.clear()
        for one in templates(self._office):
            item = QListWidgetItem(f"{one.name}  –  {self._used_for(one)}, added {show_date(one.added_on)}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
            if before is not None and before.id == one.id:
                self.list.setCurrentItem(item)
        if self.list.count() == 0:
            item = QListWidgetItem(_NONE)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        elif self.current() is None:
            self.list.setCurrentRow(0)
        self._chosen()

    def _used_for(self, one: KeptTemplate) -> str:
        return self._labels.get(one.kind, one.kind) if one.kind else "all papers"

    def _chosen(self) -> None:
        one = self.current()
        write = one is not None and not self._office.read_only
        self.use.setEnabled(write)
        self.remove_button.setEnabled(write)
        self.add_button.setEnabled(not self._office.read_only)
        self.found.clear()
        self.found_label.hide()
        if one is not None:
            self.use.setCurrentIndex(max(0, self.use.findData(one.kind)))
            self._check(one.name, lambda: template_bytes(self._office, one.id))

    # what is asked

    def _ask(self, words: str, then: Callable[[Path], None]) -> None:
        ask_open(self, words, self._folder, WORD, then)

    def _ask_copy(self) -> None:
        one = self.current()
        name = f"{safe_name(one.name)}, to edit.docx" if one is not None else "Template.docx"
        ask_save(self, "Save a copy to edit", self._folder / name, WORD, self.save_copy)

    def save_copy(self, path: Path) -> None:
        """Save the chosen template, or where there is none the shipped one with its names explained."""
        one = self.current()

        def work(_work: Work) -> Path:
            from lif_desktop.papers.saving import save_whole
            from lif_desktop.papers.template_check import save_starting_copy

            return save_starting_copy(path) if one is None else save_whole(path, template_bytes(self._office, one.id))

        self.runner.run(
            f"Writing {path.name}…", work, lambda made: self.notice.say(f"Saved: {made.name}"), self._trouble
        )

    def add(self, path: Path) -> None:
        """Keep a template for all papers, after a check that says what stands in the way."""

        def work(_work: Work) -> bytes:
            from lif_desktop.papers.template_check import read_to_keep

            return read_to_keep(path)[0]

        def done(data: bytes) -> None:
            self._do(lambda: keep_template(self._office, path.stem[:60], data, path.name))
            self.list.setCurrentRow(self._row_of(""))

        self.runner.run(f"Looking at {path.name}…", work, done, lambda error: self._stopped(path, error))

    def _stopped(self, path: Path, error: LifError) -> None:
        self._trouble(error)
        self.check_file(path)

    def _row_of(self, kind: str) -> int:
        held = [self.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.list.count())]
        return next((at for at, one in enumerate(held) if one is not None and one.kind == kind), 0)

    def _use(self) -> None:
        one, kind = self.current(), self.use.currentData()
        if one is not None and one.kind != kind:
            self._do(lambda: use_template(self._office, one.id, kind))

    def _remove(self) -> None:
        one = self.current()
        if one is not None:
            self._do(lambda: remove_template(self._office, one.id))

    def _do(self, write: Callable[[], Batch | None]) -> None:
        try:
            batch = write()
        except LifError as trouble:
            self._trouble(trouble)
            return
        self.reload()
        if batch is not None:
            self.notice.say(f"{batch.words}.", [("Undo", lambda: self._undo(batch))])
            self.changed.emit()

    def _undo(self, batch: Batch) -> None:
        self._office.undo(batch.id)
        self.notice.say("It was put back.")
        self.reload()
        self.changed.emit()

    def _trouble(self, error: LifError) -> None:
        self.notice.say(str(error), tone="red")

    # the check

    def check_file(self, path: Path) -> None:
        """Check a file and show what is found."""
        self._check(path.name, lambda: path)

    def _check(self, name: str, source: Callable[[], Any]) -> None:
        def work(_work: Work) -> "tuple[Remark, ...]":
            from lif_desktop.papers.template_check import check

            return check(source())

        if not self.runner.run(f"Checking {name}…", work, lambda found: self._show(name, found), self._trouble):
            self.runner.ended.connect(lambda: self._check(name, source), Qt.ConnectionType.SingleShotConnection)

    def _show(self, name: str, found: "tuple[Remark, ...]") -> None:
        self.found.clear()
        stops = sum(one.stops for one in found)
        words = f"{stops} to mend before papers can be made in it." if stops else "Papers can be made in it."
        self.found_label.setText(f"{name}: {words if found else _WELL}")
        self.found_label.show()
        for one in found:
            item = QListWidgetItem(icon("warning" if one.stops else "help", "secondary"), str(one))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{'To mend' if one.stops else 'To know'}: {one}")
            self.found.addItem(item)


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setSpacing(2)
    made.setTabKeyNavigation(False)
    return made
