"""What stands before and after a yearly report's chapters for its author: gaps, no evidence, later entries."""

from collections.abc import Iterable

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import MOST_ROWS, rest_of
from lif_desktop.papers.annual_report import Standing
from lif_desktop.papers.annual_year import Gap, Year
from lif_desktop.papers.blocks import Block, Box, Column, Heading, Paragraph, Table, Text, bold
from lif_desktop.papers.words import capital, shorten

USUAL = "Usual in such a report"


def how_it_was_made(year: Year, stood: Standing) -> Box:
    """The box that says from which records the draft was made, and what to do before it is published."""
    return Box(
        "A draft from the records",
        f"{stood.words(year)} References in bold lead back to the record. What the records do not say stands in a box "
        "as a gap: write it with Words of the yearly report, and it is in every later draft. Before it is published, "
        "check that nobody can be recognised. The author's notes have the query behind each figure.",
    )


def gap_list(gaps: Iterable[Gap]) -> tuple[Block, ...]:
    """Every gap once, with who asks for it and what to do."""
    held = tuple(dict.fromkeys(gaps))
    if not held:
        return (Paragraph("Every heading is answered."),)
    rows = tuple((capital(gap.what), capital(gap.law) or USUAL, gap.where) for gap in held)
    columns = (Column("Nothing is recorded for", 6.2), Column("Asked for by", 3.4), Column("What to do", 4))
    return (Table(columns, rows, "Gaps in the report"),)


def no_impact(year: Year) -> tuple[Block, ...]:
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
        Heading("No impact evidence recorded"),
        Paragraph("This was done or found in the year, and nothing on record says what it changed.", keep=True),
        Table(columns, tuple(rows[:MOST_ROWS]), "Records of the year without evidence of impact"),
        *rest_of(rows, "the registers, under what is missing"),
    )


def later_list(year: Year, stood: Standing) -> tuple[Block, ...]:
    """What was entered or changed after the day of the draft and is not in it, so that nothing is lost unseen."""
    if stood.day is None or year.now.today <= stood.day:
        return ()
    title = f"Entered or changed after {show_date(stood.day)} and not in this report"
    found = year.now.later(stood.day, year.end)
    if not found:
        return (Heading(title), Paragraph("Nothing that bears on the year was entered or changed since."))
    columns = (Column("Register", 2), Column("Entered since, about the year", 5), Column("Changed since", 5))
    rows = tuple((one.label, ", ".join(one.entered) or "–", ", ".join(one.changed) or "–") for one in found)
    return (
        Heading(title),
        Paragraph("To have them in the draft, tick so when you make it.", keep=True),
        Table(columns, rows, title, heads=True),
    )
