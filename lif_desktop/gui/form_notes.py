"""What a form says beneath some of its fields while it is filled in: the band of a score, what gives a person away."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.personal import gives_away
from lif_desktop.framework.risks import Which, band_status, cell, said
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.office import Office
from lif_desktop.office.watched import known_words, watched_names

if TYPE_CHECKING:
    from lif_desktop.gui.form import RecordForm


class FormNote(Protocol):
    """A widget of a form that looks at what stands there, with each change of it."""

    def look(self) -> None:
        """Say what is to be said of the form as it stands now."""


MakeNote = Callable[[Office, "RecordForm"], QWidget]


def notes_after(register: str) -> dict[str, MakeNote]:
    """The notes of the forms of a register, by the field they stand beneath; each widget is a FormNote."""
    return _NOTES.get(register, {})


class BandNote(QWidget):
    """The band of a score of a risk, and its place in the words of the scale, as it is typed."""

    def __init__(self, office: Office, form: "RecordForm", which: Which) -> None:
        super().__init__()
        self._office, self._form, self._which = office, form, which
        self.badge, self.words = StatusBadge(Status("none", "Not scored")), Words("", "secondary", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.badge)
        line.addWidget(self.words, 1)

    def look(self) -> None:
        """Show the band of what stands in the two fields."""
        names = [f"{self._which}_{part}" for part in ("likelihood", "impact")]
        typed = {name: self._typed(name) for name in names}
        place, scale = cell(typed, self._which), self._office.profile.risk
        self.badge.set_status(band_status(scale, place))
        self.words.setText(said(scale, place) if place is not None else "Both from 1 to 5")

    def _typed(self, name: str) -> object:
        try:
            return self._form.boxes[name].value()
        except LifError:
            return None


class EscalationNote(NoticeBar):
    """Whether the rule of the profile takes a risk to the executives, with the way to do it."""

    def __init__(self, office: Office, form: "RecordForm") -> None:
        super().__init__(closable=False)
        self._office, self._form = office, form
        self._seen: Mapping[str, Any] | None = None

    def look(self) -> None:
        """Say it of the risk as it is stored; what is being typed changes nothing."""
        from lif_desktop.gui.risk_asks import escalation_words

        number = self._form.number()
        if number is not None and self._seen is self._form.record():
            return
        self._seen = self._form.record()
        tone, sentence = escalation_words(self._office, self._form.record()) if number is not None else ("", "")
        offer = ("Escalate…", lambda: self._form.tab_asked.emit("Scores"))
        self.say(sentence if tone == "red" else "", [] if self._office.read_only else [offer], tone or "blue")


class PersonalNote(QWidget):
    """Says softly that a text looks like it names a person or holds an address or a number. It refuses nothing."""

    def __init__(self, office: Office, form: "RecordForm", field: str) -> None:
        super().__init__()
        self._office, self._form, self._field = office, form, field
        self._known: frozenset[str] | None = None
        self.notice = NoticeBar()
        self.notice.closed.connect(self._put_away)
        self._silent = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.notice)
        self.hide()

    def look(self) -> None:
        """Look at the text of the field."""
        sentence = warning(self._found())
        self.notice.say("" if sentence == self._silent else sentence, tone="amber")
        self.setVisible(not self.notice.isHidden())

    def _words(self) -> frozenset[str]:
        """Words that name agencies, groups and entries of lists here, not people."""
        if self._known is None:
            self._known = known_words(self._office)
        return self._known

    def _found(self) -> tuple[str, ...]:
        text = self._form.boxes[self._field].raw()
        return gives_away(text, self._words(), watched_names(self._office)) if text else ()

    def _put_away(self) -> None:
        """Once put away it says the same no more."""
        self._silent = warning(self._found())
        self.hide()


def warning(found: tuple[str, ...]) -> str:
    """What is said of what was found in a text; "" for nothing."""
    if not found:
        return ""
    told = " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
    return f"This looks as if it holds {told}. Keep the message, not who spoke. It is saved as you write it."


def _band(which: Which) -> MakeNote:
    return lambda office, form: BandNote(office, form, which)


def _personal(field: str) -> MakeNote:
    return lambda office, form: PersonalNote(office, form, field)


_NOTES: dict[str, dict[str, MakeNote]] = {
    "risks": {
        "title": EscalationNote,
        "inherent_impact": _band("inherent"),
        "residual_impact": _band("residual"),
        "target_impact": _band("target"),
    },
    "voices": {field: _personal(field) for field in ("message", "response", "decision", "notes")},
}
