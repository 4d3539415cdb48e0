"""Audits: the partnership's programme, and what agencies report of their own."""

from dataclasses import dataclass

from made_up.content import content
from made_up.days import day

TESTS = {"Y": "Yes", "P": "Partly", "N": "No"}
"""The words for the marks of the five tests."""


@dataclass(frozen=True)
class Audit:
    """One audit. `grades` are numbers of cases: outstanding, good, requires improvement, inadequate."""

    ref: str
    kind: str
    title: str
    board: str
    lead: str
    officer: str
    planned: str
    due: str
    status: str
    theme: str = ""
    done: str = ""
    grade: str = ""
    grades: tuple[int, int, int, int] | None = None
    tests: str = ""
    found: str = ""
    well: str = ""
    better: str = ""
    reported: str = ""
    why: str = ""
    following: str = ""
    asked_by: str = ""
    asked: str = ""
    guided: str = ""

    @property
    def year(self) -> str:
        """The financial year in which it was planned."""
        start = day(self.planned)
        first = start.year if start.month >= 4 else start.year - 1
        return f"{first}-{(first + 1) % 100:02d}"

    @property
    def cases(self) -> int | None:
        """How many cases were looked at."""
        return sum(self.grades) if self.grades else None


def audits(which: str) -> list[Audit]:
    """The audits of "programme" or "agencies_own", in their order."""
    return [Audit(**entry) for entry in content("audits")[which]]
