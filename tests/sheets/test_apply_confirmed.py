"""What follows from some cells of a row never changes what its other cells say, so that the same file fits twice."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply
from tests.sheets.going_out import add
from tests.sheets.taking_in import actions, planned

D = dt.date
CASES = {
    "actions": (
        {"title": "Write to schools", "signed_off_on": D(2026, 3, 2)},
        {"signed_off_on": D(2026, 4, 2), "assurance_due_on": D(2027, 3, 2)},
    ),
    "risks": (
        {"title": "Late", "last_reviewed_on": D(2026, 3, 2), "review_every_months": 3, "next_review_on": D(2026, 6, 2)},
        {"last_reviewed_on": D(2026, 4, 2), "next_review_on": D(2026, 6, 2)},
    ),
    "returns": (
        {"agency_id": 1, "kind": "chronology", "asked_on": D(2026, 3, 2), "status": "sent"},
        {"received_on": D(2026, 4, 2), "status": "sent"},
    ),
    "reviews": (
        {"review_type": "rapid_review", "plan_signed_off_on": D(2026, 3, 2), "assurance_due_on": D(2027, 3, 2)},
        {"plan_signed_off_on": D(2026, 4, 2), "assurance_due_on": D(2027, 3, 2)},
    ),
}
"""Per register a record, and what a file says of it: one cell is new, the other says what stands there already."""


def _rows(office: Office, key: str, number: int, values: dict[str, Any]) -> list[list[Any]]:
    """The headings and the row of a file that has the record's own key and these values."""
    own, record = register(key), office.record(key, number)
    known = {field.key: field for field in own.fields}
    match = ("agency_id", "kind", "asked_on") if key == "returns" else own.match
    shown = {"agency_id": office.lookup.agency_name(1), "kind": office.lookup.label("return_kinds", "chronology")}
    cells = {name: shown.get(name, record[name]) for name in match} | values
    return [[known[name].label for name in cells], list(cells.values())]


@pytest.mark.parametrize("key", CASES)
def test_a_cell_that_says_what_stands_there_stays_as_the_file_says(office: Office, key: str) -> None:
    before, file = CASES[key]
    number = add(office, key, **before)
    plan = planned(office, key, *_rows(office, key, number, file))
    assert actions(plan) == ["change"]
    apply(office, plan)
    record = office.record(key, number)
    assert {name: record[name] for name in file} == file
    assert actions(planned(office, key, *_rows(office, key, number, file))) == ["same"]


def test_a_cell_that_the_file_does_not_have_follows_as_ever(office: Office) -> None:
    before, file = CASES["actions"]
    number = add(office, "actions", **before)
    rows = _rows(office, "actions", number, {"signed_off_on": file["signed_off_on"]})
    apply(office, planned(office, "actions", *rows))
    assert office.record("actions", number)["assurance_due_on"] == D(2027, 4, 2)
