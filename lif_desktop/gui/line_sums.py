"""What the lines of a record come to, in a sentence or two above their table. No Qt here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lif_desktop.framework.attendance import differences, total, total_words
from lif_desktop.framework.tracking import tracked
from lif_desktop.office import Office

Row = Mapping[str, Any]


def sum_words(office: Office, key: str, parent: str, number: int, lines: Sequence[Row]) -> str:
    """The lines of register `key` together, under the record `number` of register `parent`; "" for nothing to say."""
    find = _SUMS.get((key, parent)) or _SUMS.get((key, ""))
    return find(office, number, lines) if find and lines else ""


def _attendance(office: Office, course: int, lines: Sequence[Row]) -> str:
    """All agencies together, and where they add up to something else than the course says."""
    together = total_words(total(lines))
    said = [f"All agencies: {together}"] if together else []
    return "\n".join([*said, *differences(office.record("training", course), lines)])


def _cases(_office: Office, _number: int, lines: Sequence[Row]) -> str:
    return tracked(lines).words


_SUMS: dict[tuple[str, str], Callable[[Office, int, Sequence[Row]], str]] = {
    ("bookings", "training"): _attendance,
    ("case_tracking", ""): _cases,
}
"""What is said, by register of lines and register of their parent ("" for any)."""
