"""Voices, risks and data in the annual report."""

from collections import Counter

from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import FRAMEWORK, GUIDANCE, MOST_ROWS, SUPPRESSED, rest_of
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Paragraph, Run, Table, Text
from lif_desktop.papers.charts import HIDDEN, published
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, one_line


def voices(year: Year) -> Told:
    """What practitioners, families and partners said, counted by kind, and some of it in full."""
    heard = year.within("voices", "heard_on")
    if not heard:
        gap = Gap(
            "the voices of children, adults, families and practitioners",
            f"{GUIDANCE}; {FRAMEWORK} 8 and 9",
            "Add them under Voices.",
        )
        return Told(gaps=(gap,))
    kinds = Counter(row["kind"] for row in heard)
    shown = published(list(kinds.values()))
    answered = {
        kind: sum(bool(row["responded_on"] or row["response"]) for row in heard if row["kind"] == kind)
        for kind in kinds
    }
    rows = tuple(
        (
            year.records.label("voice_kinds", kind),
            HIDDEN if told is None else f"{told}",
            "–" if told is None else f"{answered[kind] / kinds[kind]:.0%}",
        )
        for kind, told in zip(kinds, shown, strict=True)
    )
    columns = (Column("Kind", 5), Column("Heard", 2, "right"), Column("Answered", 2, "right"))
    total = Paragraph(f"{capital(count(len(heard), 'message'))} on record for the year.", keep=True)
    blocks: list[Block] = [total, Table(columns, rows, "What was heard in the year, by kind")]
    if None in shown:
        blocks.append(Paragraph(SUPPRESSED, "small"))
    return Told(tuple(blocks))


def risks(year: Year) -> Told:
    """Each risk at the start and the end of the year."""
    found = year.risks()
    if not found:
        return Told(gaps=(Gap("risks", f"{FRAMEWORK} 10", "Add them in the register of risks."),))
    first = year.start
    columns = (
        Column("Risk", 6),
        Column("Start", 1.4, "right"),
        Column("End", 1.4, "right"),
        Column("Movement", 3),
        Column("Owner", 3.2),
    )
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
            _score(year.score_on(row, first)),
            _score(year.score_on(row, year.end)),
            movement(year.score_on(row, first), year.score_on(row, year.end), row, year),
            year.records.agency(row["owner_agency_id"]) or row["owner"] or "No owner",
        )
        for row in found[:MOST_ROWS]
    )
    return Told(
        (
            Table(columns, rows, "Risks at the start and end of the year, score of 25"),
            *rest_of(found, "the risk register"),
        )
    )


def _score(score: int | None) -> str:
    return "–" if score is None else str(score)


def movement(start: int | None, end: int | None, risk: Row, year: Year) -> Text:
    """How a risk moved over the year, in words with shape and colour."""
    if risk["closed_on"] and risk["closed_on"] <= year.end:
        return (Status("blue", "Closed"),)
    if start is None or end is None:
        return (Status("none", "New in the year" if end is not None else "Not scored"),)
    if start == end:
        return (Status("none", "No change"),)
    return (Status("red", "Higher"),) if end > start else (Status("green", "Lower"),)


def performance(year: Year) -> Told:
    """The last value of each indicator in the year, beside the last of the year before and the target."""
    now, then = _last_values(year), _last_values(year.before)
    if not now:
        gap = Gap(
            "the use of data (indicator values of the year)",
            f"{GUIDANCE}; {FRAMEWORK} 7",
            "Add values under Performance.",
        )
        return Told(gaps=(gap,))
    columns = (
        Column("Indicator", 6),
        Column(year.name, 1.6, "right"),
        Column(year.before.name, 1.6, "right"),
        Column("Target", 1.5, "right"),
    )
    rows = tuple(
        (
            one_line(row["title"]) + (f" ({row['unit']})" if row["unit"] else ""),
            _plain(now[row["id"]]),
            _plain(then.get(row["id"])),
            _plain(row["target"]),
        )
        for row in year.records.rows("performance")
        if row["id"] in now
    )
    return Told((Table(columns, rows[:MOST_ROWS], "Indicators this year and last"), *rest_of(now, "the dataset")))


def _last_values(year: Year) -> dict[int, float]:
    found: dict[int, float] = {}
    for line in year.within("indicator_values", "period_end_on"):
        if line["value"] is not None:
            found[line["indicator_id"]] = line["value"]
    return found


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}"
