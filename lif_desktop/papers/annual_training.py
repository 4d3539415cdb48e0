"""Training in the annual report: the four stages of evaluation, from who came to what changed."""

from collections import Counter
from collections.abc import Iterable

from lif_desktop.papers.annual_evidence import FRAMEWORK, SUPPRESSED
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Figure, Heading, Paragraph, Table
from lif_desktop.papers.charts import HIDDEN, Chart, Series, published
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count


def training(year: Year) -> Told:
    """Training over the four stages of evaluation: who came, who replied, what they learned, what they use."""
    held = year.within("training", "held_on")
    model = year.records.profile.evaluation
    if not held:
        gap = Gap("training held in the year", f"{FRAMEWORK} 13", "Add the courses in the register of training.")
        return Told(gaps=(gap,))
    attended = sum(row["attended"] or 0 for row in held)
    replies = sum(row["questionnaires"] or 0 for row in held)
    rate = (
        f" {replies:,} evaluation forms came back, {replies / attended:.0%} of those who attended." if attended else ""
    )
    events = f"{capital(count(len(held), 'event'))} {'was' if len(held) == 1 else 'were'} held"
    words = f"{events} and {attended:,} places taken.{rate}"
    blocks: list[Block] = [
        Paragraph(words),
        *_before_and_after(held, year),
        Heading(f"How far evaluation reaches: {model.title}", 3),
    ]
    blocks.append(_stages_table(year, held))
    blocks += _by_agency(year, held)
    gaps = tuple(
        Gap(
            f"stage {number} of training evaluation ({stage.label.lower()})",
            f"{FRAMEWORK} 13",
            f"{stage.collects}. Record it on the courses.",
        )
        for number, stage in enumerate(model.stages, 1)
        if not any(_has_stage(year, row, number - 1) for row in held)
    )
    return Told(tuple(blocks), gaps)


_SIGNS = ("questionnaires", "matched_pairs", "follow_up_replies", "results_evidence")


def _has_stage(year: Year, course: Row, at: int) -> bool:
    """Whether a course has evidence for a stage, on the course itself or as an evaluation line."""
    stage = year.records.profile.evaluation.stages[at]
    lines = year.records.lines("evaluations", "training_id", course["id"])
    return bool(course[_SIGNS[at]]) or any(line["stage"] == stage.key for line in lines)


def _stages_table(year: Year, held: list[Row]) -> Table:
    rows = tuple(
        (
            f"{number} {stage.label}",
            stage.question,
            f"{sum(_has_stage(year, row, number - 1) for row in held)} of {len(held)}",
        )
        for number, stage in enumerate(year.records.profile.evaluation.stages, 1)
    )
    columns = (Column("Stage", 2), Column("Question", 6), Column("Events with evidence", 2.4, "right"))
    return Table(columns, rows, "Training events with evidence for each stage of evaluation", heads=True)


def _before_and_after(held: list[Row], year: Year) -> Iterable[Block]:
    """Confidence or knowledge before and after, by theme, from matched pairs of at least five people."""
    told = []
    for theme in dict.fromkeys(row["theme"] for row in held):
        some = [row for row in held if row["theme"] == theme and row["matched_pairs"]]
        for kind in ("confidence", "knowledge"):
            pairs = [row for row in some if row[f"{kind}_before"] is not None and row[f"{kind}_after"] is not None]
            people = sum(row["matched_pairs"] for row in pairs)
            if people >= 5:
                name = year.records.label("themes", theme) or "Other courses"
                told.append((name, people, *(_mean(pairs, f"{kind}_{when}") for when in ("before", "after"))))
                break
    if not told:
        return
    told = sorted(told, key=lambda one: -one[1])[:6]
    rose = sum(after > before for *_, before, after in told)
    people = sum(one[1] for one in told)
    title = f"People rated themselves higher after training in {rose} of {len(told)} themes"
    before, after = (tuple(one[at] for one in told) for at in (2, 3))
    chart = Chart(
        "grouped",
        title,
        "Theme",
        tuple(one[0] for one in told),
        (Series("Before", before), Series("After", after)),
        "",
        f"Register of training; self-rated confidence or knowledge, {people} people who answered before and after",
    )
    yield Figure(chart)


def _mean(rows: list[Row], field: str) -> float:
    """The mean over people, each course weighted by its matched pairs."""
    people = sum(row["matched_pairs"] for row in rows)
    return float(round(sum(row[field] * row["matched_pairs"] for row in rows) / people, 2))


def _by_agency(year: Year, held: list[Row]) -> Iterable[Block]:
    """Places taken by each agency, small numbers left out."""
    numbers = {row["id"] for row in held}
    taken: Counter[int] = Counter()
    for line in year.records.rows("bookings"):
        if line["training_id"] in numbers:
            taken[line["agency_id"]] += line["attended"] or 0
    if not taken:
        return
    listed = sorted(taken.items(), key=lambda pair: (-pair[1], year.records.agency(pair[0])))
    shown = published([number for _, number in listed])
    rows = tuple(
        (year.records.agency(agency), HIDDEN if told is None else f"{told:,}")
        for (agency, _), told in zip(listed, shown, strict=True)
    )
    yield Heading("Places taken by agency", 3)
    yield Table((Column("Agency", 6), Column("Places taken", 2, "right")), rows, "Places taken on courses, by agency")
    if None in shown:
        yield Paragraph(SUPPRESSED, "small")
