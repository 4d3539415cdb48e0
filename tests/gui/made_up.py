"""A made-up register of reviews for the tests of tables: fields, rows, words, and an office that takes changes."""

from collections.abc import Sequence
from datetime import date

from lif_desktop.framework.dates import DateNotUnderstood, parse_date, show_date
from lif_desktop.framework.status import Status
from lif_desktop.gui.cells import CellChange, CellWays
from lif_desktop.registers.field import Field

TODAY = date(2026, 11, 23)
TYPES = ("Rapid review", "Adult review (SAR)", "Practice review", "Peer review")


REF = Field("ref", "Reference", "ref", width=14)
KIND = Field("kind", "Type", "choice", choices="review_types", width=18)
NAME = Field("name", "Pseudonym", "text", width=14)
STAGE = Field("stage", "Stage", "note", width=18, help="Where the review stands")
DUE = Field("due", "Due", "date", width=14)
COUNT = Field("count", "Agencies", "whole", width=9, least=0, most=40)
STATE = Field("state", "State", "status", width=14)
COLUMNS = (REF, KIND, NAME, STAGE, DUE, COUNT, STATE)

OVERDUE = Status("red", "Overdue by 3 working days")
DUE_TODAY = Status("amber", "Due today")
ON_TRACK = Status("green", "On track")
WAITING = Status("blue", "Complete")

ROWS: tuple[tuple[object, ...], ...] = (
    ("RR-2026-004", "Rapid review", "Child Rowan", "Sign-off", date(2026, 11, 18), 5, OVERDUE),
    ("SAR-2026-002", "Adult review (SAR)", "Adult Hazel", "Agency reports", date(2026, 11, 23), 5, DUE_TODAY),
    ("RR-2026-005", "Rapid review", "Child Wren", "Agency summaries", date(2026, 12, 3), 6, ON_TRACK),
    ("CSPR-2026-001", "Practice review", "Child Ash", "Draft report", date(2027, 1, 15), None, ON_TRACK),
    ("PEER-2026-001", "Peer review", None, "Report", None, 2, WAITING),
    ("RR-2026-010", "Rapid review", "Child Oak", "Action plan", date(2026, 11, 23), 12, ON_TRACK),
)
IDS = (104, 202, 105, 301, 401, 110)


def show(_field: Field, value: object) -> str:
    """The words of a made-up value."""
    if isinstance(value, date):
        return show_date(value)
    return str(getattr(value, "word", value))


def choices(field: Field) -> Sequence[str]:
    """The labels that a choice field offers."""
    return TYPES if field.kind == "choice" else ()


class Office:
    """Takes what is typed, keeps it, and refuses dates and numbers that cannot be read."""

    def __init__(self) -> None:
        self.rows = {row_id: list(row) for row_id, row in zip(IDS, ROWS, strict=True)}
        self.batches: list[tuple[str, list[tuple[int, str, str]]]] = []

    def commit(self, row_id: int, field: Field, text: str) -> str | None:
        self.batches.append(("one cell", [(row_id, field.key, text)]))
        return self._put(row_id, field, text)

    def commit_block(self, changes: Sequence[CellChange], words: str) -> dict[tuple[int, str], str]:
        self.batches.append((words, [(change.row_id, change.field.key, change.text) for change in changes]))
        said = {change.cell: self._put(change.row_id, change.field, change.text) for change in changes}
        return {cell: sentence for cell, sentence in said.items() if sentence}

    def ways(self) -> CellWays:
        return CellWays(show, choices=choices, commit=self.commit, commit_block=self.commit_block)

    def ids(self) -> list[int]:
        return list(self.rows)

    def table(self) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.rows.values()]

    def value(self, row_id: int, field: Field) -> object:
        return self.rows[row_id][COLUMNS.index(field)]

    def _put(self, row_id: int, field: Field, text: str) -> str | None:
        value: object = text or None
        if text and field.kind == "date":
            try:
                value = parse_date(text, TODAY)
            except DateNotUnderstood as trouble:
                return str(trouble)
        if text and field.kind == "whole":
            if not text.isdigit():
                return f"“{text}” is not a number. Agencies takes a whole number."
            value = int(text)
        if text and field.kind == "choice" and text not in TYPES:
            return f"“{text}” is not in the list for {field.label}."
        self.rows[row_id][COLUMNS.index(field)] = value
        return None
