"""Widths for the columns of a register, so that as many as can be are in sight at once. No Qt here."""

from collections.abc import Mapping, Sequence

from lif_desktop.registers.field import Field

FLOORS = {"ref": 112.0, "date": 96.0, "status": 128.0, "whole": 70.0, "decimal": 64.0, "yes_no": 72.0}
"""Least width of a column of each kind in pixels at 100 % text; words get 92."""
_WORDS_FLOOR = 92.0
_LONG = 26
"""A column of words is long when it is meant for so many characters or more."""
_READABLE = 190.0
"""Width to which long words give way before others do."""


def fit(
    fields: Sequence[Field], natural: Mapping[str, float], headings: Mapping[str, float], room: float
) -> dict[str, int]:
    """A width for each column, in pixels at 100 % text: its natural one, or less where all of them would not fit.

    Long words give way first, down to a width that can still be read, then the others down to their floors, then long
    words again. None becomes narrower than its floor or its heading; then the table scrolls.
    """
    floors = {one.key: max(FLOORS.get(one.kind, _WORDS_FLOOR), headings.get(one.key, 0.0)) for one in fields}
    wide = {one.key: max(natural[one.key], floors[one.key]) for one in fields}
    long = {one.key: floors[one.key] for one in fields if one.width >= _LONG}
    short = {one.key: floors[one.key] for one in fields if one.width < _LONG}
    for least in ({key: max(_READABLE, floor) for key, floor in long.items()}, short, long):
        over = sum(wide.values()) - room
        slack = {key: max(0.0, wide[key] - floor) for key, floor in least.items()}
        if over > 0 and any(slack.values()):
            part = min(1.0, over / sum(slack.values()))
            wide |= {key: wide[key] - part * spare for key, spare in slack.items()}
    return {key: int(one) for key, one in wide.items()}
