"""A kind of paper: its name, what it is made for, and the function that makes its blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.gather import Records

Make = Callable[[Records, str | None, datetime], Paper]
"""Makes a paper from the records, a reference or a year (None for the nearest), and the time it is made."""

Family = Literal["Meetings", "Cases", "Letters", "Learning", "The year", "The desk"]
"""The heading under which a kind stands in menus."""


@dataclass(frozen=True)
class PaperKind:
    """A paper that can be made.

    `key` is its name on the command line. `register` holds the record it is made for, "" where it is made for a
    financial year, or with `by_day` for the days to come. `needs` says in words what to give. `leaves` says that it
    is for readers outside the office (a letter, a published report). `suits` are the review types it is made for,
    all of them where it is empty.
    """

    key: str
    label: str
    register: str
    needs: str
    make: Make
    by_day: bool = False
    family: Family = "The desk"
    leaves: bool = False
    suits: frozenset[str] = frozenset()

    @property
    def by_year(self) -> bool:
        """Whether it is made for a financial year."""
        return not self.register and not self.by_day
