"""Finalising minutes: what must be there before, who did it when, and opening the latest of a group again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from lif_desktop.framework.dates import show_date
from lif_desktop.office.changes import Edit
from lif_desktop.office.finalised import MEETINGS, MinutesFinalised, later_finalised
from lif_desktop.office.meeting_agenda import agenda_of
from lif_desktop.office.meeting_attendance import quorum_of
from lif_desktop.office.meeting_minutes import ACTION, DECISION, lines_by_item
from lif_desktop.office.meeting_times import ITEMS

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
Tab = Literal["Details", "Agenda", "Attendance", "Minutes"]
_NOT_YET_HELD = frozenset({None, "planned", "papers_out"})


@dataclass(frozen=True)
class Lack:
    """Something that is missing before minutes can be finalised: in words, on which tab, at which item and line."""

    words: str
    tab: Tab
    item: int | None = None
    line: int | None = None


def lacks(office: "Office", meeting: Row) -> tuple[Lack, ...]:
    """What is missing before the minutes of a meeting can be finalised, in the order of its tabs."""
    return (*_held(office, meeting), *_seats(office, meeting), *_items(office, meeting))


def finalised(office: "Office", meeting: Row) -> list[Edit]:
    """The change that finalises the minutes of a meeting. Raises MinutesFinalised where something is missing."""
    missing = lacks(office, meeting)
    if missing:
        raise MinutesFinalised(f"The minutes cannot be finalised yet. {missing[0].words}")
    values: dict[str, Any] = {"finalised_on": office.today(), "finalised_by": office.person}
    if meeting["status"] in _NOT_YET_HELD:
        values["status"] = "held"
    return [Edit(MEETINGS, meeting["id"], values)]


def opened_again(meeting: Row) -> list[Edit]:
    """The change that un-finalises minutes. Writing it is refused for all but the group's latest."""
    return [Edit(MEETINGS, meeting["id"], {"finalised_on": None, "finalised_by": None})]


def may_open_again(office: "Office", meeting: Row) -> bool:
    """Whether these are the latest finalised minutes of their group."""
    return bool(meeting["finalised_on"]) and office.read(lambda found: later_finalised(found, meeting)) is None


def without_outcome(items: Sequence[Row]) -> list[Row]:
    """The items of which nothing says how they ended."""
    return [row for row in items if not row["outcome"]]


def rest_discussed(items: Sequence[Row]) -> list[Edit]:
    """The changes that say of every item without an outcome that it was discussed."""
    return [Edit(ITEMS, row["id"], {"outcome": "discussed"}, row["version"]) for row in without_outcome(items)]


def _held(office: "Office", meeting: Row) -> Iterator[Lack]:
    day = meeting["held_on"]
    if meeting["status"] == "cancelled":
        yield Lack("The meeting is cancelled. Change its status, if it was held after all.", "Details")
    if day is None:
        yield Lack("The meeting has no date. Enter the day on which it was held.", "Details")
    elif day > office.today():
        yield Lack(f"The meeting is still to come: {show_date(day)}.", "Details")


def _seats(office: "Office", meeting: Row) -> Iterator[Lack]:
    seats = office.records("attendance", meeting["id"])
    unmarked = sum(1 for seat in seats if not seat["present"])
    if not seats:
        yield Lack("Nobody is on the attendance list. Fill it in.", "Attendance")
    elif unmarked:
        yield Lack(f"{_count(unmarked, 'seat')} on the attendance list not marked.", "Attendance")
    found = quorum_of(office, meeting).quorate
    if meeting["quorate"] is None:
        yield Lack("Nothing says whether the meeting was quorate.", "Attendance")
    elif seats and found is not None and found != meeting["quorate"]:
        says, shows = ("quorate", "not quorate") if meeting["quorate"] else ("not quorate", "quorate")
        yield Lack(f"The record says {says}, and the attendance list shows that it was {shows}.", "Attendance")


def _items(office: "Office", meeting: Row) -> Iterator[Lack]:
    items, lines = agenda_of(office, meeting["id"]), lines_by_item(office, meeting["id"])
    if not items:
        yield Lack("The meeting has no agenda. Draw it up, or add the items that were taken.", "Agenda")
    left = without_outcome(items)
    if left:
        places = ", ".join(str(row["position"]) for row in left)
        words = f"Item {places} has" if len(left) == 1 else f"Items {places} have"
        yield Lack(f"{words} no outcome: discussed, deferred or not reached.", "Minutes", left[0]["id"])
    for row in items:
        for line in lines.get(row["id"], ()):
            if words := _lacking(line, row) or _too_early(line, meeting):
                yield Lack(f"Item {row['position']}: {words}", "Minutes", row["id"], line["id"])


def _lacking(line: Row, item: Row) -> str:
    if line["kind"] == ACTION:
        missing = [
            words
            for words, there in (("an owner", line["agency_id"] or line["lead"]), ("a date", line["due_on"]))
            if not there
        ]
        return f"an action has no {' and no '.join(one.split()[1] for one in missing)}." if missing else ""
    if line["kind"] == DECISION and item["review_id"] and not line["decision_id"]:
        return "a decision on a case is not recorded yet. Record it with its reasons, or make it a note."
    return ""


def passed(office: "Office", meeting: Row) -> tuple[Lack, ...]:
    """The actions of a meeting whose day has passed since: they may stand, and somebody should look at the date."""
    items = {row["id"]: row for row in agenda_of(office, meeting["id"])}
    return tuple(
        Lack(
            f"Item {items[place]['position']}: an action was due on {show_date(line['due_on'])}, which has passed.",
            "Minutes",
            place,
            line["id"],
        )
        for place, lines in lines_by_item(office, meeting["id"]).items()
        for line in lines
        if place in items and line["kind"] == ACTION and line["due_on"] and line["due_on"] < office.today()
        if not _too_early(line, meeting)
    )


def _too_early(line: Row, meeting: Row) -> str:
    """An action that was to be done before it was agreed: most likely its year is wrong."""
    due, held = line["due_on"], meeting["held_on"]
    if line["kind"] != ACTION or due is None or held is None or due >= held:
        return ""
    return f"an action is due on {show_date(due)}, before the meeting. Check its date."


def _count(number: int, one: str) -> str:
    return f"{number} {one} is" if number == 1 else f"{number} {one}s are"
