"""Voices, risks and data in the annual report."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import FRAMEWORK, GUIDANCE, MOST_ROWS, SUPPRESSED, rest_of
from lif_desktop.papers.annual_sql import THERE, quoted
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Paragraph, Run, Table, Text
from lif_desktop.papers.charts import HIDDEN, published
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, one_line

_COUNT = "Number"
"""The unit of an indicator that counts, which needs no naming beside its figure."""


def voices(year: Year) -> Told:
    """What practitioners, families and partners said, counted by kind, and some of it in full."""
    heard = year.mine("voices", "heard_on")
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
    query = year.sql.within("voices", "heard_on")
    by_kind = f"{query} GROUP BY kind".replace("SELECT ", "SELECT kind, ", 1)
    year.counting("Voices heard", heard, query)
    year.note_all(f"Voices heard by kind, {year.name}", sorted(kinds.items()), by_kind)
    shares = [(kind, 100 * answered[kind] / number) for kind, number in sorted(kinds.items())]
    given = "100.0 * sum(responded_on IS NOT NULL OR coalesce(response, '') <> '') / count(*)"
    year.note_all(f"Share answered by kind, per cent, {year.name}", shares, by_kind.replace("count(*)", given, 1))
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
    for day, words in ((first, "start"), (year.end, "end")):
        scores = [(str(row["ref"]), year.score_on(row, day)) for row in found[:MOST_ROWS]]
        known = sorted((ref, float(score)) for ref, score in scores if score is not None)
        year.note_all(f"Scores of risks at the {words} of {year.name}", known, _scores_sql(day, dict(known)))
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
            *rest_of(found),
        )
    )


def _scores_sql(day: date, shown: Iterable[str]) -> str:
    """The last dated score of each risk by a day; without one the score at which it was raised by then."""
    dated = (
        f"SELECT likelihood * impact FROM risk_scores s WHERE s.{THERE} AND s.risk_id = risks.id AND s.scored_on <= "  # noqa: S608
        f"'{day}' ORDER BY s.scored_on DESC, s.id DESC LIMIT 1"
    )
    inherent = "inherent_likelihood * inherent_impact"
    residual = "coalesce(residual_likelihood, inherent_likelihood) * coalesce(residual_impact, inherent_impact)"
    later = f"EXISTS (SELECT 1 FROM risk_scores s WHERE s.{THERE} AND s.risk_id = risks.id)"  # noqa: S608
    raised = f"CASE WHEN raised_on <= '{day}' THEN CASE WHEN {later} THEN coalesce({inherent}, {residual}) "
    raised += f"ELSE coalesce({residual}, {inherent}) END END"
    score = f"coalesce(({dated}), {raised})"
    return (
        f"SELECT ref, {score} FROM risks WHERE {THERE} AND ref IN {quoted(shown)} AND {score} IS NOT NULL ORDER BY ref"  # noqa: S608
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
    held = [row for row in year.of_board(year.records.rows("performance"), year.board) if row["id"] in now]
    shown = held[:MOST_ROWS]
    if not held:
        gap = Gap(
            "the use of data (indicator values of the year)",
            f"{GUIDANCE}; {FRAMEWORK} 7",
            "Add values under Performance.",
        )
        return Told(gaps=(gap,))
    for one, values in ((year, now), (year.before, then)):
        own = sorted((row["ref"], values[row["id"]]) for row in shown if row["id"] in values)
        year.note_all(f"Last value of each indicator, {one.name}", own, _values_sql(one, dict(own)), shown)
    targets = sorted((row["ref"], row["target"]) for row in shown if row["target"] is not None)
    query = (
        f"SELECT ref, target FROM indicators WHERE target IS NOT NULL AND ref IN {quoted(dict(targets))} ORDER BY ref"  # noqa: S608
    )
    year.note_all("Target of each indicator", targets, query)
    columns = (
        Column("Indicator", 6),
        Column(year.name, 1.6, "right"),
        Column(year.before.name, 1.6, "right"),
        Column("Target", 1.5, "right"),
    )
    rows = tuple(
        (
            one_line(row["title"]) + (f" ({row['unit']})" if row["unit"] and row["unit"] != _COUNT else ""),
            _plain(now[row["id"]]),
            _plain(then.get(row["id"])),
            _plain(row["target"]),
        )
        for row in shown
    )
    return Told((Table(columns, rows, "Indicators this year and last"), *rest_of(held)))


def _values_sql(year: Year, shown: Iterable[str]) -> str:
    last = (
        f"SELECT value FROM indicator_values v WHERE v.{THERE} AND v.indicator_id = indicators.id AND v.value IS NOT "  # noqa: S608
        f"NULL AND v.period_end_on {year.sql.period} ORDER BY v.period_end_on DESC, v.id DESC LIMIT 1"
    )
    return f"SELECT ref, ({last}) FROM indicators WHERE ref IN {quoted(shown)} ORDER BY ref"  # noqa: S608


def _last_values(year: Year) -> dict[int, float]:
    found: dict[int, float] = {}
    for line in year.within("indicator_values", "period_end_on"):
        if line["value"] is not None:
            found[line["indicator_id"]] = line["value"]
    return found


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}"
