"""The values of cells: what a raw cell stands for in its field, and what it is called in words."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import must_name_day
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import ValueProblem, clean, parse
from lif_desktop.sheets.raw import ErrorCell, Value

_WORDS = Field("words", "Words", "note")
_NOTHING = Lookup({})
_EACH_DIFFERENT = ("ref", "text", "note")
"""Kinds whose cells seldom repeat, so that remembering what was read would only cost memory."""


def as_text(raw: Value) -> str:
    """A cell in the words a person would write: dates in full, whole numbers without a point."""
    if raw is None:
        return ""
    if isinstance(raw, ErrorCell):
        return raw.text
    words = parse(_WORDS, raw, _NOTHING, dt.date.min)
    return "" if words is None else str(words)


def reader(field: Field | None, lookup: Lookup, today: dt.date) -> Callable[[Value], Any]:
    """What turns a cell into the value of `field`, or into text where an extra column keeps it.

    The reader raises a LifError with the reason for a cell that the field cannot take.
    """
    if field is None:
        return lambda raw: as_text(raw) or None
    one = field

    def read(raw: Value) -> Any:
        if isinstance(raw, ErrorCell):
            raise ValueProblem(raw.why)
        if one.kind == "date" and isinstance(raw, str):
            must_name_day(clean(raw))
        value = parse(one, raw, lookup, today)
        return None if value in ("", ()) else value

    return read if field.kind in _EACH_DIFFERENT else _remembering(read)


def _remembering(read: Callable[[Value], Any]) -> Callable[[Value], Any]:
    """Read each text once, troubles included: a column of agencies or dates repeats itself."""
    known: dict[str, tuple[Any, LifError | None]] = {}

    def remembered(raw: Value) -> Any:
        if not isinstance(raw, str):
            return read(raw)
        if raw not in known:
            try:
                known[raw] = read(raw), None
            except LifError as error:
                known[raw] = None, error
        value, trouble = known[raw]
        if trouble is not None:
            raise trouble
        return value

    return remembered
