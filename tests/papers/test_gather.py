"""What papers ask of the records: names, how a review stands, and what belongs to its findings."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.framework.status import Status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.changes import Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import PaperError, gather
from lif_desktop.papers.gather import Records
from tests.papers.made_up_office import TODAY, D, made_up_office

DAYS = (
    "referred_on",
    "opened_on",
    "notified_on",
    "decided_on",
    "signed_off_on",
    "submitted_on",
    "published_on",
    "closed_on",
)


def review(status: str = "in_progress", **days: dt.date) -> dict[str, Any]:
    """A review with those days and no others."""
    return {"status": status, **dict.fromkeys(DAYS), **days}


@pytest.fixture(scope="module")
def records(office: Office) -> Records:
    return Records(office, TODAY)


@pytest.mark.parametrize(
    ("held", "day"),
    [
        (review(), None),
        (review(submitted_on=D(2026, 1, 2), published_on=D(2026, 5, 1)), D(2026, 1, 2)),
        (review(submitted_on=D(2026, 1, 2), signed_off_on=D(2026, 1, 9)), D(2026, 1, 9)),
        (review(published_on=D(2026, 5, 1), closed_on=D(2026, 6, 1)), D(2026, 5, 1)),
        (review(closed_on=D(2026, 6, 1)), D(2026, 6, 1)),
        (review("not_progressed", closed_on=D(2026, 6, 1)), None),
        (review("transferred", submitted_on=D(2026, 6, 1)), None),
    ],
)
def test_a_review_is_concluded_when_signed_off_or_else_submitted_published_or_closed(
    held: dict[str, Any], day: dt.date | None
) -> None:
    assert gather.concluded_on(held) == day


@pytest.mark.parametrize(
    ("held", "day"),
    [
        (review(), None),
        (review(decided_on=D(2026, 3, 1)), D(2026, 3, 1)),
        (review(opened_on=D(2026, 2, 1), notified_on=D(2026, 1, 1)), D(2026, 2, 1)),
        (review(referred_on=D(2026, 2, 2), opened_on=D(2026, 2, 1)), D(2026, 2, 2)),
    ],
)
def test_a_review_comes_in_when_it_is_referred_or_else_opened_notified_or_decided(
    held: dict[str, Any], day: dt.date | None
) -> None:
    assert gather.begun_on(held) == day


def test_a_review_is_live_until_it_is_closed_transferred_or_left() -> None:
    assert gather.is_live(review())
    assert not gather.is_live(review(closed_on=D(2026, 1, 1)))
    assert not any(gather.is_live(review(status)) for status in ("closed", "not_progressed", "transferred"))


@pytest.mark.parametrize(
    ("status", "completed", "finished"),
    [
        ("complete", None, True), ("signed_off", None, True), ("in_progress", D(2026, 1, 1), False),
        (None, D(2026, 1, 1), True), (None, None, False), ("not_progressing", None, False),
    ],
)  # fmt: skip
def test_an_action_is_finished_by_its_status_or_without_one_by_its_date(
    status: str | None, completed: dt.date | None, finished: bool
) -> None:
    assert gather.is_finished({"status": status, "completed_on": completed}) is finished


def test_lateness_is_counted_in_working_days_and_a_weekend_is_none() -> None:
    calendar = WorkingDays()
    assert gather.days_late(D(2026, 11, 20), D(2026, 11, 23), calendar) == "1 working day late"
    assert gather.days_late(D(2026, 4, 2), D(2026, 4, 14), calendar) == "6 working days late"
    assert gather.days_late(D(2026, 11, 20), D(2026, 11, 20), calendar) == ""
    assert gather.days_late(D(2026, 11, 20), D(2026, 11, 19), calendar) == ""
    assert gather.days_late(D(2026, 11, 20), D(2026, 11, 21), calendar) == ""


def test_a_record_is_found_however_its_reference_is_written(records: Records) -> None:
    assert records.named("reviews", "rr-2026-001")["pseudonym"] == "Child Wren"
    assert records.named("reviews", " RR 2026 001 ")["pseudonym"] == "Child Wren"
    with pytest.raises(PaperError, match=r"Nothing in the register of reviews has the reference “RR-2026-999”"):
        records.named("reviews", "RR-2026-999")


def test_a_record_in_the_bin_is_not_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    records = Records(office, TODAY)
    monkeypatch.setattr(records, "_read", lambda _key: [])
    with pytest.raises(PaperError, match="Nothing in the register"):
        records.named("reviews", "RR-2026-001")


def test_each_register_is_read_once(office: Office) -> None:
    records, asked = Records(office, TODAY), []
    read: Callable[[str], list[dict[str, Any]]] = office.records

    def count(key: str) -> list[dict[str, Any]]:
        asked.append(key)
        return read(key)

    records._read = count
    assert records.rows("reviews") is records.rows("reviews")
    records.lines("milestones", "review_id", 1)
    records.lines("milestones", "review_id", 2)
    assert asked == ["reviews", "milestones"]


def test_names_are_those_of_the_office(records: Records) -> None:
    assert records.label("boards", "both") == "Children and adults"
    assert records.label("boards", None) == ""
    assert records.labels("themes", "neglect;voice") == ["Neglect", "Voice of the child or adult"]
    assert records.labels("themes", None) == []
    assert records.agency(None) == ""
    action = next(row for row in records.rows("actions") if row["lead_role"])
    assert records.owner(action) == "Greater Manchester Police\nDetective inspector"
    assert records.case({"ref": "RR-1", "pseudonym": None}) == "RR-1"


def test_the_partnership_is_the_one_that_the_office_set(office: Office, records: Records) -> None:
    assert records.partnership == office.setting("partnership")


def test_live_reviews_are_those_of_the_kinds_in_order_of_reference(records: Records) -> None:
    assert [row["ref"] for row in records.live_reviews(gather.RAPID)] == ["RR-2026-001", "RR-2026-002"]
    assert records.live_reviews(()) == []


def test_the_clock_of_a_review_is_the_last_milestone_of_its_own_event(records: Records) -> None:
    wren = records.named("reviews", "RR-2026-001")
    clock = records.clock(wren)
    assert clock is not None
    assert (clock["key"], clock["number"], clock["due_on"]) == ("rr_report", 15, D(2026, 12, 3))
    assert records.clock(records.named("reviews", "DHR-2026-001")) is None


def test_findings_and_what_was_done_about_them_are_found_by_every_way_that_leads_there(records: Records) -> None:
    birch = records.named("reviews", "SAR-2024-001")
    assert [row["ref"] for row in records.findings([birch])] == ["LP-2025-001"]
    assert [row["ref"] for row in records.recommendations([birch])] == ["REC-2025-001", "REC-2025-002"]
    assert [row["ref"] for row in records.actions_for([birch])] == ["ACT-2025-001", "ACT-2025-002"]
    assert records.actions_for([records.named("reviews", "RR-2026-001")]) == []


def test_dates_in_words_and_the_words_for_none() -> None:
    assert gather.on(D(2026, 3, 3)) == "3 March 2026"
    assert gather.on(None) == "no date yet"
    assert gather.on(None, "to be set") == "to be set"


def test_a_paper_names_the_day_of_what_is_due_today(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "office.lif")
    assert Records(office, TODAY).due(TODAY) == Status("amber", "Due 23 November 2026")
    action = office.records("actions")[0]
    office.write("Today", [Edit("actions", action["id"], {"due_on": TODAY, "status": "in_progress", "brag": None})])
    row = next(row for row in Records(office, TODAY).rows("actions") if row["id"] == action["id"])
    assert row["state"].word == "Due 23 November 2026"
    office.close()
