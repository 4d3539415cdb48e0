"""What a decision means for its review: outcome, the day it was decided, its stage."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from lif_desktop.framework.parts import ReviewType
from lif_desktop.framework.pathway import ENDED, agrees, moves_on
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, stood
from lif_desktop.registers.review_lines import Decision
from lif_desktop.registers.reviews import Review

DECISIONS, REVIEWS = Decision.__tablename__, Review.__tablename__
NOT_DECIDED = frozenset({"referral_received", "scoping", "panel_decision"})
DEFERRED = "more_information"


def follows_from(kind: ReviewType, review: Mapping[str, Any], decision: Mapping[str, Any]) -> dict[str, Any]:
    """What a decision changes on its review. Nothing without an outcome.

    A second decision with the same outcome leaves the day as it stands: the clocks count from it. A deferral is no
    decision yet and has no day.
    """
    outcome: str | None = decision.get("outcome")
    if not outcome:
        return {}
    found: dict[str, Any] = {"outcome": outcome}
    if outcome != DEFERRED and not (review.get("outcome") == outcome and review.get("decided_on")):
        found["decided_on"] = decision.get("decided_on")
    if stage := _stage_after(kind, review.get("status"), outcome):
        found["status"] = stage
    return {name: value for name, value in found.items() if review.get(name) != value}


def _stage_after(kind: ReviewType, status: str | None, outcome: str) -> str | None:
    """The stage of a review once it is decided; None where the decision says nothing of it."""
    undecided = status is None or status in NOT_DECIDED or status in ENDED
    if outcome in kind.ends_with and not moves_on(kind, outcome):
        return "not_progressed"
    if outcome == DEFERRED:
        return "scoping" if undecided else None
    if agrees(kind, outcome) and undecided:
        return "commissioned" if "terms" in kind.steps else "in_progress"
    return None


def decisions_followed(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """What decisions that `changes` add mean for reviews of which nothing is decided yet, whatever door they came by.

    Of several decisions on one review the latest counts. A review whose outcome the same change writes is left alone.
    """
    made: dict[int, Mapping[str, Any]] = {}
    for change in changes:
        if isinstance(change, Add) and change.table == DECISIONS and change.values.get("outcome"):
            number = change.values.get("review_id")
            if number is not None and _day(change.values) >= _day(made.get(number, {})):
                made[number] = change.values
    for change in changes:
        if isinstance(change, Add | Edit) and change.table == REVIEWS and "outcome" in change.values:
            made.pop(change.id or 0, None)
    more: list[Change] = []
    for number, review in stood(about, REVIEWS, list(made)).items():
        undecided = not (review["outcome"] or review["decided_on"])
        if undecided and (review["status"] is None or review["status"] in NOT_DECIDED):
            kind = about.profile.review_type(str(review["review_type"]))
            more.append(Edit(REVIEWS, number, follows_from(kind, review, made[number])))
    return more


def _day(decision: Mapping[str, Any]) -> dt.date:
    return decision.get("decided_on") or dt.date.min
