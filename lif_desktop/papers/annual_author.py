"""The pages at the end of a draft that are only for its author: gaps, no evidence of impact, later entries."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import MOST_ROWS, rest_of
from lif_desktop.papers.annual_report import Report, Standing
from lif_desktop.papers.annual_year import Gap, Year
from lif_desktop.papers.blocks import Block, Box, Bullets, Column, Heading, PageBreak, Paragraph, Table, Text, bold
from lif_desktop.papers.words import capital, count, shorten

if TYPE_CHECKING:
    from lif_desktop.office.issued import Issue

USUAL = "Usual in such a report"


def draft_box(gaps: Iterable[Gap], changed: "tuple[Issue, date] | None" = None) -> Box:
    """The box at the head of a draft: that it is one, how much is missing, and when that goes.

    `changed` is the issue that was approved and the day on which the report was changed since, where it was.
    """
    number = len(set(gaps))
    missing = f"{capital(count(number, 'gap'))} {'stands' if number == 1 else 'stand'} in boxes where the words belong."
    title, since = "Draft, not for publication", ""
    if changed is not None and changed[0].approved_on is not None:
        title = f"Draft: changed since it was approved on {show_date(changed[0].approved_on)}"
        since = f"What it says was changed on {show_date(changed[1])}: it is to be approved again as it is now. "
    return Box(
        title,
        f"{since}{missing if number else 'Every heading is answered.'} The last pages are for the author. This box, "
        "the gaps and those pages are left out when the report is made again after it was approved for publication.",
    )


def author_pages(year: Year, report: Report, stood: Standing, gaps: Iterable[Gap]) -> tuple[Block, ...]:
    """What is only for the author, on pages of its own, so that what is published needs no cutting."""
    return (
        PageBreak(),
        Heading("For the author"),
        _how_it_was_made(year, stood),
        Heading("What is still missing", 3),
        *_gap_list(gaps),
        *_to_check(report),
        *_why_longer(year),
        *_no_impact(year),
        *_later_list(year, stood),
    )


def _how_it_was_made(year: Year, stood: Standing) -> Box:
    return Box(
        "How this draft was made",
        f"{stood.words(year)} References lead back to the record; those of actions, learning, training, audits and "
        "risks are left out of what is published. What the records do not say is a gap: write it with Words of the "
        "yearly report, and it is in every later draft. The author's notes have the query behind each figure.",
    )


def _to_check(report: Report) -> tuple[Block, ...]:
    checks = (
        "Nobody can be recognised, by anybody who knew them.",
        *(one.check for one in report.chapters if one.check),
    )
    return (Heading("To check before it is published", 3), Bullets(checks))


def _why_longer(year: Year) -> tuple[Block, ...]:
    """Why reviews take longer: words for those who do them, which the report itself does not repeat."""
    rows = tuple(
        (bold(year.records.case(row)), shorten(row["extension_reason"] or row["suspension_reason"], 300))
        for row in year.ongoing()
        if row["extension_reason"] or row["suspension_reason"]
    )
    if not rows:
        return ()
    return (
        Heading("Why reviews take longer", 3),
        Paragraph(
            "Not in the report: it may touch an inquiry or a person. What can be said, say in your words.", keep=True
        ),
        Table((Column("Review", 3), Column("Reason on record", 8)), rows, "Why reviews take longer"),
    )


def _gap_list(gaps: Iterable[Gap]) -> tuple[Block, ...]:
    """Every gap once, with who asks for it and what to do."""
    held = tuple(dict.fromkeys(gaps))
    if not held:
        return (Paragraph("Every heading is answered."),)
    rows = tuple((capital(gap.what), capital(gap.law) or USUAL, gap.where) for gap in held)
    columns = (Column("Nothing is recorded for", 6.2), Column("Asked for by", 3.4), Column("What to do", 4))
    return (Table(columns, rows, "Gaps in the report"),)


def _no_impact(year: Year) -> tuple[Block, ...]:
    """What was done in the year without any record of what it changed; nothing where everything has one."""
    records = year.records
    rows: list[tuple[Text, ...]] = [
        (bold(row["ref"]), shorten(row["title"], 140), "Evidence of impact, on the action")
        for row in year.completed()
        if not row["impact_evidence"]
    ]
    rows += [
        (bold(row["ref"]), shorten(row["title"], 140), "Results, on the course")
        for row in year.mine("training", "held_on")
        if not row["results_evidence"] and row["held_on"] <= records.today
    ]
    done = {row["id"] for row in year.concluded()}
    rows += [
        (bold(row["ref"]), gather.short_title(row, most=140), "A measure before and after, on the learning point")
        for row in year.of_board(records.rows("learning"), year.board)
        if done & set(row["reviews"]) and row["stage"] != "Evaluated" and not row["difference"]
    ]
    if not rows:
        return ()
    columns = (Column("Record", 2), Column("What was done or found", 5), Column("What would show its effect", 3.6))
    return (
        Heading("No impact evidence recorded", 3),
        Paragraph("This was done or found in the year, and nothing on record says what it changed.", keep=True),
        Table(columns, tuple(rows[:MOST_ROWS]), "Records of the year without evidence of impact"),
        *rest_of(rows),
    )


def _later_list(year: Year, stood: Standing) -> tuple[Block, ...]:
    """What was entered or changed after the day of the draft and is not in it, so that nothing is lost unseen."""
    if stood.day is None or year.now.today <= stood.day:
        return ()
    title = f"Entered or changed after {show_date(stood.day)} and not in this report"
    found = year.now.later(stood.day, year.end)
    if not found:
        return (Heading(title, 3), Paragraph("Nothing that bears on the year was entered or changed since."))
    columns = (Column("Register", 2), Column("Entered since, about the year", 5), Column("Changed since", 5))
    rows = tuple((one.label, ", ".join(one.entered) or "–", ", ".join(one.changed) or "–") for one in found)
    return (
        Heading(title, 3),
        Paragraph("To have them in the draft, tick so when you make it.", keep=True),
        Table(columns, rows, title, heads=True),
    )
