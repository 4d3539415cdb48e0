"""Checks of audits, risks, training and the datasets."""

from collections.abc import Iterable

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.evaluation import lacks_behaviour
from lif_desktop.framework.risks import is_open, to_escalate
from lif_desktop.framework.selfcheck.parts import Check, Desk, Gap, Tables, by_parent, ref_of
from lif_desktop.framework.trends import missing_periods

_OFF = frozenset({"cancelled"})
_LOOK_BACK = 12
"""Months within which a missing period is still asked for."""


def _cycle_passed(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for kind in desk.profile.audit_types:
        own = [row for row in tables["audits"] if row["audit_type"] == kind.key and row["status"] not in _OFF]
        done = [row for row in own if row["completed_on"]]
        if not kind.cycle_months or not done or len(done) < len(own):
            continue
        last = max(done, key=lambda row: row["completed_on"])
        due = add_months(last["completed_on"], kind.cycle_months)
        if due < desk.today:
            says = (
                f"{kind.label}: the last one ({ref_of(last)}) was completed on {show_date(last['completed_on'])} and "
                f"comes round every {kind.cycle_months} months. Plan the next one."
            )
            begin = ("audits", (("audit_type", kind.key), ("title", f"{kind.label} {desk.today.year}")))
            yield Gap("audit_cycle_passed", "audits", last["id"], ref_of(last), "next_due_on", says, begin)


def _not_reported(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["audits"]:
        done = row["completed_on"]
        unreported = not row["reported_on"] and row["status"] not in _OFF and not row["closed_on"]
        if unreported and desk.passed("audit_reported", done) and not desk.is_old(done):
            says = (
                f"{ref_of(row)} was completed on {show_date(done)}. Enter when its findings were reported, and to whom."
            )
            yield Gap("audit_not_reported", "audits", row["id"], ref_of(row), "reported_on", says)


def _risk_past_review(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["risks"]:
        due = row["next_review_on"]
        if is_open(row) and due and due < desk.today:
            says = f"{ref_of(row)} was to be looked at by {show_date(due)}. Score it again."
            yield Gap("risk_past_review", "risks", row["id"], ref_of(row), "risk_scores", says)


def _to_escalate(tables: Tables, desk: Desk) -> Iterable[Gap]:
    """Risks that the profile's rule takes higher for their score. One past its review is scored again first."""
    scores = by_parent(tables["risk_scores"], "risk_id")
    for row in tables["risks"]:
        looked_at = {**row, "next_review_on": None}
        if why := to_escalate(looked_at, desk.today, desk.profile.risk, scores.get(row["id"], ())):
            says = f"{ref_of(row)} is to be escalated: {why}. Enter to whom and when."
            yield Gap("risk_to_escalate", "risks", row["id"], ref_of(row), "escalated_on", says)


def _no_behaviour(tables: Tables, desk: Desk) -> Iterable[Gap]:
    rule = desk.profile.standing_rule("training_follow_up")
    lines = by_parent(tables["evaluations"], "training_id")
    for row in tables["training"]:
        lacks = lacks_behaviour(row, desk.today, rule, lines.get(row["id"], ()), desk.calendar)
        if lacks and not desk.is_old(row["held_on"]):
            says = (
                f"{ref_of(row)}, held on {show_date(row['held_on'])}, has nothing to show that it is used at work. Ask "
                "those who came and their managers, and enter the replies."
            )
            yield Gap("training_without_behaviour", "training", row["id"], ref_of(row), "follow_up_replies", says)


def _period_missing(tables: Tables, desk: Desk) -> Iterable[Gap]:
    values = by_parent(tables["indicator_values"], "indicator_id")
    for row in tables["performance"]:
        if not row["frequency"] or (row["active_to"] and row["active_to"] < desk.today):
            continue
        told = (line for line in values.get(row["id"], ()) if line["value"] is not None or line["comment"])
        ends = [line["period_end_on"] for line in told]
        missing = missing_periods(ends, row, desk.today, lambda end: desk.passed("indicator_value", end) is None)
        recent = [show_date(day) for day in missing if add_months(day, _LOOK_BACK) >= desk.today]
        if not ends:
            says = f"{ref_of(row)} has no value yet. Enter the first one, or take the indicator out of use."
        elif recent:
            says = (
                f"{ref_of(row)} has no value for the period to {', '.join(recent)}. Enter it, or say in a comment why."
            )
        else:
            continue
        yield Gap("indicator_period_missing", "performance", row["id"], ref_of(row), "indicator_values", says)


CHECKS = (
    Check("audit_cycle_passed", "audit past its cycle", "audits past their cycle",
          "Framework 6.4, 6.5.1, 6.6", _cycle_passed),
    Check("audit_not_reported", "audit completed and not reported", "audits completed and not reported",
          "Framework 6.3.3, 6.4.1, 6.6", _not_reported),
    Check("risk_past_review", "risk past its review date", "risks past their review date",
          "Framework 10.1", _risk_past_review),
    Check("risk_to_escalate", "risk to escalate", "risks to escalate", "Framework 10.1", _to_escalate),
    Check("training_without_behaviour", "course with no evidence of use at work",
          "courses with no evidence of use at work", "Framework 13.2, 13.4", _no_behaviour),
    Check("indicator_period_missing", "indicator with a period missing", "indicators with a period missing",
          "Framework 7.3, 7.5", _period_missing),
)  # fmt: skip
