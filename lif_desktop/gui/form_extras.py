"""The columns of spreadsheets that no field matches, as boxes of a record's form."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from lif_desktop.gui.flow import FieldFlow
from lif_desktop.gui.form_box import FieldBox
from lif_desktop.gui.labels import Words
from lif_desktop.gui.records import OTHER_COLUMNS
from lif_desktop.office import Office
from lif_desktop.office.listing import EXTRA, extra_field, extra_words, is_extra

_ONE_LINE = 48
"""A text of more characters, or of several lines, has a box that grows with it."""


class ExtraBoxes:
    """The boxes of a form's last group, one for each heading, made when a record first has it.

    `boxes` holds them by heading, `listen` takes a new box into the form.
    """

    def __init__(self, office: Office, flow: FieldFlow, listen: Callable[[FieldBox], FieldBox]) -> None:
        self._office, self._flow, self._listen = office, flow, listen
        self.boxes: dict[str, FieldBox] = {}
        self.heading = form_heading(OTHER_COLUMNS)
        flow.addWidget(self.heading)
        self.heading.hide()

    def of(self, key: str) -> FieldBox | None:
        """The box of a column by its key, "extra:Ward", where the record has it."""
        box = self.boxes.get(key.removeprefix(EXTRA)) if is_extra(key) else None
        return box if box is not None and not box.isHidden() else None

    def shown(self) -> Iterator[FieldBox]:
        """The boxes of the headings that the record has."""
        return (box for box in self.boxes.values() if not box.isHidden())

    def put(self, extra: Mapping[str, Any]) -> None:
        """Show what a record has."""
        for heading, value in extra.items():
            words = extra_words(value)
            self._box(heading, words or "").put(words)
        self._show(extra)

    def typed(self) -> dict[str, str | None]:
        """What was changed by hand, by heading; None where a box was emptied."""
        return {box.field.label: box.raw() or None for box in self.shown() if box.is_changed()}

    def merge(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> list[tuple[FieldBox, str | None, str | None]]:
        """Take over another hand's changes around what is being typed. Gives each box with what was and is there."""
        told = []
        for heading in {**was, **now}:
            before, after = extra_words(was.get(heading)), extra_words(now.get(heading))
            box = self._box(heading, after or "")
            if before != after:
                told.append((box, before, after))
            if box.is_changed():
                box.rebase(after)
            elif before != after:
                box.put(after)
        self._show({heading for heading in {**was, **now} if heading in now or self.boxes[heading].is_changed()})
        return told

    def _box(self, heading: str, words: str) -> FieldBox:
        """The box of a heading, with room for these words."""
        long = len(words) > _ONE_LINE or "\n" in words
        box = self.boxes.get(heading)
        if box is not None and (box.field.kind == "note" or not long or box.is_changed()):
            return box
        field = replace(extra_field(heading), kind="note" if long else "text", help="")
        made = self._listen(FieldBox(field, self._office))
        if box is not None:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes[heading] = made
        self._flow.addWidget(made)
        return made

    def _show(self, headings: Collection[str]) -> None:
        for heading, box in self.boxes.items():
            box.setVisible(heading in headings)
        self.heading.setVisible(bool(headings))


def form_heading(words: str) -> Words:
    """The heading of a group of fields, as wide as the form."""
    made = Words(words, "heading", wrap=True)
    made.setProperty("wide", True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made.setContentsMargins(0, 8, 0, 0)
    return made
