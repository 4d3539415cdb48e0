"""A spreadsheet as it was read: sheets of plain values, and what a reader of the screen would not see."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from typing import Literal

ErrorKind = Literal["error", "not saved", "date"]
State = Literal["visible", "hidden", "very hidden"]

_WHY = {
    "error": "The cell holds the error {text}.",
    "not saved": "Its formula was never worked out. Open the file in Excel, save it and import it again.",
    "date": "The number {text} is shown as a date, but lies outside the years that Excel knows.",
}


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell without a value: an error such as #REF!, a formula never worked out, a date out of range."""

    text: str
    kind: ErrorKind = "error"

    def __str__(self) -> str:
        return self.text

    @property
    def why(self) -> str:
        """The reason in words."""
        return _WHY[self.kind].format(text=self.text)


Value = str | int | float | bool | date | ErrorCell | None
"""What a cell holds. A date with a time of day other than midnight is a datetime, which is a date too."""
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 1, the ends are part of it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True)
class RawSheet:
    """One sheet. `rows[0]` is row 1 of the sheet, and every row has as many values as the sheet is wide.

    `hidden_rows` and `hidden_columns` count from 1. `cut_after` is the row where reading stopped because
    1,000 blank rows followed (0: read to the end), `cut_columns` that there was data beyond column 256.
    """

    name: str
    rows: tuple[Row, ...] = field(repr=False)
    state: State = "visible"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[Merge, ...] = ()
    cut_after: int = 0
    cut_columns: bool = False

    @property
    def width(self) -> int:
        """How many columns each row has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class RawBook:
    """A whole file. `kind` is what it really is: "xlsx", "xlsb", "xls", "ods" or "csv"; `sha256` is of its bytes."""

    path: Path
    sha256: str
    kind: str
    sheets: tuple[RawSheet, ...]
    epoch_1904: bool = False
    notices: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name


def letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def address(row: int, column: int) -> str:
    """The name of a cell as Excel shows it, counted from 1: row 3, column 2 is B3."""
    return f"{letters(column)}{row}"
