"""The list of papers that can be made, and the one door through which each of them is made."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.papers.agenda import agenda
from lif_desktop.papers.annual import annual_report
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.briefing import briefing
from lif_desktop.papers.gather import Records
from lif_desktop.papers.handover import handover
from lif_desktop.papers.saving import PaperError

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

MADE_UP = "Made-up data"
"""Stands at the foot of every page of a paper from an office that was filled for trying out."""

Make = Callable[[Records, str | None, datetime], Paper]
"""Makes a paper from the records, a reference or a year (None for the nearest), and the time it is made."""


@dataclass(frozen=True)
class PaperKind:
    """A paper that can be made.

    `key` is its name on the command line. `register` holds the record it is made for, "" where it is made for a
    financial year, or with `by_day` for the days to come. `needs` says in words what to give.
    """

    key: str
    label: str
    register: str
    needs: str
    make: Make
    by_day: bool = False

    @property
    def by_year(self) -> bool:
        """Whether it is made for a financial year."""
        return not self.register and not self.by_day


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("agenda", "Agenda with papers", "meetings", "the reference of a meeting; the next one if none", agenda),
    PaperKind(
        "briefing",
        "Seven-minute briefing",
        "learning",
        "the reference of a learning point; the newest if none",
        briefing,
    ),
    PaperKind(
        "annual-report",
        "Annual report, draft",
        "",
        "a financial year such as 2025-26; the last whole one if none",
        annual_report,
    ),
    PaperKind(
        "handover", "Desk handover", "", "nothing: it speaks of the next ten working days", handover, by_day=True
    ),
)


def paper_kind(key: str) -> PaperKind:
    """The kind of paper with that key. Raises PaperError that names those there are."""
    found = next((kind for kind in PAPERS if kind.key == key.replace("_", "-")), None)
    if found is None:
        there = ", ".join(kind.key for kind in PAPERS)
        raise PaperError(f"There is no paper called “{key}”. There are: {there}.")
    return found


def build_paper(
    office: "Office", key: str, ref: str | None = None, year: str | None = None, today: date | None = None
) -> Paper:
    """The blocks of a paper, for the preview or a renderer.

    `today` is the day it speaks of, else the office's own. Raises PaperError where there is no such paper or record,
    DateNotUnderstood for a year that is none.
    """
    kind = paper_kind(key)
    made = datetime.now(UTC) if today is None else datetime.combine(today, time(12), UTC)
    records = Records(office, today or office.today())
    paper = kind.make(records, year if kind.by_year else ref, made)
    return replace(paper, version_line=f"{MADE_UP} · {paper.version_line}") if records.made_up else paper


def make_paper(
    office: "Office",
    key: str,
    out_path: Path,
    ref: str | None = None,
    year: str | None = None,
    template: Path | None = None,
    today: date | None = None,
) -> Path:
    """Make a paper as a Word file at `out_path`, whole or not at all; gives the path.

    Raises what `build_paper` raises, and PaperError where the template or the target will not do.
    """
    from lif_desktop.papers.word import write

    return write(build_paper(office, key, ref, year, today), out_path, template)
