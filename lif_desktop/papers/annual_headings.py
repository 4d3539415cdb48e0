"""The headings of a yearly report as its author sees them: which the records answer, and which are hers to write."""

from dataclasses import dataclass
from typing import Literal

from lif_desktop.papers.annual import REPORTS, writers
from lif_desktop.papers.annual_author import USUAL
from lif_desktop.papers.annual_year import Year
from lif_desktop.papers.gather import Records
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import capital, shorten

_LONGEST = 240
"""Letters of one gap."""
State = Literal["gap", "words", "records"]


@dataclass(frozen=True)
class ReportHeading:
    """One heading of a yearly report: the chapter it stands in, who asks for it, how it is answered.

    `state` is "gap" while anything is missing under it, "words" where the author wrote something, else "records".
    `gaps` say what is missing, each in one line. `text` are the author's words in this report, `taken` those that the
    joint draft takes from another report.
    """

    key: str
    chapter: str
    title: str
    asked_by: str
    state: State
    gaps: tuple[str, ...]
    text: str
    taken: str = ""


def headings(records: Records, key: str, name: str) -> tuple[ReportHeading, ...]:
    """The headings of the report with that key for a financial year, by the records as they are now, in its order.

    Raises PaperError where there is no such report, DateNotUnderstood for a year that is none.
    """
    report = next((one for one in REPORTS if one.key == key), None)
    if report is None:
        raise PaperError(f"There is no yearly report called “{key}”.")
    year = Year(records, name, report.board)
    written = records.report_words(year.name)
    found = []
    for chapter, duty in report.duties:
        texts = [written.get((one.key, duty.key), "") for one in writers(report)]
        year.words = {duty.key: next(filter(None, texts), "")}
        told = duty.told(year)
        state: State = "gap" if told.gaps else "words" if any(texts) else "records"
        gaps = tuple(f"Missing: {shorten(gap.what, _LONGEST)}. {gap.where}" for gap in told.gaps)
        about = (duty.key, chapter, duty.heading, capital(duty.law) or USUAL, state, gaps)
        found.append(ReportHeading(*about, text=texts[0], taken="" if texts[0] else next(filter(None, texts), "")))
    return tuple(found)
