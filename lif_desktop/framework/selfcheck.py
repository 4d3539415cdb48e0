"""Self-check: what the records lack that the framework asks for. Pure functions over plain rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.parts import Profile
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
"""Rows by register key. Each row has at least "id", and "ref" where its register gives references."""

FINISHED = frozenset({"complete", "signed_off"})
FOR_INFORMATION = frozenset(
    {
        "child_death_review",
        "mental_health_homicide_review",
        "serious_further_offence",
        "single_agency_review",
        "external_lesson",
        "peer_review",
        "national_review",
    }
)
EMBEDDED_WITHIN = 6
"""Months that a shared learning point may stay without evidence of practice."""


@dataclass(frozen=True)
class Desk:
    """What the rows are looked at with: the day, the working days and the framework."""

    today: date
    calendar: WorkingDays
    profile: Profile


@dataclass(frozen=True)
class Gap:
    """One thing missing: which check found it, in which record and field, and what to do, in words."""

    check: str
    register: str
    id: int
    ref: str
    field: str
    says: str


@dataclass(frozen=True)
class Check:
    """One check: its key, what its findings are called when counted, and the function that finds them."""

    key: str
    counted: str
    find: Callable[[Tables, Desk], Iterable[Gap]]


def gaps(tables: Tables, desk: Desk) -> tuple[Gap, ...]:
    """Everything that the checks find, in their order."""
    return tuple(gap for check in CHECKS for gap in check.find(tables, desk))


def _ref(row: Row) -> str:
    return str(row.get("ref") or row["id"])


def _without_action(tables: Tables, desk: Desk) -> Iterable[Gap]:
    served = {action["recommendation_id"] for action in tables["actions"]}
    for row in tables["recommendations"]:
        if row["decision"] != "not_implemented" and row["id"] not in served:
            yield Gap(
                "recommendation_without_action",
                "recommendations",
                row["id"],
                _ref(row),
                "text",
                f"{_ref(row)} has no action. Add one, or record that it is not implemented and why.",
            )


def _not_implemented(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["recommendations"]:
        if row["decision"] == "not_implemented" and not row["reason"]:
            yield Gap(
                "not_implemented_without_reason",
                "recommendations",
                row["id"],
                _ref(row),
                "reason",
                f"{_ref(row)} is not implemented and no reason is given (Care Act 2014 Schedule 2 "
                "paragraph 4(1)(g)). Write the reason.",
            )


_ACTION_NEEDS = (
    ("lead_agency_id", "owner", "Name the lead agency"),
    ("due_on", "due date", "Set a due date"),
    ("done_test", "test of done", "Write what done will look like"),
)


def _action_lacks(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["actions"]:
        if row["status"] in FINISHED:
            continue
        for field, word, remedy in _ACTION_NEEDS:
            if not row[field]:
                yield Gap(
                    "action_incomplete", "actions", row["id"], _ref(row), field, f"{_ref(row)} has no {word}. {remedy}."
                )


def _closed_without_evidence(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["actions"]:
        if row["status"] in FINISHED and not row["evidence"]:
            yield Gap(
                "closed_without_evidence",
                "actions",
                row["id"],
                _ref(row),
                "evidence",
                f"{_ref(row)} is complete without evidence. Say what was seen, or open it again.",
            )


def _no_voice(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["reviews"]:
        if not row["voice"] and row["submitted_on"] and row["review_type"] not in FOR_INFORMATION:
            yield Gap(
                "review_without_voice",
                "reviews",
                row["id"],
                _ref(row),
                "voice",
                f"{_ref(row)} was submitted and the voice of the child or adult is not recorded. Write it there.",
            )


def _not_embedded(tables: Tables, desk: Desk) -> Iterable[Gap]:
    shared: dict[int, date] = {}
    for line in tables["dissemination"]:
        if line["shared_on"]:
            number = line["learning_id"]
            shared[number] = min(shared.get(number, line["shared_on"]), line["shared_on"])
    for row in tables["learning"]:
        first = shared.get(row["id"])
        if row["stage"] in ("Identified", "Disseminated") and first and add_months(first, EMBEDDED_WITHIN) < desk.today:
            yield Gap(
                "not_embedded",
                "learning",
                row["id"],
                _ref(row),
                "state",
                f"{_ref(row)} was first shared on {show_date(first)} and nothing shows yet that practice changed. "
                "Add evidence under Embedding.",
            )


def _risk_past_review(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["risks"]:
        if row["status"] != "closed" and row["next_review_on"] and row["next_review_on"] < desk.today:
            yield Gap(
                "risk_past_review",
                "risks",
                row["id"],
                _ref(row),
                "next_review_on",
                f"{_ref(row)} was to be looked at by {show_date(row['next_review_on'])}. Score it again.",
            )


def _late_without_reason(tables: Tables, desk: Desk) -> Iterable[Gap]:
    refs = {row["id"]: _ref(row) for row in tables["reviews"]}
    for line in tables["milestones"]:
        due, done = line["due_on"], line["done_on"]
        if (
            due
            and done
            and done > due
            and not (line["slip_reason"] or line["extension_reason"])
            and line["review_id"] in refs
        ):
            yield Gap(
                "late_without_reason",
                "reviews",
                line["review_id"],
                refs[line["review_id"]],
                "slip_reason",
                f"{refs[line['review_id']]}: \u201c{line['label']}\u201d was due on {show_date(due)} and done on "
                f"{show_date(done)}. Write why on its Stages tab.",
            )


def _section_11_old(tables: Tables, desk: Desk) -> Iterable[Gap]:
    done = [row for row in tables["audits"] if row["audit_type"] == "section_11" and row["completed_on"]]
    running = any(row["audit_type"] == "section_11" and not row["completed_on"] for row in tables["audits"])
    if done and not running:
        last = max(done, key=lambda row: row["completed_on"])
        cycle = desk.profile.audit_type("section_11").cycle_months
        if cycle and add_months(last["completed_on"], cycle) < desk.today:
            yield Gap(
                "section_11_old",
                "audits",
                last["id"],
                _ref(last),
                "next_due_on",
                f"The last section 11 audit ({_ref(last)}) was completed on {show_date(last['completed_on'])}, over "
                "two years ago (framework 6.4). Plan the next one.",
            )


def _holidays_end(tables: Tables, desk: Desk) -> Iterable[Gap]:
    if desk.today.year >= desk.calendar.known_to:
        yield Gap(
            "holidays_end",
            "",
            0,
            "",
            "",
            f"Bank holidays are known up to {desk.calendar.known_to} only. Clocks that run past it may be a day out.",
        )


CHECKS: tuple[Check, ...] = (
    Check("late_without_reason", "stages late without a reason", _late_without_reason),
    Check("recommendation_without_action", "recommendations with no action", _without_action),
    Check("not_implemented_without_reason", "findings not implemented, no reason given", _not_implemented),
    Check("action_incomplete", "actions lacking owner, date or test of done", _action_lacks),
    Check("closed_without_evidence", "actions closed without evidence", _closed_without_evidence),
    Check("review_without_voice", "reviews with no voice recorded", _no_voice),
    Check("not_embedded", "learning not embedded after 6 months", _not_embedded),
    Check("risk_past_review", "risks past their review date", _risk_past_review),
    Check("section_11_old", "section 11 audits over two years old", _section_11_old),
    Check("holidays_end", "bank holiday lists that end soon", _holidays_end),
)

NEEDED = ("reviews", "milestones", "audits", "risks", "learning", "dissemination", "recommendations", "actions")
"""The registers whose rows the checks look at."""
