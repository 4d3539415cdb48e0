"""A row of a return compared three ways: what was sent, what the office has now, what came back."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes of a comparison: the values as they are to be, and the places where the office's stay.

    `conflicts` are the places that both sides changed, where `values` has the agency's; `ours` those that only the
    office changed.
    """

    values: tuple[Any, ...]
    conflicts: tuple[int, ...] = ()
    ours: tuple[int, ...] = ()


def compare(came: Sequence[Any], now: Sequence[Any], sent: Sequence[Any], fixed: Container[int] = ()) -> Compared:
    """Compare values in the same order. A blank that came does nothing; places in `fixed` stay as they are.

    What came is taken where the office has what was sent; where it is what was sent, the office's newer value stays;
    where all three differ the two are in conflict.
    """
    values = list(came)
    conflicts, ours = [], []
    for at, (new, old, first) in enumerate(zip(came, now, sent, strict=True)):
        if _blank(new):
            continue
        if at in fixed:
            values[at] = old
        elif _alike(new, old) or _alike(old, first):
            continue
        elif _alike(new, first):
            values[at] = old
            ours.append(at)
        else:
            conflicts.append(at)
    return Compared(tuple(values), tuple(conflicts), tuple(ours))


def _blank(value: Any) -> bool:
    return value is None or value == ()


def _alike(one: Any, other: Any) -> bool:
    return one == other or (_blank(one) and _blank(other))
