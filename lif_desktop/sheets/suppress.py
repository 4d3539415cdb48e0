"""Leaves small counts of people out of a table for publication, and a second one where sums would give it away."""

from collections.abc import Iterable, Sequence

from lif_desktop.framework.small import is_small

LEFT_OUT = "[c]"
"""What stands for a count that is left out, as in government statistics: c for confidential."""

Count = int | float | None
Place = tuple[int, int]


def to_leave_out(
    counts: Sequence[Sequence[Count]], sums: Iterable[Sequence[int]] = (), blocks: Iterable[Sequence[int]] = ()
) -> set[Place]:
    """The places (row, column) of `counts` that must not be shown.

    `sums` are groups of columns that add up within a row (parts and their total, in any order); `blocks` are
    groups of rows whose columns add up to a total that is known elsewhere. Where just one count of such a group is
    left out, the others would give it away, so the smallest of the others goes with it, until no group has just one.
    """
    hidden = {(row, column) for row, line in enumerate(counts) for column, count in enumerate(line) if is_small(count)}
    groups = [[(row, column) for column in group] for group in sums for row in range(len(counts))]
    width = len(counts[0]) if counts else 0
    groups += [[(row, column) for row in block] for block in blocks for column in range(width)]
    while any(_cover(group, counts, hidden) for group in groups):
        continue
    return hidden


def _cover(group: Sequence[Place], counts: Sequence[Sequence[Count]], hidden: set[Place]) -> bool:
    """Leaves a second count of the group out where one alone is; tells whether it did."""
    filled = [place for place in group if counts[place[0]][place[1]] is not None]
    if len(filled) < 2 or len(hidden.intersection(filled)) != 1:
        return False
    shown = [place for place in filled if place not in hidden]
    hidden.add(min(shown, key=lambda place: (counts[place[0]][place[1]] == 0, counts[place[0]][place[1]] or 0)))
    return True
