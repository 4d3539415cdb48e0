"""Reviews in the yearly reports: how many came in and were concluded, and those that no statutory heading lists."""

from collections.abc import Iterable

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import FRAMEWORK
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Figure, Heading, Paragraph, Table, bold
from lif_desktop.papers.case_parts import in_sentence
from lif_desktop.papers.charts import Chart, Series
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, join

OF_OTHERS = gather.OTHERS_OWN | gather.OWN_AGENCY
"""Kinds of review that another body or one agency carries out: a public report names no case of theirs."""


def reviews(year: Year) -> Told:
    """How many reviews came in and were concluded over the years, and those that no statutory heading lists.

    Which reviews those are depends on the report: the adults' board lists its own under (d) and (e), the children's
    partners theirs under the learning from serious incidents.
    """
    records = year.records
    years = year.compared
    begun = tuple(float(one.counting("Reviews referred or notified", one.begun(), one.sql.begun())) for one in years)
    concluded = tuple(float(one.counting("Reviews concluded", one.concluded(), one.sql.concluded())) for one in years)
    if not any(begun + concluded):
        return Told(gaps=(Gap("reviews in this year", f"{FRAMEWORK} 5", "Add them in the register of reviews."),))
    came, done_in = int(begun[-1]), int(concluded[-1])
    ended = f"{done_in or 'none'} {'was' if done_in == 1 else 'were'}"
    chart = Chart(
        "grouped",
        f"{capital(count(came, 'review'))} came in and {ended} concluded in {year.name}",
        "Year",
        tuple(one.name for one in years),
        (Series("Came in", begun), Series("Concluded", concluded)),
        "reviews",
        "Register of reviews",
    )
    listed = gather.ADULT_REVIEWS if year.board != "children" else frozenset()
    listed = listed | (gather.CHILD_REVIEWS if year.board != "adults" else frozenset())
    left = [row for row in year.concluded() if row["review_type"] not in listed]
    done = [row for row in left if row["review_type"] not in OF_OTHERS]
    ongoing = [row for row in year.ongoing() if row["review_type"] not in listed | OF_OTHERS]
    columns = (Column("Review", 3), Column("Kind", 4), Column("Concluded", 2.2), Column("Outcome", 3.4))
    rows = tuple(
        (
            bold(records.case(row)),
            records.label("review_types", row["review_type"]),
            show_date(gather.concluded_on(row)),
            _outcome(year, row),
        )
        for row in done
    )
    blocks: list[Block] = [Figure(chart)]
    if rows:
        title = "Other reviews concluded in the year"
        blocks += [Heading(title, 3), Table(columns, rows, title)]
    blocks += _led_by_others(year, [row for row in left if row["review_type"] in OF_OTHERS])
    if ongoing:
        blocks += [Heading("Other reviews ongoing at the end of the year", 3), ongoing_table(year, ongoing)]
    return Told(tuple(blocks))


def _led_by_others(year: Year, rows: Iterable[Row]) -> tuple[Block, ...]:
    """Reviews that other bodies and single agencies concluded, by kind alone: their cases are theirs to tell of."""
    kinds = list(dict.fromkeys(year.records.label("review_types", row["review_type"]) for row in rows))
    if not kinds:
        return ()
    said = f"Other bodies and single agencies concluded reviews of {'this kind' if len(kinds) == 1 else 'these kinds'}"
    return (Paragraph(f"{said}: {join([in_sentence(kind) for kind in kinds])}."),)


def _outcome(year: Year, row: Row) -> str:
    parts = [year.records.label("review_outcomes", row["outcome"])]
    if row["published_on"]:
        parts.append(f"published {show_date(row['published_on'])}")
    return "; ".join(part for part in parts if part) or "–"


def ongoing_table(year: Year, rows: Iterable[Row]) -> Table:
    """Reviews that were not concluded at the end of the year. Why one takes longer is for the author to say."""
    records = year.records
    columns = (
        Column("Review", 3),
        Column("Kind", 4),
        Column("Came in", 2.2),
        Column("Stage", 4),
    )
    return Table(
        columns,
        tuple(
            (
                bold(records.case(row)),
                records.label("review_types", row["review_type"]),
                show_date(gather.begun_on(row)),
                f"Concluded since, {show_date(day)}"
                if (day := gather.concluded_on(row))
                else records.label("review_statuses", row["status"]),
            )
            for row in rows
        ),
        f"Reviews ongoing on {show_date(year.end)}",
    )
