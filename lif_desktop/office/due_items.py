"""What falls due: the stages of reviews and the dates of every other register, each with its reason."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lif_desktop.framework.clocks import explain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.evaluation import follow_up_to_send
from lif_desktop.framework.returns import is_awaited
from lif_desktop.framework.selfcheck import FINISHED, Row
from lif_desktop.framework.status import Status, due_status
from lif_desktop.office.case_lines import frozen_rule
from lif_desktop.office.office import Office

Part = Literal["overdue", "today", "week", "later"]
PARTS: tuple[tuple[Part, str], ...] = (
    ("overdue", "Overdue"),
    ("today", "Today"),
    ("week", "This week"),
    ("later", "Later"),
)
"""The parts that what is due is shown in, with their headings."""

_NAMED = 2
"""So many agencies that owe the same are named in a row."""


@dataclass(frozen=True)
class DueItem:
    """Something due: the record it belongs to, what, why that day, and how it stands.

    `field` is the field of the record, or its register of lines, that the row leads to.
    """

    register: str
    id: int
    ref: str
    what: str
    why: str
    due: dt.date
    status: Status
    field: str = ""

    def part(self, today: dt.date) -> Part:
        """The part that it stands in on a day."""
        if self.due <= today:
            return "today" if self.due == today else "overdue"
        return "week" if self.due.isocalendar()[:2] == today.isocalendar()[:2] else "later"


def due_items(
    office: Office,
    tables: Mapping[str, list[dict[str, Any]]],
    live: Mapping[int, Mapping[str, Any]],
    ahead: Mapping[int, list[Any]],
) -> list[DueItem]:
    """Everything with a due day: overdue first and stages of reviews before the rest of it, then day by day.

    `live` are the reviews whose clocks run, `ahead` their stages to come, soonest first.
    """
    found = [*_stages(office, live, ahead), *_returns(office, tables["returns"]), *_dated(office, tables)]
    today = office.today()
    return sorted(found, key=lambda item: _place(item, today))


def _place(item: DueItem, today: dt.date) -> tuple[bool, bool, dt.date, str]:
    late, is_stage = item.due < today, item.register == "reviews" and item.field != "returns"
    return not late, late and not is_stage, item.due, item.ref


# Reviews


def _stages(office: Office, live: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, list[Any]]) -> Iterable[DueItem]:
    for number, review in live.items():
        lines = ahead.get(number, ())
        for line in lines:
            yield _item(office, ("reviews", number, review["ref"]), line["label"], _why(office, line), line["due_on"])
        if not lines and review["report_due_on"] and not review["submitted_on"]:
            why = review["extension_reason"] or "as it was agreed"
            place = ("reviews", number, review["ref"])
            yield _item(office, place, "Report", why, review["report_due_on"], "report_due_on")


def _item(office: Office, place: tuple[str, int, str], what: str, why: str, due: dt.date, field: str = "") -> DueItem:
    status = due_status(due, None, office.today(), office.calendar)
    return DueItem(*place, what, why, due, status, field)


def _why(office: Office, line: Any) -> str:
    """Why a milestone is due on its day, without the day itself, which stands beside it."""
    if line["extension_reason"]:
        return f"extended from {show_date(line['original_due_on'])}: {line['extension_reason']}"
    if not line["counted_from"]:
        return str(line["source"] or "")
    return explain(frozen_rule(line), line["counted_from"], office.calendar, bool(line["same_day"])).partition(": ")[2]


# Returns


def _returns(office: Office, rows: Sequence[Row]) -> Iterable[DueItem]:
    """The returns awaited: one row for what several agencies were asked for alike."""
    together: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["due_on"] and is_awaited(row):
            alike = tuple(row[key] for key in ("kind", "due_on", "review_id", "audit_id", "meeting_id", "year"))
            own = () if any(alike[2:5]) else (row["agency_id"],)
            together.setdefault((*alike, *own), []).append(row)
    for asked in together.values():
        names = sorted(office.lookup.agency_brief(row["agency_id"]) for row in asked)
        yield _return_item(office, asked, names)


def _return_item(office: Office, rows: Sequence[Row], names: Sequence[str]) -> DueItem:
    first = rows[0]
    kind = office.lookup.label("return_kinds", first["kind"])
    links = (("reviews", "review_id"), ("audits", "audit_id"), ("meetings", "meeting_id"))
    target = next(((key, first[link]) for key, link in links if first[link]), None)
    why = _asked(first) if len(rows) == 1 else _named(names)
    if target is None:
        place, what = ("returns", first["id"], names[0]), kind
    else:
        place = (*target, office.lookup.reference(*target))
        what = f"{kind} from {names[0] if len(rows) == 1 else f'{len(rows)} agencies'}"
    return _item(office, place, what, why, first["due_on"], "" if target is None else "returns")


def _asked(row: Row) -> str:
    if row["chased_on"]:
        return f"chased {show_date(row['chased_on'])}, no answer yet"
    return f"asked {show_date(row['asked_on'])}" if row["asked_on"] else "asked on a day that was not noted"


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {more} more" if more > 0 else " and ".join(names)


# The rest


def _dated(office: Office, tables: Mapping[str, list[dict[str, Any]]]) -> Iterable[DueItem]:
    for register, find in _DATED.items():
        for row in tables[register]:
            for what, why, due in find(row, office):
                yield _item(office, (register, row["id"], str(row["ref"])), what, why, due)


Dated = Iterable[tuple[str, str, dt.date]]
"""What, why and when."""


def _action(row: Row, office: Office) -> Dated:
    if row["due_on"] and row["status"] not in FINISHED | {"not_progressing"} and not row["completed_on"]:
        lead = row["lead_agency_id"]
        yield row["title"], office.lookup.agency_name(lead) if lead else "No lead agency yet", row["due_on"]
    if row["assurance_due_on"] and row["signed_off_on"] and not row["impact_evidence"]:
        yield row["title"], "assurance that it has lasted", row["assurance_due_on"]


def _meeting(row: Row, office: Office) -> Dated:
    held, papers = row["held_on"], row["papers_due_on"]
    if not held or held < office.today() or row["status"] == "cancelled":
        return
    group = office.lookup.label("groups", row["group_key"])
    if papers and not row["papers_out_on"] and row["status"] != "papers_out":
        yield f"{group}: papers", f"for the meeting on {show_date(held)}", papers
    yield group, " ".join(filter(None, (row["starts"], row["venue"]))), held


def _audit(row: Row, office: Office) -> Dated:
    over = row["completed_on"] or row["closed_on"] or row["status"] == "cancelled"
    if row["due_on"] and not over:
        yield row["title"], office.lookup.label("audit_types", row["audit_type"]), row["due_on"]


def _risk(row: Row, office: Office) -> Dated:
    if row["next_review_on"] and row["status"] != "closed":
        yield row["title"], "the risk is to be looked at again", row["next_review_on"]


def _learning(row: Row, office: Office) -> Dated:
    if row["retest_due_on"] and not row["closed_on"] and not row["retest_audit_id"]:
        yield row["title"], "an audit is to show that it has stuck", row["retest_due_on"]


def _training(row: Row, office: Office) -> Dated:
    if due := follow_up_to_send(row):
        yield row["title"], "the follow-up questionnaire is to go out", due


def _voice(row: Row, office: Office) -> Dated:
    if row["step_due_on"] and not row["responded_on"] and row["status"] not in ("answered", "closed"):
        step = row["dispute_stage"]
        what = office.lookup.label("voice_kinds", row["kind"])
        yield what, office.lookup.label("dispute_stages", step) if step else "an answer is due", row["step_due_on"]


_DATED: Mapping[str, Callable[[Row, Office], Dated]] = {
    "actions": _action,
    "meetings": _meeting,
    "audits": _audit,
    "risks": _risk,
    "learning": _learning,
    "training": _training,
    "voices": _voice,
}
