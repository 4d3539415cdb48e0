"""One field of a form: its label, its help, the editor of its kind, and the sentence that says what to mend."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.form_editors import DateBox, FormEditor, LineBox, ListBox, NoteBox
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.pickers import LinkBox, LinksBox, TickBox
from lif_desktop.gui.records import link_choices, link_words, needed
from lif_desktop.gui.widgets import ProblemNote
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.values import Value, ValueProblem, parse, show

_WIDE = frozenset({"note", "links", "choices", "link", "agency"})
_WIDE_TEXT = 24
"""A line of text of so many characters or more has the whole width of the form."""


class FieldBox(QWidget):
    """A field with its label above, its help, its editor, and its problem beneath.

    Signals: `edited()` with each change by hand; `left()` when the cursor leaves it; `open_asked(register, id)` when a
    linked record is to be opened.
    """

    edited = Signal()
    left = Signal()
    open_asked = Signal(str, int)

    def __init__(self, field: Field, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._office = office
        self._read: str = ""
        self.editor: QWidget = make_form_editor(field, office)
        self.label = Words(f"{field.label} (needed)" if field.required else field.label, "secondary", wrap=True)
        self.problem = ProblemNote()
        label_for(self.editor, self.label.text(), field.help, self.label)
        self._name()
        self._lay_out()
        self.setProperty("wide", is_wide(field))
        self._manners.edited.connect(self._edited)
        self._manners.left.connect(self._left)
        if isinstance(self.editor, LinkBox | LinksBox):
            self.editor.open_asked.connect(self._open)

    @property
    def _manners(self) -> FormEditor:
        return self.editor  # type: ignore[return-value]

    def put(self, value: object) -> None:
        """Show a stored value; from now on the field counts as unchanged."""
        self._manners.put(form_words(self.field, value, self._office))
        self._read = self._manners.raw()
        self.problem.say("")

    def fill(self, value: object) -> None:
        """Show a value as though it had been typed."""
        self._manners.put(form_words(self.field, value, self._office))
        self._edited()

    def rebase(self, value: object) -> None:
        """Count what stands there as a change of another stored value; what was typed stays."""
        typed, told = self._manners.raw(), bool(self.problem.text())
        self.put(value)
        self._manners.put(typed.replace("; ", "\n") if self.field.kind == "links" else typed)
        if told:
            self.check()

    def raw(self) -> str:
        """What stands in the editor."""
        return self._manners.raw()

    def is_changed(self) -> bool:
        """Whether something else stands there than was put."""
        return self.raw() != self._read

    def value(self) -> Value:
        """The value of what stands there. Raises LifError with the sentence that says what to mend."""
        value = parse(self.field, self.raw(), self._office.lookup, self._office.today(), typed=True)
        if self.field.required and value in (None, "", ()):
            raise ValueProblem(needed(self.field))
        return value

    def check(self) -> str:
        """The sentence that says what to mend, shown beside the field; "" when all is well."""
        sentence = ""
        try:
            self.value()
        except LifError as trouble:
            sentence = str(trouble)
        self.problem.say(sentence)
        return sentence

    def summary_words(self) -> str:
        """The sentence beside the field, led by the field's label where it does not name it."""
        sentence = self.problem.text()
        named = self.field.label.casefold() in sentence.casefold()
        return sentence if named else f"{self.field.label}: {sentence}"

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        self._manners.lock(locked)

    def _name(self) -> None:
        """Name what takes the keys, not only the widget around it."""
        inner = self.editor.focusProxy()
        if inner is not None:
            inner.setAccessibleName(self.field.label)
            inner.setToolTip(self.field.help)
        self.editor.setAccessibleName(self.field.label)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.label)
        whole.addWidget(self.editor)
        if self.field.help:
            whole.addWidget(Words(self.field.help, "small", wrap=True))
        whole.addWidget(self.problem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _edited(self) -> None:
        if self.problem.isVisible():
            self.check()
        self.edited.emit()

    def _left(self) -> None:
        """What cannot be read is said at once; that something is missing only when it is saved."""
        if self.raw() and self.is_changed():
            self.check()
        self.left.emit()

    def _open(self, reference: str) -> None:
        number = self._office.lookup.record(self.field.target, reference)
        if number is not None:
            self.open_asked.emit(self.field.target, number)


def is_wide(field: Field) -> bool:
    """Whether a field has the whole width of the form."""
    return field.kind in _WIDE or (field.kind == "text" and field.width >= _WIDE_TEXT)


def form_words(field: Field, value: object, office: Office) -> str:
    """A stored value as the editor of its field takes it."""
    if field.kind == "link" and isinstance(value, int):
        return link_words(office, field.target, value)
    if field.kind == "links" and isinstance(value, tuple):
        return "\n".join(link_words(office, field.target, number) for number in value)
    if field.kind == "choices":
        return str(value or "")
    return show(field, value, office.lookup)


def make_form_editor(field: Field, office: Office) -> QWidget:
    """The editor that suits the kind of a field."""
    match field.kind:
        case "date":
            return DateBox(office.today, office.calendar, lies=field.lies)
        case "note":
            return NoteBox()
        case "choices":
            return TickBox(office.lookup.choices(field.choices))
        case "link":
            return LinkBox(lambda: link_choices(office, field.target), f"the {register(field.target).singular}")
        case "links":
            return LinksBox(lambda: link_choices(office, field.target), register(field.target).singular)
        case "choice" | "yes_no" | "agency":
            return ListBox(list_labels(field, office), field.kind == "agency")
        case _:
            return LineBox()


def list_labels(field: Field, office: Office) -> list[str]:
    """The entries that a list offers: of the profile, yes and no, or the agencies by name."""
    if field.kind == "yes_no":
        return ["Yes", "No"]
    if field.kind == "agency":
        return sorted(agency.name for agency in office.lookup.agencies)
    return [choice.label for choice in office.lookup.choices(field.choices)]
