"""Widths for the columns of a register, so that as many as can be are in sight at once. No Qt here."""

from collections.abc import Mapping, Sequence

from lif_desktop.registers.field import Field

FLOORS = {"ref": 112.0, "date": 96.0, "status": 128.0, "whole": 70.0, "decimal": 64.0, "yes_no": 72.0}
"""Least width of a column of each kind in pixels at 100 % text; words get 92."""
_WORDS_FLOOR = 92.0
_LONG = 26
"""A column of words meant for so many characters or more gives up its width last."""


def fit(
    fields: Sequence[Field], natural: Mapping[str, float], headings: Mapping[str, float], room: float
) -> dict[str, int]:
    """A width for each column, in pixels at 100 % text: its natural one, or less where all of them would not fit.

    Long words give way last. None becomes narrower than its floor or its heading; then the table scrolls.
    """
    floors = {one.key: max(FLOORS.get(one.kind, _WORDS_FLOOR), headings.get(one.key, 0.0)) for one in fields}
    wide = {one.key: max(natural[one.key], floors[one.key]) for one in fields}
    for some in (
        [one.key for one in fields if one.width < _LONG],
        [one.key for one in fields if one.width >= _LONG],
    ):
        over = sum(wide.values()) - room
        slack = sum(wide[key] - floors[key] for key in some)
        if over > 0 and slack > 0:
            part = min(1.0, over / slack)
            wide |= {key: wide[key] - part * (wide[key] - floors[key]) for key in some}
    return {key: int(one) for key, one in wide.items()}
