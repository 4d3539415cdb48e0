"""The action plan of a domestic homicide review in the Home Office's columns: their words, and what stands in them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lif_desktop.framework.dates import show_date

Row = Mapping[str, Any]

COLUMNS = (
    "Recommendation", "Scope", "Action", "Lead agency", "Key milestones", "Target date",
    "Date of completion and outcome",
)  # fmt: skip
"""The headings of the Home Office's own template, in its order."""
_DOMESTIC = "domestic"


def has_home_office_plan(review_type: str) -> bool:
    """Whether the action plan of a type of review (its key) has the Home Office's columns."""
    return review_type.startswith(_DOMESTIC)


def who_leads(action: Row, agency: str) -> str:
    """Agency and role: who leads an action."""
    return ", ".join(part for part in (agency, action["lead_role"]) if part)


def key_milestones(updates: Iterable[Row]) -> str:
    """The updates on an action, the oldest first, a line for each with its day."""
    told = sorted(updates, key=lambda one: one["told_on"] or date.min)
    return "\n".join(f"{_day(one['told_on'])}{one['text']}" for one in told)


def completion_and_outcome(action: Row) -> str:
    """The day of completion and what came of it: evidence of effect, else of completion."""
    outcome = action["impact_evidence"] or action["evidence"] or ""
    return f"{_day(action['completed_on'])}{outcome}".removesuffix(": ")


def _day(day: date | None) -> str:
    return f"{show_date(day)}: " if day is not None else ""
