"""What a yearly report is made of: its chapters, the headings in them, and from which day's records it is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from lif_desktop.framework.dates import financial_year, financial_year_range, show_date
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year
from lif_desktop.papers.blocks import Block, Heading, PageBreak, Paragraph
from lif_desktop.papers.gather import Records

Say = Callable[[], Paragraph]


@dataclass(frozen=True)
class Chapter:
    """A heading of the second level with what stands under it. A duty of the same name has no heading of its own.

    `intro` and what `says` gives stand before the first heading. `fresh` starts a new page. `check` is what the author
    is to check before it is published.
    """

    title: str
    duties: tuple[Duty, ...]
    intro: str = ""
    says: Say | None = None
    fresh: bool = False
    check: str = ""

    def told(self, year: Year) -> Told:
        """The blocks of the chapter with its heading, and every gap found."""
        blocks: list[Block] = [PageBreak()] if self.fresh else []
        blocks.append(Heading(self.title))
        if self.intro:
            blocks.append(Paragraph(self.intro, keep=True))
        found: list[Gap] = []
        if self.says:
            blocks.append(self.says())
        for duty in self.duties:
            told = duty.told(year)
            blocks += [*([] if duty.heading == self.title else [Heading(duty.heading, 3)]), *told.blocks]
            found += told.gaps
        return Told(tuple(blocks), tuple(found))


@dataclass(frozen=True)
class Report:
    """A yearly report: the key of its paper, its title, the board it is about ("" for both) and its chapters."""

    key: str
    title: str
    board: str
    chapters: tuple[Chapter, ...]

    @property
    def duties(self) -> tuple[tuple[str, Duty], ...]:
        """Every heading under which the author may write, with the title of its chapter."""
        return tuple((chapter.title, duty) for chapter in self.chapters for duty in chapter.duties)


@dataclass(frozen=True)
class Standing:
    """From which records a report is drawn: how they stood on `day`, or as they are now by their dates.

    `begins_late` is the day on which the journal begins, where that is why the records are taken as they are now.
    """

    day: date | None = None
    begins_late: date | None = None

    def words(self, year: Year) -> str:
        """The same in sentences for the reader of the draft."""
        end, today = show_date(year.end), show_date(year.now.today)
        if self.day:
            told = "What members told for the report, and your own words, are taken as they are now."
            return f"Drawn from the office's registers as they stood at the end of {show_date(self.day)}. {told}"
        if self.begins_late:
            begins = show_date(self.begins_late)
            return (
                f"Drawn from the office's registers as they stand on {today}, by the dates in them: the journal begins "
                f"on {begins}, so how they stood on {end} is not known. Some may have changed since the year ended."
            )
        later = " Some records may have changed since the year ended." if year.now.today > year.end else ""
        return f"Drawn from the office's registers as they stand on {today}.{later}"


def year_wanted(records: Records, name: str | None) -> str:
    """The year that is named, else the last whole one. Raises DateNotUnderstood for no year."""
    if name:
        return financial_year(financial_year_range(name)[0])
    return financial_year(records.today.replace(year=records.today.year - 1, day=1))


@contextmanager
def standing(records: Records, end: date) -> Iterator[tuple[Records, Standing]]:
    """The records from which a report of the year that ends on `end` is drawn.

    Those at the end of the year where it is over and the journal reaches back to it, else those of now; or those of the
    day that was asked for. Raises OfficeError where one was asked for before the journal begins.
    """
    asked, begins = records.as_at, records.journal_begins
    day = asked if isinstance(asked, date) else None
    if asked is None and records.today > end:
        if begins is None or begins > end:
            yield records, Standing(begins_late=begins)
            return
        day = end
    if day is None:
        yield records, Standing()
        return
    with records.stood_on(day) as past:
        yield past, Standing(day)
