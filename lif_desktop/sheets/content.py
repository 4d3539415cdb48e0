"""Columns that no heading matched, by what their cells say: dates, agencies, words of a list, references."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text, reader
from lif_desktop.sheets.raw import Value

_LEAST_CELLS = 3
_SHARE = 0.95
_LOOKED_AT = 200
"""So many different texts of a column are looked at: what they show, the rest shows too."""
_FIRST = 20
"""Most columns show by their first texts already that they are something else."""
_KINDS = ("date", "agency", "choice", "link", "ref")


def field_by_content(
    own: Register, cells: Sequence[Value], taken: Iterable[str], lookup: Lookup, today: dt.date
) -> Field | None:
    """The one field of `own`, not `taken`, that the cells of a column can be meant for; None for none or several.

    Nearly all cells must fit, at least three, and in a list at least two different words: it is better to keep a
    column as an extra than to fill a field with something else.
    """
    filled = [cell for cell in cells if cell is not None]
    different = list(dict.fromkeys(cell for cell in filled if isinstance(cell, str | dt.date)))[:_LOOKED_AT]
    if len(filled) < _LEAST_CELLS or not different or any(isinstance(one, bool | int | float) for one in filled):
        return None
    used = set(taken)
    free = [one for one in own.fields if one.kind in _KINDS and one.key not in used]
    fitting = [one for one in free if _fits(own, one, different, lookup, today)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(own: Register, field: Field, different: Sequence[Value], lookup: Lookup, today: dt.date) -> bool:
    dates = sum(1 for one in different if isinstance(one, dt.date))
    if (field.kind == "date") != (dates > 0) and dates:
        return False
    if field.kind == "choice" and len(different) < 2:
        return False
    means = _means(own, field, lookup, today)
    first = different[:_FIRST]
    if sum(1 for one in first if means(one)) < _SHARE * len(first) - 1:
        return False
    return sum(1 for one in different if means(one)) >= _SHARE * len(different)


def _means(own: Register, field: Field, lookup: Lookup, today: dt.date) -> Callable[[Value], bool]:
    """Whether a cell can stand in a field. Dates in figures need no order to be dates."""
    if field.kind == "ref":
        return lambda raw: lookup.record(own.key, as_text(raw)) is not None
    read = reader(field, lookup, today)
    if field.kind == "date":
        return lambda raw: isinstance(raw, dt.date) or (_has_figure(raw) and _understood(read, raw))
    return lambda raw: _understood(read, raw)


def _has_figure(raw: Value) -> bool:
    return any(letter.isdigit() for letter in str(raw))


def _understood(read: Callable[[Value], Any], raw: Value) -> bool:
    try:
        return read(raw) is not None
    except LifError:
        return False
