"""The checklist of a review: quality markers and principles, and how far they have been looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CheckPoint:
    """A point that every review of some types is held against. `kind` is a key of the list check_kinds."""

    key: str
    kind: str
    text: str
    source: str


@dataclass(frozen=True)
class Looked:
    """How far a checklist has been gone through: points in all, answered, and answered with anything but yes."""

    total: int = 0
    answered: int = 0
    short: int = 0

    @property
    def whole(self) -> bool:
        """Whether every point is answered."""
        return self.total > 0 and self.answered == self.total

    def in_words(self) -> str:
        """The same in words: "9 of 15 points looked at, 2 not or only partly seen"."""
        if not self.total:
            return "No checklist on this review yet"
        short = f", {self.short} not or only partly seen" if self.short else ""
        return f"{self.answered} of {self.total} points looked at{short}"


def looked_at(rows: Iterable[Mapping[str, Any]]) -> Looked:
    """How far the points in `rows` have been gone through; each has an answer (a key of evidence_answers) or None."""
    answers = [row["answer"] for row in rows]
    return Looked(len(answers), sum(map(bool, answers)), sum(answer in ("partly", "no") for answer in answers))
