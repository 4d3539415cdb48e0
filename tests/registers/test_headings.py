"""Headings that councils write in their own trackers, and the fields that they are known by."""

import pytest

from lif_desktop.registers import register
from lif_desktop.sheets.header import find_table
from lif_desktop.sheets.match import Choices, Vocabulary, match_columns
from lif_desktop.sheets.raw import Merge, RawSheet


@pytest.mark.parametrize(
    ("key", "heading", "field"),
    [
        ("actions", "What needs to happen", "title"),
        ("actions", "What needs to be done", "title"),
        ("actions", "Date closed", "completed_on"),
        ("actions", "Closed on", "completed_on"),
        ("reviews", "Date referral rec'd", "referred_on"),
        ("reviews", "Date of death / harm", "incident_on"),
        ("reviews", "Alias", "pseudonym"),
    ],
)
def test_a_heading_finds_its_field(key: str, heading: str, field: str) -> None:
    (column,) = match_columns(register(key), [heading], [1], Choices(), ())
    assert column.field is not None
    assert column.field.key == field


def test_a_group_over_the_headings_keeps_none_of_them_from_its_field() -> None:
    rows = (
        ("Action", None, "Timescale", None),
        ("No.", "What needs to happen", "By when", "Date closed"),
        ("A001", "Refresh the toolkit", "3 March 2026", "4 March 2026"),
    )
    sheet = RawSheet("Tracker", rows, merged=(Merge(1, 1, 1, 2), Merge(1, 3, 1, 4)))
    table = find_table(sheet, Vocabulary(register("actions")).knows)
    assert table is not None
    assert table.headings[1:] == ("What needs to happen", "By when", "Date closed")
