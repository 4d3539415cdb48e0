"""What a suspension means for the stages of a case, and the log in which every move of a clock is kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.standstill import Standstill, moved_back, moved_on, standstill
from lif_desktop.office.case_lines import CaseLine, frozen_rule
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, Touched, touched
from lif_desktop.office.schema import METADATA
from lif_desktop.registers.review_lines import ClockChange, Milestone

LOG = ClockChange.__tablename__
_MILESTONES = Milestone.__tablename__
_AT_ONCE = 500
_DAY = dt.timedelta(days=1)
TAKEN_BACK, GOES_ON = "The suspension was taken back", "The suspension goes on"
Moves = Mapping[tuple[str, dt.date], Mapping[str, Any]]
"""By the key of a stage and the day on which its clock ran again, the line of the log that moved it then."""


def past_moves(connection: Connection, reviews: Sequence[int]) -> dict[int, dict[tuple[str, dt.date], Any]]:
    """By review, how its stages moved when its clock was started again; the newest line of the log counts."""
    own = METADATA.tables[LOG]
    found: dict[int, dict[tuple[str, dt.date], Any]] = defaultdict(dict)
    for start in range(0, len(reviews), _AT_ONCE):
        query = select(own).where(own.c.review_id.in_(reviews[start : start + _AT_ONCE]), own.c.kind == "resumed")
        for row in connection.execute(query.order_by(own.c.id)).mappings():
            found[row["review_id"]][row["stage_key"] or "", row["decided_on"]] = row
    return found


def stand_still(case: Touched, lines: Sequence[CaseLine], moves: Moves, about: Circumstances) -> list[Change]:
    """Moves the open `lines` on by the time a case stood still; gives the lines of the log.

    A suspension is the same one as before unless it begins after that one ended. Where its days are put right, the
    stages go from where they stood before it; one that was moved since stays.
    """
    names = ("suspended_from", "suspended_to")
    if not any(case.changes(name) for name in names):
        return []
    was, now = ({name: row(name) for name in names} for row in (case.stood.get, case.now))
    begins, ends = now["suspended_from"], now["suspended_to"]
    same = bool(was["suspended_from"]) and not (was["suspended_to"] and begins and begins >= was["suspended_to"])
    before, after = standstill(was) if same else None, standstill(now)
    log: list[Change] = []
    if begins and not (same and begins == was["suspended_from"]):
        log.append(_logged(case, None, "suspended", begins))
    moved = []
    for line in lines:
        due = line.values["due_on"]
        if due is None or line.values["done_on"]:
            continue
        if before and (entry := moves.get((line.values["key"], before.ends))):
            if entry["due_after"] != due:
                continue
            due = _as_before(line, before, entry["due_before"], about)
        if change := _move(case, line, due, after, about):
            moved.append(change)
    if ends and after and not moved:
        moved.append(_logged(case, None, "resumed", ends))
    if was["suspended_from"] and not was["suspended_to"] and not begins:
        moved.append(_logged(case, None, "resumed", about.today, TAKEN_BACK))
    return [*log, *moved]


def _as_before(line: CaseLine, still: Standstill, noted: dt.date, about: Circumstances) -> dt.date:
    """When a stage would be due without the suspension that moved it: as `noted` in the log, or worked out back."""
    values, rule = line.values, frozen_rule(line.values)
    about_it = (rule, values["counted_from"], still, about.calendar, bool(values["same_day"]))
    return noted if moved_on(noted, *about_it) == values["due_on"] else moved_back(values["due_on"], *about_it)


def _move(case: Touched, line: CaseLine, due: dt.date, after: Standstill | None, about: Circumstances) -> Change | None:
    """Moves one stage that would be due on `due` without the suspension; gives its line of the log."""
    values, stands = line.values, line.values["due_on"]
    new = due
    if after is not None:
        rule, start = frozen_rule(values), values["counted_from"]
        new = moved_on(due, rule, start, after, about.calendar, bool(values["same_day"]))
    if new == stands:
        return None
    lasts = after is None and bool(case.now("suspended_from"))
    reason = _reason(case, after) if after else GOES_ON if lasts else TAKEN_BACK
    values["due_on"] = new
    back = new == values["original_due_on"]
    values["extension_reason"] = None if back else reason
    values["extension_agreed_by"] = None if back else case.now("suspension_agreed_by")
    day = after.ends if after else about.today
    return _logged(case, values, "suspended" if lasts else "resumed", day, reason, (stands, new))


def _reason(case: Touched, still: Standstill) -> str:
    why = case.now("suspension_reason")
    words = f"The clock stood still from {show_date(still.begins)} to {show_date(still.ends - _DAY)}"
    return f"{words}: {why}" if why else words


def _logged(
    case: Touched,
    stage: Mapping[str, Any] | None,
    kind: str,
    day: dt.date,
    reason: str = "",
    due: tuple[dt.date | None, dt.date | None] = (None, None),
) -> Add:
    """A line of the log, of one stage or (for None) of the whole review."""
    return Add(
        LOG,
        {
            "review_id": case.id,
            "stage_key": stage["key"] if stage else None,
            "stage": stage["label"] if stage else None,
            "kind": kind,
            "decided_on": day,
            "due_before": due[0],
            "due_after": due[1],
            "reason": reason or case.now("suspension_reason"),
            "agreed_by": case.now("suspension_agreed_by"),
        },
    )


def moves_logged(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """A line of the log for every due date of a stage that `changes` move, and the first due date kept beside it.

    A move that comes with its own line, as planning back does, has no second one.
    """
    told = {
        (change.values.get("review_id"), change.values.get("stage_key"), change.values.get("due_after"))
        for change in changes
        if isinstance(change, Add) and change.table == LOG
    }
    more: list[Change] = []
    for line in touched(changes, _MILESTONES, ("due_on",), about):
        before, after = line.stood.get("due_on"), line.now("due_on")
        if line.new or before is None or after is None or before == after:
            continue
        if not line.now("original_due_on"):
            more.append(Edit(_MILESTONES, line.id, {"original_due_on": before}))
        if (line.now("review_id"), line.now("key"), after) not in told:
            more.append(Add(LOG, _moved_by_hand(line, before, after, about)))
    return more


def _moved_by_hand(line: Touched, before: dt.date, after: dt.date, about: Circumstances) -> dict[str, Any]:
    return {
        "review_id": line.now("review_id"),
        "stage_key": line.now("key"),
        "stage": line.now("label"),
        "kind": "extended" if after > before else "planned_back",
        "decided_on": about.today,
        "due_before": before,
        "due_after": after,
        "reason": line.now("extension_reason"),
        "agreed_by": line.now("extension_agreed_by"),
    }
