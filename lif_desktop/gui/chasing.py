"""Who owes the office something, and the draft that asks for it. No Qt here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_awaited
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.framework.status import due_status
from lif_desktop.gui.records import counted
from lif_desktop.gui.returns import return_words
from lif_desktop.office import Add, Batch, Change, Edit, Office
from lif_desktop.registers import register

ANSWER_WITHIN = 5
"""Working days that a draft gives for an answer."""
AHEAD = 5
"""Working days ahead of their day from which things are chased."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Chase:
    """What one agency owes: its number and name, where to write, and the returns and actions by number."""

    agency: int
    name: str
    to: tuple[str, ...]
    subject: str
    body: str
    returns: tuple[int, ...]
    actions: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many things it owes."""
        return len(self.returns) + len(self.actions)


def chases(office: Office) -> tuple[Chase, ...]:
    """A draft for every agency with returns or actions that are overdue or due within five working days."""
    until = office.calendar.add(office.today(), AHEAD)
    returns, actions = (
        _by_agency(_returns(office, until), "agency_id"),
        _by_agency(_actions(office, until), "lead_agency_id"),
    )
    people: dict[int, list[str]] = {}
    for row in office.records("contacts"):
        if row["email"] and (row["active_to"] is None or row["active_to"] >= office.today()):
            people.setdefault(row["agency_id"], []).append(row["email"])
    found = [
        _draft(office, number, tuple(people.get(number, ())), returns.get(number, []), actions.get(number, []))
        for number in {*returns, *actions}
    ]
    return tuple(sorted(found, key=lambda chase: chase.name))


def note_chased(office: Office, chase: Chase) -> Batch | None:
    """Writes that the agency was chased today: on its returns, and as an update of each action."""
    today = office.today()
    counts = {row["id"]: row["chases"] or 0 for row in office.records("returns")}
    returns, updates = register("returns").table, register("action_updates").table
    changes: list[Change] = [
        Edit(returns, number, {"chased_on": today, "chases": counts[number] + 1}) for number in chase.returns
    ]
    for number in chase.actions:
        values = {"action_id": number, "told_on": today, "told_by": office.person, "text": f"Chased with {chase.name}."}
        changes.append(Add(updates, values))
    return office.write(f"Chased {chase.name}: {counted(chase.count, 'item')}", changes)


def _returns(office: Office, until: date) -> Iterable[Row]:
    rows = (row for row in office.records("returns") if is_awaited(row))
    return (row for row in rows if row["due_on"] is None or row["due_on"] <= until)


def _actions(office: Office, until: date) -> Iterable[Row]:
    for row in office.records("actions"):
        over = row["status"] in FINISHED or row["completed_on"]
        if not over and row["lead_agency_id"] and row["due_on"] and row["due_on"] <= until:
            yield row


def _by_agency(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _draft(office: Office, number: int, to: tuple[str, ...], returns: list[Row], actions: list[Row]) -> Chase:
    name = office.lookup.agency_name(number)
    partnership = office.setting("partnership") or office.profile.partnership
    answer = show_date(office.calendar.add(office.today(), ANSWER_WITHIN))
    parts = [f"Dear colleague,\n\nWould you send what is listed below, or tell us how it stands, by {answer}?"]
    if returns:
        lines = (f"- {return_words(office, row)}: {_stands(office, row['due_on'])}" for row in returns)
        parts.append("\n".join(["Returns", *lines]))
    if actions:
        lines = (f"- {row['ref']} {row['title']}: {_stands(office, row['due_on'])}" for row in actions)
        parts.append("\n".join(["Actions", *lines]))
    parts.append(f"Thank you.\n\n{office.person}\n{partnership}")
    items = counted(len(returns) + len(actions), "item")
    return Chase(
        number, name, to, f"{partnership}: {items} awaited from {name}", "\n\n".join(parts),
        tuple(row["id"] for row in returns), tuple(row["id"] for row in actions),
    )  # fmt: skip


def _stands(office: Office, due: date | None) -> str:
    if due is None:
        return "no day was set"
    word = due_status(due, None, office.today(), office.calendar).word
    late = f", {word[:1].lower()}{word[1:]}" if word.startswith("Overdue") else ""
    return f"due {show_date(due)}{late}"
