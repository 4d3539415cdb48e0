"""What is recorded of a decision: options, outcome, decision, reasons, who, when, dissent; and what follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import ReviewType
from lif_desktop.gui.flow import FieldFlow
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import Words
from lif_desktop.office import Office
from lif_desktop.office.decided import follows_from
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.values import show

_ASKED = ("options", "outcome", "decided_on", "decision", "reasons", "decided_by", "dissent", "question", "meeting_id")
_NEEDED = frozenset({"decision", "reasons", "decided_by", "decided_on"})
_TAKEN_OVER = ("question", "options", "outcome", "decided_by", "meeting_id")
"""What a decision that supersedes another one begins with."""
_WHY = Field("why", "Reason that the earlier decision no longer stands", "note", required=True)
_FOLLOWING = ("outcome", "decided_on", "status")
_LABELS = {"decided_on": "Day of the decision", "decided_by": "Decision maker"}
"""What fields are called where one is asked for it."""


class DecisionForm(QWidget):
    """The fields of a decision on a review. `earlier` is the decision that it supersedes, if any.

    Signal `edited()` with each change by hand.
    """

    edited = Signal()

    def __init__(
        self,
        office: Office,
        review: Mapping[str, Any],
        earlier: Mapping[str, Any] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._review, self._earlier = office, review, earlier
        self._kind: ReviewType = office.profile.review_type(str(review["review_type"]))
        self.boxes: dict[str, FieldBox] = {}
        self.follows = Words("", "secondary", wrap=True)
        flow = FieldFlow()
        for field in (*([_WHY] if earlier else []), *map(_field, _ASKED)):
            box = self.boxes[field.key] = FieldBox(self._with_help(field), office)
            box.put(self._begins_with(field.key))
            box.edited.connect(self.edited)
            flow.addWidget(box)
        self.boxes["outcome"].setProperty("wide", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 8)
        column.setSpacing(12)
        column.addLayout(flow)
        column.addWidget(self.follows)
        column.addStretch(1)
        self.edited.connect(self.say_what_follows)
        self.say_what_follows()

    def is_changed(self) -> bool:
        """Whether something was typed."""
        return any(box.is_changed() for box in self.boxes.values())

    def problems(self) -> list[tuple[str, QWidget | None]]:
        """What is to be mended before it can be recorded, each with its field."""
        found: list[tuple[str, QWidget | None]]
        found = [(box.summary_words(), box.editor) for box in self.boxes.values() if box.check()]
        day = self.boxes["decided_on"]
        if not found and day.value() > self._office.today():  # type: ignore[operator]
            day.problem.say("That day is still to come. Enter the day on which it was decided.")
            found.append((day.summary_words(), day.editor))
        return found

    def values(self) -> dict[str, Any]:
        """The decision as it is written. Raises LifError where a field cannot be read."""
        given = {key: box.value() for key, box in self.boxes.items()}
        why = given.pop("why", None)
        if self._earlier is not None:
            given["reasons"] = f"{superseding(self._earlier)} because: {why}\n\n{given['reasons']}"
        return {key: value for key, value in given.items() if value is not None}

    def say_what_follows(self) -> None:
        """Say what recording it changes on the review."""
        try:
            outcome, day = (self.boxes[key].value() for key in ("outcome", "decided_on"))
        except LifError:
            return
        changed = follows_from(self._kind, self._review, {"outcome": outcome, "decided_on": day})
        own = register("reviews")
        said = [
            f"{own.field(key).label}: {show(own.field(key), changed[key], self._office.lookup)}"
            for key in _FOLLOWING
            if key in changed
        ]
        words = f"Recording it changes the review. {'; '.join(said)}." if said else ""
        kept = self._review["decided_on"] if outcome and outcome == self._review["outcome"] else None
        if kept and kept != day:
            words = f"The outcome is the same, so clocks go on counting from {show_date(kept)}."
        self.follows.setText(words)
        self.follows.setVisible(bool(words))

    def lock(self, locked: bool) -> None:
        """Let it be read only."""
        for box in self.boxes.values():
            box.lock(locked)

    def _with_help(self, field: Field) -> Field:
        who = self._kind.roles.decides
        if field.key != "decided_by":
            return field
        return replace(field, width=40, help=f"By the framework: {who}." if who else "")

    def _begins_with(self, key: str) -> Any:
        if key == "decided_on":
            return self._office.today()
        return self._earlier[key] if self._earlier is not None and key in _TAKEN_OVER else None


def superseding(earlier: Mapping[str, Any]) -> str:
    """How the reasons of a decision begin that takes the place of an earlier one."""
    return f"Supersedes the decision{of_day(earlier)}"


def of_day(decision: Mapping[str, Any]) -> str:
    """The day of a decision within a sentence: " of 3 March 2026"; "" where it has none."""
    return f" of {show_date(decision['decided_on'])}" if decision["decided_on"] else ""


def _field(key: str) -> Field:
    field = register("decisions").field(key)
    return replace(field, label=_LABELS.get(key, field.label), required=field.required or key in _NEEDED)
