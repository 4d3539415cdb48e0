"""Looking at the time a review takes and at its quality, as regulation 14 of SI 2018/789 asks: when the next is due."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import Rule, due_on
from lif_desktop.framework.workdays import WorkingDays

LOOKED_AT = frozenset({"practice_review"})
"""The kinds of review to which the regulation applies."""
_ENDED = ("submitted_on", "signed_off_on", "published_on", "closed_on")


def next_look(
    review: Mapping[str, Any], looks: Iterable[date | None], rule: Rule | None, calendar: WorkingDays
) -> date | None:
    """The day by which time and quality are to be looked at again: counted from the last look, or from the decision.

    None for other kinds of review, where `rule` is off, where nothing is dated, and once the report is finished.
    """
    if rule is None or review["review_type"] not in LOOKED_AT or any(review[name] for name in _ENDED):
        return None
    since = max(filter(None, looks), default=review["decided_on"] or review["opened_on"])
    return due_on(rule, since, calendar) if since else None
