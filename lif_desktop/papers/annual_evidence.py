"""The evidence of the annual report: the year in figures, audits, learning and actions."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Sized
from datetime import date

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_sql import THERE, count_of
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Column, Figure, Heading, Paragraph, Run, Table, Text
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
    def both(label: str, rows: Callable[[Year], list[Row]], sql: Callable[[Year], str]) -> tuple[str, int, int]:
        now, before = (one.counting(label, rows(one), sql(one)) for one in (year, then))
        return label, now, before

    yield both("Reviews referred or notified", lambda one: one.begun(), lambda one: one.sql.begun())
    yield both("Reviews concluded", lambda one: one.concluded(), lambda one: one.sql.concluded())
    yield both("Reviews ongoing at the end of the year", lambda one: one.ongoing(), lambda one: one.sql.ongoing())
    for label, key, field in (
        ("Audits completed", "audits", "completed_on"),
        ("Training events held", "training", "held_on"),
        ("Learning points identified", "learning", "identified_on"),
    ):
        yield both(label, *_dated(key, field))
    yield both("Actions completed", lambda one: one.completed(), lambda one: one.sql.completed())
    yield both("Voices heard", *_dated("voices", "heard_on"))
    yield both("Actions overdue at the end of the year", lambda one: one.overdue(), lambda one: one.sql.overdue())


def _dated(key: str, field: str) -> tuple[Callable[[Year], list[Row]], Callable[[Year], str]]:
    return lambda one: one.mine(key, field), lambda one: one.sql.within(key, field)


# Audits


def audits(year: Year) -> Told:
    """Audits completed in the year, and how audited cases were graded over the years."""
    records = year.records
    done = year.mine("audits", "completed_on")
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


def rest_of(rows: Sized) -> tuple[Block, ...]:
    """A line that says that a table left rows out."""
    return (Paragraph("The others are not listed here.", "small"),) if len(rows) > MOST_ROWS else ()


def _grades(year: Year) -> Iterable[Block]:
    """Grades of audited cases by year, with a headline from which no small number can be worked out."""
    records, years = year.records, year.compared
    counts = {
        one.name: [sum(row[grade] or 0 for row in one.mine("audits", "completed_on")) for grade in _COUNTED]
        for one in years
    }
    if not any(counts[year.name]):
        return
    shown = {name: published(numbers) for name, numbers in counts.items()}
    series = tuple(
        Series(records.label("audit_grades", grade), tuple(_as_float(shown[one.name][at]) for one in years))
        for at, grade in enumerate(_COUNTED)
    )
    for one in years:
        _note_grades(one, counts[one.name])
    now, before = (_good_share(counts[one.name]) for one in (year, year.before))
    whole = all(None not in shown[one.name] for one in (year, year.before))
    title = grades_title(now, before, whole)
    chart = Chart(
        "stacked", title, "Year", tuple(one.name for one in years), series, "cases", "Register of audits", HIDDEN
    )
    yield Figure(chart)
    if any(value is None for one in series for value in one.values):
        yield Paragraph(SUPPRESSED, "small")


def grades_title(now: float | None, before: float | None, whole: bool) -> str:
    """The headline: shares where every count is shown, else words, since a share would give the hidden counts away."""
    if now is None:
        return "Grades of audited cases"
    moved = before is not None and round(now, 2) != round(before, 2)
    if whole:
        change = f", {'up' if now > before else 'down'} from {before:.0%}" if moved and before is not None else ""
        return f"{now:.0%} of audited cases were good or outstanding{change}"
    part = "All" if now == 1 else "None" if not now else "Half" if now == 0.5 else ""
    part = part or ("More than half" if now > 0.5 else "Fewer than half")
    change = f", {'more' if now > before else 'fewer'} than the year before" if moved and before is not None else ""
    return f"{part} of audited cases were good or outstanding{change}"


def _note_grades(year: Year, numbers: list[int]) -> None:
    """Notes the counts of each grade, and the share of the two better ones."""
    query = year.sql.within("audits", "completed_on")
    by_grade = " UNION ALL ".join(
        query.replace("count(*)", f"'{grade}', coalesce(sum({grade}), 0)", 1) for grade in _COUNTED
    )
    year.note_all(f"Audited cases by grade, {year.name}", zip(_COUNTED, map(float, numbers), strict=True), by_grade)
    share = _good_share(numbers)
    if share is not None:
        good, all_of = (" + ".join(f"coalesce({one}, 0)" for one in some) for some in (_COUNTED[:2], _COUNTED))
        words = f"Share of audited cases that were good or outstanding, per cent, {year.name}"
        year.note(words, 100 * share, query.replace("count(*)", f"100.0 * sum({good}) / sum({all_of})", 1))


def _as_float(value: int | None) -> float | None:
    return None if value is None else float(value)


def _good_share(counts: list[int]) -> float | None:
    return (counts[0] + counts[1]) / sum(counts) if sum(counts) else None


# Learning and actions


def learning(year: Year) -> Told:
    """How far learning has gone round the loop, by the stage its evidence reaches."""
    held = year.of_board(year.records.rows("learning"), year.board)
    points = [row for row in held if row["identified_on"] and row["identified_on"] <= year.end]
    if not points:
        gap = Gap("learning identified", f"{FRAMEWORK} 2.2", "Add learning points in the learning log.")
        return Told(gaps=(gap,))
    stages = Counter(row["stage"] for row in points)
    beyond = sum(stages[name] for name in STAGES[2:])
    by_stage = _stages_sql(year)
    year.note_all(
        f"Learning points by stage, {year.name}", sorted((name, stages[name]) for name in STAGES), by_stage, points
    )
    all_of = f"SELECT sum(n) FROM ({by_stage})"  # noqa: S608
    year.note(f"Learning points identified by the end of {year.name}", len(points), all_of)
    far = f"SELECT coalesce(sum(n), 0) FROM ({by_stage}) WHERE stage IN ('Embedded', 'Evaluated')"  # noqa: S608
    year.note(f"Learning points with changed practice or a measured effect, {year.name}", beyond, far)
    chart = Chart(
        "bar",
        f"Changed practice or a measured effect is on record for {beyond} of {len(points)} learning points",
        "Stage",
        STAGES,
        (Series("Learning points", tuple(float(stages[name]) for name in STAGES)),),
        "learning points",
        f"Learning log: points identified by {show_date(year.end)}, at the stage that their evidence reaches",
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


def _stages_sql(year: Year) -> str:
    """The stage that the evidence of each learning point reaches, by the rule of the learning loop."""

    def on_record(table: str, condition: str) -> str:
        return f"EXISTS (SELECT 1 FROM {table} x WHERE x.learning_id = learning.id AND x.{THERE} AND {condition})"  # noqa: S608

    shared = f"{on_record('dissemination', 'x.shared_on IS NOT NULL')} AND " + on_record(
        "dissemination", "x.confirmed_on IS NOT NULL"
    )
    seen = on_record("embedding", "x.seen_on IS NOT NULL")
    measured = on_record(
        "evaluations",
        "((NOT coalesce(x.no_impact, 0) AND x.baseline IS NOT NULL AND x.result IS NOT NULL) "
        "OR (x.no_impact AND trim(coalesce(x.decision, '')) <> ''))",
    )
    stage = (
        f"CASE WHEN NOT ({shared}) THEN 'Identified' WHEN NOT {seen} THEN 'Disseminated' "
        f"WHEN NOT {measured} THEN 'Embedded' ELSE 'Evaluated' END"
    )
    points = count_of("learning", f"identified_on <= '{year.end}'", year.sql.of_board(year.board))
    return points.replace("count(*)", f"{stage} AS stage, count(*) AS n", 1) + " GROUP BY stage ORDER BY stage"


def _themes(year: Year) -> Iterable[Block]:
    points = year.mine("learning", "identified_on")
    found = Counter(theme for row in points for theme in year.records.labels("themes", row["themes"]))
    if len(found) < 2:
        return
    top = found.most_common(8)
    keys = {year.records.label("themes", key): key for row in points for key in (row["themes"] or "").split(";") if key}
    query = year.sql.within("learning", "identified_on")
    shown = ", ".join(f"('{keys[name]}')" for name, _ in top)
    joined = "learning JOIN shown ON ';' || themes || ';' LIKE '%;' || shown.theme || ';%'"
    each = f"WITH shown(theme) AS (VALUES {shown}) {query} GROUP BY shown.theme"
    each = each.replace("count(*) FROM learning", f"shown.theme, count(*) FROM {joined}", 1)
    year.note_all(f"Learning points by theme, {year.name}", ((keys[name], n) for name, n in top), each)
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
    still_open, late = [], []
    for day in quarters:
        open_then, late_then = year.open_on(day), year.overdue(day)
        year.note(f"Actions open on {show_date(day)}", len(open_then), year.sql.open_on(day), open_then)
        year.note(f"Actions overdue on {show_date(day)}", len(late_then), year.sql.overdue(day), late_then)
        still_open.append(float(len(open_then)))
        late.append(float(len(late_then)))
    done = year.completed()
    if not any(still_open) and not done:
        return Told(
            gaps=(Gap("actions of the year", f"{FRAMEWORK} 5.8", "Add them in the action tracker, with dates."),)
        )
    chart = Chart(
        "line",
        f"Overdue actions {_moved(late)} over the year",
        "Quarter",
        tuple(f"End of {day:%B} {day.year}" for day in quarters),
        (Series("Open", tuple(still_open)), Series("Overdue", tuple(late))),
        "actions",
        "Action tracker, by start, due and completion dates",
    )
    without = [row for row in done if not row["evidence"]]
    year.counting("Actions completed", done, year.sql.completed())
    query = year.sql.completed("coalesce(evidence, '') = ''")
    bare = year.counting("Actions completed without evidence on record", without, query)
    words = f"{capital(count(len(done), 'action'))} {'was' if len(done) == 1 else 'were'} completed in the year"
    words += f", {bare} of them without evidence on record." if bare else ", all with evidence." if done else "."
    return Told((Paragraph(words), Figure(chart)))


def _moved(late: Sequence[float]) -> str:
    """How a number moved from the first quarter to the last, in words, or how far it went where it came back."""
    first, last = late[0], late[-1]
    if first != last:
        return f"{'fell' if last < first else 'rose'} from {first:.0f} to {last:.0f}"
    if len(set(late)) == 1:
        return f"stayed at {first:.0f}"
    if (most := max(late)) > last:
        return f"rose to {most:.0f} and fell to {last:.0f}"
    return f"fell to {min(late):.0f} and rose to {last:.0f}"


def _quarter_end(start: date, number: int) -> date:
    return date.fromordinal(add_months(start, 3 * (number + 1)).toordinal() - 1)
