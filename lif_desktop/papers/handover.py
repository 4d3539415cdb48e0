"""Desk handover: two pages for whoever takes the desk, on what runs in the next ten working days."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.status import Status
from lif_desktop.office.backup import backups_of, day_of, folder_of
from lif_desktop.office.due_items import DueItem
from lif_desktop.office.upcoming import ClockItem, GapCount, Upcoming
from lif_desktop.papers.blocks import Block, Column, Heading, PageBreak, Paper, Paragraph, Properties, Table, Text, bold
from lif_desktop.papers.fitting import PAGE, Listed, fitted, heading_height, height
from lif_desktop.papers.gather import Records
from lif_desktop.papers.handover_people import meetings_and_decisions, people, returns_awaited
from lif_desktop.papers.words import capital, count, join, shorten

AHEAD = 10
"""Working days that it looks ahead."""
TITLE = "Desk handover"
_SPARE = 12.0
"""Points of a page that stay free, since no two programs set type alike."""
_GAPS = 5
"""Kinds of gap that are named."""
_LINE = 70
"""Letters of what one thing is called."""
_KINDS = {
    "reviews": ("stage of a review", "stages of reviews"),
    "meetings": ("meeting", "meetings"),
    "audits": ("audit", "audits"),
    "voices": ("voice", "voices"),
    "learning": ("learning point", "learning points"),
    "training": ("course", "courses"),
    "actions": ("action", "actions"),
    "risks": ("risk", "risks"),
}
"""What is due by register, for one and for many, in the order in which it is read."""
_MOST, _MOST_TOGETHER = 4, 10
"""Lines of one kind that are written out, and items that share a line, before the rest of them are counted."""
_TOGETHER = frozenset({"actions", "risks", "voices"})
"""Registers whose items share a line, by owner where they have one: there are many, and the office file says more."""


def handover(records: Records, _ref: str | None, made: datetime) -> Paper:
    """The handover of the desk as it stands today. There is always one, however little runs."""
    found = records.upcoming(AHEAD)
    brief = {row["name"]: records.names.agency_brief(row["id"]) for row in records.rows("agencies")}
    own = (item for item in found.due if not _is_return(item))
    found = replace(found, due=tuple(replace(item, why=brief.get(item.why, item.why)) for item in own))
    subtitle = f"{_day(records.today)} to {_day(found.until)}\n{records.partnership}"
    first = Paragraph(_in_short(found))
    room = PAGE - _SPARE
    top = fitted(
        [_overdue(found), _by_day(found), _clocks(records, found)],
        room - heading_height(TITLE, subtitle) - height([first]),
    )
    last = (*_gaps(found.gaps), *_places(records))
    below = fitted([returns_awaited(records), meetings_and_decisions(records, found), people(records, found)],
                   room - height(last))  # fmt: skip
    return Paper(
        TITLE,
        subtitle,
        records.label("markings", "official_sensitive"),
        f"Desk handover, as at {show_date(records.today)}",
        (first, *_flat(top), PageBreak(), *_flat(below), *last),
        properties=Properties(records.partnership, made, TITLE, "handover; next ten working days"),
    )


def _flat(parts: Iterable[Sequence[Block]]) -> Iterator[Block]:
    for part in parts:
        yield from part


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {show_date(day)}"


def _is_return(item: DueItem) -> bool:
    """Whether it stands in the table of returns."""
    return "returns" in (item.register, item.field)


def _in_short(found: Upcoming) -> str:
    late = sum(item.due < found.today for item in found.due)
    ahead = len(found.due) - late
    clocks = count(len(found.clocks), "clock runs", "clocks run")
    returns = found.awaited.says if found.awaited.count else "no return is awaited"
    return f"{late or 'Nothing'} overdue, {ahead or 'nothing'} due; {clocks}; {returns}."


# What falls due


def _overdue(found: Upcoming) -> Listed:
    """What is overdue, by kind."""
    late = [item for item in found.due if item.due < found.today]
    groups = [[item for item in late if item.register == key] for key in _KINDS]
    groups = [group for group in groups if group]
    rows = tuple((bold(_kind(group)), "\n".join(_lines(group, with_day=True))) for group in groups)
    columns = (Column("Kind", 2), Column("What was due, and when", 9))
    rest, none = _left_out(groups, "overdue"), "Nothing is overdue."
    return Listed("Overdue", columns, rows, "What is overdue, by kind", rest, none, least=len(rows))


def _by_day(found: Upcoming) -> Listed:
    """What falls due, day by day."""
    ahead = sorted((item for item in found.due if item.due >= found.today), key=lambda item: item.due)
    groups = [list(items) for _, items in groupby(ahead, key=lambda item: item.due)]
    rows = tuple((bold(_short_day(group[0].due)), "\n".join(_lines(group, with_day=False))) for group in groups)
    columns = (Column("Day", 2), Column("What falls due", 9))
    none = f"Nothing falls due by {show_date(found.until)}."
    return Listed("Due by day", columns, rows, "What falls due, by day", _left_out(groups, "due later"), none)


def _short_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {_without_year(day)}"


def _without_year(day: date) -> str:
    return show_date(day).rsplit(" ", 1)[0]


def _kind(items: Sequence[DueItem]) -> str:
    one, many = _KINDS[items[0].register]
    return f"{len(items)} {one if len(items) == 1 else many}"


def _lines(items: Sequence[DueItem], *, with_day: bool) -> Iterator[str]:
    """What these are, one after the other; actions, risks and voices by reference and owner on a line beneath."""
    named, together = [], []
    for key, (_, many) in _KINDS.items():
        own = [item for item in items if item.register == key]
        if own and key in _TOGETHER:
            words = "; ".join((*_by_owner(own[:_MOST_TOGETHER]), *_and_more(len(own) - _MOST_TOGETHER)))
            since = f", from {show_date(own[0].due)} on"
            together.append(f"{words}{since}" if with_day else f"{capital(many)}: {words}")
        else:
            named += [_named(item, with_day=with_day) for item in own[:_MOST]]
            named += _and_more(len(own) - _MOST)
    yield from filter(None, ("; ".join(named), ". ".join(together)))


def _named(item: DueItem, *, with_day: bool) -> str:
    day = f", {show_date(item.due)}" if with_day else ""
    return f"{shorten(f'{item.ref} {item.what}', _LINE)}{day}"


def _and_more(left: int) -> tuple[str, ...]:
    return (f"and {left} more",) if left > 0 else ()


def _by_owner(items: Sequence[DueItem]) -> Iterator[str]:
    """References, behind the owner of each where it is an action."""
    owners = dict.fromkeys(item.why if item.register == "actions" else "" for item in items)
    for owner in owners:
        refs = ", ".join(item.ref for item in items if owner in ("", item.why))
        yield f"{owner}: {refs}" if owner else refs


def _left_out(groups: Sequence[Sequence[DueItem]], word: str) -> Callable[[int], str]:
    """Says how many things of the last groups were left out, by kind."""

    def said(left: int) -> str:
        kinds = Counter(item.register for group in groups[len(groups) - left :] for item in group)
        named = [
            f"{kinds[key]} {one if kinds[key] == 1 else many}" for key, (one, many) in _KINDS.items() if kinds[key]
        ]
        return f"{kinds.total()} more {word}: {join(named)}. Home lists them all."

    return said


def _clocks(records: Records, found: Upcoming) -> Listed:
    reviews = {row["id"]: row for row in records.rows("reviews")}
    rows = []
    for clock in found.clocks:
        row = reviews[clock.id]
        coming = f"{shorten(row['next_step'], 28)}, {_without_year(row['next_due'])}" if row["next_due"] else ""
        rows.append((bold(shorten(f"{clock.ref} {clock.title}", 27)), (_clock_status(clock),), coming))
    columns = (Column("Case", 3.1), Column("Clock", 4), Column("What comes next", 4.4))
    rest = _more("clock that runs", "clocks that run")
    return Listed("Clocks running", columns, tuple(rows), "Reviews whose clocks run", rest, "No clock runs.")


def _clock_status(clock: ClockItem) -> Status:
    """How far a clock has run, in few words: "Working day 7 of 15, to 3 December"."""
    if clock.status.tone in ("red", "none"):
        return clock.status
    day = f"{capital(clock.unit)} {max(clock.day, 0)} of {clock.of}, to {_without_year(clock.due)}"
    return Status(clock.status.tone, day)


def _more(one: str, many: str) -> Callable[[int], str]:
    return lambda left: f"{left} more {one if left == 1 else many}. Home lists them all."


# What is missing, and where things are


def _gaps(gaps: Sequence[GapCount]) -> tuple[Block, ...]:
    named = [f"{gap.count} {gap.says}" for gap in gaps[:_GAPS]]
    more = len(gaps) - _GAPS
    rest = f", and {count(more, 'more kind')} that the self-check lists" if more > 0 else ""
    said = f"{capital('; '.join(named))}{rest}." if named else "Nothing is missing that the framework asks for."
    return Heading("Gaps worth knowing"), Paragraph(said)


def _places(records: Records) -> tuple[Block, ...]:
    newest = next(iter(backups_of(records.place)), None)
    made = f"last made {show_date(day_of(newest))}" if newest else "none made yet"
    rows: tuple[tuple[Text, ...], ...] = (
        ("Office file", str(records.place)),
        ("Backups", f"{folder_of(records.place)}, {made}"),
        ("Framework", f"{records.profile.title}. {records.profile.guidance}"),
    )
    columns = (Column("What", 1), Column("Where", 5))
    return Heading("Where things are"), Table(columns, rows, "Where the office keeps things", heads=True, compact=True)
