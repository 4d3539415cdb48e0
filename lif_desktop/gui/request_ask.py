"""What is asked when a request begins: which kind, what it is for, by when, and which agencies."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.dates import financial_year
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.returns_words import joined
from lif_desktop.office import Office
from lif_desktop.office.return_names import COLUMNS
from lif_desktop.office.return_requests import Asked, Request
from lif_desktop.office.returns_asked import Scope, goes_with, offers, proposed_due
from lif_desktop.registers import register

_FIELDS = ("kind", "review_id", "audit_id", "meeting_id", "year", "asked_on", "due_on")


@dataclass(frozen=True)
class Wanted:
    """A request as it was given."""

    scope: Scope
    kind: str
    agencies: tuple[int, ...]
    asked_on: dt.date
    due_on: dt.date

    def request(self) -> Request:
        """The request that its returns belong to."""
        return Request(self.kind, **_links(self.scope), year=self.scope.year)


def ask_request(
    office: Office, here: Asked | None, write: Callable[[Wanted], object], agencies: Sequence[int] = ()
) -> Ask:
    """Asks for a return. It begins with the request `here` and its agencies that were not asked, if there is one."""
    today = office.today()
    scope = here.request.scope() if here else Scope("")
    offered = offers(office, scope)
    beginning: dict[str, Any] = {"asked_on": today, "due_on": proposed_due(office, scope, today)}
    if here is not None:
        beginning |= {"kind": here.request.kind, "year": scope.year or None, **_links(scope)}
    partners = frozenset(one.id for one in offered if one.statutory)
    return Ask(
        "Ask for a return",
        tuple(register("returns").field(key) for key in _FIELDS),
        lambda given: write(_wanted(given)),
        beginning,
        words="It is for one review, audit or meeting, or for a year.",
        check=lambda given: _problems(office, given),
        ticks=[(one.id, one.name) for one in offered],
        groups=[("Statutory partners", partners), ("Not asked yet", lambda given: _not_asked(office, given))],
        ticked=tuple(agencies),
        save="Ask",
        follow=lambda key, given: _following(office, here, key, given),
    )


def _not_asked(office: Office, given: Given) -> frozenset[int]:
    """Who was not asked yet for what stands in the fields."""
    return frozenset(one.id for one in offers(office, _scope(given)) if given["kind"] not in one.asked)


def _following(office: Office, here: Asked | None, key: str, given: Given) -> dict[str, Any]:
    """What follows from a field: another kind is for something else than the request it began with; so is its day."""
    found: dict[str, Any] = {}
    kind = given["kind"]
    if key == "kind" and kind:
        scope = here.request.scope() if here else Scope("")
        found = dict.fromkeys(COLUMNS.values())
        if here and (kind == here.request.kind or goes_with(office, kind, scope.key)):
            found |= {"year": scope.year or None, **_links(scope)}
        else:
            found["year"] = financial_year(office.today()) if goes_with(office, kind, "") else None
    if key not in ("due_on", "asked_on") or given["due_on"] is None:
        found["due_on"] = proposed_due(office, _scope({**given, **found}), given["asked_on"] or office.today())
    return found


def _links(scope: Scope) -> dict[str, int]:
    return {COLUMNS[scope.key]: scope.number} if scope.key else {}


def _scope(given: Given) -> Scope:
    linked = next(((key, given[column]) for key, column in COLUMNS.items() if given[column]), ("", 0))
    return Scope(linked[0], linked[1], given["year"] or "", (given["kind"],) if given["kind"] else ())


def _wanted(given: Given) -> Wanted:
    return Wanted(_scope(given), given["kind"], tuple(given["ticked"]), given["asked_on"], given["due_on"])


def _problems(office: Office, given: Given) -> Problems:
    found: list[tuple[str, str]] = []
    named = [column for column in COLUMNS.values() if given[column]]
    if len(named) > 1:
        found.append((named[1], "Choose one review, audit or meeting only."))
    if not named and not given["year"]:
        found.append(("year", "Choose a review, an audit or a meeting, or enter the year that it is for."))
    if given["asked_on"] is None:
        found.append(("asked_on", "Enter the day on which they are asked."))
    if given["due_on"] is None:
        found.append(("due_on", "Enter the day by which they are to answer."))
    elif given["asked_on"] and given["due_on"] < given["asked_on"]:
        found.append(("due_on", "Enter a due day that is not before the day of asking."))
    if not given["ticked"]:
        found.append(("ticked", "Tick the agencies to ask."))
    if not found:
        ticked = set(given["ticked"])
        again = [one.name for one in offers(office, _scope(given)) if one.id in ticked and given["kind"] in one.asked]
        if again:
            verb = "was" if len(again) == 1 else "were"
            found.append(("ticked", f"{joined(again)} {verb} asked for this already. Take the tick away."))
    return found
