"""Training in the annual report: the four stages of evaluation, from who came to what changed (framework 13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lif_desktop.framework.evaluation import BEHAVIOUR, LEARNING, PAIRS, REACTION, Finding, Rate, at_stage, overall
from lif_desktop.framework.evaluation_words import figure, rate_words
from lif_desktop.framework.small import is_small
from lif_desktop.framework.tracking import tracked
from lif_desktop.office.training_evidence import AgencyTraining, CourseReach, Coverage, Reading, coverage
from lif_desktop.papers.annual_evidence import FRAMEWORK, SUPPRESSED
from lif_desktop.papers.annual_training_figures import note_agencies, note_themes, note_training
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Table, Text, bold
from lif_desktop.papers.charts import HIDDEN, Chart, Series, published
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, join, shorten

_THEMES = 6
"""Most themes in the chart of what people learned."""
_LONGEST = 160
"""Letters of what an agency told that the table shows."""


def training(year: Year) -> Told:
    """Training over the four stages of evaluation: who came, who replied, what they learned, what they use."""
    found = coverage(_reading(year), year.name)
    own = single_agency(found)
    note_agencies(year, found)
    if not found.courses:
        gap = Gap("training held in the year", f"{FRAMEWORK} 13", "Add the courses in the register of training.")
        return Told(own.blocks, (gap, *own.gaps) if own.blocks else (gap,))
    model = year.records.profile.evaluation
    note_training(year, found)
    blocks: list[Block] = [
        Paragraph(" ".join(_in_words(found))),
        *_before_and_after(found.courses, year),
        Heading(f"How far evaluation reaches: {model.title}", 3),
        _stages_table(year, found),
        *_tracked(year),
        *_by_agency(found),
        *own.blocks,
    ]
    gaps = tuple(
        Gap(
            f"stage {number} of training evaluation ({stage.label.lower()})",
            f"{FRAMEWORK} 13",
            f"{stage.collects}. Record it on the courses.",
        )
        for number, stage in enumerate(model.stages, 1)
        if not found.reached(stage.key)
    )
    return Told(tuple(blocks), (*gaps, *own.gaps))


def _reading(year: Year) -> Reading:
    records = year.records

    def rows(key: str) -> Sequence[Row]:
        held = records.rows(key)
        return year.of_board(held, year.board) if key == "training" else held

    return Reading(rows, records.names, records.profile, records.calendar, records.today)


# who came, who replied


def _in_words(found: Coverage) -> Iterable[str]:
    """The numbers of the year in sentences, a score never without those it comes from."""
    held = len(found.courses)
    attended = sum(one.attended or 0 for one in found.courses)
    yield f"{capital(count(held, 'event'))} {'was' if held == 1 else 'were'} held and {attended:,} places taken."
    forms = found.replies
    if forms.percent:
        yield f"{forms.replies:,} evaluation forms came back, {forms.percent} of those who attended."
    if found.odd:
        left = f"{capital(count(len(found.odd), 'event'))} with more forms than people"
        yield f"{left} {'is' if len(found.odd) == 1 else 'are'} left out of that."
    yield from _satisfaction(found.courses)
    yield from _follow_up(found.courses)


def _satisfaction(courses: Sequence[CourseReach]) -> Iterable[str]:
    scored = [
        one
        for course in courses
        for one in at_stage(course.findings, REACTION)
        if one.own and one.result is not None and one.rate.share
    ]
    rate = overall(one.rate for one in scored)
    if rate.replies and not is_small(rate.replies):
        mean = sum((one.result or 0) * (one.rate.replies or 0) for one in scored) / rate.replies
        most = figure(scored[0].most or 0)
        yield f"Satisfaction was {mean:.1f} of {most} on average, from {rate_words(rate)}."


def _follow_up(courses: Sequence[CourseReach]) -> Iterable[str]:
    """Replies to follow-ups, and how many use it at work; small numbers left out."""
    asked = [
        one
        for course in courses
        for one in at_stage(course.findings, BEHAVIOUR)
        if one.own and one.rate.share is not None
    ]
    rate = overall(one.rate for one in asked)
    used = sum(one.used or 0 for one in asked)
    if not rate.replies or is_small(rate.replies):
        return
    rest = rate.replies - used
    work = f"; {used:,} of them use it at work" if rest >= 0 and not is_small(used) and not is_small(rest) else ""
    yield f"{rate_words(rate, ' answered a follow-up')}{work}."


# what they learned


def _before_and_after(courses: Sequence[CourseReach], year: Year) -> Iterable[Block]:
    """Confidence or knowledge before and after, by theme, from matched pairs of at least five people.

    Where courses used scales of different length, those of the one that most people used are shown.
    """
    themes = {row["id"]: row["theme"] for row in year.records.rows("training")}
    groups: dict[tuple[str | None, str, float | None], list[Finding]] = defaultdict(list)
    for course in courses:
        for one in at_stage(course.findings, LEARNING):
            if one.change is not None and one.rate.replies and not one.rate.is_odd:
                groups[themes[course.id], one.measure, one.most].append(one)
    told = _themes_told(groups)
    if not told:
        return
    note_themes(year, [(one.theme or "", one.measure, one.pairs, one.before, one.after) for one in told], told[0].most)
    label = year.records.label
    names = tuple(f"{label('themes', one.theme) or 'Other courses'} ({one.pairs} pairs)" for one in told)
    rose = sum(one.after > one.before for one in told)
    people = sum(one.pairs for one in told)
    title = f"People rated themselves higher after training in {rose} of {len(told)} themes"
    series = (Series("Before", tuple(one.before for one in told)), Series("After", tuple(one.after for one in told)))
    source = f"Register of training; self-rated confidence or knowledge, {people} people who answered before and after"
    yield Figure(Chart("grouped", title, "Theme", names, series, "", source))


@dataclass(frozen=True)
class _Theme:
    """The mean of one measure over the courses of a theme, before and after, with the people it comes from."""

    theme: str | None
    measure: str
    most: float | None
    pairs: int
    before: float
    after: float


def _themes_told(groups: Mapping[tuple[str | None, str, float | None], Sequence[Finding]]) -> list[_Theme]:
    """One measure for each theme, confidence before knowledge; the themes with most pairs first."""
    sizes: dict[float | None, int] = defaultdict(int)
    for (_, _, most), some in groups.items():
        sizes[most] += _pairs(some)
    scale = max(sizes, key=lambda most: sizes[most], default=None)
    told: dict[str | None, _Theme] = {}
    for measure in ("Confidence", "Knowledge"):
        for (theme, named, most), some in groups.items():
            if named == measure and most == scale and theme not in told and _pairs(some) >= PAIRS:
                told[theme] = _Theme(theme, measure, most, _pairs(some), _mean(some, "before"), _mean(some, "result"))
    return sorted(told.values(), key=lambda one: -one.pairs)[:_THEMES]


def _pairs(some: Iterable[Finding]) -> int:
    return sum(one.rate.replies or 0 for one in some)


def _mean(some: Sequence[Finding], which: str) -> float:
    """The mean over people, each course weighted by its matched pairs."""
    return float(sum(getattr(one, which) * (one.rate.replies or 0) for one in some)) / _pairs(some)


# how far evaluation reaches


def _stages_table(year: Year, found: Coverage) -> Table:
    held = len(found.courses)
    rows = tuple(
        (f"{number} {stage.label}", stage.question, f"{found.reached(stage.key)} of {held}")
        for number, stage in enumerate(year.records.profile.evaluation.stages, 1)
    )
    columns = (Column("Stage", 2), Column("Question", 6), Column("Events with evidence", 2.4, "right"))
    return Table(columns, rows, "Training events with evidence for each stage of evaluation", heads=True)


def _tracked(year: Year) -> Iterable[Block]:
    """What the tracking of individual cases told in the year (framework 13.3)."""
    words = tracked(year.within("case_tracking", "looked_on")).published
    if words:
        yield Heading("Cases looked at again", 3)
        yield Paragraph(words)


def _by_agency(found: Coverage) -> Iterable[Block]:
    """Places taken by each agency, small numbers left out."""
    if not found.attendance:
        return
    shown = published([places.attended or 0 for _, _, places in found.attendance])
    rows = tuple(
        (name, HIDDEN if told is None else f"{told:,}")
        for (_, name, _), told in zip(found.attendance, shown, strict=True)
    )
    yield Heading("Places taken by agency", 3)
    yield Table((Column("Agency", 6), Column("Places taken", 2, "right")), rows, "Places taken on courses, by agency")
    if found.counted < len(found.courses):
        yield Paragraph(f"Recorded for {found.counted} of {count(len(found.courses), 'event')}.", "small")
    if None in shown:
        yield Paragraph(SUPPRESSED, "small")


# single agency training


def single_agency(found: Coverage) -> Told:
    """What agencies told of their own training, statutory partners first; those that told nothing are a gap (13.5)."""
    sent = [one for one in found.agencies if one.has_sent or one.standards]
    gaps: tuple[Gap, ...] = ()
    if found.missing:
        names = join([one.name for one in found.missing])
        where = "Ask for the return, or record what they sent under Returns of the agency."
        gaps = (Gap(f"single agency training of {names}", f"{FRAMEWORK} 13.5", where),)
    if not sent:
        return Told((), gaps)
    columns = (
        Column("Agency", 3),
        Column("Trained", 2),
        *(Column(name, 3) for name in ("Amount", "Quality", "Effectiveness")),
    )
    rows = tuple(_agency_row(one) for one in sent if one.line)
    blocks: list[Block] = [Heading("Single agency training", 3)]
    if rows:
        blocks.append(Table(columns, rows, "What agencies told of their own training"))
    beside = tuple(words for one in sent if (words := _beside(one)))
    if beside:
        blocks += [Paragraph("What audits of the year say of their training:"), Bullets(beside)]
    return Told(tuple(blocks), gaps)


def _agency_row(one: AgencyTraining) -> tuple[Text, ...]:
    line = one.line or {}
    told = (shorten(line.get(key) or "", _LONGEST) or "Not told" for key in ("amount", "quality", "effectiveness"))
    return (bold(one.name), _trained(one.rate), *told)


def _trained(rate: Rate) -> str:
    """Staff trained of those in scope; where a number of people is small, the share alone."""
    if rate.replies is None:
        return "Not told"
    counts = (rate.replies, rate.asked, (rate.asked or 0) - rate.replies)
    return rate.percent or HIDDEN if any(map(is_small, counts)) else rate_words(rate)


def _beside(one: AgencyTraining) -> str:
    said = [f"{standard}: {_score(own, moderated)}" for _, standard, own, moderated in one.standards]
    return f"{one.name}: {join(said)}." if said else ""


def _score(own: int | None, moderated: int | None) -> str:
    given = "not scored" if own is None else f"scored itself {own}"
    return given if moderated is None else f"{given}, moderated {moderated}"
