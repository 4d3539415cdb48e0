"""Minutes line by line: a note, a decision, an action or a challenge, and the record that each of them becomes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lif_desktop.framework import caseload
from lif_desktop.framework.dates import show_date
from lif_desktop.office.changes import Add, Bin, Change, Edit
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.office.meeting_times import ITEMS
from lif_desktop.office.troubles import OfficeError
from lif_desktop.registers.actions import Action
from lif_desktop.registers.meetings import MinuteLine
from lif_desktop.registers.review_lines import Decision
from lif_desktop.registers.voices import Voice

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]
LINES, ACTIONS, VOICES = MinuteLine.__tablename__, Action.__tablename__, Voice.__tablename__
DECISIONS = Decision.__tablename__
NOTE, DECISION, ACTION, CHALLENGE = "note", "decision", "action", "challenge"
VERBS = {NOTE: "Noted", DECISION: "Minuted a decision", ACTION: "Minuted an action", CHALLENGE: "Minuted a challenge"}
_TO_ACTION = {"text": "title", "agency_id": "lead_agency_id", "lead": "lead_role", "due_on": "due_on"}
_TO_VOICE = {"text": "message", "agency_id": "agency_id"}
_OF_VOICE = frozenset({"other_agency_id", "response"})
"""What is written on a line of a challenge and stands on its voice alone."""
_CALLED = {"text": "words", "agency_id": "agency", "lead": "role", "due_on": "date"}
_UNTOUCHED = frozenset({None, "not_started"})


class LineKept(OfficeError):
    """What the line became has a life of its own by now, so the line cannot be changed that way."""


@dataclass(frozen=True)
class Written:
    """The changes for a line, its number, and a sentence on what did not follow; "" where all did."""

    line: int
    changes: tuple[Change, ...]
    said: str = ""


@dataclass(frozen=True)
class Where:
    """Where a line is written: its meeting, the item, and the number of the line before it (None: at the end)."""

    meeting: Row
    item: Row | None
    after: int | None = None


def lines_by_item(office: "Office", meeting: int) -> dict[int | None, list[Row]]:
    """The lines of a meeting by the number of their item, in their order."""
    found: dict[int | None, list[Row]] = {}
    rows = sorted(office.records("minute_lines", meeting), key=lambda row: (row["position"] or 0, row["id"]))
    for row in rows:
        found.setdefault(row["item_id"], []).append(row)
    return found


# Writing


def new_line(office: "Office", where: Where, kind: str, values: Mapping[str, Any]) -> Written:
    """A new line with at least its `text`, after another one or at the end of its item.

    An item without an outcome counts as discussed from its first line on.
    """
    number = office.reserve(LINES)
    place, moved = _place(office, where)
    item = where.item
    own = {key: value for key, value in values.items() if key not in _OF_VOICE and value is not None}
    line = {
        "meeting_id": where.meeting["id"],
        "item_id": item["id"] if item else None,
        "position": place,
        "kind": kind,
        "review_id": item["review_id"] if item else None,
        **own,
    }
    more, links = _become(office, where, kind, {**_EMPTY, **line, **values})
    changes: list[Change] = [Add(LINES, {**line, **links}, number), *moved, *more]
    if item is not None and item["outcome"] is None:
        changes.append(Edit(ITEMS, item["id"], {"outcome": "discussed"}))
    return Written(number, tuple(changes))


def rewritten(office: "Office", where: Where, line: Row, values: Mapping[str, Any]) -> Written:
    """Other values for a line: words, who, by when. Its action or challenge follows where nobody changed it elsewhere.

    Raises LineKept for the words of a decision that is recorded on a case.
    """
    own = {key: value for key, value in values.items() if key not in _OF_VOICE and line[key] != value}
    if line["decision_id"] and "text" in own:
        raise LineKept(_recorded(office, line))
    changes: list[Change] = [Edit(LINES, line["id"], own)] if own else []
    said = ""
    if line["action_id"]:
        more, said = _action_follows(office, line, own)
        changes += more
    elif line["voice_id"]:
        more, said = _voice_follows(office, where, line, {**own, **_only(values, _OF_VOICE)})
        changes += more
    return Written(line["id"], tuple(changes), said)


def turned(office: "Office", where: Where, line: Row, kind: str) -> Written:
    """A line as another kind. What it was before is taken back where nobody has worked on it.

    Raises LineKept where it cannot be: a decision that is recorded, an action or a challenge that went on.
    """
    if kind == line["kind"]:
        return Written(line["id"], ())
    undone = _unbecome(office, line)
    more, links = _become(office, where, kind, line)
    cleared = {"action_id": None, "voice_id": None, **links, "kind": kind}
    return Written(line["id"], (Edit(LINES, line["id"], cleared), *undone, *more))


def line_gone(office: "Office", line: Row) -> Written:
    """A line taken away, with what it became. Raises LineKept as `turned` does."""
    return Written(line["id"], (Bin(LINES, line["id"]), *_unbecome(office, line)))


def standing_decisions(office: "Office", review: int) -> list[Row]:
    """The decisions on a review that stand, oldest first."""
    rows = [row for row in office.records("decisions", review) if row["standing"].word == "Stands"]
    return sorted(rows, key=lambda row: (row["decided_on"] or dt.date.min, row["id"]))


def decided(
    office: "Office", where: Where, line: Row | None, values: Mapping[str, Any], supersedes: int | None = None
) -> Written:
    """A decision on the case of an item: its line, the record, and what follows for the review, as one change.

    `values` are the fields of a decision. A line that holds a recorded decision takes a new one only in its place.
    """
    item = where.item
    if item is None or not item["review_id"]:
        raise OfficeError("A decision record belongs to a case. Give the item its review first, on the Agenda tab.")
    if line is not None and line["decision_id"] and supersedes != line["decision_id"]:
        raise LineKept(_recorded(office, line))
    number = office.reserve(DECISIONS)
    given = {"meeting_id": where.meeting["id"], **values}
    from lif_desktop.office.deciding import decision_changes  # it reads through the office, which reads this

    first, *follows = decision_changes(office, item["review_id"], given, supersedes)
    record = replace(first, id=number)
    link = {"text": values["decision"], "kind": DECISION, "decision_id": number}
    if line is None:
        made = new_line(office, where, NOTE, link)
        return Written(made.line, (*made.changes, record, *follows))
    undone = () if line["kind"] == DECISION else tuple(_unbecome(office, line))
    cleared = {"action_id": None, "voice_id": None, **link}
    changes: list[Change] = [Edit(LINES, line["id"], cleared), *undone, record, *follows]
    if item["outcome"] is None:
        changes.append(Edit(ITEMS, item["id"], {"outcome": "discussed"}))
    return Written(line["id"], tuple(changes))


# What a line becomes

_EMPTY = dict.fromkeys(("agency_id", "lead", "due_on", "other_agency_id", "response"))


def _become(office: "Office", where: Where, kind: str, line: Row) -> tuple[list[Change], dict[str, int]]:
    """The record that a line of that kind becomes, and the link to it."""
    meeting, review = where.meeting, where.item["review_id"] if where.item else None
    day = meeting["held_on"] or office.today()
    board = office.record("reviews", review)["board"] if review else None
    if kind == ACTION:
        number = office.reserve(ACTIONS)
        own = {column: line[key] for key, column in _TO_ACTION.items()}
        own |= {"meeting_id": meeting["id"], "review_id": review, "start_on": day, "board": board}
        return [Add(ACTIONS, {**_filled(own), "status": "not_started"}, number)], {"action_id": number}
    if kind == CHALLENGE:
        number = office.reserve(VOICES)
        own = {column: line[key] for key, column in _TO_VOICE.items()}
        own |= {"other_agency_id": line.get("other_agency_id"), "review_id": review, "heard_on": day, "board": board}
        own |= _answer(line.get("response"), day)
        return [Add(VOICES, {**_filled(own), "kind": CHALLENGE}, number)], {"voice_id": number}
    return [], {}


def _unbecome(office: "Office", line: Row) -> list[Change]:
    """Takes back what a line became. Raises LineKept where somebody has worked on it since."""
    if line["decision_id"]:
        raise LineKept(_recorded(office, line))
    if line["action_id"]:
        action = _there(office, "actions", line["action_id"])
        if action is not None and not _is_untouched(action, line):
            raise LineKept(
                f"{action['ref']} has been worked on since. It stays in the register of actions; what is no longer to "
                "be done is said there."
            )
        return [Bin(ACTIONS, line["action_id"])] if action is not None else []
    if line["voice_id"]:
        voice = _there(office, "voices", line["voice_id"])
        if voice is not None and (voice["response"] or voice["status"] not in (None, "open")):
            raise LineKept(f"{voice['ref']} has an answer already. It stays under Voices, and so does this line.")
        return [Bin(VOICES, line["voice_id"])] if voice is not None else []
    return []


def _is_untouched(action: Row, line: Row) -> bool:
    same = all(action[column] == line[key] for key, column in _TO_ACTION.items())
    worked = action["latest_update"] or action["completed_on"] or action["status"] not in _UNTOUCHED
    return same and not worked


def _action_follows(office: "Office", line: Row, own: Mapping[str, Any]) -> tuple[list[Change], str]:
    """The action's own fields, each where it still says what the line said; and what stays as it is, in words."""
    action = _there(office, "actions", line["action_id"])
    wanted = {key: value for key, value in own.items() if key in _TO_ACTION}
    if action is None or not wanted:
        return [], "" if action or not wanted else "Its action was taken out of the register, so only the line changed."
    if caseload.is_finished(action):
        return [], f"{action['ref']} is finished and stays as it is; only the line changed."
    follows = {_TO_ACTION[key]: value for key, value in wanted.items() if action[_TO_ACTION[key]] == line[key]}
    stays = [_CALLED[key] for key in wanted if _TO_ACTION[key] not in follows]
    said = ""
    if stays:
        said = f"{action['ref']} was changed in the register since, so it keeps its own {' and '.join(stays)}."
    if "due_on" in follows and action["original_due_on"] is None:
        follows["original_due_on"] = None  # while the meeting is minuted no date has been promised yet
    return ([Edit(ACTIONS, action["id"], follows)] if follows else []), said


def _voice_follows(office: "Office", where: Where, line: Row, values: Mapping[str, Any]) -> tuple[list[Change], str]:
    voice = _there(office, "voices", line["voice_id"])
    if voice is None:
        return [], "Its challenge was taken out of Voices, so only the line changed." if values else ""
    follows = {
        _TO_VOICE[key]: value
        for key, value in values.items()
        if key in _TO_VOICE and voice[_TO_VOICE[key]] == line[key]
    }
    stays = [_CALLED[key] for key in values if key in _TO_VOICE and _TO_VOICE[key] not in follows]
    follows |= {key: values[key] for key in _OF_VOICE & values.keys() if voice[key] != values[key]}
    if "response" in follows:
        follows |= _answer(follows["response"], where.meeting["held_on"] or office.today())
    said = f"{voice['ref']} was changed under Voices since, so it keeps its own {' and '.join(stays)}."
    return ([Edit(VOICES, voice["id"], follows)] if follows else []), said if stays else ""


def _answer(words: str | None, day: dt.date) -> dict[str, Any]:
    """A challenge that is answered in the meeting is answered on that day."""
    if not words:
        return {"response": None, "responded_on": None, "status": "open"}
    return {"response": words, "responded_on": day, "status": "answered"}


def _recorded(office: "Office", line: Row) -> str:
    made = _there(office, "decisions", line["decision_id"])
    day = f" of {show_date(made['decided_on'])}" if made and made["decided_on"] else ""
    return f"The decision{day} is recorded on the case and kept as it was written. Supersede it with a later one."


def decisions_found(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """Lines of minutes that come from elsewhere hold the decision record of their meeting and case, where there is one.

    Only where there is exactly one that could be meant.
    """
    loose = [
        change
        for change in changes
        if isinstance(change, Add) and change.table == LINES and change.values.get("kind") == DECISION
        if change.values.get("review_id") and not change.values.get("decision_id")
    ]
    if not loose:
        return ()
    own = Decision.__table__
    query = select(own.c.id, own.c.meeting_id, own.c.review_id).where(own.c.binned_at.is_(None))
    found: dict[tuple[int, int], list[int]] = {}
    for number, meeting, review in about.connection.execute(query):
        found.setdefault((meeting, review), []).append(number)
    wanted = Counter((change.values["meeting_id"], change.values["review_id"]) for change in loose)
    return [
        Edit(LINES, change.id or 0, {"decision_id": there[0]})
        for change in loose
        for place in ((change.values["meeting_id"], change.values["review_id"]),)
        if wanted[place] == 1 and len(there := found.get(place, [])) == 1
    ]


# Order


def _place(office: "Office", where: Where) -> tuple[int, list[Change]]:
    """The position of a new line, and the changes that make room: later lines of its item change places among them."""
    rows = office.records("minute_lines", where.meeting["id"])
    last = max((row["position"] or 0 for row in rows), default=0) + 1
    own = sorted(
        (row for row in rows if row["item_id"] == (where.item["id"] if where.item else None)),
        key=lambda row: (row["position"] or 0, row["id"]),
    )
    at = next((at for at, row in enumerate(own) if row["id"] == where.after), len(own) - 1)
    later = own[at + 1 :]
    if not later:
        return last, []
    places = [*(row["position"] or 0 for row in later), last]
    moved: list[Change] = [
        Edit(LINES, row["id"], {"position": place}) for row, place in zip(later, places[1:], strict=True)
    ]
    return places[0], moved


def _there(office: "Office", key: str, number: int | None) -> Row | None:
    """A record that is there and not in the bin."""
    try:
        row = office.record(key, number or 0)
    except KeyError:
        return None
    return None if row["binned_at"] else row


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _only(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}


def outcome_of(row: Row, lines: Sequence[Row]) -> str | None:
    """How an item ended: what is recorded, else discussed where something was noted."""
    return row["outcome"] or ("discussed" if lines or row["minutes"] else None)
