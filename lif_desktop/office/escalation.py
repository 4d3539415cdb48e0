"""Taking a risk to the group that owns the register: the day and the group on the risk, an item on the next agenda."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office
from lif_desktop.registers.meetings import AgendaItem
from lif_desktop.registers.risks import Risk

_NOT_HELD = frozenset({"cancelled"})


def last_meeting(office: Office, group: str) -> Mapping[str, Any] | None:
    """The meeting of a group that was held last, today's once it was; None where there was none."""
    held = [row for row in _meetings(office, group) if row["held_on"] < office.today() or _is_over(office, row)]
    return max(held, key=lambda row: (row["held_on"], row["id"]), default=None)


def next_meeting(office: Office, group: str) -> Mapping[str, Any] | None:
    """The next meeting of a group, today's included unless it was held; None where none is planned."""
    ahead = [row for row in _meetings(office, group) if row["held_on"] >= office.today() and not _is_over(office, row)]
    return min(ahead, key=lambda row: (row["held_on"], row["id"]), default=None)


def _is_over(office: Office, row: Mapping[str, Any]) -> bool:
    return bool(row["held_on"] <= office.today()) and row["status"] in ("held", "minutes_agreed")


def _meetings(office: Office, group: str) -> list[dict[str, Any]]:
    return [
        row
        for row in office.records("meetings")
        if row["group_key"] == group and row["held_on"] and row["status"] not in _NOT_HELD
    ]


def has_own_agenda(office: Office, meeting: int) -> bool:
    """Whether items were written for a meeting; without any, its agenda is the standard one, which lists such risks."""
    return bool(office.rows("agenda_items", meeting).rows)


def escalated(
    office: Office, risk: Mapping[str, Any], day: dt.date, group: str, meeting: int | None = None
) -> list[Change]:
    """What escalating a risk changes; with a meeting, also an item at the end of the agenda written for it."""
    changes: list[Change] = [Edit(Risk.__tablename__, risk["id"], {"escalated_on": day, "escalated_to": group})]
    if meeting is not None:
        places = [row["position"] or 0 for row in office.records("agenda_items", meeting)]
        item = {
            "meeting_id": meeting,
            "position": max(places, default=0) + 1,
            "item": f"Escalated risk {risk['ref']}: {risk['title']}",
            "lead": risk["owner"],
            "purpose": "decide",
        }
        changes.append(Add(AgendaItem.__tablename__, item))
    return changes
