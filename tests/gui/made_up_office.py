"""A made-up office for the tests of pages: reviews, actions, learning, risks, meetings, all through office.write."""

import datetime as dt
from pathlib import Path
from typing import Any

from lif_desktop.office import Edit, Office, create_office
from lif_desktop.places import resources

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime.combine(TODAY, dt.time(10, 42))
PERSON = "Ann Officer"
Record = dict[str, Any]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


REVIEWS: tuple[Record, ...] = (
    {
        "review_type": "rapid_review",
        "pseudonym": "Child Rowan",
        "board": "children",
        "status": "sign_off",
        "notified_on": _day("2026-10-28"),
        "opened_on": _day("2026-10-28"),
        "referring_agency_id": 3,
    },
    {
        "review_type": "sar_mandatory",
        "pseudonym": "Adult Hazel",
        "board": "adults",
        "status": "in_progress",
        "decided_on": _day("2026-06-01"),
        "opened_on": _day("2026-05-18"),
        "referring_agency_id": 9,
    },
    {
        "review_type": "rapid_review",
        "pseudonym": "Child Wren",
        "board": "children",
        "status": "scoping",
        "notified_on": _day("2026-11-12"),
        "opened_on": _day("2026-11-12"),
        "themes": "neglect;was_not_brought",
        "summary": "A baby was brought to hospital with injuries that the account given does not explain.",
        "referring_agency_id": 4,
    },
    {
        "review_type": "practice_review",
        "pseudonym": "Child Ash",
        "board": "children",
        "status": "draft",
        "decided_on": _day("2026-07-15"),
        "opened_on": _day("2026-07-01"),
        "reviewer": "Independent author",
    },
    {
        "review_type": "domestic_homicide_review",
        "pseudonym": "Adult Birch",
        "board": "both",
        "status": "submitted",
        "opened_on": _day("2025-09-03"),
        "referring_agency_id": 31,
    },
    {
        "review_type": "multi_agency_review",
        "pseudonym": "Family Elm",
        "board": "children",
        "status": "in_progress",
        "opened_on": _day("2026-09-21"),
        "terms_agreed_on": _day("2026-10-14"),
    },
    {
        "review_type": "rapid_review",
        "pseudonym": "Child Oak",
        "board": "children",
        "status": "closed",
        "notified_on": _day("2026-02-02"),
        "opened_on": _day("2026-02-02"),
        "closed_on": _day("2026-06-30"),
        "submitted_on": _day("2026-02-20"),
        "signed_off_on": _day("2026-02-18"),
    },
    {
        "review_type": "single_agency_review",
        "pseudonym": "Child Fern",
        "board": "children",
        "opened_on": _day("2026-10-05"),
        "referring_agency_id": 9,
    },
    {"review_type": "peer_review", "board": "both", "opened_on": _day("2026-08-17"), "status": "in_progress"},
    {
        "review_type": "sar_discretionary",
        "pseudonym": "Adult Linden",
        "board": "adults",
        "status": "referral_received",
        "referred_on": _day("2026-11-16"),
        "opened_on": _day("2026-11-16"),
        "referring_agency_id": 5,
    },
)
ACTIONS: tuple[Record, ...] = (
    {
        "title": "Agree one escalation route for unexplained injuries in babies",
        "review_id": 1,
        "lead_agency_id": 9,
        "due_on": _day("2026-11-18"),
        "start_on": _day("2026-08-03"),
        "status": "in_progress",
    },
    {
        "title": "Brief health visitors on was-not-brought",
        "review_id": 1,
        "lead_agency_id": 10,
        "due_on": _day("2026-12-18"),
        "start_on": _day("2026-08-03"),
        "status": "in_progress",
    },
    {
        "title": "Check that supervision records show challenge",
        "review_id": 3,
        "lead_agency_id": 4,
        "due_on": _day("2027-01-29"),
        "start_on": _day("2026-11-20"),
        "status": "not_started",
    },
    {
        "title": "Share the pathway with general practice",
        "review_id": 7,
        "lead_agency_id": 12,
        "due_on": _day("2026-05-29"),
        "start_on": _day("2026-03-02"),
        "status": "complete",
        "completed_on": _day("2026-05-20"),
    },
)
LEARNING: tuple[Record, ...] = (
    {
        "title": "Injuries in babies who cannot move need a strategy discussion",
        "reviews": (1, 3),
        "identified_on": _day("2026-11-19"),
        "themes": "professional_curiosity",
    },
    {
        "title": "Missed appointments are a sign",
        "reviews": (7,),
        "identified_on": _day("2026-03-02"),
        "themes": "was_not_brought",
    },
)
RISKS: tuple[Record, ...] = (
    {
        "title": "Agency returns arrive too late for the panel",
        "inherent_likelihood": 4,
        "inherent_impact": 4,
        "next_review_on": _day("2026-12-04"),
        "status": "open",
    },
)
MEETINGS: tuple[Record, ...] = (
    {
        "group_key": "review_group",
        "title": "Review Group",
        "held_on": _day("2026-11-27"),
        "papers_due_on": _day("2026-11-20"),
        "venue": "Room 2",
    },
)
_ASKED = {"review_id": 3, "asked_on": _day("2026-11-13")}
RETURNS: tuple[Record, ...] = (
    {"kind": "agency_summary", "agency_id": 9, "due_on": _day("2026-11-25"), **_ASKED},
    {"kind": "agency_summary", "agency_id": 3, "due_on": _day("2026-11-20"), **_ASKED},
    {
        "kind": "chronology",
        "agency_id": 4,
        "due_on": _day("2026-11-25"),
        "received_on": _day("2026-11-18"),
        **_ASKED,
    },
)
REGISTERS = {
    "reviews": REVIEWS,
    "actions": ACTIONS,
    "learning": LEARNING,
    "risks": RISKS,
    "meetings": MEETINGS,
    "returns": RETURNS,
}


def make_office(folder: Path) -> Office:
    """An office at 23 November 2026, 10:42, with ten reviews and what hangs on them."""
    office = empty_office(folder)
    for key, rows in REGISTERS.items():
        changes = [change for values in rows for change in office.changes_for(key, None, values)]
        office.write(f"Added {len(rows)} records to {key}", changes, kind="import")
    extra = {"Ward": "Bramhall North", "Social worker told": "yes, by phone"}
    office.write("Brought columns along", [Edit("reviews", 3, {"extra": extra})], kind="import")
    return office


def empty_office(folder: Path) -> Office:
    """A new office at 23 November 2026, 10:42."""
    return create_office(folder / "office.lif", resources() / "framework", "stockport", PERSON, lambda: NOW)


def add(office: Office, key: str, **values: object) -> int:
    """A new record of a register; gives its number."""
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))
