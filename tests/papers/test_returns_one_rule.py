"""A return that is in by its accepted day or its status alone is in at every door: Home, gaps, matrix, papers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.framework.audit_year import schedule
from lif_desktop.office import Edit, Office
from lif_desktop.office.chasing import chases
from lif_desktop.office.pathway import facts_of
from lif_desktop.office.return_requests import requests
from lif_desktop.office.returns_asked import matrix, scope_of
from lif_desktop.office.upcoming import all_gaps, upcoming
from lif_desktop.papers.gather import Records
from lif_desktop.papers.handover_people import people, returns_awaited
from tests.gui.made_up_office import TODAY, empty_office

POLICE, LATE = 3, dt.date(2026, 11, 20)
RETURN = {"agency_id": POLICE, "asked_on": dt.date(2026, 11, 2), "due_on": LATE}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = empty_office(tmp_path)
    review = {"review_type": "rapid_review", "pseudonym": "Child Wren", "notified_on": dt.date(2026, 11, 2)}
    made.write("A review", made.changes_for("reviews", None, review))
    made.write("A return", made.changes_for("returns", None, {"kind": "agency_summary", "review_id": 1, **RETURN}))
    yield made
    made.close()


def waited_for(office: Office) -> dict[str, bool]:
    """At each door, whether the return of the police is awaited."""
    found = upcoming(office)
    records = Records(office, office.today())
    agency = next(row for row in office.records("agencies") if row["id"] == POLICE)
    review = matrix(office, scope_of(office, "reviews", 1))
    facts = facts_of(office, 1)
    return {
        "Home, due": any(item.field == "returns" for item in found.due),
        "Home, awaited": found.awaited.count == 1,
        "Home, overdue": found.awaited.overdue == 1,
        "self-check": any(gap.check == "agency_without_contact" for gap in all_gaps(office)),
        "list of agencies": agency["awaited"] == 1,
        "state of the return": office.records("returns")[0]["state"].word.startswith("Overdue"),
        "returns of the review": [cell.agency for cell in review.waiting] == [POLICE],
        "all returns": requests(office).asked[0].awaited == 1,
        "pathway": facts.returns_in < facts.returns_asked,
        "chase": [chase.agency for chase in chases(office)] == [POLICE],
        "handover, returns": bool(returns_awaited(records).rows),
        "handover, people": bool(people(records, found).rows),
    }


def test_a_return_that_was_asked_for_is_awaited_at_every_door(office: Office) -> None:
    missed = [door for door, waits in waited_for(office).items() if not waits]
    assert missed == []


@pytest.mark.parametrize(
    "came",
    [{"accepted_on": TODAY}, {"accepted_on": TODAY, "status": "sent"}, {"received_on": TODAY}, {"status": "received"}],
)
def test_a_return_that_is_in_is_awaited_at_no_door(office: Office, came: dict[str, Any]) -> None:
    office.write("In", [Edit("agency_returns", 1, came)])
    still = [door for door, waits in waited_for(office).items() if waits]
    assert still == []


def test_a_return_that_was_sent_on_no_day_noted_is_awaited_too(office: Office) -> None:
    office.write("No day", [Edit("agency_returns", 1, {"asked_on": None, "status": "sent"})])
    assert [door for door, waits in waited_for(office).items() if not waits] == []
    (item,) = (item for item in upcoming(office).due if item.field == "returns")
    assert item.why == "asked on a day that was not noted"


def test_the_yearly_schedule_counts_by_the_same_rule(office: Office) -> None:
    kind = office.profile.audit_type("single_agency")
    row = {"kind": kind.return_kind, "year": "2026-27", "agency_id": POLICE, "status": "accepted"}
    office.write("A schedule", office.changes_for("returns", None, row))
    found = schedule(office.records("returns"), kind, "2026-27")
    assert (found.asked, found.received, found.asked_on) == (1, 1, None)
