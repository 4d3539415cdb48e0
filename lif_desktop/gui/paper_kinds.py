"""Which kinds of paper are offered, in which order, and what each can be made for. No Qt here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from lif_desktop.framework.dates import financial_year, show_date
from lif_desktop.gui.records import heading_words
from lif_desktop.office import Office
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.papers import PaperKind

About = tuple[str, Mapping[str, Any]]
"""A register and the record of it that papers are wanted for; an empty one for none in particular."""

FAMILIES = ("Meetings", "Cases", "Letters", "Learning", "The year", "The desk")
YEARS_BACK = 5


def families(kinds: Iterable["PaperKind"]) -> list[str]:
    """The families that have a paper, in their order."""
    there = {kind.family for kind in kinds}
    return [one for one in FAMILIES if one in there]


def offered(kinds: Sequence["PaperKind"], about: About | None = None) -> list[tuple[str, list["PaperKind"]]]:
    """The kinds under their headings: those made for this record first, under its own heading, then by family."""
    own: list[PaperKind] = []
    if about is not None:
        own = [kind for kind in kinds if kind.register == about[0] and suits(kind, about[1])]
    rest = [kind for kind in kinds if kind not in own]
    first = str((about or ("", {}))[1].get("ref") or "")
    head = [(f"For {first}", own)] if own and first else []
    if own and not head:
        rest = [*own, *rest]
    return [*head, *((name, [kind for kind in rest if kind.family == name]) for name in families(rest))]


def suits(kind: "PaperKind", record: Mapping[str, Any]) -> bool:
    """Whether a paper is made for a record such as this one: reviews have types."""
    return not kind.suits or not record or record.get("review_type") in kind.suits


def subjects(office: Office, kind: "PaperKind") -> list[tuple[str, str]]:
    """What a paper can be made for, in words and by reference or year; meetings by date, the rest newest first."""
    if kind.by_year:
        return [(year, year) for year in years(office.today())]
    if kind.by_day:
        day = show_date(office.today())
        return [(f"The working days from {day}", day)]
    own = register(kind.register)
    fitting = [record for record in office.records(own.key) if suits(kind, record)]
    records = sorted(fitting, key=lambda record: _order(record, own.key), reverse=True)
    return [(_words(office, own.key, record), str(record["ref"])) for record in records]


def first_subject(office: Office, kind: "PaperKind") -> int:
    """Where the list begins: the next meeting, the last whole year, or the newest record."""
    if kind.by_year:
        return 1
    if kind.register != "meetings":
        return 0
    days = [record["held_on"] for record in office.records("meetings")]
    ahead = sum(1 for day in days if day is not None and day >= office.today())
    return max(0, ahead - 1)


def nothing_to_make(kind: "PaperKind") -> str:
    """What is said where there is nothing that a paper could be made for."""
    label = register(kind.register).label
    if kind.suits:
        return f"No record in {label} is of a type that this paper is made for."
    return f"There is nothing in {label} yet to make this paper for."


def years(today: date) -> list[str]:
    """The running financial year and those before it, newest first."""
    return [financial_year(date(today.year - back, today.month, min(today.day, 28))) for back in range(YEARS_BACK)]


def _words(office: Office, key: str, record: dict[str, Any]) -> str:
    own = register(key)
    if key != "meetings":
        return heading_words(own, record, office)
    group = office.lookup.label("groups", record["group_key"])
    parts = (record["ref"], record["title"] or group, show_date(record["held_on"]))
    return " · ".join(part for part in parts if part)


def _order(record: dict[str, Any], key: str) -> tuple[date, int]:
    day = record.get("held_on") if key == "meetings" else None
    return (day or date.min, record["id"])
