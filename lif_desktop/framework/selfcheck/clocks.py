"""Checks of the clocks of reviews: passed or missed without a reason, not looked at, not assured."""

from collections.abc import Iterable, Iterator

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck.parts import (
    FOR_INFORMATION,
    Check,
    Desk,
    Gap,
    Row,
    Tables,
    by_parent,
    is_live,
    number_of,
    ref_of,
    still_asked,
)
from lif_desktop.framework.standstill import is_suspended

ASSURANCE = "assurance"
"""The key of the rule that asks for assurance twelve months after sign-off (framework 5.8.4)."""
UNDER_REGULATION_14 = frozenset({"practice_review"})
"""Reviews whose time and quality the partners look at regularly (SI 2018/789, regulation 14)."""


def ahead(lines: Iterable[Row]) -> list[Row]:
    """The dated stages of one review that are neither done nor past because a later one is done."""
    listed = list(lines)
    furthest = max((line["position"] or 0 for line in listed if line["done_on"]), default=0)
    return [line for line in listed if line["due_on"] and not line["done_on"] and (line["position"] or 0) > furthest]


def _counting(tables: Tables, desk: Desk) -> Iterator[Row]:
    """The reviews whose clocks run and are the office's own business."""
    for row in tables["reviews"]:
        if is_live(row) and row["review_type"] not in FOR_INFORMATION and not is_suspended(row, desk.today):
            yield row


def _passed(tables: Tables, desk: Desk) -> Iterable[Gap]:
    lines = by_parent(tables["milestones"], "review_id")
    for review in _counting(tables, desk):
        coming = ahead(lines.get(review["id"], ()))
        for line in coming:
            reasoned = line["slip_reason"] or line["extension_reason"]
            if line["due_on"] < desk.today and not reasoned and line["key"] != ASSURANCE:
                yield _stage_gap("clock_passed", review, line, f"and is not done, {_late(line, desk)}. {_MEND_OPEN}")
        report = review["report_due_on"]
        explained = review["submitted_on"] or review["extension_reason"]
        if not coming and report and report < desk.today and not explained:
            says = f"{ref_of(review)}: the report was due on {show_date(report)}. Enter when it went, or why not yet."
            yield Gap("clock_passed", "reviews", review["id"], ref_of(review), "extension_reason", says)


_MEND_OPEN = "Mark it as done, or move it and say why."


def _late(line: Row, desk: Desk) -> str:
    late = desk.calendar.count(line["due_on"], desk.today)
    return f"{number_of(late, 'working day')} late" if late else "late"


def _stage_gap(check: str, review: Row, line: Row, rest: str) -> Gap:
    ref = ref_of(review)
    says = f"{ref}: “{line['label']}” was due on {show_date(line['due_on'])} {rest}"
    return Gap(check, "milestones", line["id"], ref, "slip_reason", says)


def _done_late(tables: Tables, desk: Desk) -> Iterable[Gap]:
    reviews = {row["id"]: row for row in tables["reviews"] if still_asked(row, desk)}
    for line in tables["milestones"]:
        review, due, done = reviews.get(line["review_id"]), line["due_on"], line["done_on"]
        if review is None or not due or not done or done <= due or desk.is_old(done):
            continue
        of_report = bool(review["slip_reason"]) and done == review["submitted_on"]
        if not (line["slip_reason"] or line["extension_reason"] or of_report):
            yield _stage_gap("late_without_reason", review, line, f"and done on {show_date(done)}. Write why.")


def _not_looked_at(tables: Tables, desk: Desk) -> Iterable[Gap]:
    checks = by_parent(tables["progress_checks"], "review_id")
    for review in _counting(tables, desk):
        finished = review["submitted_on"] or review["signed_off_on"] or review["published_on"]
        if review["review_type"] not in UNDER_REGULATION_14 or finished:
            continue
        looks = [line["checked_on"] for line in checks.get(review["id"], ()) if line["checked_on"]]
        since = max(looks, default=review["decided_on"] or review["opened_on"])
        if desk.passed("progress_check", since):
            last = f"were last looked at on {show_date(since)}" if looks else "have not been looked at yet"
            yield Gap(
                "no_progress_check",
                "reviews",
                review["id"],
                ref_of(review),
                "progress_checks",
                f"{ref_of(review)}: its time and quality {last}. Look at both and add what you found.",
            )


def _not_moderated(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["reviews"]:
        asked = is_live(row) and _has_assurance(row, desk) and not desk.is_old(row["plan_signed_off_on"])
        if asked and row["plan_signed_off_on"] and not row["moderation_on"]:
            yield Gap(
                "signed_off_without_moderation",
                "reviews",
                row["id"],
                ref_of(row),
                "moderation_on",
                f"{ref_of(row)}: the action plan was signed off on {show_date(row['plan_signed_off_on'])} and no "
                "moderation day is recorded. Enter the day.",
            )


def _has_assurance(review: Row, desk: Desk) -> bool:
    kinds = {kind.key: kind for kind in desk.profile.review_types}
    kind = kinds.get(review["review_type"])
    return kind is not None and any(rule.key == ASSURANCE for rule in kind.rules)


def _not_assured(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["reviews"]:
        due = row["assurance_due_on"]
        if is_live(row) and due and due < desk.today and not row["assured_on"]:
            yield Gap(
                "assurance_overdue",
                "reviews",
                row["id"],
                ref_of(row),
                "assured_on",
                f"{ref_of(row)}: assurance that the learning is embedded was due on {show_date(due)}. Enter the day "
                "on which it was given.",
            )
    for row in tables["actions"]:
        due = row["assurance_due_on"]
        if due and due < desk.today and not row["impact_evidence"] and not desk.is_old(due):
            yield Gap(
                "assurance_overdue",
                "actions",
                row["id"],
                ref_of(row),
                "impact_evidence",
                f"{ref_of(row)}: assurance that it has lasted was due on {show_date(due)}. Write what shows it.",
            )


CHECKS = (
    Check("clock_passed", "clock passed, no reason given", "clocks passed, no reason given",
          "Framework 5.1 and the source of each clock", _passed),
    Check("late_without_reason", "stage done late without a reason", "stages done late without a reason",
          "Framework 5.1; Children Act 2004 s.16F", _done_late),
    Check("no_progress_check", "review not looked at for time and quality",
          "reviews not looked at for time and quality", "SI 2018/789, regulation 14", _not_looked_at),
    Check("signed_off_without_moderation", "action plan signed off, no moderation day",
          "action plans signed off, no moderation day", "Framework 5.8.4", _not_moderated),
    Check("assurance_overdue", "twelve-month assurance overdue", "twelve-month assurances overdue",
          "Framework 5.8.4", _not_assured),
)  # fmt: skip
