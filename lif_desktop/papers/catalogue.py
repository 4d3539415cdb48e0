"""The list of papers that can be made, and the one door through which each of them is made."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.case_papers import CASE_PAPERS
from lif_desktop.papers.desk_papers import DESK_PAPERS
from lif_desktop.papers.gather import AsAt, Records
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.learning_papers import LEARNING_PAPERS
from lif_desktop.papers.leaving import Built
from lif_desktop.papers.letter_papers import LETTER_PAPERS
from lif_desktop.papers.meeting_papers import MEETING_PAPERS
from lif_desktop.papers.saving import PaperError, Progress, Tell, save_whole, silent, unheard
from lif_desktop.papers.year_papers import YEAR_PAPERS

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

MADE_UP = "Made-up data"
"""Stands at the foot of every page of a paper from an office that was filled for trying out."""

PAPERS: tuple[PaperKind, ...] = (
    *MEETING_PAPERS,
    *CASE_PAPERS,
    *LETTER_PAPERS,
    *LEARNING_PAPERS,
    *YEAR_PAPERS,
    *DESK_PAPERS,
)


def paper_kind(key: str) -> PaperKind:
    """The kind of paper with that key. Raises PaperError that names those there are."""
    found = next((kind for kind in PAPERS if kind.key == key.replace("_", "-")), None)
    if found is None:
        there = ", ".join(kind.key for kind in PAPERS)
        raise PaperError(f"There is no paper called “{key}”. There are: {there}.")
    return found


def build_paper(
    office: "Office",
    key: str,
    ref: str | None = None,
    year: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    as_at: AsAt = None,
) -> Paper:
    """The blocks of a paper, for the preview or a renderer. Takes and raises what `build` does."""
    return build(office, key, ref, year, today, progress, as_at).paper


def build(
    office: "Office",
    key: str,
    ref: str | None = None,
    year: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    as_at: AsAt = None,
) -> Built:
    """A paper with what it was made from, for a paper that leaves and is logged.

    `today` is the day it speaks of, else the office's own. A paper of a year takes the records as they stood at the end
    of the year or of the day `as_at`, or with "today" as they are now. `progress` hears how far it is and may raise to
    stop it. Raises PaperError where there is no such paper or record, DateNotUnderstood for a year that is none.
    """
    kind, progress = paper_kind(key), progress or silent
    progress("Reading the records…", 0, 0)
    made = datetime.now(UTC) if today is None else datetime.combine(today, time(12), UTC)
    records = Records(office, today or office.today(), as_at)
    paper = kind.make(records, year if kind.by_year else ref, made)
    progress("Reading the records…", 0, 0)
    if records.made_up:
        paper = replace(paper, version_line=f"{MADE_UP} · {paper.version_line}")
    return Built(paper, kind, records, made, None if kind.by_year else ref, year if kind.by_year else None)


def make_paper(
    office: "Office",
    key: str,
    out_path: Path,
    ref: str | None = None,
    year: str | None = None,
    template: Path | bytes | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Path:
    """Make a paper as a Word file at `out_path`, whole or not at all; gives the path.

    Raises what `build_paper` raises, and PaperError where the template or the target will not do. Who wants to hear
    what became of the office's own template calls `build_paper` and `paper_bytes`.
    """
    paper = build_paper(office, key, ref, year, today, progress)
    return save_whole(out_path, paper_bytes(office, key, paper, template, progress))


def paper_bytes(
    office: "Office",
    key: str,
    paper: Paper,
    template: Path | bytes | None = None,
    progress: Progress | None = None,
    tell: Tell = unheard,
) -> bytes:
    """A built paper as the bytes of a Word file, in the template that is given, else in the office's own for its kind.

    A paper that is no kind of its own, such as the index of a bundle, gets the one for all papers. Where the office's
    own no longer works the paper is made in the shipped one, and `tell` hears the sentence that says so. Raises
    PaperError where the template that was given will not do.
    """
    from lif_desktop.office.templates import template_for
    from lif_desktop.papers.office_template import TemplateTrouble
    from lif_desktop.papers.word import render

    progress = progress or silent
    kept = template_for(office, key.replace("_", "-")) if template is None else None
    if kept is None:
        return render(paper, template, progress, tell)
    try:
        return render(paper, kept, progress)
    except TemplateTrouble as error:
        tell(f"The paper was made in the template that came with the program, since the office's own failed. {error}")
        return render(paper, None, progress, tell)
