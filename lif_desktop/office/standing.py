"""How the records of a register stand: whether they are still worked on, whether they are late, in which view."""

import datetime as dt
from dataclasses import dataclass

from lif_desktop.office.queries import Rows

ALL, OPEN, LATE, BIN = "all", "open", "late", "bin"
VIEWS = (OPEN, LATE, ALL, BIN)
"""The views of a register: what is worked on, what is late, everything, and what lies in the bin."""


@dataclass(frozen=True)
class Standing:
    """Whether a record is still worked on, and whether it is late."""

    open: bool
    late: bool

    def in_view(self, view: str) -> bool:
        """Whether a view shows such a record."""
        return self.open if view == OPEN else self.late if view == LATE else True


def standings(rows: Rows, today: dt.date) -> list[Standing]:
    """How each row of a register stands.

    A record is open while its state is not blue, it is not closed, and its last day of use has not passed. It is late
    while it is open and in the red; an agency while a return of its is awaited.
    """
    own = rows.register
    keys = {one.key: 2 + at for at, one in enumerate(rows.fields)}
    state = next((keys[one.key] for one in own.computed if one.kind == "status"), 0)
    closed, last, awaited = (keys.get(key, 0) for key in ("closed_on", "active_to", "awaited"))
    found = []
    for row in rows.rows:
        tone = row[state].tone if state and row[state] is not None else ""
        still = tone != "blue" and not (closed and row[closed])
        if last and row[last]:
            still = row[last] >= today
        late = bool(row[awaited]) if awaited else still and tone == "red"
        found.append(_STANDINGS[still, late])
    return found


_STANDINGS = {(still, late): Standing(still, late) for still in (True, False) for late in (True, False)}
