"""Chasing: one draft for each owner of what is owed, one for the chair, and what is written down when they went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lif_desktop.framework.chasing import NextStep, Step, furthest
from lif_desktop.framework.selfcheck.parts import number_of
from lif_desktop.mail import Draft
from lif_desktop.office.changes import Add, Batch, Change, Edit
from lif_desktop.office.chase_words import chair_draft, item_line, owner_draft
from lif_desktop.office.office import Office
from lif_desktop.office.owed import Item, Row, owed_items, return_items
from lif_desktop.office.owners import Owner, Owners
from lif_desktop.registers import register

_NAMED = 2
"""So many agencies are named in the history; more are counted."""


@dataclass(frozen=True)
class Chase:
    """One draft: who is written to (agency 0 for the chair), the step, what is asked for now, the e-mail itself.

    `waiting` was asked for already and its next step has not come; the draft mentions it, and nothing is counted.
    """

    owner: Owner
    step: Step
    items: tuple[Item, ...]
    draft: Draft
    waiting: tuple[Item, ...] = ()

    @property
    def agency(self) -> int:
        """The agency that is written to; 0 for the chair."""
        return self.owner.agency

    @property
    def name(self) -> str:
        """Whose draft it is."""
        return self.owner.full_name

    @property
    def count(self) -> int:
        """How many things it asks for."""
        return len(self.items)

    @property
    def returns(self) -> tuple[int, ...]:
        """The returns it asks for, by number."""
        return tuple(item.id for item in self.items if item.register == "returns")

    @property
    def actions(self) -> tuple[int, ...]:
        """The actions it asks for, by number."""
        return tuple(item.id for item in self.items if item.register == "actions")

    def by_agency(self) -> list[tuple[int, list[Item]]]:
        """What it asks for, by agency."""
        return _by_agency(self.items)


def chases(office: Office) -> tuple[Chase, ...]:
    """A draft for every owner of something whose next step is due today, by name; that for the chair is last."""
    today, owners = office.today(), Owners(office)
    due: dict[Owner, list[tuple[Item, NextStep]]] = {}
    rest: dict[Owner, list[Item]] = {}
    chair: list[Item] = []
    for item in owed_items(office):
        step = item.step(office)
        if step is not None and step.is_due(today) and step.key == "chair":
            chair.append(item)
        elif step is not None and step.is_due(today):
            due.setdefault(owners.of(item), []).append((item, step))
        elif step is not None and item.owed.reminders:
            rest.setdefault(owners.of(item), []).append(item)
    found = [_owner_chase(office, owner, some, rest.get(owner, [])) for owner, some in due.items()]
    found.sort(key=lambda chase: chase.name.casefold())
    return (*found, *([_chair_chase(office, owners.chair(), chair)] if chair else ()))


def note_chased(office: Office, *sent: Chase) -> Batch | None:
    """Writes that drafts were sent today, all in one batch that can be taken back.

    On each return the day and how often, on each action an update, and for each agency of each draft a line in the
    log of reminders: what was asked for, which step, to whom, by whom.
    """
    changes: list[Change] = []
    for chase in sent:
        for agency, items in chase.by_agency():
            changes += [_note(office, item, chase) for item in items]
            changes.append(_log_line(office, agency, items, chase.step, chase.owner))
    return office.write(_in_words(sent), changes)


def log_chased(office: Office, rows: Iterable[Row]) -> list[Change]:
    """The lines of the log for returns that were chased by other means, by telephone say; one for each agency."""
    changes: list[Change] = []
    for agency, items in _by_agency(return_items(office, rows)):
        step: Step = "second_reminder" if any(item.owed.reminders for item in items) else "reminder"
        changes.append(_log_line(office, agency, items, step, None))
    return changes


def _owner_chase(office: Office, owner: Owner, due: Sequence[tuple[Item, NextStep]], rest: Sequence[Item]) -> Chase:
    highest = furthest(step for _, step in due)
    step: Step = highest.key if highest else "reminder"
    items = tuple(item for item, _ in due)
    return Chase(owner, step, items, owner_draft(office, owner, step, items, rest), tuple(rest))


def _chair_chase(office: Office, chair: Owner, items: Sequence[Item]) -> Chase:
    names = office.lookup
    groups = sorted(_by_agency(items), key=lambda pair: names.agency_name(pair[0]).casefold())
    return Chase(chair, "chair", tuple(items), chair_draft(office, chair, groups))


def _by_agency(items: Iterable[Item]) -> list[tuple[int, list[Item]]]:
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(item.agency, []).append(item)
    return list(found.items())


def _note(office: Office, item: Item, chase: Chase) -> Change:
    today = office.today()
    if item.register == "returns":
        values = {"chased_on": today, "chases": (item.row["chases"] or 0) + 1}
        return Edit(register("returns").table, item.id, values, item.row["version"])
    name = office.lookup.agency_name(item.agency)
    text = f"Taken to the chair: {name}." if chase.step == "chair" else f"Chased with {name}."
    update = {"action_id": item.id, "told_on": today, "told_by": office.person, "text": text}
    return Add(register("action_updates").table, update)


def _log_line(office: Office, agency: int, items: Sequence[Item], step: Step, owner: Owner | None) -> Change:
    sent_to = None if owner is None else ", ".join(owner.to) or owner.full_name
    values = {
        "agency_id": agency,
        "chased_on": office.today(),
        "step": step,
        "items": len(items),
        "wanted": "\n".join(item_line(office, item) for item in items),
        "sent_to": sent_to,
        "chased_by": office.person,
    }
    return Add(register("chases").table, values)


def _in_words(sent: Sequence[Chase]) -> str:
    """What the history says: "Chased Housing: 2 items", "Told the chair: 3 items"."""
    count = number_of(sum(chase.count for chase in sent), "item")
    written = [chase.name for chase in sent if chase.agency]
    told = len(written) < len(sent)
    if not written:
        return f"Told the chair: {count}"
    names = " and ".join(written) if len(written) <= _NAMED else f"{len(written)} owners"
    return f"Chased {names}{', and told the chair' if told else ''}: {count}"


def file_name(chase: Chase) -> str:
    """A name for the file of a draft, without an ending: "Stockport Homes - reminder"."""
    return f"{chase.name} - {'overdue' if chase.step == 'chair' else chase.step.replace('_', ' ')}"
