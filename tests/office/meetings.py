"""A made-up office with meetings of one group, for the tests of agendas and minutes."""

import datetime as dt
from typing import Any

from lif_desktop.office import Office
from lif_desktop.office.changes import Batch

D = dt.date
HELD = D(2026, 11, 10)
COUNCIL, ICB, POLICE, SOCIAL_CARE, TRUST = 1, 2, 3, 4, 9


def add(office: Office, key: str, **values: Any) -> int:
    """A new record of a register; gives its number."""
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def meeting(office: Office, day: dt.date, **values: Any) -> int:
    """A meeting of the Review Group on that day."""
    return add(office, "meetings", **{"group_key": "review_group", "held_on": day, "starts": "13:30"} | values)


def item(office: Office, number: int, position: int, words: str, **values: Any) -> int:
    """An item of an agenda."""
    return add(office, "agenda_items", meeting_id=number, position=position, item=words, **values)


def seat(office: Office, number: int, agency: int, mark: str | None = "present", **values: Any) -> int:
    """A seat at a meeting."""
    return add(office, "attendance", meeting_id=number, agency_id=agency, present=mark, **{"role": "Lead"} | values)


def review(office: Office, **values: Any) -> int:
    """A review; a referral of an adult that waits for a decision, unless it is said otherwise."""
    usual = {"review_type": "sar_mandatory", "pseudonym": "Adult Hazel", "board": "adults", "status": "panel_decision"}
    return add(office, "reviews", **usual | values)


def of(office: Office, key: str, number: int) -> dict[str, Any]:
    """A record as it stands."""
    return office.record(key, number)


def ready(office: Office, day: dt.date = HELD, **values: Any) -> int:
    """A meeting that was held and can be finalised: three partners there, one item discussed."""
    number = meeting(office, day, **values)
    for agency in (SOCIAL_CARE, ICB, POLICE):
        seat(office, number, agency)
    item(office, number, 1, "Welcome", outcome="discussed")
    return number


def wrote(batch: Batch | None) -> Batch:
    """What was written; fails where nothing was."""
    assert batch is not None
    return batch
