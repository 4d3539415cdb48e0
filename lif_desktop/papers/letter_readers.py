"""Who a letter can go to: agencies asked, the chair, family, practitioners, the referrer, partners, the coroner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lif_desktop.framework.returns import is_asked, is_awaited
from lif_desktop.office.owed import Item, owed_items, return_items
from lif_desktop.office.owners import Owner, Owners
from lif_desktop.office.returns_asked import known_agencies, scope_of
from lif_desktop.papers.gather import COMMISSIONED, RAPID, Records, Row
from lif_desktop.papers.letter_words import Other, the_words

_FAMILY = RAPID | COMMISSIONED | {"domestic_homicide_review", "single_agency_review"}
SUITS: Mapping[str, frozenset[str]] = {
    "family": _FAMILY,
    "practitioners": _FAMILY | {"peer_review", "mappa_review", "mental_health_homicide_review"},
}
"""By letter the types of review that it is written about, where not all: where another body owns the review, as the
Probation Service a serious further offence review, it is for that body to write to the family and to its own staff."""


def suits(kind: str, review_type: str) -> bool:
    """Whether the letter of that kind is written about reviews of a type."""
    return kind not in SUITS or review_type in SUITS[kind]


@dataclass(frozen=True)
class Reader:
    """One reader of a letter: agency or other name, role, addresses, and whether the letter is proposed for them.

    `agency` is 0 for nobody's agency. `items` are what a letter to them asks for; `why` is said to others only.
    """

    key: str
    name: str
    role: str = ""
    to: tuple[str, ...] = ()
    agency: int = 0
    greeting: str = ""
    proposed: bool = True
    items: tuple[Item, ...] = ()
    why: str = ""

    @property
    def full_name(self) -> str:
        """The agency with the role: "Stockport NHS Foundation Trust, Named Nurse"."""
        return f"{self.name}, {self.role}" if self.role else self.name


def letter_readers(records: Records, kind: str, review: Row) -> tuple[Reader, ...]:
    """Who the letter of that kind can go to about a review, by name; empty where the records name nobody."""
    return _readers(records, kind, review) if suits(kind, review["review_type"]) else ()


def _readers(records: Records, kind: str, review: Row) -> tuple[Reader, ...]:
    match kind:
        case "request":
            return _asked(records, review)
        case "chase":
            return _owing(records, review)
        case "chair":
            return _chair(records, review)
        case "family":
            return (Reader("family", "The family"),)
        case "practitioners":
            return _agencies(records, _involved(records, review))
        case "decision":
            wanted = review["referring_agency_id"]
            return _agencies(records, [wanted]) if wanted else ()
        case "partners":
            partners = [row["id"] for row in records.rows("agencies") if row["statutory"] and _in_use(records, row)]
            return _agencies(records, [*partners, *_involved(records, review)])
    return _others(records, review)


def board_of(records: Records, review: Row) -> str:
    """Whose review it is: "children", "adults" or "both"; where the record does not say, that of its type."""
    return review["board"] or records.profile.review_type(review["review_type"]).board


def _asked(records: Records, review: Row) -> tuple[Reader, ...]:
    """Those who were asked for returns; the letter is proposed for what has not come."""
    rows = [row for row in records.lines("returns", "review_id", review["id"]) if is_asked(row)]
    by_agency: dict[int, list[Item]] = {}
    for item in return_items(records.office, rows):
        by_agency.setdefault(item.agency, []).append(item)
    return _with_items(records, by_agency.values())


def _owing(records: Records, review: Row) -> tuple[Reader, ...]:
    by_agency: dict[int, list[Item]] = {}
    for item in _owed(records, review):
        by_agency.setdefault(item.agency, []).append(item)
    return _with_items(records, by_agency.values())


def _owed(records: Records, review: Row) -> list[Item]:
    """What agencies owe to a review: the returns that were asked for it and have not come."""
    found = owed_items(records.office)
    return [item for item in found if item.register == "returns" and item.row["review_id"] == review["id"]]


def _with_items(records: Records, groups: Iterable[Sequence[Item]]) -> tuple[Reader, ...]:
    owners = Owners(records.office)
    found = []
    for items in groups:
        owner = owners.of(items[0])
        open_ = any(is_awaited(item.row) for item in items)
        found.append(_reader(owner, proposed=open_, items=tuple(items)))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _chair(records: Records, review: Row) -> tuple[Reader, ...]:
    """The chair, once something is late that was asked for again as often as the ladder says, or can be told of it."""
    late = [item for item in _owed(records, review) if item.due is not None and item.due < records.today]
    if not late:
        return ()
    steps = [item.step(records.office) for item in late]
    told = any(step and step.key == "chair" and step.is_due(records.today) for step in steps)
    return (_reader(Owners(records.office).chair(), proposed=told, items=tuple(late)),)


def _reader(owner: Owner, *, proposed: bool, items: tuple[Item, ...]) -> Reader:
    key = f"agency-{owner.agency}" if owner.agency else "chair"
    return Reader(key, owner.name, owner.role, owner.to, owner.agency, owner.greeting, proposed, items)


def _involved(records: Records, review: Row) -> list[int]:
    """The agencies of a case: its referrer, its panel, those who were asked for returns."""
    known = known_agencies(records.office, scope_of(records.office, "reviews", review["id"]))
    asked = (row["agency_id"] for row in records.lines("returns", "review_id", review["id"]) if is_asked(row))
    return [*known, *asked]


def _agencies(records: Records, numbers: Iterable[int]) -> tuple[Reader, ...]:
    """Agencies by name, each with the person who is in charge of safeguarding there where just one is on record."""
    found = []
    for number in sorted(set(numbers), key=lambda one: records.agency(one).casefold()):
        people = [row for row in records.lines("contacts", "agency_id", number) if _is_there(records, row)]
        role = people[0]["role"] if len(people) == 1 else "Safeguarding lead"
        to = tuple(row["email"] for row in people if row["email"])
        found.append(Reader(f"agency-{number}", records.agency(number), role, to, number))
    return tuple(found)


def _others(records: Records, review: Row) -> tuple[Reader, ...]:
    """Those outside the partnership, proposed where their process runs beside the review."""
    lines = records.lines("parallel_processes", "review_id", review["id"])
    running = {row["kind"] for row in lines if "conclu" not in (row["status"] or "").casefold()}
    found = []
    for other in the_words().others:
        runs = bool(running & set(other.processes))
        if runs or (other.offered and other.board in ("", board_of(records, review))):
            found.append(_other(other, proposed=runs))
    return tuple(found)


def _other(other: Other, *, proposed: bool) -> Reader:
    return Reader(f"other-{other.key}", other.to, proposed=proposed, why=other.why)


def _in_use(records: Records, agency: Row) -> bool:
    ended = agency["active_to"] is not None and agency["active_to"] < records.today
    return not ended and not agency["merged_into_id"]


def _is_there(records: Records, contact: Row) -> bool:
    return contact["active_to"] is None or contact["active_to"] >= records.today
