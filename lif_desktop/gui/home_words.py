"""What Home says and which rows it shows. No Qt here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.status import SHAPES
from lif_desktop.office.due_items import PARTS, DueItem
from lif_desktop.office.upcoming import Awaited, MeetingItem

FIRST_DUE = 7
"""Things due that Home shows before more of them are asked for."""
FIRST_LATE = 3
"""Overdue things among them, when enough else is due."""
_NAMED = 2


@dataclass(frozen=True)
class Shown:
    """A part of what is due: its key and heading, the items that are shown, and how many there are."""

    key: str
    heading: str
    items: tuple[DueItem, ...]
    total: int
    opened: bool

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.total - len(self.items)


def in_parts(due: Sequence[DueItem], today: date, opened: Collection[str] = ()) -> list[Shown]:
    """What is due in its parts, those without anything left out; the first few of each, or all of those `opened`.

    What is overdue does not push out what falls due today or this week.
    """
    by_part = {key: tuple(item for item in due if item.part(today) == key) for key, _ in PARTS}
    late = by_part["overdue"]
    room = FIRST_DUE
    limits = {"overdue": max(FIRST_LATE, FIRST_DUE - (len(due) - len(late)))}
    found = []
    for key, heading in PARTS:
        items = by_part[key]
        few = items[: max(0, min(room, limits.get(key, room)))]
        room -= len(few)
        if items:
            is_open = key in opened and len(few) < len(items)
            found.append(Shown(key, heading, items if is_open else few, len(items), is_open))
    return found


def returns_words(awaited: Awaited) -> tuple[str, str]:
    """The returns awaited in numbers, and from whom."""
    if not awaited.count:
        return "No return is awaited", "Every agency has sent what it was asked for."
    names, more = awaited.agencies[:_NAMED], len(awaited.agencies) - _NAMED
    rest = f" and {more} more" if more > 0 else ""
    return awaited.says, f"From {(', ' if rest else ' and ').join(names)}{rest}"


def meeting_words(meetings: Sequence[MeetingItem]) -> tuple[str, str]:
    """The next meeting with its day, how its papers stand, and which meetings come after it."""
    if not meetings:
        return "No meeting is planned", "Add the next one under Meetings."
    first, *rest = meetings
    title = f"{first.group}, {WEEKDAYS[first.held.weekday()]} {show_date(first.held)}"
    more = [_papers(first)] if first.papers_due else []
    if rest:
        more.append(f"Then {', '.join(f'{one.group}, {show_date(one.held)}' for one in rest[:_NAMED])}.")
    return title, " ".join(more)


def _papers(meeting: MeetingItem) -> str:
    word = meeting.status.word
    pressing = meeting.status.tone == "red" or word == "Due today"
    said = f", {word[:1].lower()}{word[1:]}" if pressing else ""
    return f"{SHAPES[meeting.status.tone]} Papers due {show_date(meeting.papers_due)}{said}."
