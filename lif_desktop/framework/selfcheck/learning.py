"""Checks of the learning loop: shared learning that nobody confirmed, that changed nothing, that is to be re-tested."""

from collections.abc import Iterable
from datetime import date

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck.parts import Check, Desk, Gap, Row, Tables, by_parent, number_of, ref_of


def _open(tables: Tables) -> Iterable[Row]:
    return (row for row in tables["learning"] if not row["closed_on"])


def _first_shared(lines: Iterable[Row]) -> date | None:
    return min((line["shared_on"] for line in lines if line["shared_on"]), default=None)


def _not_confirmed(tables: Tables, desk: Desk) -> Iterable[Gap]:
    shared = by_parent(tables["dissemination"], "learning_id")
    for row in _open(tables):
        silent = [
            line
            for line in shared.get(row["id"], ())
            if line["agency_id"] and not line["confirmed_on"] and _answer_due(line["shared_on"], desk)
        ]
        if silent:
            first = min(silent, key=lambda line: (line["shared_on"], line["id"]))
            agencies = number_of(len({line["agency_id"] for line in silent}), "agency", "agencies")
            says = (
                f"{ref_of(row)} was shared with {agencies} from {show_date(first['shared_on'])} on without an answer. "
                "Ask how it was used and enter the day of the answer."
            )
            yield Gap("sharing_not_confirmed", "dissemination", first["id"], ref_of(row), "confirmed_on", says)


def _answer_due(shared: date | None, desk: Desk) -> bool:
    return desk.passed("briefing_confirmed", shared) is not None and not desk.is_old(shared)


def _not_embedded(tables: Tables, desk: Desk) -> Iterable[Gap]:
    shared = by_parent(tables["dissemination"], "learning_id")
    seen = {line["learning_id"] for line in tables["embedding"] if line["seen_on"]}
    for row in _open(tables):
        first = _first_shared(shared.get(row["id"], ()))
        if row["id"] not in seen and desk.passed("embedding_expected", first):
            says = (
                f"{ref_of(row)} was first shared on {show_date(first)} and nothing shows yet that practice changed. "
                "Add what was seen."
            )
            yield Gap("not_embedded", "learning", row["id"], ref_of(row), "embedding", says)


def _retest_due(tables: Tables, desk: Desk) -> Iterable[Gap]:
    done = {row["id"] for row in tables["audits"] if row["completed_on"]}
    for row in _open(tables):
        due, audit = row["retest_due_on"], row["retest_audit_id"]
        if due and due < desk.today and audit not in done:
            how = "Finish the audit that re-tests it." if audit else "Name the audit that re-tests it."
            says = f"{ref_of(row)} was to be tested again by {show_date(due)}. {how}"
            target = ("audits", audit, "completed_on") if audit else ("learning", row["id"], "retest_audit_id")
            yield Gap("retest_due", target[0], target[1], ref_of(row), target[2], says)


CHECKS = (
    Check("sharing_not_confirmed", "shared learning not confirmed by agencies",
          "shared learning points not confirmed by agencies", "Framework 12.2, 12.3", _not_confirmed),
    Check("not_embedded", "learning point shared, not embedded", "learning points shared, not embedded",
          "Framework 2.2, 12.4", _not_embedded),
    Check("retest_due", "learning point to be tested again", "learning points to be tested again",
          "Framework 2.1, 5.8.4, 13.2", _retest_due),
)  # fmt: skip
