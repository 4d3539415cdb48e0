"""The lines of an agenda, recorded or as they would be drawn up, and the papers under them with their letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as count_from
from string import ascii_uppercase

from lif_desktop.framework.standing_agenda import DRAWS, Draws
from lif_desktop.office.meeting_agenda import (
    Proposed,
    agenda_of,
    arising,
    covers,
    is_put_off,
    proposed,
    topics,
)
from lif_desktop.office.meeting_times import clock, minutes_of
from lif_desktop.papers.agenda_cases import is_for_decision
from lif_desktop.papers.agenda_parts import draw_cases, draw_sheet, draw_up, draws_of
from lif_desktop.papers.agenda_setting import Drawn, Setting
from lif_desktop.papers.gather import Row

NEVER_MISSED: frozenset[str] = frozenset({"", "quorum", "declarations", "next", "changes"})
"""Parts that nobody misses on an agenda written by hand: they need no paper, or stand at its front anyway."""


@dataclass(frozen=True)
class Line:
    """One item of an agenda. `letter` is that of its paper; `drawn` what was drawn up for it, None for nothing."""

    number: str
    title: str
    lead: str
    purpose: str
    time: str
    draws: Draws = ""
    review: Row | None = None
    letter: str = ""
    drawn: Drawn | None = None
    said: str = ""


@dataclass(frozen=True)
class Lines:
    """The lines of the agenda, and `missing` those that are due by the registers and do not stand on it."""

    items: tuple[Line, ...]
    missing: tuple[Line, ...] = ()

    def papers(self) -> Iterator[Line]:
        """Each line of the agenda with a paper of its own, in the order of the letters."""
        return (line for line in self.items if line.drawn is not None)


def lines_of(setting: Setting) -> Lines:
    """The agenda of the meeting: its own items, else what the program would draw up; with papers and letters."""
    office, meeting = setting.records.office, {**setting.meeting, "sits_as": setting.panel or None}
    reviews = {row["id"]: row for row in setting.records.rows("reviews")}
    wanted = proposed(office, meeting)
    rows = agenda_of(office, meeting["id"])
    placed: Sequence[Row | Proposed] = rows or wanted
    setting = replace(setting, placed=tuple((_number(one, at), one) for at, one in enumerate(placed, 1)))
    if not rows:
        times = _times(setting, wanted)
        items = [_proposed(one, reviews, str(at), times[at - 1]) for at, one in enumerate(wanted, 1)]
        return Lines(tuple(_with_papers(setting, items, set())))
    items = [_recorded(row, reviews) for row in rows]
    taken = {line.letter for line in items if line.letter}
    held = list(_with_papers(setting, items, taken))
    again = {one.item["id"] for one in arising(office, meeting) if is_put_off(one.item) or one.item["recurs"]}
    left = [
        one
        for one in wanted
        if (one.draws not in NEVER_MISSED or one.from_item in again) and not any(covers(row, one) for row in rows)
    ]
    drawn = {line.draws for line in held if line.drawn is not None and line.review is None} - {""}
    more = [_proposed(one, reviews, "", "") for one in left if one.review is not None or one.draws not in drawn]
    said = ((one, "" if one.review is not None else draw_up(one.draws, setting).said) for one in more)
    return Lines(tuple(held), tuple(replace(one, said=words) for one, words in said))


def _number(one: Row | Proposed, at: int) -> str:
    return str(at) if isinstance(one, Proposed) else str(one["position"])


def _recorded(row: Row, reviews: dict[int, Row]) -> Line:
    review = reviews.get(row["review_id"])
    draws: Draws = ""
    if row["draws"] in DRAWS:
        draws = row["draws"]
    elif review is not None:
        draws = draws_of(review)
    else:
        about = topics(row["item"], None)
        draws = next((one for one in DRAWS if one in about), "")
    number = str(row["position"])
    said = (row["lead"] or "", row["purpose"] or "", row["time"] or "")
    return Line(number, str(row["item"]), *said, draws, review, str(row["paper"] or "").strip())


def _proposed(one: Proposed, reviews: dict[int, Row], number: str, time: str) -> Line:
    draws: Draws = next((key for key in DRAWS if key == one.draws), "")
    return Line(number, one.item, one.lead, one.purpose, time, draws, reviews.get(one.review or 0))


def _times(setting: Setting, items: Sequence[Proposed]) -> list[str]:
    """The time at which each item starts, one after the other; nothing where the start is not known."""
    now = minutes_of(setting.meeting["starts"])
    times = []
    for one in items:
        times.append("" if now is None else clock(now))
        now = None if now is None else now + one.minutes
    return times


def _with_papers(setting: Setting, items: Iterable[Line], taken: set[str]) -> Iterator[Line]:
    """Each line with what is drawn up for it: a case for decision has its sheet, the others share a paper by part.

    A letter that was recorded stays; the others follow in order, those that are taken left out.
    """
    letters = _letters(taken)
    shared: dict[str, str] = {}
    for line in items:
        review = line.review
        if review is not None and line.draws in ("referrals", "clocks") and _decides(setting, line, review):
            yield replace(line, letter=line.letter or next(letters), drawn=draw_sheet(setting, review))
        elif review is not None and line.letter:
            drawn = draw_cases(line.draws, setting, [review])
            yield replace(line, drawn=drawn if drawn.blocks else None)
        elif line.draws in shared:
            yield replace(line, letter=line.letter or shared[line.draws])
        else:
            drawn = draw_up(line.draws, setting)
            said = "" if review is not None else drawn.said
            if drawn.blocks:
                shared[line.draws] = line.letter or next(letters)
                yield replace(line, letter=shared[line.draws], drawn=drawn, said=said)
            else:
                yield replace(line, said=said)


def _decides(setting: Setting, line: Line, review: Row) -> bool:
    return is_for_decision(setting, review, line.purpose)


def _letters(taken: Iterable[str]) -> Iterator[str]:
    """A, B, … Z, then A2, B2, …, without those that are taken."""
    there = {letter.casefold() for letter in taken}
    for round_ in count_from(1):
        for letter in ascii_uppercase:
            name = letter if round_ == 1 else f"{letter}{round_}"
            if name.casefold() not in there:
                yield name
