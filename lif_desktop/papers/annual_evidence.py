"""The evidence of the annual report: the year in figures, reviews, audits, learning, actions, voices, risks, data."""

from collections import Counter
from collections.abc import Iterable, Sized
from datetime import date

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Figure, Heading, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.charts import HIDDEN, Chart, Series, published
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, join, shorten

GUIDANCE = "Working Together, yearly report (to be checked)"
FRAMEWORK = "Learning and Improvement Framework section"
SUPPRESSED = "“Not shown” stands for 1 to 4 people, or for a number that would give such a one away."
MOST_ROWS = 15
STAGES = ("Identified", "Disseminated", "Embedded", "Evaluated")
_COUNTED = ("outstanding", "good", "requires_improvement", "inadequate")


def year_in_figures(year: Year) -> Told:
    """Counts of this year beside those of the year before."""
    then = year.before
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (label, f"{now:,}", f"{before:,}") for label, now, before in _figures(year, then)
    )
    columns = (Column("What", 6), Column(year.name, 1.5, "right"), Column(then.name, 1.5, "right"))
    return Told((Table(columns, rows, f"Counts of {year.name} and the year before", heads=False),))


def _figures(year: Year, then: Year) -> Iterable[tuple[str, int, int]]:
    kinds = [kind.key for kind in year.records.profile.review_types if kind.key != "external_lesson"]
    yield "Reviews referred or notified", len(year.begun(kinds)), len(then.begun(kinds))
    yield "Reviews concluded", len(year.concluded(kinds)), len(then.concluded(kinds))
    yield "Reviews ongoing at the end of the year", len(year.ongoing(kinds)), len(then.ongoing(kinds))
    for label, key, field in (
        ("Audits completed", "audits", "completed_on"),
        ("Training events held", "training", "held_on"),
        ("Learning points identified", "learning", "identified_on"),
        ("Actions completed", "actions", "completed_on"),
        ("Voices heard", "voices", "heard_on"),
    ):
        yield label, len(year.within(key, field)), len(then.within(key, field))
    yield "Actions overdue at the end of the year", len(year.overdue()), len(then.overdue())


# Reviews


def reviews(year: Year) -> Told:
    """Reviews of every kind: how many over the years, and each one concluded or ongoing."""
    records = year.records
    kinds = [kind.key for kind in records.profile.review_types if kind.key != "external_lesson"]
    done, ongoing = year.concluded(kinds), year.ongoing(kinds)
    years = year.compared
    begun = tuple(float(len(one.begun(kinds))) for one in years)
    concluded = tuple(float(len(one.concluded(kinds))) for one in years)
    if not any(begun + concluded):
        return Told(gaps=(Gap("reviews in this year", f"{FRAMEWORK} 5", "Add them in the register of reviews."),))
    chart = Chart(
        "grouped",
        f"{capital(count(len(year.begun(kinds)), 'review'))} came in and {len(done)} were concluded in {year.name}",
        "Year",
        tuple(one.name for one in years),
        (Series("Came in", begun), Series("Concluded", concluded)),
        "reviews",
        "Register of reviews",
    )
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
        blocks += [Heading("Concluded in the year", 3), Table(columns, rows, "Reviews concluded in the year")]
    if ongoing:
        blocks += [Heading("Ongoing at the end of the year", 3), ongoing_table(year, ongoing)]
    return Told(tuple(blocks))


def _outcome(year: Year, row: Row) -> str:
    parts = [year.records.label("review_outcomes", row["outcome"])]
    if row["published_on"]:
        parts.append(f"published {show_date(row['published_on'])}")
    return "; ".join(part for part in parts if part) or "No outcome recorded"


def ongoing_table(year: Year, rows: Iterable[Row]) -> Table:
    """Reviews that were not concluded at the end of the year, with the reason where one takes longer."""
    records = year.records
    columns = (
        Column("Review", 3),
        Column("Kind", 4),
        Column("Came in", 2.2),
        Column("Stage now, and why it takes longer", 4),
    )
    return Table(
        columns,
        tuple(
            (
                bold(records.case(row)),
                records.label("review_types", row["review_type"]),
                show_date(gather.begun_on(row)),
                "\n".join(
                    part
                    for part in (
                        records.label("review_statuses", row["status"]),
                        shorten(row["extension_reason"] or row["suspension_reason"] or "", 240),
                    )
                    if part
                ),
            )
            for row in rows
        ),
        f"Reviews ongoing on {show_date(year.end)}",
    )


# Audits


def audits(year: Year) -> Told:
    """Audits completed in the year, and how audited cases were graded over the years."""
    records = year.records
    done = year.within("audits", "completed_on")
    if not done:
        gap = Gap(
            "audits completed in the year",
            f"{FRAMEWORK} 6",
            "Add them, or their completion dates, in the register of audits.",
        )
        return Told(gaps=(gap,))
    blocks: list[Block] = list(_grades(year))
    columns = (
        Column("Audit", 4.2),
        Column("Kind", 2.6),
        Column("Completed", 2.2),
        Column("Grade", 2.2),
        Column("Main finding", 8),
    )
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
            records.label("audit_types", row["audit_type"]),
            show_date(row["completed_on"]),
            records.label("audit_grades", row["grade"]) or "Not graded",
            shorten(row["findings"] or row["improvement"] or "", 200) or "Nothing recorded",
        )
        for row in done[:MOST_ROWS]
    )
    blocks += [
        Heading("Completed in the year", 3),
        Table(columns, rows, "Audits completed in the year"),
        *rest_of(done),
    ]
    return Told(tuple(blocks))


def rest_of(rows: Sized, where: str = "the register") -> tuple[Block, ...]:
    """A line that counts the rows that a table left out."""
    left = len(rows) - MOST_ROWS
    return (Paragraph(f"{capital(count(left, 'more', 'more'))} in {where}.", "small"),) if left > 0 else ()


def _grades(year: Year) -> Iterable[Block]:
    """Grades of audited cases by year, as per cent in the headline so that no small number can be worked out."""
    records, years = year.records, year.compared
    counts = {
        one.name: [sum(row[grade] or 0 for row in one.within("audits", "completed_on")) for grade in _COUNTED]
        for one in years
    }
    if not any(counts[year.name]):
        return
    shown = {name: published(numbers) for name, numbers in counts.items()}
    series = tuple(
        Series(records.label("audit_grades", grade), tuple(_as_float(shown[one.name][at]) for one in years))
        for at, grade in enumerate(_COUNTED)
    )
    now, before = (_good_share(counts[one.name]) for one in (year, year.before))
    change = (
        f", {'up' if now > before else 'down'} from {before:.0%}"
        if before is not None and now is not None and round(now, 2) != round(before, 2)
        else ""
    )
    title = (
        f"{now:.0%} of audited cases were good or outstanding{change}" if now is not None else "Grades of audited cases"
    )
    chart = Chart(
        "stacked", title, "Year", tuple(one.name for one in years), series, "cases", "Register of audits", HIDDEN
    )
    yield Figure(chart)
    if any(value is None for one in series for value in one.values):
        yield Paragraph(SUPPRESSED, "small")


def _as_float(value: int | None) -> float | None:
    return None if value is None else float(value)


def _good_share(counts: list[int]) -> float | None:
    return (counts[0] + counts[1]) / sum(counts) if sum(counts) else None


# Learning and actions


def learning(year: Year) -> Told:
    """How far learning has gone round the loop, by the stage its evidence reaches."""
    points = [row for row in year.records.rows("learning") if row["identified_on"] and row["identified_on"] <= year.end]
    if not points:
        gap = Gap("learning identified", f"{FRAMEWORK} 2.2", "Add learning points in the learning log.")
        return Told(gaps=(gap,))
    stages = Counter(row["stage"] for row in points)
    beyond = sum(stages[name] for name in STAGES[2:])
    chart = Chart(
        "bar",
        f"Changed practice or a measured effect is on record for {beyond} of {len(points)} learning points",
        "Stage",
        STAGES,
        (Series("Learning points", tuple(float(stages[name]) for name in STAGES)),),
        "learning points",
        f"Learning log: points identified by {show_date(year.end)}, at the stage their evidence reaches now",
    )
    gaps = (
        ()
        if stages["Evaluated"]
        else (
            Gap(
                "the effect of any learning (a measure before and after)",
                f"{FRAMEWORK} 2.2",
                "Record an evaluation with a baseline and a result.",
            ),
        )
    )
    return Told((Figure(chart), *_themes(year)), gaps)


def _themes(year: Year) -> Iterable[Block]:
    found = Counter(
        theme
        for row in year.within("learning", "identified_on")
        for theme in year.records.labels("themes", row["themes"])
    )
    if len(found) < 2:
        return
    top = found.most_common(8)
    first = [name for name, number in top if number == top[0][1]]
    if len(first) > 2:
        title = f"No theme of learning stood out in {year.name}"
    else:
        title = f"{join(first)} {'was' if len(first) == 1 else 'were'} the commonest in learning of {year.name}"
    yield Figure(
        Chart(
            "bar",
            title,
            "Theme",
            tuple(name for name, _ in top),
            (Series("Learning points", tuple(float(n) for _, n in top)),),
            "learning points",
            f"Learning log: points identified in {year.name}; a point can have several themes",
        )
    )


def actions(year: Year) -> Told:
    """Open and overdue actions at the end of each quarter."""
    quarters = [_quarter_end(year.start, number) for number in range(4)]
    still_open = [float(len(year.open_on(day))) for day in quarters]
    if not any(still_open) and not year.completed():
        return Told(
            gaps=(Gap("actions of the year", f"{FRAMEWORK} 5.8", "Add them in the action tracker, with dates."),)
        )
    late = [float(len(year.overdue(day))) for day in quarters]
    way = "fell" if late[-1] < late[0] else "rose" if late[-1] > late[0] else "stayed"
    moved = f"{way} from {late[0]:.0f} to {late[-1]:.0f}" if way != "stayed" else f"stayed at {late[0]:.0f}"
    chart = Chart(
        "line",
        f"Overdue actions {moved} over the year",
        "Quarter",
        tuple(f"End of {day:%B} {day.year}" for day in quarters),
        (Series("Open", tuple(still_open)), Series("Overdue", tuple(late))),
        "actions",
        "Action tracker, by start, due and completion dates",
    )
    done = year.completed()
    bare = sum(not row["evidence"] for row in done)
    words = f"{capital(count(len(done), 'action'))} {'was' if len(done) == 1 else 'were'} completed in the year"
    words += f", {bare} of them without evidence on record." if bare else ", all with evidence." if done else "."
    return Told((Paragraph(words), Figure(chart)))


def _quarter_end(start: date, number: int) -> date:
    return date.fromordinal(add_months(start, 3 * (number + 1)).toordinal() - 1)
