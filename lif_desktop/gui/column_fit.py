"""Widths for the columns of a register, so that as many as can be are in sight at once. No Qt here."""

from collections.abc import Mapping, Sequence

from lif_desktop.registers.field import Field

FLOORS = {"ref": 118.0, "date": 104.0, "status": 128.0, "whole": 56.0, "decimal": 64.0, "yes_no": 72.0}
"""Least width of a column of each kind in pixels at 100 % text; words get 92."""
_WORDS_FLOOR = 92.0


def fit(
    fields: Sequence[Field], natural: Mapping[str, float], headings: Mapping[str, float], room: float
) -> dict[str, int]:
    """A width for each column, in pixels at 100 % text: its natural one, or less where all of them would not fit.

    None becomes narrower than its floor or its heading; then the table scrolls.
    """
    floors = {one.key: max(FLOORS.get(one.kind, _WORDS_FLOOR), headings.get(one.key, 0.0)) for one in fields}
    wants = {one.key: max(natural[one.key], floors[one.key]) for one in fields}
    over = sum(wants.values()) - room
    slack = sum(wants[key] - floors[key] for key in wants)
    if over <= 0 or slack <= 0:
        return {key: round(wide) for key, wide in wants.items()}
    part = min(1.0, over / slack)
    return {key: int(wants[key] - part * (wants[key] - floors[key])) for key in wants}
