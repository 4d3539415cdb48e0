"""The draft of the annual report for a financial year: gaps first, then the two statutory lists, then the evidence."""

from collections.abc import Callable, Iterable
from datetime import datetime

from lif_desktop.framework.dates import financial_year, show_date
from lif_desktop.papers import annual_evidence as evidence
from lif_desktop.papers.annual_adults import ADULTS, recipients
from lif_desktop.papers.annual_children import CHILDREN
from lif_desktop.papers.annual_training import training
from lif_desktop.papers.annual_voices import performance, risks, voices
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year
from lif_desktop.papers.blocks import Block, Box, Column, Heading, PageBreak, Paper, Paragraph, Properties, Table
from lif_desktop.papers.gather import Records
from lif_desktop.papers.words import capital, count

CHAPTERS: tuple[tuple[str, Callable[[Year], Told]], ...] = (
    ("Reviews", evidence.reviews),
    ("Audits", evidence.audits),
    ("Training", training),
    ("The learning loop", evidence.learning),
    ("Actions", evidence.actions),
    ("Voices", voices),
    ("Risks", risks),
    ("Performance", performance),
)


def annual_report(records: Records, name: str | None, made: datetime) -> Paper:
    """The draft for the financial year `name`, or for the last whole one. Raises DateNotUnderstood for no year."""
    year = Year(records, name) if name else Year(records, financial_year(records.today)).before
    adults, adult_gaps = _answers(ADULTS, year)
    children, child_gaps = _answers(CHILDREN, year)
    chapters, chapter_gaps = _chapters(year)
    gaps = (*adult_gaps, *child_gaps, *chapter_gaps)
    blocks: tuple[Block, ...] = (
        _how_it_was_made(year),
        Heading("What is still missing"),
        *_gap_list(gaps),
        Heading("The year in figures"),
        *evidence.year_in_figures(year).blocks,
        Heading("Safeguarding Adults Board"),
        Paragraph("These are the headings that the Care Act 2014 asks for (Schedule 2 paragraph 4).", keep=True),
        *adults,
        recipients(),
        PageBreak(),
        Heading("Children's safeguarding partners: the yearly report"),
        Paragraph(
            "The Children Act 2004 asks for the first two headings (section 16G), guidance for the others: check them "
            "against its current text.",
            keep=True,
        ),
        *children,
        PageBreak(),
        *chapters,
    )
    return Paper(
        f"Annual report {year.name}: draft",
        f"{records.partnership}\n{show_date(year.start)} to {show_date(year.end)}",
        records.label("markings", "official_sensitive"),
        f"Annual report {year.name}, draft of {show_date(records.today)}",
        blocks,
        properties=Properties(records.partnership, made, f"Annual report {year.name}", "annual report; draft"),
    )


def _how_it_was_made(year: Year) -> Box:
    later = " Some records may have changed since the year ended." if year.records.today > year.end else ""
    return Box(
        "A draft from the records",
        f"Drawn from the office's registers as they stand on {show_date(year.records.today)}.{later} References in "
        "bold lead back to the record. What the records do not say stands in a box as a gap. Before it is published, "
        "check that nobody can be recognised, and change the marking.",
    )


def _gap_list(gaps: Iterable[Gap]) -> tuple[Block, ...]:
    held = tuple(dict.fromkeys(gaps))
    if not held:
        return (Paragraph("Every heading is answered from the records."),)
    rows = tuple((capital(gap.what), gap.law[:1].upper() + gap.law[1:], gap.where) for gap in held)
    columns = (Column("Nothing is recorded for", 5), Column("Asked for by", 4), Column("What to do", 4.4))
    return (
        Paragraph(f"{capital(count(len(held), 'gap'))} to fill.", keep=True),
        Table(columns, rows, "Gaps in the report"),
    )


def _answers(duties: tuple[Duty, ...], year: Year) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    blocks: list[Block] = []
    gaps: list[Gap] = []
    for duty in duties:
        told = duty.told(year)
        blocks += [Heading(duty.heading, 3), *told.blocks]
        gaps += told.gaps
    return tuple(blocks), tuple(gaps)


def _chapters(year: Year) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    blocks: list[Block] = []
    gaps: list[Gap] = []
    for title, write in CHAPTERS:
        told = write(year)
        blocks += [Heading(title), *told.blocks, *(gap.box for gap in told.gaps)]
        gaps += told.gaps
    return tuple(blocks), tuple(gaps)
