"""Which reviews a panel has before it: those that wait for a decision, run against a clock, or are under way."""

from collections.abc import Mapping
from typing import Any

from lif_desktop.framework.reported import concluded_on

Row = Mapping[str, Any]

OVER = frozenset({"closed", "not_progressed", "transferred"})
"""Statuses of a review that is behind us."""
NOT_DECIDED = frozenset({"referral_received", "scoping", "panel_decision"})
RAPID = frozenset({"rapid_review"})
COMMISSIONED = frozenset({"practice_review", "sar_mandatory", "sar_discretionary", "multi_agency_review"})
OTHERS_OWN = frozenset(
    {
        "domestic_homicide_review",
        "child_death_review",
        "mappa_review",
        "mental_health_homicide_review",
        "serious_further_offence",
        "national_review",
    }
)
"""Reviews that another body owns; the group is told of them (framework section 5 and appendix A)."""
OWN_AGENCY = frozenset({"single_agency_review", "peer_review"})
NOT_REFERRED = RAPID | OTHERS_OWN | OWN_AGENCY | {"external_lesson"}
"""Kinds that nobody decides on as a referral: they have a clock or an owner of their own, or are lessons only."""
FINISHED_ACTION = frozenset({"complete", "signed_off"})


def is_live(review: Row) -> bool:
    """Whether a review is not closed, transferred or left at the referral."""
    return not review["closed_on"] and review["status"] not in OVER


def is_finished(action: Row) -> bool:
    """Whether an action is complete or signed off."""
    return action["status"] in FINISHED_ACTION or (bool(action["completed_on"]) and not action["status"])


def waits_for_decision(review: Row) -> bool:
    """Whether a referral waits for the group to decide what kind of review it is to be."""
    waits = review["status"] in NOT_DECIDED and not review["decided_on"]
    return waits and is_live(review) and review["review_type"] not in NOT_REFERRED


def runs_against_its_clock(review: Row) -> bool:
    """Whether a rapid review is not with the national Panel yet."""
    return review["review_type"] in RAPID and is_live(review) and not review["submitted_on"]


def is_under_way(review: Row) -> bool:
    """Whether a commissioned review was decided on and its report is still to come."""
    if review["review_type"] not in COMMISSIONED or not is_live(review) or review["status"] in NOT_DECIDED:
        return False
    return concluded_on(review) is None


def is_before(panel: str | None, board: str | None) -> bool:
    """Whether a case of a board comes before a panel, by keys of panel_kinds and boards (framework 1.9).

    A case of both boards, or of none that is recorded, comes before each.
    """
    other = {"rapid_review": "adults", "adult_review": "children"}.get(panel or "")
    return other is None or board != other
