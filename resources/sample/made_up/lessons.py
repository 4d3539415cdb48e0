"""Learning points: where each came from, what must change, how far it has come, who does what."""

import datetime as dt
from dataclasses import dataclass

from made_up.content import content
from made_up.days import day

REVIEWS = ("RR", "CSPR", "MALR", "SAR", "SALR", "PEER", "NCSPR", "DHR", "MHHR", "EXT")
AUDITS = ("MACFA", "S11", "S175", "QAS", "SAA")
VOICES = ("VOI",)
INDICATORS = ("PI",)

Task = tuple[str, str, str, int, str]
"""An action: what, lead agency, lead role, due so many months after the learning was seen, what done looks like."""


@dataclass(frozen=True)
class Lesson:
    """One learning point. `reached` is the stage its evidence shows: I, D, E or V; `course` names what teaches it.

    `effect` is a measure, its figures before and after, and what difference it made; `decided` is what was decided
    where it made none. `retest` is the day on which an audit was to look again, where it is not counted from the
    others; `retested` is the audit that did.
    """

    board: str
    seen: str
    sources: str
    title: str
    themes: str
    owner: str
    learned: str
    change: str
    reached: str
    tasks: tuple[Task, ...]
    course: str = ""
    well: str = ""
    ask: str = ""
    good: bool = False
    effect: tuple[str, float, float, str] | None = None
    decided: str = ""
    source: str = ""
    external: str = ""
    why: str = ""
    policy: str = ""
    risks: str = ""
    retest: str = ""
    retested: str = ""


@dataclass(frozen=True)
class Logged:
    """A learning point with its reference."""

    ref: str
    lesson: Lesson

    @property
    def seen(self) -> dt.date:
        """When it was identified."""
        return day(self.lesson.seen)

    def sources(self, kinds: tuple[str, ...]) -> list[str]:
        """Its sources of these kinds, by reference."""
        return [one for one in self.lesson.sources.split("; ") if one.split("-")[0] in kinds]


def log() -> list[Logged]:
    """Every learning point in the order in which it was identified."""
    lessons = [Lesson(**entry) for entry in content("lessons")["lessons"]]
    numbers: dict[str, int] = {}
    logged = []
    for lesson in sorted(lessons, key=lambda one: (one.seen, one.title)):
        year = lesson.seen[:4]
        numbers[year] = numbers.get(year, 0) + 1
        logged.append(Logged(f"LP-{year}-{numbers[year]:03d}", lesson))
    return logged
