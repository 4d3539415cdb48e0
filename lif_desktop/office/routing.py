"""The way from one review to another of a different type: linked both ways, with what both have in common."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lif_desktop.framework.criteria import answers_of, pointing
from lif_desktop.framework.parts import ReviewType
from lif_desktop.framework.pathway import ENDED, NAMES
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.decided import REVIEWS
from lif_desktop.office.deciding import GridLine, answer_changes, grid
from lif_desktop.office.office import Office
from lif_desktop.office.pathway import CAME_FROM
from lif_desktop.registers.review_lines import ReviewLink

LINKS = ReviewLink.__tablename__
_CARRIED = (
    "pseudonym",
    "age_band",
    "themes",
    "referring_agency_id",
    "agency_reference",
    "lead_officer",
    "incident_on",
    "aware_on",
    "summary",
    "immediate_action",
    "legal_hold",
    "marking",
)
"""What a review that comes of another one takes over from it."""

_LEARNING = ("multi_agency_review", "single_agency_review")
"""The types that another kind of learning review can be."""


def routes_from(office: Office, review: int) -> list[ReviewType]:
    """The types that a review can lead to, those that its outcome and its answers point to first."""
    record = office.record("reviews", review)
    own = str(record["review_type"])
    criteria = [one for kind in office.profile.review_types for one in kind.criteria]
    answers = answers_of(office.records("criteria", review), criteria)
    pointed = [found.route.leads_to for found in pointing(office.profile.routes_from(own), answers)]
    outcome = str(record["outcome"])
    named = [NAMES[outcome]] if outcome in NAMES else list(_LEARNING) if outcome == "other_review" else []
    first = [*named, *pointed]
    kinds = [kind for kind in office.profile.review_types if kind.key != own]
    return sorted(kinds, key=lambda kind: first.index(kind.key) if kind.key in first else len(first))


def route_changes(office: Office, review: int, to: str) -> list[Change]:
    """A new review of type `to` that comes of this one: linked both ways, with what both have in common.

    Its criteria take the answers that both types ask. A practice review that was agreed in a rapid review counts as
    agreed on that day. The old review is transferred where its type ends with this outcome.
    """
    record = office.record("reviews", review)
    kind, other = (office.profile.review_type(key) for key in (str(record["review_type"]), to))
    number = office.reserve(REVIEWS)
    values = {name: record[name] for name in _CARRIED if record[name] is not None}
    board = record["board"] if other.board == "both" else other.board
    opened = values | {"review_type": to, "board": board, "opened_on": office.today()} | _begun(record, other)
    changes: list[Change] = [Add(REVIEWS, opened, number), *_answers_carried(office, review, number, other)]
    changes.append(Add(LINKS, _link(review, number, f"Led to {_lowered(other.label)}")))
    changes.append(Add(LINKS, _link(number, review, f"{CAME_FROM} {_lowered(kind.label)}")))
    if record["outcome"] in kind.ends_with and record["status"] not in ENDED:
        changes.append(Edit(REVIEWS, review, {"status": "transferred"}, record["version"]))
    return changes


def _begun(record: Mapping[str, Any], other: ReviewType) -> dict[str, Any]:
    """How far a review is that comes of another: agreed already, or referred on the day of the decision."""
    day, referred = record["decided_on"], record["referred_on"]
    if NAMES.get(str(record["outcome"])) == other.key:
        return {"referred_on": referred, "decided_on": day, "outcome": "review_agreed", "status": "commissioned"}
    return {"referred_on": day or referred, "status": "referral_received"}


def _answers_carried(office: Office, review: int, number: int, other: ReviewType) -> list[Change]:
    asked = [GridLine(one.text, one.source, None, None, one) for one in other.criteria]
    known = {line.criterion.key: line for line in grid(office, review) if line.criterion is not None}
    after = [
        replace(line, answer=known[key].answer, evidence=known[key].evidence)
        if line.criterion is not None and (key := line.criterion.key) in known
        else line
        for line in asked
    ]
    return answer_changes(number, asked, after)


def _link(review: int, other: int, reason: str) -> dict[str, Any]:
    return {"review_id": review, "other_review_id": other, "reason": reason}


def _lowered(label: str) -> str:
    """A label within a sentence; "MAPPA serious case review" keeps its capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
