"""What agencies owe the office: returns and actions, with how often each was reminded of by the log of reminders."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.chasing import NextStep, Owed, Place, next_step, place_of
from lif_desktop.framework.returns import is_awaited
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.office.office import Office
from lif_desktop.office.return_names import return_words

Row = Mapping[str, Any]
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class Item:
    """One return or action that an agency owes. `mark` is what a line of the log begins with that names it."""

    register: str
    id: int
    agency: int
    words: str
    mark: str
    owed: Owed
    row: Row

    @property
    def due(self) -> dt.date | None:
        """The day by which it was asked for."""
        return self.owed.due

    def step(self, office: Office) -> NextStep | None:
        """The step of the ladder that comes next for it."""
        return next_step(self.owed, office.profile.ladder, office.profile.chases, office.calendar)


def owed_items(office: Office) -> tuple[Item, ...]:
    """Everything that agencies owe: returns awaited, and actions with a lead agency and a day that are not finished.

    Returns come first, then soonest due.
    """
    log = _Log(office.records("chases"))
    found = [*_returns(office, log), *_actions(office, log)]
    return tuple(sorted(found, key=lambda item: (item.register != "returns", item.due or dt.date.min, item.id)))


def places(office: Office) -> dict[int, Place]:
    """Where each agency that owes something stands on the ladder, and when its next step comes."""
    by_agency: dict[int, list[Owed]] = {}
    for item in owed_items(office):
        by_agency.setdefault(item.agency, []).append(item.owed)
    ladder, chases, today = office.profile.ladder, office.profile.chases, office.today()
    return {agency: place_of(owed, ladder, chases, office.calendar, today) for agency, owed in by_agency.items()}


def return_items(office: Office, rows: Iterable[Row]) -> tuple[Item, ...]:
    """The same for some returns, whole rows, whether they are awaited or not."""
    log = _Log(office.records("chases"))
    return tuple(_return(office, row, log) for row in rows)


class _Log:
    """The reminders that were written down, by agency, with what each of them names."""

    def __init__(self, lines: Iterable[Row]) -> None:
        self._by_agency: dict[int, list[tuple[Row, frozenset[str]]]] = {}
        for line in lines:
            heads = [one.strip().removeprefix("- ").partition(":")[0].strip() for one in line["wanted"].splitlines()]
            references = (head.partition(" ")[0] for head in heads)
            marks = frozenset([*heads, *(word for word in references if _FIGURE.search(word))])
            self._by_agency.setdefault(line["agency_id"], []).append((line, marks))

    def naming(self, agency: int, mark: str, since: dt.date | None) -> Sequence[Row]:
        """The reminders to an agency that name something, from a day on."""
        lines = (line for line, marks in self._by_agency.get(agency, ()) if mark in marks)
        return [line for line in lines if since is None or line["chased_on"] >= since]


def _returns(office: Office, log: _Log) -> Iterator[Item]:
    for row in office.records("returns"):
        if is_awaited(row):
            yield _return(office, row, log)


def _return(office: Office, row: Row, log: _Log) -> Item:
    words = return_words(office.lookup, row)
    lines = log.naming(row["agency_id"], words, row["asked_on"])
    owed = _owed(row["due_on"], row["asked_on"], lines, (row["chases"] or 0, row["chased_on"]))
    return Item("returns", row["id"], row["agency_id"], words, words, owed, row)


def _actions(office: Office, log: _Log) -> Iterator[Item]:
    for row in office.records("actions"):
        if row["status"] in FINISHED or row["completed_on"] or not row["lead_agency_id"] or not row["due_on"]:
            continue
        lines = log.naming(row["lead_agency_id"], row["ref"], None)
        owed = _owed(row["due_on"], row["start_on"], lines, (0, None))
        yield Item("actions", row["id"], row["lead_agency_id"], f"{row['ref']} {row['title']}", row["ref"], owed, row)


def _owed(due: dt.date | None, asked: dt.date | None, lines: Sequence[Row], noted: tuple[int, dt.date | None]) -> Owed:
    """From the log and from what the record itself says: how often it was chased, and last on which day."""
    with_chair = any(line["step"] == "chair" for line in lines)
    days = [line["chased_on"] for line in lines] + ([noted[1]] if noted[1] else [])
    return Owed(due, asked, max(noted[0], len(lines) - with_chair), max(days, default=None), with_chair)
