"""The golden thread of a review or learning point: from source to yearly report, with every gap named."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.framework.thread import Item, Standing, Stop
from lif_desktop.office.thread import Thread, thread_of
from lif_desktop.papers import case_tables
from lif_desktop.papers.blocks import (
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Part,
    Properties,
    Run,
    Table,
    Text,
    bold,
)
from lif_desktop.papers.case_parts import (
    Case,
    Made,
    case_paper,
    drawn_from,
    facts_table,
    find_case,
    gap,
    header_facts,
)
from lif_desktop.papers.case_source import NAMES
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.standing import action_state
from lif_desktop.papers.words import capital, count, one_line

WHAT = "Golden thread"
_STANDING: dict[Standing, Status] = {
    "there": Status("green", "On record"),
    "part": Status("amber", "In part"),
    "missing": Status("red", "Missing"),
    "not needed": Status("none", "Not needed"),
}


def golden_thread(records: Records, ref: str | None, made: datetime) -> Paper:
    """The thread of the review or learning point `ref`, or of the newest review with learning. Raises PaperError."""
    if ref and records.names.record("learning", ref) is not None:
        return _of_point(records, records.named("learning", ref), made)
    if ref and records.names.record("reviews", ref) is None:
        raise PaperError(f"No review and no learning point has the reference “{ref}”. Check it and try again.")
    case = find_case(records, ref, made, "a golden thread", better=lambda one: bool(one.learning))
    threads = [thread_of(records.office, row["id"]) for row in case.learning]
    blocks = (
        Paragraph(_in_short(threads), "lead"),
        facts_table(header_facts(case), f"{case.name} at a glance"),
        drawn_from(case, (), (*case.learning, *case.recommendations, *case.actions)),
        *_all_gaps(threads),
        *(block for one in threads for block in _thread(one)),
        *_none(threads),
        *_off_the_thread(case),
    )
    return case_paper(case, Made(f"{WHAT}: {case.name}", WHAT), blocks)


def _of_point(records: Records, point: Row, made: datetime) -> Paper:
    """The thread of one learning point."""
    found = thread_of(records.office, point["id"])
    told = {"reference": str(point["ref"]), "case": one_line(point["title"]), "type": "Learning point"}
    blocks = (
        Paragraph(_in_short([found]), "lead"),
        Paragraph(
            f"Made from {point['ref']} (version {point['version']} of the record) and what hangs on it, "
            f"as it stood on {show_date(records.today)}.",
            "small",
        ),
        *_all_gaps([found]),
        *_thread(found),
    )
    return Paper(
        f"{WHAT}: {point['ref']}",
        f"{one_line(point['title'])}\n{records.partnership}",
        records.label("markings", "official_sensitive"),
        f"{WHAT} {point['ref']}, as at {show_date(records.today)}, record version {point['version']}",
        blocks,
        properties=Properties(records.partnership, made, WHAT, f"golden thread; {point['ref']}"),
        names=tuple((name, told.get(name, "")) for name in NAMES),
    )


def _in_short(threads: Sequence[Thread]) -> str:
    """How many stops there are, and how many lack something."""
    stops = [stop for one in threads for stop in one.stops]
    whole = sum(stop.standing == "there" for stop in stops)
    lacking = sum(stop.standing in ("part", "missing") for stop in stops)
    points = capital(count(len(threads), "learning point"))
    if not stops:
        return f"{points}: the thread has no beginning yet."
    return f"{points}, {count(len(stops), 'stop')}: {whole} whole, {lacking or 'none'} with a gap."


def _all_gaps(threads: Sequence[Thread]) -> Iterator[Block]:
    """Every gap of every thread in one table, in the order of the thread."""
    rows: list[tuple[Text, ...]] = []
    for one in threads:
        for stop in one.stops:
            rows += [(bold(one.ref), stop.label, lack) for lack in stop.lacks]
    if not threads:
        return
    yield Heading("Every gap")
    if rows:
        columns = (Column("Learning point", 2), Column("Stop", 2.4), Column("What is missing", 6))
        yield Table(columns, tuple(rows), "Every gap of the thread by learning point and stop")
    else:
        yield Paragraph("No gap: the thread runs from its source to the yearly report.")


def _thread(one: Thread) -> Iterator[Block]:
    """One thread as a table: a row for each stop with what stands there, and whether something is missing."""
    yield Heading(f"{one.ref} {one_line(one.title)}")
    columns = (Column("Stop", 2), Column("What stands there", 7), Column("State", 1.7))
    rows = tuple((stop.label, _stands(stop), (_STANDING[stop.standing],)) for stop in one.stops)
    yield Table(columns, rows, f"The golden thread of {one.ref}", heads=True, compact=True)


def _stands(stop: Stop) -> Text:
    parts: list[Part] = []
    for item in stop.items:
        parts += [Run("\n")] if parts else []
        parts += _item(item)
    for lack in stop.lacks:
        parts += [Run("\n")] if parts else []
        parts += [Run("Gap: ", bold=True), Run(lack)]
    if not parts:
        parts.append(Run(stop.none, quiet=True))
    return tuple(parts)


def _item(item: Item) -> list[Part]:
    parts: list[Part] = [Run(f"{item.ref} ", bold=True)] if item.ref else []
    parts.append(Run(one_line(item.words)))
    if item.status is not None or item.note:
        parts.append(Run("\n"))
    if item.status is not None:
        parts += [item.status, Run("  ")] if item.note else [item.status]
    if item.note:
        parts.append(Run(one_line(item.note), quiet=True))
    return parts


def _none(threads: Sequence[Thread]) -> tuple[Block, ...]:
    if threads:
        return ()
    return (gap("learning", "Add a learning point under Learning, and say which review it came from."),)


def _off_the_thread(case: Case) -> Iterator[Block]:
    """Recommendations and actions of the review that hang on no learning point: nobody follows what they changed."""
    points = {row["id"] for row in case.learning}
    loose = [row for row in case.recommendations if row["learning_id"] not in points]
    kept = {row["id"] for row in case.recommendations} - {row["id"] for row in loose}
    acts = [row for row in case.actions if row["learning_id"] not in points and row["recommendation_id"] not in kept]
    if not loose and not acts:
        return
    yield Heading("Off the thread")
    yield Paragraph(
        "These stand on the review itself and hang on no learning point, so what they changed is followed nowhere. "
        "Name the learning point on each of them.",
        keep=True,
    )
    rows: list[tuple[Text, ...]] = [
        ("Recommendation", (*bold(f"{row['ref']} "), Run(row["text"])), case_tables.decided(case.records, row))
        for row in loose
    ]
    rows += [("Action", (*bold(f"{row['ref']} "), Run(row["title"])), action_state(case.records, row)) for row in acts]
    columns = (Column("Kind", 2), Column("What", 6), Column("How it stands", 2.6))
    yield Table(columns, tuple(rows), f"What of {case.name} hangs on no learning point", compact=True)
