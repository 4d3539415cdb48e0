"""Self-check: what the records lack that the framework asks for. Pure functions over plain rows."""

from lif_desktop.framework.selfcheck import assurance, clocks, learning, office, plan, reviews
from lif_desktop.framework.selfcheck.parts import FINISHED, Check, Desk, Gap, Row, Tables

__all__ = ["CHECKS", "FINISHED", "NEEDED", "Check", "Desk", "Gap", "Row", "Tables", "gaps"]

CHECKS: tuple[Check, ...] = (
    *clocks.CHECKS,
    *reviews.CHECKS,
    *plan.CHECKS,
    *learning.CHECKS,
    *assurance.CHECKS,
    *office.CHECKS,
)
"""In the order in which they are shown: what an Act asks for first, the office's own housekeeping last."""

NEEDED = (
    "reviews",
    "milestones",
    "decisions",
    "criteria",
    "progress_checks",
    "actions",
    "recommendations",
    "learning",
    "dissemination",
    "embedding",
    "audits",
    "risks",
    "risk_scores",
    "training",
    "evaluations",
    "performance",
    "indicator_values",
    "voices",
    "meetings",
    "agenda_items",
    "minute_lines",
    "agencies",
    "contacts",
    "returns",
)
"""The registers whose rows the checks look at."""


def gaps(tables: Tables, desk: Desk) -> tuple[Gap, ...]:
    """Everything that the checks find, in their order."""
    return tuple(gap for check in CHECKS for gap in check.find(tables, desk))
