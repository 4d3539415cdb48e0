"""Checks of recommendations and of the composite action plan."""

from collections.abc import Iterable

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck.parts import FINISHED, Check, Desk, Gap, Row, Tables, ref_of

_NEEDS = (
    ("lead_agency_id", "owner", "Name the lead agency"),
    ("due_on", "due date", "Set a due date"),
    ("done_test", "test of done", "Write what done will look like"),
)


def _without_action(tables: Tables, desk: Desk) -> Iterable[Gap]:
    served = {action["recommendation_id"] for action in tables["actions"]}
    for row in tables["recommendations"]:
        if row["decision"] != "not_implemented" and row["id"] not in served:
            links = {"recommendation_id": row["id"]}
            links |= {key: row[key] for key in ("learning_id", "review_id", "audit_id") if row[key]}
            says = f"{ref_of(row)} has no action. Add one, or record that it is not implemented and why."
            yield Gap(
                "recommendation_without_action",
                "recommendations",
                row["id"],
                ref_of(row),
                "decision",
                says,
                ("actions", tuple(links.items())),
            )


def _not_implemented(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["recommendations"]:
        if row["decision"] == "not_implemented" and not row["reason"]:
            says = f"{ref_of(row)} is not implemented, without a reason. Write it: the annual report must give it."
            yield Gap("not_implemented_without_reason", "recommendations", row["id"], ref_of(row), "reason", says)


def _lacking(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["actions"]:
        if _is_done(row):
            continue
        for field, word, remedy in _NEEDS:
            if not row[field]:
                says = f"{ref_of(row)} has no {word}. {remedy}."
                yield Gap("action_incomplete", "actions", row["id"], ref_of(row), field, says)


def _is_done(action: Row) -> bool:
    return action["status"] in FINISHED or bool(action["completed_on"])


def _no_evidence(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["actions"]:
        done = row["completed_on"] or row["signed_off_on"]
        if _is_done(row) and not row["evidence"] and not desk.is_old(done or row["due_on"]):
            since = f" since {show_date(done)}" if done else ""
            says = f"{ref_of(row)} is complete{since}, without evidence. Say what was seen, or open it again."
            yield Gap("closed_without_evidence", "actions", row["id"], ref_of(row), "evidence", says)


CHECKS = (
    Check("recommendation_without_action", "recommendation with no action", "recommendations with no action",
          "Framework 2.1, 5.7.2", _without_action),
    Check("not_implemented_without_reason", "finding not implemented, no reason given",
          "findings not implemented, no reason given", "Care Act 2014 Schedule 2 paragraph 4(1)(g)", _not_implemented),
    Check("action_incomplete", "action lacking owner, date or test of done",
          "actions lacking owner, date or test of done", "Framework 2.1, 5.7.2", _lacking),
    Check("closed_without_evidence", "action closed without evidence", "actions closed without evidence",
          "Framework 2.1, 5.8.4", _no_evidence),
)  # fmt: skip
