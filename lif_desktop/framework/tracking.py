"""Targeted tracking of cases: what difference learning would have made at the time (framework 13.3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.small import SMALL, is_small

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tracked:
    """Cases that were looked at again: in how many the learning would have helped, partly helped, not helped.

    `open` are those without an answer yet, `apart` those that the learning does not bear on.
    """

    helped: int = 0
    partly: int = 0
    not_helped: int = 0
    open: int = 0
    apart: int = 0

    @property
    def looked_at(self) -> int:
        """Cases with an answer."""
        return self.helped + self.partly + self.not_helped

    @property
    def words(self) -> str:
        """For the office's own eyes: "Of 6 cases looked at, the learning would have helped in 4 and partly in 1."."""
        waiting = f" {_cases(self.open)} without an answer yet." if self.open else ""
        beside = f" {_cases(self.apart)} that it does not bear on." if self.apart else ""
        if not self.looked_at:
            return f"{waiting}{beside}".lstrip()
        partly = f" and partly in {self.partly}" if self.partly else ""
        said = f"Of {_cases(self.looked_at)} looked at, the learning would have helped in {self.helped or 'none'}"
        return f"{said}{partly}.{waiting}{beside}"

    @property
    def published(self) -> str:
        """The same for everyone: counts of cases below five, and those that would give one away, are left out."""
        if not self.looked_at:
            return ""
        if is_small(self.looked_at):
            return (
                f"Fewer than {SMALL} cases were looked at, too few to say in how many the learning would have helped."
            )
        parts = (self.helped, self.partly, self.not_helped)
        if any(is_small(part) for part in parts):
            useful = self.helped + self.partly
            if is_small(useful) or is_small(self.not_helped):
                return f"{self.looked_at} cases were looked at; the numbers by answer are too small to be shown."
            return f"Of {self.looked_at} cases looked at, the learning would have helped, at least partly, in {useful}."
        return Tracked(*parts).words


def tracked(cases: Iterable[Row]) -> Tracked:
    """Lines of tracked cases counted by their answer (`would_have_helped`: yes, partly, no); each line once."""
    answers = Counter(case["would_have_helped"] for case in cases)
    known = (answers.pop("yes", 0), answers.pop("partly", 0), answers.pop("no", 0))
    apart = answers.pop("not_applicable", 0)
    return Tracked(*known, answers.total(), apart)


def _cases(number: int) -> str:
    return f"{number} {'case' if number == 1 else 'cases'}"
