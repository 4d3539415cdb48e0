"""What an awkward workbook is made of, and what must become of it; with the plain rows that most of them hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lif_desktop.sheets.match import Choices
from tests.data.awkward_write import Make

HEAD = ("Ref", "Action", "Lead agency", "Due", "Status")
ROWS = (
    ("SH1", "Write to all schools", "GMP", dt.date(2026, 3, 3), "Open"),
    ("SH2", "Brief the duty team", "Stockport Homes", dt.date(2026, 4, 17), "Complete"),
    ("SH3", "Check the “missing” protocol", "Probation Service Greater Manchester", dt.date(2026, 5, 29), "On hold"),
)
SHOWN = (
    ("SH1", "Write to all schools", "Greater Manchester Police", "3 March 2026", "In progress"),
    ("SH2", "Brief the duty team", "Stockport Homes", "17 April 2026", "Complete"),
    (
        "SH3",
        "Check the “missing” protocol",
        "Probation Service Greater Manchester",
        "29 May 2026",
        "Not progressing",
    ),
)
BLANK = (None,) * len(HEAD)

Shown = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One awkward workbook and what is right.

    `rows` are by the number of the row in the file the words that the record shows after the import, in the order of
    `headings`; `held` are by number the problems that hold a row back ("C5: reason", or their beginnings). `notices`
    are all that reading says, in its order. `refused` is the whole sentence where the file is not taken. `questions`
    are asked, each with its kind and what it is about. `planned` is said by the plan beside. `sheet` is the one that is
    taken.
    """

    name: str
    make: Make
    rows: Mapping[int, Shown] = field(default_factory=dict)
    held: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    headings: tuple[str, ...] = HEAD
    header_row: int = 1
    register: str = "actions"
    sheet: str = "Sheet1"
    refused: str = ""
    choices: Choices = field(default_factory=Choices)
    questions: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()


def at(*numbers: int, rows: Sequence[Shown] = SHOWN, more: Sequence[str] = ()) -> dict[int, Shown]:
    """The plain rows by the numbers where they stand; `more` are values that each has beside."""
    return {number: (*row, *more) for number, row in zip(numbers, rows, strict=False)}
