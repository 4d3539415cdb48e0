"""Drawing up the agenda of a meeting: the group's standard items, the cases that are due, and what arises again."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lif_desktop.framework import caseload
from lif_desktop.framework.choice import plain
from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.standing_agenda import Draws, Item, standard_items
from lif_desktop.office.changes import Add, Bin, Change, Edit
from lif_desktop.office.meeting_times import ITEMS
from lif_desktop.office.troubles import OfficeError

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
LOOK_EVERY = 3
"""Months after which the time and quality of a commissioned review are looked at again (SI 2018/789, reg. 14)."""
CASES: tuple[Draws, ...] = ("referrals", "clocks", "commissioned")
"""What stands on an agenda as one item for each case."""
PUT_OFF = frozenset({"deferred", "not_reached"})
ARISING = "Matter arising: "
_AGAIN_DRAFT = frozenset({"draft", "sign_off"})
_CASE_MINUTES = {"referrals": 15, "clocks": 10, "commissioned": 10}
_ARISING_MINUTES = 5
_TOPICS: tuple[tuple[str, str], ...] = (
    ("quorum", r"welcome|apolog|quor"),
    ("declarations", r"declaration|conflicts? of interest|confidential"),
    ("matters", r"matters arising|action log|minutes of"),
    ("changes", r"what changed"),
    ("exceptions", r"action plan"),
    ("learning", r"^learning\b.*(shared|effect|impact|changed)|learning and its"),
    ("others", r"other bodies|\bdhr\b|cdop|for information: "),
    ("own_agency", r"single agenc"),
    ("audits", r"\baudit"),
    ("risks", r"\brisks? (to escalate|register)"),
    ("training", r"\btraining\b"),
    ("assurance", r"assurance"),
    ("performance", r"indicators?|scorecard|performance"),
    ("next", r"next meeting"),
    ("aob", r"any other business|\baob\b"),
)
"""What an item is about by its words, for agendas that were written by hand or came from a spreadsheet."""


@dataclass(frozen=True)
class Proposed:
    """An item that is to stand on the agenda. `minutes` is what it is given; `from_item` the one it takes up again."""

    item: str
    lead: str
    purpose: str
    minutes: int
    draws: str = ""
    review: int | None = None
    from_item: int | None = None
    recurs: bool | None = None


@dataclass(frozen=True)
class Arising:
    """An item of an earlier meeting that comes back, with that meeting and the reason in words."""

    item: Row
    meeting: Row
    why: str


@dataclass(frozen=True)
class Drawing:
    """The changes that draw up an agenda, and how many items they add."""

    changes: tuple[Change, ...]
    added: int


def draw_up(office: "Office", meeting: Row) -> Drawing:
    """What the agenda of a meeting lacks of the standard items, the cases that are due and what arises again.

    Items that stand there stay as they are and in their order; each new one comes after what it follows in the
    standard order. Drawn up a second time it adds only what is new.
    """
    there = agenda_of(office, meeting["id"])
    order: list[Row | Proposed] = list(there)
    place, added = 0, 0
    for wanted in proposed(office, meeting):
        at = next((at for at, one in enumerate(order) if not isinstance(one, Proposed) and covers(one, wanted)), None)
        if at is not None:
            place = max(place, at + 1)
            continue
        order.insert(place, wanted)
        place += 1
        added += 1
    return Drawing(tuple(_written(meeting["id"], order)) if added else (), added)


def proposed(office: "Office", meeting: Row) -> tuple[Proposed, ...]:
    """Everything that belongs on the agenda of a meeting, in order, whether it stands there or not."""
    cases = due_cases(office, meeting)
    coming = arising(office, meeting)
    back = {one.item["review_id"]: one.item for one in coming if one.item["review_id"] is not None}
    used: set[int] = set()
    found: list[Proposed] = []
    for item in standard_items(meeting["group_key"], meeting["sits_as"]):
        own = cases.get(item.draws, ())
        for review in own:
            earlier = back.get(review["id"])
            used |= {earlier["id"]} if earlier else set()
            found.append(replace(_case(item, review), from_item=earlier["id"] if earlier else None))
        if not own:
            put_off = next((one.item for one in coming if is_put_off(one.item) and _is_this(one.item, item)), None)
            used |= {put_off["id"]} if put_off else set()
            found.append(replace(_standard(item), from_item=put_off["id"] if put_off else None))
    again = [_again(one) for one in coming if one.item["id"] not in used and not _is_standard(one.item, found)]
    at = next((at + 1 for at, one in enumerate(found) if one.draws == "matters"), 0)
    return (*found[:at], *again, *found[at:])


def covers(row: Row, wanted: Proposed) -> bool:
    """Whether an item that stands on the agenda is the one that is wanted."""
    if wanted.review is not None:
        return bool(row["review_id"] == wanted.review)
    if wanted.from_item is not None and row["from_item_id"] == wanted.from_item:
        return True
    if wanted.item.startswith(ARISING):
        return plain(_own_title(row)) == plain(_bare(wanted.item))
    about = topics(wanted.item, wanted.draws)
    return bool(about & topics(row["item"], row["draws"])) or plain(str(row["item"])) == plain(wanted.item)


def takes_up(placed: Row | Proposed, earlier: Row) -> bool:
    """Whether an item of an agenda, recorded or proposed, is where an item of an earlier meeting comes back.

    By what it says it was taken from, else by its case, else by what it is about. One that was put off comes back only
    under its own words or its own part: another item on the like is not the same.
    """
    if isinstance(placed, Proposed):
        title, draws, review, source = placed.item, placed.draws, placed.review, placed.from_item
    else:
        title, draws, review, source = placed["item"], placed["draws"], placed["review_id"], placed["from_item_id"]
    if source == earlier["id"]:
        return True
    if review is not None or earlier["review_id"] is not None:
        return bool(review == earlier["review_id"])
    was = _own_title(earlier)
    if plain(_bare(str(title))) == plain(was):
        return True
    if is_put_off(earlier):
        return bool(earlier["draws"]) and earlier["draws"] == draws
    return bool(topics(str(title), draws) & topics(was, earlier["draws"]))


def is_put_off(item: Row) -> bool:
    """Whether an item was deferred or not reached: it always comes back."""
    return item["outcome"] in PUT_OFF


def topics(title: str, draws: str | None) -> frozenset[str]:
    """What an item is about: what it draws, else what its words say."""
    if draws:
        return frozenset({draws})
    return frozenset(key for key, words in _TOPICS if re.search(words, str(title).casefold()))


def agenda_of(office: "Office", meeting: int) -> list[Row]:
    """The items of a meeting in their order."""
    rows = office.records("agenda_items", meeting)
    return sorted(rows, key=lambda row: (row["position"] or 0, row["id"]))


# What is due


def due_cases(office: "Office", meeting: Row) -> dict[str, tuple[Row, ...]]:
    """The cases that come before a meeting, by what draws them: referrals, clocks, commissioned."""
    day = meeting["held_on"] or office.today()
    reviews = [row for row in office.records("reviews") if caseload.is_before(meeting["sits_as"], row["board"])]
    reviews.sort(key=lambda row: str(row["ref"]))
    checked: dict[int, dt.date] = {}
    for line in office.records("progress_checks"):
        if line["checked_on"]:
            checked[line["review_id"]] = max(line["checked_on"], checked.get(line["review_id"], dt.date.min))
    return {
        "referrals": tuple(row for row in reviews if caseload.waits_for_decision(row)),
        "clocks": tuple(row for row in reviews if caseload.runs_against_its_clock(row)),
        "commissioned": tuple(
            row for row in reviews if caseload.is_under_way(row) and needs_a_look(row, checked.get(row["id"]), day)
        ),
    }


def needs_a_look(review: Row, checked_on: dt.date | None, day: dt.date) -> bool:
    """Whether the group should look at a commissioned review on that day.

    Its time and quality were never checked, or not for some months (SI 2018/789, regulation 14); its next step is due
    by then; or there is a draft to read.
    """
    old = checked_on is None or add_months(checked_on, LOOK_EVERY) <= day
    due = review["next_due"] is not None and review["next_due"] <= day
    return old or due or review["status"] in _AGAIN_DRAFT


def arising(office: "Office", meeting: Row) -> tuple[Arising, ...]:
    """The items of earlier meetings of the group that come back, oldest first, each once.

    Those that were put off or not reached, those that recur, and those with an action that is open. An item that a
    later meeting took up again is represented by that later one.
    """
    earlier = {
        row["id"]: row for row in office.records("meetings") if row["id"] != meeting["id"] and _is_before(row, meeting)
    }
    items = [row for row in office.records("agenda_items") if row["meeting_id"] in earlier]
    taken = {row["from_item_id"] for row in items if row["from_item_id"]}
    by_number = {row["id"]: row for row in items}
    opened = _open_actions(office)
    found = []
    for row in items:
        why = _reason(row, by_number, opened)
        if why and row["id"] not in taken:
            found.append(Arising(row, earlier[row["meeting_id"]], why))
    return tuple(sorted(found, key=lambda one: (one.meeting["held_on"], one.item["position"] or 0, one.item["id"])))


def _reason(row: Row, items: Mapping[int, Row], opened: Mapping[int, Sequence[str]]) -> str:
    if row["outcome"] in PUT_OFF:
        return "deferred" if row["outcome"] == "deferred" else "not reached"
    refs: list[str] = []
    one: Row | None = row
    passed: set[int] = set()
    while one is not None and one["id"] not in passed:
        passed.add(one["id"])
        refs += opened.get(one["id"], ())
        one = items.get(one["from_item_id"] or 0)
    if refs:
        return f"{'action' if len(refs) == 1 else 'actions'} open: {', '.join(sorted(refs))}"
    return "on every agenda" if row["recurs"] else ""


def _open_actions(office: "Office") -> dict[int, list[str]]:
    """The references of open actions by the item they were agreed under."""
    live = {row["id"]: row["ref"] for row in office.records("actions") if not caseload.is_finished(row)}
    found: dict[int, list[str]] = {}
    for line in office.records("minute_lines"):
        if line["item_id"] and line["action_id"] in live:
            found.setdefault(line["item_id"], []).append(live[line["action_id"]])
    return found


def _is_before(row: Row, meeting: Row) -> bool:
    until = meeting["held_on"] or dt.date.max
    same = row["group_key"] == meeting["group_key"] and row["status"] != "cancelled"
    return bool(same and row["held_on"] and row["held_on"] < until)


def _is_standard(row: Row, found: Iterable[Proposed]) -> bool:
    """Whether an item that comes back is one of the standard ones, which stand there anyway."""
    return not row["review_id"] and any(takes_up(one, row) for one in found if one.review is None)


def _is_this(row: Row, item: Item) -> bool:
    """Whether an earlier item is this standard one, by its part or by the same words."""
    same = bool(row["draws"]) and row["draws"] == item.draws
    return not row["review_id"] and (same or plain(_own_title(row)) == plain(item.title))


def _own_title(row: Row) -> str:
    return _bare(str(row["item"]))


def _bare(title: str) -> str:
    """A title without the words that it got when it was taken up again."""
    return title.removeprefix(ARISING).rsplit(" (", 1)[0] if title.startswith(ARISING) else title


# As items


def _standard(item: Item) -> Proposed:
    return Proposed(item.title, item.lead, item.purpose, item.minutes, item.draws)


def _case(item: Item, review: Row) -> Proposed:
    name = review["pseudonym"] or review["ref"]
    words = {
        "referrals": f"New referral for decision: {name}",
        "clocks": f"Rapid review: {name}, clock and next step",
        "commissioned": f"Progress and quality: {name}",
    }[item.draws]
    purpose = "decide" if item.draws == "referrals" or review["status"] == "panel_decision" else item.purpose
    return Proposed(words, item.lead, purpose, _CASE_MINUTES[item.draws], item.draws, review["id"])


def _again(one: Arising) -> Proposed:
    row, held = one.item, show_date(one.meeting["held_on"])
    title = _own_title(row)
    words = f"{ARISING}{title} ({held}, {one.why})"
    draws = row["draws"] if row["draws"] in CASES else ""
    length = row["allotted"] or _ARISING_MINUTES
    review = row["review_id"]
    return Proposed(
        words, row["lead"] or "", row["purpose"] or "note", length, draws or "", review, row["id"], row["recurs"]
    )


def _written(meeting: int, order: Sequence[Row | Proposed]) -> Iterable[Change]:
    for place, one in enumerate(order, 1):
        if isinstance(one, Proposed):
            values = {
                "meeting_id": meeting,
                "position": place,
                "item": one.item,
                "lead": one.lead or None,
                "purpose": one.purpose,
                "allotted": one.minutes,
                "draws": one.draws or None,
                "review_id": one.review,
                "from_item_id": one.from_item,
                "recurs": one.recurs,
            }
            yield Add(ITEMS, {key: value for key, value in values.items() if value is not None})
        elif one["position"] != place:
            yield Edit(ITEMS, one["id"], {"position": place}, one["version"])


# By hand


def moved(rows: Sequence[Row], number: int, step: int) -> list[Change]:
    """The changes that move an item by `step` places (-1 is up); none where it stands at the end of the list."""
    order = list(rows)
    at = next((at for at, row in enumerate(order) if row["id"] == number), None)
    if at is None or not 0 <= at + step < len(order):
        return []
    order.insert(at + step, order.pop(at))
    return list(_written(0, order))


def taken_away(office: "Office", rows: Sequence[Row], numbers: Iterable[int]) -> list[Change]:
    """The changes that take items off an agenda and close the gap. Raises OfficeError for one with minutes."""
    gone = set(numbers)
    minuted = {line["item_id"] for line in office.records("minute_lines") if line["item_id"] in gone}
    kept = [f"\u201c{row['item']}\u201d" for row in rows if row["id"] in minuted]
    if kept:
        have = "has" if len(kept) == 1 else "have"
        raise OfficeError(f"{' and '.join(kept)} {have} minutes. Take those away first, or say that it was withdrawn.")
    left = [row for row in rows if row["id"] not in gone]
    return [*(Bin(ITEMS, row["id"]) for row in rows if row["id"] in gone), *_written(0, left)]


def agenda_changes(meeting: Row, rows: Sequence[Row], after: int | None, values: Mapping[str, Any]) -> list[Change]:
    """The changes that add an item by hand after another one, or at the end, with what comes later moved down."""
    at = next((at + 1 for at, row in enumerate(rows) if row["id"] == after), len(rows))
    places = [*range(1, at + 1), *range(at + 2, len(rows) + 2)]
    moved_on = [
        Edit(ITEMS, row["id"], {"position": place}, row["version"])
        for row, place in zip(rows, places, strict=True)
        if row["position"] != place
    ]
    return [Add(ITEMS, {"meeting_id": meeting["id"], "position": at + 1, **values}), *moved_on]
