"""Whom the office writes to about something that an agency owes: the person who owns it, else the agency."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lif_desktop.framework.choice import Choice, plain
from lif_desktop.office.office import Office
from lif_desktop.office.owed import Item
from lif_desktop.registers import register

Row = Mapping[str, Any]
_CHAIR = re.compile(r"(independent )?(chair|scrutineer)\b|chair of\b|(board|partnership|executive) chair\b")
_ESCALATIONS = re.compile(r"\bescalat")
_PARTS = re.compile(r"[;,\n]")
_OTHERS = {"children": "adult", "adults": "child"}
"""The word in "All adults' returns" that keeps a person out of what is about children, and the other way round."""


@dataclass(frozen=True)
class Owner:
    """Who is written to: the agency (0 for the chair) and its name, the addresses, the words of greeting.

    `contacts` are the numbers of the people; empty where nobody at the agency has an address. `role` is that of one
    person among several there.
    """

    agency: int
    name: str
    to: tuple[str, ...] = ()
    greeting: str = "Dear colleague"
    contacts: tuple[int, ...] = ()
    role: str = ""

    @property
    def full_name(self) -> str:
        """The agency with the role of the person: "Stockport NHS Foundation Trust, Named Nurse"."""
        return f"{self.name}, {self.role}" if self.role else self.name


class Owners:
    """Finds owners, from the people on record who are still there and have an e-mail address."""

    def __init__(self, office: Office) -> None:
        self._office = office
        today = office.today()
        rows = (row for row in office.records("contacts") if row["email"])
        self._all = [row for row in rows if row["active_to"] is None or row["active_to"] >= today]
        self._reviews = _kinds(office, "reviews", "review_type")
        self._audits = _kinds(office, "audits", "audit_type")

    def of(self, item: Item) -> Owner:
        """The person in the lead role of an action or who receives such returns; else everybody at the agency."""
        there = [row for row in self._all if row["agency_id"] == item.agency]
        chosen = self._in_lead(there, item) or self._receiving(there, item) or there
        return self._owner(item.agency, chosen, whole=len(chosen) == len(there))

    def chair(self) -> Owner:
        """The chair: whoever receives escalations, else who is called chair or independent scrutineer.

        Chairs of other bodies, "Provider Forum Chair", are not meant.
        """
        told = [row for row in self._all if _ESCALATIONS.search(plain(row["receives"] or ""))]
        found = told or [row for row in self._all if _CHAIR.match(plain(row["role"]))]
        return Owner(0, "The chair", tuple(row["email"] for row in found), _greeting(found, "Dear chair"), _ids(found))

    def _owner(self, agency: int, chosen: Sequence[Row], *, whole: bool) -> Owner:
        name = self._office.lookup.agency_name(agency)
        role = chosen[0]["role"] if len(chosen) == 1 and not whole else ""
        return Owner(agency, name, tuple(row["email"] for row in chosen), _greeting(chosen), _ids(chosen), role)

    def _in_lead(self, there: Iterable[Row], item: Item) -> list[Row]:
        role = plain(item.row.get("lead_role") or "") if item.register == "actions" else ""
        return [row for row in there if role and plain(row["role"]) == role]

    def _receiving(self, there: Iterable[Row], item: Item) -> list[Row]:
        words, board = self._called(item)
        return [row for row in there if _receives(row["receives"] or "", words, board)]

    def _called(self, item: Item) -> tuple[frozenset[str], str]:
        """The words by which people are said to receive such a thing, and its board ("" where it has none)."""
        if item.register == "actions":
            return frozenset({"actions", "action updates"}), item.row["board"] or ""
        row, profile = item.row, self._office.profile
        found = _words(profile.choices("return_kinds"), row["kind"]) | {"returns"}
        board = ""
        if row["review_id"] in self._reviews:
            kind, board = self._reviews[row["review_id"]]
            found |= _words(profile.choices("review_types"), kind)
        if row["audit_id"] in self._audits:
            kind, board = self._audits[row["audit_id"]]
            found |= _words(profile.choices("audit_types"), kind) | {"audits"}
        return frozenset(found), board


def _receives(told: str, words: frozenset[str], board: str) -> bool:
    """Whether "SAR; all adults' returns" covers what goes by one of these words."""
    parts = [plain(part) for part in _PARTS.split(told)]
    other = _OTHERS.get(board, "")
    everything = any(part.split(" ")[0] == "all" and not (other and other in part) for part in parts if part)
    return everything or any(part in words for part in parts)


def _words(choices: Iterable[Choice], key: str) -> set[str]:
    found = next((one for one in choices if one.key == key), None)
    return {plain(word) for word in (found.label, found.short, *found.aliases) if word} if found else set()


def _greeting(people: Sequence[Row], otherwise: str = "Dear colleague") -> str:
    return f"Dear {people[0]['person']}" if len(people) == 1 and people[0]["person"] else otherwise


def _ids(people: Iterable[Row]) -> tuple[int, ...]:
    return tuple(row["id"] for row in people)


def _kinds(office: Office, key: str, column: str) -> dict[int, tuple[str, str]]:
    """The type and the board of each record of a register."""
    table = register(key).model.__table__
    query = select(table.c.id, table.c[column], table.c.board)
    rows = office.read(lambda connection: connection.execute(query).all())
    return {number: (kind, board or "") for number, kind, board in rows}
