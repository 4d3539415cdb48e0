"""The lines of a record: small tables within its pane, typed in like the large one, with Add and Take away."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.binning import take_back
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.form import RecordForm
from lif_desktop.gui.grid import RegisterView
from lif_desktop.gui.labels import Words
from lif_desktop.gui.line_sums import sum_words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.office_cells import OfficeCells, Refusal
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.problem_bar import ProblemBar
from lif_desktop.gui.records import an, counted, lowered
from lif_desktop.gui.table_model import RegisterTableModel
from lif_desktop.gui.widgets import plain_button
from lif_desktop.office import Batch, Bin, Office
from lif_desktop.office.queries import as_mappings
from lif_desktop.registers import lines_of, register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register

_NARROWEST = 96.0
_FEWEST, _MOST = 2, 9
"""A table of lines is as high as its rows between these."""


def link_to(lines: Register, parent: str) -> Field:
    """The field of a register of lines that points to a record of register `parent`."""
    found = [one for one in lines.fields if one.key == "agency_id"] if parent == "agencies" else []
    return next(iter(found), None) or next(one for one in lines.fields if one.kind == "link" and one.target == parent)


def sub_registers(key: str) -> tuple[Register, ...]:
    """The registers whose records belong to one of register `key`: its own lines, and those that point to it too."""
    beside = {
        "reviews": ("returns", "recommendations"),
        "audits": ("decisions", "returns", "recommendations"),
        "meetings": ("decisions", "returns"),
        "training": ("case_tracking",),
        "learning": ("evaluations",),
    }
    return (*lines_of(key), *(register(other) for other in beside.get(key, ())))


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever areas a widget stands in so that it is seen."""
    around = widget.parentWidget()
    while around is not None:
        if around.layout() is not None:
            around.layout().activate()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, scaled(8))
        around = around.parentWidget()


def _is_aside(field: Field) -> bool:
    """Whether a column stands after the others: what a line may be linked to besides, which is seldom filled."""
    return field.kind == "link" and not field.required


class LinesView(RegisterView):
    """A table as high as its rows, with narrower columns of words than the large table has."""

    most = _MOST

    def _wanted(self, field: Field) -> float:
        wide = super()._wanted(field)
        return wide if field.kind in ("date", "status", "ref") else max(_NARROWEST, wide * 0.62)

    def sizeHint(self) -> QSize:
        """The headings and the rows, between the fewest and the most."""
        rows = max(_FEWEST, min(self.most, self.register_model().rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        high = self.headings.sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        return QSize(scaled(320), high + bar)

    def minimumSizeHint(self) -> QSize:
        """No lower than its rows."""
        return QSize(scaled(160), self.sizeHint().height())


class LinesPane(QWidget):
    """The lines of one kind of one record: a table, Add, and Take away.

    Signals: `changed(batch)` after something was written; `said(sentence)`; `open_asked(register, id)`.
    """

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    view_class: ClassVar[type[LinesView]] = LinesView
    """The table; a pane with keys of its own has another."""

    def __init__(self, office: Office, own: Register, parent_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._own, self._parent_key = office, own, parent_key
        self._link = link_to(own, parent_key)
        self._parent_id = 0
        shown = self._columns()
        self.cells = OfficeCells(office, own, shown, self._written, self._refused)
        self.model = RegisterTableModel(shown, self.cells.ways(), self)
        self.view = self.view_class(self.model, today=office.today, calendar=office.calendar, name=own.label)
        self.heading = Words(own.label, "strong", wrap=True)
        self.sum = Words("", "secondary", wrap=True)
        self.none = Words(f"No {own.singular} yet.", "secondary", wrap=True)
        self.notice = NoticeBar()
        self.problems = ProblemBar(self.model, self.view, self.cells.name)
        self.form: RecordForm | None = None
        self._lay_out()
        self._wire()

    def load(self, parent_id: int) -> None:
        """Show the lines of a record."""
        if parent_id != self._parent_id:
            self.close_form()
            self.notice.say("")
        self._parent_id = parent_id
        self.cells.presets = {self._link.key: parent_id}
        rows = self._rows()
        self.model.set_rows(*self.cells.take(rows))
        self.sum.setText(sum_words(self._office, self._own.key, self._parent_key, parent_id, as_mappings(rows)))
        self.sum.setVisible(bool(self.sum.text()))
        self._settle()

    def refresh(self) -> None:
        """Show the lines as they are stored now."""
        if self._parent_id:
            self.load(self._parent_id)

    def add_line(self) -> None:
        """Begin a new line, in a form of its own under the table."""
        self.open_form(None)

    def open_form(self, number: int | None) -> None:
        """Show all fields of a line under the table; a new one for None, unless the office is only read."""
        if number is None and self._office.read_only:
            return
        if self.form is not None and not self.form.leave():
            return
        self.close_form()
        fixed = self._own.append_only and number is not None
        self.form = RecordForm(self._office, self._own, closable=True, locked=fixed, within=self._link.key)
        self.form.setMinimumHeight(scaled(260))
        self.form.saved.connect(self._form_saved)
        self.form.open_asked.connect(self.open_asked)
        self.form.closed.connect(self.close_form)
        self._body.addWidget(self.form)
        if number is None:
            self.form.start_new({self._link.key: self._parent_id, **self._presets()})
        else:
            self.form.load(number)
        self.form.show()
        self.form.first_editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def lead_to(self, number: int, field: str, *, add: bool = False) -> None:
        """Show a line, with the cursor in a field of its form; for 0 all lines, or with `add` the form of a new one."""
        if number:
            self.view.go_to(number)
        if add or (number and field):
            self.open_form(number or None)
        if self.form is None:
            focused: QWidget = self.add_button if self.view.isHidden() else self.view
        else:
            focused = self.form
        bring_into_view(focused)
        if self.form is None:
            focused.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            empty = [key for key, box in self.form.boxes.items() if not box.raw()]
            needed = [key for key in empty if self._own.field(key).required]
            self.form.show_field(field or next(iter(needed or empty), ""))

    def close_form(self) -> None:
        """Put the form of a line away."""
        if self.form is not None:
            form, self.form = self.form, None
            self._body.removeWidget(form)
            form.hide()
            form.deleteLater()

    def take_away(self) -> None:
        """Put the chosen lines into the bin; the notice offers to undo it."""
        model = self.model
        numbers = [model.id_at(row) for row in self.view.area().rows]
        if not numbers:
            self.said.emit(f"Choose the {self._own.singular} to take away.")
            return
        where = self._office.lookup.reference(self._parent_key, self._parent_id)
        words = f"Took {counted(len(numbers), self._own.singular)} off {where}"
        try:
            batch = self._office.write(words, [Bin(self._own.table, number) for number in numbers])
        except LifError as trouble:
            self.notice.say(str(trouble), tone="red")
            return
        if batch is not None:
            self.notice.say(f"{words}.", [("Undo", lambda: self._undo(batch))])
            self._written(batch)

    def leave(self) -> bool:
        """Save what is typed in the form of a line. False when that cannot be done yet."""
        return self.form is None or self.form.leave()

    # within

    def _columns(self) -> list[Field]:
        """The columns of the table, in order."""
        return sorted((one for one in self._own.columns("table") if one.key != self._link.key), key=_is_aside)

    def _rows(self) -> Any:
        own = self._own.parent == self._parent_key
        rows = self._office.rows(self._own.key, self._parent_id if own else None)
        if own:
            return rows
        at = rows.position(self._link.key)
        return type(rows)(rows.register, rows.fields, [row for row in rows.rows if row[at] == self._parent_id])

    def _presets(self) -> Mapping[str, Any]:
        """An entry that is only added to is of today, and an item comes after the last, unless it is typed over."""
        dated = [one.key for one in self._own.fields if one.kind == "date"]
        found: dict[str, Any] = {dated[0]: self._office.today()} if self._own.append_only and dated else {}
        if any(one.key == "position" for one in self._own.fields):
            places = [self.cells.record(number).get("position") or 0 for number in self.model.shown_ids()]
            found["position"] = max(places, default=0) + 1
        return found

    def _lay_out(self) -> None:
        self.add_button = plain_button(f"Add {an(self._own.singular)}")
        self.open_button = plain_button("All fields")
        self.open_button.setToolTip("Show all fields of the chosen line (Alt+Enter)")
        self.gone_button = plain_button("Take away")
        self._buttons = QWidget()
        line = WrapLayout(self._buttons)
        for button in (self.add_button, self.open_button, self.gone_button):
            button.setEnabled(not self._office.read_only)
            line.addWidget(button)
        self.gone_button.setVisible(not self._own.append_only)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        for part in (self.heading, self.sum, self.notice, self.none, self.view, self.problems, self._buttons):
            self._body.addWidget(part)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.add_line)
        self.open_button.clicked.connect(self._open_current)
        self.gone_button.clicked.connect(self.take_away)
        self.view.opened.connect(self.open_form)
        self.view.said.connect(self.said)
        self.problems.agreed.connect(lambda refusal: self.cells.agree(refusal, self.model.write))

    def _open_current(self) -> None:
        if self.view.current_id() >= 0:
            self.open_form(self.view.current_id())
        else:
            self.said.emit(f"Choose {an(self._own.singular)} first.")

    def _settle(self) -> None:
        some = self.model.rowCount() > 0
        self.view.setVisible(some)
        self.none.setVisible(not some)
        self.open_button.setVisible(some)
        self.gone_button.setVisible(some and not self._own.append_only)
        self.view.updateGeometry()

    def _written(self, batch: Batch) -> None:
        self.refresh()
        self.changed.emit(batch)

    def _form_saved(self, batch: Batch) -> None:
        self.close_form()
        self._written(batch)
        self.view.setFocus()

    def _refused(self, refusal: Refusal) -> None:
        self.problems.refuse(refusal)

    def _undo(self, batch: Batch) -> None:
        if undone := take_back(self._office, batch, self.notice):
            self._written(undone)


class LinesPage(QScrollArea):
    """Several kinds of lines under one another, each under its heading, and what else belongs there."""

    changed = Signal(object)
    said = Signal(str)
    open_asked = Signal(str, int)

    def __init__(
        self, office: Office, kinds: Sequence[Register], parent_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.panes = {own.key: _pane(office, own, parent_key) for own in kinds}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(20)
        for pane in self.panes.values():
            pane.changed.connect(self.changed)
            pane.said.connect(self.said)
            pane.open_asked.connect(self.open_asked)
            column.addWidget(pane)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)

    def load(self, parent_id: int) -> None:
        """Show the lines of a record."""
        for pane in self.panes.values():
            pane.load(parent_id)

    def leave(self) -> bool:
        """Whether nothing typed would be lost."""
        return all(pane.leave() for pane in self.panes.values())

    def words(self) -> str:
        """What stands there, for a screen reader."""
        return ", ".join(lowered(pane.heading.text()) for pane in self.panes.values())


def _pane(office: Office, own: Register, parent_key: str) -> LinesPane:
    if own.key == "decisions":
        from lif_desktop.gui.decision_lines import DecisionLines

        return DecisionLines(office, own, parent_key)
    return LinesPane(office, own, parent_key)
