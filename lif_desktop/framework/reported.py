"""Where a learning point stands in the yearly reports: the year and what that report says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.dates import financial_year

Row = Mapping[str, Any]

ADULT_REVIEWS = frozenset({"sar_mandatory", "sar_discretionary"})
"""Reviews under section 44 of the Care Act 2014."""
CHILD_REVIEWS = frozenset({"rapid_review", "practice_review", "national_review"})
NOT_CONCLUDED = frozenset({"not_progressed", "transferred"})
_PARAGRAPH = "Care Act 2014 Schedule 2 paragraph 4(1)"


@dataclass(frozen=True)
class Place:
    """A place in the report of a financial year ("2026-27"), and why it stands there."""

    year: str
    words: str


def concluded_on(review: Row) -> date | None:
    """The day a review was concluded: signed off, else submitted, published or closed; none where it was dropped."""
    if review["status"] in NOT_CONCLUDED:
        return None
    for key in ("signed_off_on", "submitted_on", "published_on", "closed_on"):
        day: date | None = review[key]
        if day:
            return day
    return None


def places(
    point: Row, reviews: Sequence[Row], recommendations: Sequence[Row], measures: Sequence[Row]
) -> tuple[Place, ...]:
    """The places of a learning point in yearly reports, oldest year first.

    `reviews` are those it came from. What has no date stands in no report.
    """
    found = []
    if point["identified_on"]:
        found.append(_place(point["identified_on"], "learning of the year (framework 2.2)"))
    adults = any(review["review_type"] in ADULT_REVIEWS for review in reviews)
    for review in reviews:
        day, kind = concluded_on(review), review["review_type"]
        if day and kind in ADULT_REVIEWS:
            found.append(_place(day, f"findings of {review['ref']} ({_PARAGRAPH}(d))"))
        elif day and kind in CHILD_REVIEWS:
            found.append(_place(day, f"learning from {review['ref']} (Working Together)"))
    found += [
        _place(row["decided_on"], f"{row['ref']} not implemented, and why ({_PARAGRAPH}(g))")
        for row in recommendations
        if adults and row["decision"] == "not_implemented" and row["decided_on"]
    ]
    found += [
        _place(row["measured_on"], f"evidence of effect: {row['measure']}")
        for row in measures
        if row["measured_on"] and row["baseline"] is not None and row["result"] is not None
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda place: place.year))


def _place(day: date, words: str) -> Place:
    return Place(financial_year(day), words)
