"""The form of a record, made from the fields of its register."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.calm_area import calm_area
from lif_desktop.gui.flow import FieldFlow
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.form_extras import ExtraBoxes, form_heading
from lif_desktop.gui.form_notes import notes_after
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.records import an, clash, lowered, short_name, shown_value, title_words
from lif_desktop.gui.widgets import plain_button, primary_button
from lif_desktop.gui.wrap_link import ProblemSummary
from lif_desktop.office import Batch, Office, RecordChanged
from lif_desktop.registers.field import in_place
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import Value

_NAMED = 2
"""So many changed fields are named in the words of a change; more are counted."""


class RecordForm(QWidget):
    """All fields of one record, under headings. Nothing typed is lost: what cannot be saved stays where it is.

    `closable` gives it a button that puts it away, for the form of a line; `within` is the field of a line that points
    to the record it is shown under, which need not be asked for. `locked` lets it be read only.

    Signals: `saved(batch)` after a change was written; `dirty_changed(bool)`; `said(sentence)`;
    `open_asked(register, id)` when a linked record is to be opened; `tab_asked(words)` when another tab of the record
    is; `closed()` when it was put away.
    """

    saved = Signal(object)
    dirty_changed = Signal(bool)
    said = Signal(str)
    open_asked = Signal(str, int)
    tab_asked = Signal(str)
    closed = Signal()

    def __init__(
        self,
        office: Office,
        own: Register,
        parent: QWidget | None = None,
        *,
        closable: bool = False,
        locked: bool = False,
        within: str = "",
    ) -> None:
        super().__init__(parent)
        self._office, self._own = office, own
        self._closable, self._locked, self._within = closable, locked or office.read_only, within
        self._preset: dict[str, Any] = {}
        self._number: int | None = None
        self._record: dict[str, Any] = {}
        self._dirty = False
        self._last: FieldBox | None = None
        self._loading = False
        self.boxes: dict[str, FieldBox] = {}
        self.notes: dict[str, QWidget] = {}
        self.notice = NoticeBar()
        self.summary = ProblemSummary()
        self._flow = FieldFlow()
        self._fill()
        self.extras = ExtraBoxes(office, self._flow, self._box)
        self._lay_out()
        self._shortcut = QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what is shown

    def number(self) -> int | None:
        """The record that is shown; None for a new one."""
        return self._number

    def record(self) -> Mapping[str, Any]:
        """The record as it was read."""
        return self._record

    def load(self, number: int) -> None:
        """Show a record as it is stored. KeyError when it is not there."""
        self._take(number, self._office.record(self._own.key, number))

    def start_new(self, values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form for a new record; `values` by field key are filled in beforehand."""
        self._preset = dict(values or {})
        self._take(None, dict(self._preset))
        self._record = {}

    def refresh(self) -> None:
        """Take over what was changed elsewhere; what is being typed stays."""
        if self._number is None:
            return
        try:
            fresh = self._office.record(self._own.key, self._number)
        except KeyError:
            return
        if not self._dirty:
            self._take(self._number, fresh)
        elif fresh != self._record:
            self._merge(fresh)

    def set_locked(self, locked: bool) -> None:
        """Let the record be read only, as one in the bin is, or be typed in again."""
        self._locked = locked or self._office.read_only
        for box in (*self.boxes.values(), *self.extras.boxes.values()):
            box.lock(self._locked)
        self._tell()

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty

    def first_editor(self) -> QWidget:
        """The editor of the first field."""
        return next(iter(self.boxes.values())).editor

    def show_field(self, key: str) -> bool:
        """Bring a field into view with the cursor in it. False when the form has no field of that key."""
        box = self.boxes.get(key) or self.extras.of(key)
        if box is None:
            return False
        for layout in (self.layout(), self._flow):
            layout.activate()
        self.area.ensureWidgetVisible(box)
        box.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def add_beneath(self, widget: QWidget) -> None:
        """Put something between the fields and the buttons, such as a hint about what is typed."""
        self.layout().insertWidget(self.layout().indexOf(self.area) + 1, widget)

    # saving

    def save(self) -> bool:
        """Write what was changed, as one change. False when something must be mended first; nothing is lost then."""
        values, problems = self._read()
        self._show_problems(problems)
        if problems:
            return False
        if self._number is not None and not values:
            self._settle()
            return True
        try:
            batch = self._write(values)
        except RecordChanged:
            self._merge(self._office.record(self._own.key, self._number or 0))
            return False
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return False
        self.notice.say("")
        self.load(self._number if self._number is not None else self._new_number(batch))
        if batch is not None:
            self.said.emit(f"{batch.words}.")
            self.saved.emit(batch)
        return True

    def put_back(self) -> None:
        """Give up what was typed and show the record as it is stored."""
        self.notice.say("")
        if self._number is None:
            self.start_new(self._preset)
        else:
            self.load(self._number)

    def leave(self) -> bool:
        """Save before something else is shown. False when that cannot be done yet; then the form stays."""
        if not self._dirty:
            return True
        if self.save():
            return True
        name = short_name(self._own, self._record, self._office)
        self.said.emit(f"What was typed for {name} cannot be saved yet. Mend it, or press Put back.")
        return False

    # building

    def _fill(self) -> None:
        groups: dict[str, list[FieldBox]] = {}
        for field in in_place(self._own.fields, "form"):
            if field.kind == "ref" or self._is_parent(field.key):
                continue
            box = self._box(FieldBox(field, self._office))
            self.boxes[field.key] = box
            groups.setdefault(field.group, []).append(box)
        for group, boxes in groups.items():
            if group and len(groups) > 1:
                self._flow.addWidget(form_heading(group))
            for box in boxes:
                self._flow.addWidget(box)
                self._add_note(box.field.key)

    def _add_note(self, key: str) -> None:
        """What the form says beneath a field, if anything."""
        make = notes_after(self._own.key).get(key)
        if make is not None:
            note = make(self._office, self)
            note.setProperty("wide", True)
            self._flow.addWidget(note)
            self.notes[key] = note

    def _is_parent(self, key: str) -> bool:
        field = self._own.field(key)
        is_link = bool(self._own.parent) and field.required and field.target == self._own.parent
        return is_link and self._within in ("", key)

    def _box(self, box: FieldBox) -> FieldBox:
        box.edited.connect(lambda: self._edited(box))
        box.open_asked.connect(self.open_asked)
        box.lock(self._locked)
        return box

    def _lay_out(self) -> None:
        body = QWidget()
        self._flow.setContentsMargins(0, 0, 8, 8)
        body.setLayout(self._flow)
        self.area = calm_area(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.notice)
        whole.addWidget(self.summary)
        whole.addWidget(self.area, 1)
        whole.addLayout(self._bar())

    def _bar(self) -> QHBoxLayout:
        self.state = Words("", "secondary", wrap=True)
        self.save_button = primary_button("Save")
        self.save_button.setToolTip("Save (Ctrl+S)")
        self.save_button.clicked.connect(self.save)
        self.back_button = plain_button("Put back")
        self.back_button.setToolTip("Give up what was typed and show the record as it is stored")
        self.back_button.clicked.connect(self.put_back)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.save_button)
        bar.addWidget(self.back_button)
        if self._closable:
            close = plain_button("Close")
            close.clicked.connect(self._close)
            bar.addWidget(close)
        bar.addWidget(self.state, 1)
        return bar

    # within

    def _all(self) -> Iterator[FieldBox]:
        yield from self.boxes.values()
        yield from self.extras.shown()

    def _take(self, number: int | None, record: dict[str, Any]) -> None:
        self._number, self._record = number, record
        self._loading = True
        for key, box in self.boxes.items():
            box.put(record.get(key))
        self.extras.put(record.get("extra") or {})
        self._loading = False
        self.summary.show_problems([])
        self._settle()

    def _read(self) -> tuple[dict[str, Value], list[tuple[str, QWidget | None]]]:
        """The values of changed fields (of all filled ones in a new record), and what is to be mended."""
        new = self._number is None
        values: dict[str, Value] = {}
        problems: list[tuple[str, QWidget | None]] = []
        for key, box in self.boxes.items():
            if not box.is_changed() and not (new and (box.raw() or box.field.required)):
                continue
            if box.check() or self._clashes(box):
                problems.append((box.summary_words(), box.editor))
            elif (value := box.value()) != self._record.get(key) and not (new and value in (None, ())):
                values[key] = value
        if typed := self.extras.typed():
            values["extra"] = {**self._record["extra"], **typed}  # type: ignore[assignment]
        return values, problems

    def _clashes(self, box: FieldBox) -> bool:
        sentence = clash(self._own, box.field, box.value(), self._number, self._office)
        box.problem.say(sentence)
        return bool(sentence)

    def _write(self, values: Mapping[str, Value]) -> Batch | None:
        version = self._record.get("version")
        if self._number is None:
            values = {key: value for key, value in self._preset.items() if key not in self.boxes} | dict(values)
        changes = self._office.changes_for(self._own.key, self._number, values, version)
        return self._office.write(self._words(values), changes)

    def _words(self, values: Mapping[str, Value]) -> str:
        if self._number is None:
            title = title_words(self._own, values, self._office)
            return f"Added {an(self._own.singular)}" + (f": {title}" if title else "")
        labels = [self._own.field(key).label for key in values if key != "extra"] + list(self.extras.typed())
        what = " and ".join(labels) if len(labels) <= _NAMED else f"{len(labels)} fields"
        return f"Changed {what} of {short_name(self._own, self._record, self._office)}"

    def _new_number(self, batch: Batch | None) -> int:
        return next(number for table, number in (batch.touched if batch else ()) if table == self._own.table)

    def _show_problems(self, problems: list[tuple[str, QWidget | None]]) -> None:
        self.summary.show_problems(problems)
        if problems:
            lines = self.summary.lines()
            lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, fresh: dict[str, Any]) -> None:
        """Take over another hand's changes around what is being typed, and say which they were."""
        told = []
        for key, box in self.boxes.items():
            was, now = self._record.get(key), fresh.get(key)
            if was != now:
                told.append(self._told(box, was, now))
            if box.is_changed():
                box.rebase(now)
            elif was != now:
                box.put(now)
        others = self.extras.merge(self._record.get("extra") or {}, fresh.get("extra") or {})
        told += [self._told(*one) for one in others]
        self._record = fresh
        self._tell()
        if told:
            sentence = f"This record was changed since you opened it. {' '.join(told)} What you typed is still here."
            self.notice.say(sentence, [("Save what I typed", self.save), ("Put back", self.put_back)], "amber")

    def _told(self, box: FieldBox, was: object, now: object) -> str:
        field = box.field
        before, after = (shown_value(field, one, self._office) or "empty" for one in (was, now))
        sentence = f"{field.label} was {before} and is now {after}"
        return f"{sentence}; you typed {box.raw() or 'nothing'}." if box.is_changed() else f"{sentence}."

    def _close(self) -> None:
        if self.leave():
            self.closed.emit()

    def _edited(self, box: FieldBox) -> None:
        if not self._loading:
            self._last = box
            self._tell()

    def _settle(self) -> None:
        self._dirty = True
        self._tell()

    def _tell(self) -> None:
        dirty = self._is_ready() or any(box.is_changed() for box in self._all())
        if not dirty and (self.save_button.hasFocus() or self.back_button.hasFocus()):
            self._go_back_in()  # a button that is switched off would hand the focus to another part of the window
        self.save_button.setEnabled(dirty and not self._locked)
        self.back_button.setEnabled(dirty)
        self.state.setText(self._state_words(dirty))
        for note in self.notes.values():
            note.look()  # type: ignore[attr-defined]
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    def _go_back_in(self) -> None:
        """Put the focus where something was typed last, else into the first field."""
        last = next((box for box in self._all() if box is self._last), None)
        (last.editor if last is not None else self.first_editor()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_ready(self) -> bool:
        """Whether a new record was begun with everything that is needed, so that it can be saved as it stands."""
        needed = [box for box in self.boxes.values() if box.field.required]
        return self._number is None and bool(self._preset) and bool(needed) and all(box.raw() for box in needed)

    def _state_words(self, dirty: bool) -> str:
        if self._locked:
            return "Open for reading only" if self._office.read_only else "Kept as it was written"
        if dirty:
            return "Not saved yet"
        return f"Fill in what is known of this {lowered(self._own.singular)}" if self._number is None else ""
