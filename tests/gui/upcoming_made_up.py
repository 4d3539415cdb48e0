"""A made-up Monday for the tests of Home: six things due, three clocks, five kinds of gap."""

from datetime import date

from lif_desktop.framework.selfcheck import Gap
from lif_desktop.framework.status import Status
from lif_desktop.office.due_items import DueItem
from lif_desktop.office.upcoming import Awaited, ClockItem, GapCount, MeetingItem, Upcoming

TODAY = date(2026, 11, 23)
RED, AMBER, GREEN = Status("red", "Overdue"), Status("amber", "Due today"), Status("green", "On track")

DUE = (
    DueItem(
        "actions", 117, "ACT-2026-117", "Revise the referral form", "Greater Manchester Police", date(2026, 11, 16), RED
    ),
    DueItem(
        "reviews",
        4,
        "RR-2026-004",
        "Rapid review report to the National Panel",
        "15 working days from 30 October 2026",
        date(2026, 11, 20),
        RED,
    ),
    DueItem(
        "reviews",
        8,
        "SAR-2026-002",
        "Chronology from Pennine Care",
        "chased 16 November 2026, no answer yet",
        date(2026, 11, 23),
        AMBER,
        "returns",
    ),
    DueItem(
        "meetings",
        2,
        "MTG-2026-011",
        "Panel: papers",
        "for the meeting on 2 December 2026",
        date(2026, 11, 25),
        Status("amber", "Due this week"),
    ),
    DueItem("audits", 5, "S11-2026-001", "Section 11 audit", "", date(2026, 12, 4), GREEN),
    DueItem(
        "learning",
        19,
        "LP-2026-019",
        "Hear the father",
        "an audit is to show that it has stuck",
        date(2026, 12, 11),
        GREEN,
    ),
)
CLOCKS = (
    ClockItem(
        "reviews",
        4,
        "RR-2026-004",
        "Child Rowan",
        16,
        15,
        "working day",
        date(2026, 11, 20),
        RED,
        "Overdue by 1 working day, was due 20 November 2026",
    ),
    ClockItem(
        "reviews",
        5,
        "RR-2026-005",
        "Child Wren",
        7,
        15,
        "working day",
        date(2026, 12, 3),
        GREEN,
        "Working day 7 of 15, due 3 December 2026",
    ),
    ClockItem(
        "reviews",
        8,
        "SAR-2026-002",
        "Adult Hazel",
        11,
        26,
        "week",
        date(2027, 3, 4),
        AMBER,
        "Week 11 of 26, due 4 March 2027, extended",
    ),
)


def _gap(check: str, count: int, says: str) -> GapCount:
    gaps = tuple(
        Gap(check, "actions", n, f"ACT-2026-{n:03}", "evidence", f"ACT-2026-{n:03}: {says}.")
        for n in range(1, count + 1)
    )
    return GapCount(check, count, says, gaps, "Framework 2.1")


GAPS = (
    _gap("recommendation_without_action", 4, "recommendations with no action"),
    _gap("closed_without_evidence", 3, "actions closed without evidence"),
    _gap("review_without_voice", 3, "reviews with no voice recorded"),
    _gap("not_embedded", 2, "learning not embedded after 6 months"),
    _gap("risk_past_review", 2, "risks past their review date"),
)
COUNTS = {
    "reviews": "12, 2 overdue",
    "audits": "7",
    "risks": "18",
    "training": "4",
    "learning": "23",
    "actions": "41, 6 overdue",
    "meetings": "2",
    "voices": "",
    "performance": "",
    "agencies": "",
}


AWAITED = Awaited(5, 2, ("Public Health", "Pennine Care", "Stockport Homes"))
MEETINGS = (
    MeetingItem(2, "MTG-2026-011", "Review Group", date(2026, 12, 2), date(2026, 11, 25), Status("amber", "Due soon")),
    MeetingItem(3, "MTG-2026-012", "Safeguarding Executives", date(2026, 12, 9), None, Status("none", "No due date")),
)


def upcoming(due: tuple[DueItem, ...] = DUE) -> Upcoming:
    """The made-up day."""
    return Upcoming(TODAY, date(2026, 12, 14), due, CLOCKS, GAPS, COUNTS, AWAITED, MEETINGS)
