"""Registers as comma-separated text and as JSON."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS
from lif_desktop.sheets.plain import write_csv, write_json
from lif_desktop.sheets.saving import SheetError
from tests.sheets.going_out import add, fill, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_is_headed_like_the_tracker_with_words_and_iso_dates(office: Office, tmp_path: Path) -> None:
    add(
        office, "actions", title="Brief the teams", lead_agency_id=3, due_on=dt.date(2026, 11, 18), status="in_progress"
    )
    path = write_csv(office, "actions", tmp_path / "actions.csv")
    (row,) = rows_of(path)
    assert list(row)[:3] == ["Reference", "Version", "Action"]
    assert (row["Due"], row["Status"], row["Lead agency"]) == ("2026-11-18", "In progress", "Greater Manchester Police")
    assert row["State"] == "Overdue by 3 working days"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5 degrees", "@SUM(A1)"])
def test_text_like_a_formula_begins_with_a_tab_in_csv(office: Office, tmp_path: Path, text: str) -> None:
    add(office, "actions", title=text)
    assert rows_of(write_csv(office, "actions", tmp_path / "a.csv"))[0]["Action"] == f"\t{text}"


def test_numbers_below_nought_stay_numbers_in_csv(office: Office, tmp_path: Path) -> None:
    indicator = add(office, "performance", title="Change in referrals")
    add(office, "indicator_values", indicator_id=indicator, period_end_on=dt.date(2026, 9, 30), value=-4.5)
    assert rows_of(write_csv(office, "indicator_values", tmp_path / "v.csv"))[0]["Value"] == "-4.5"


def test_json_is_a_list_of_objects_by_field(office: Office, tmp_path: Path) -> None:
    from lif_desktop.office.changes import Edit

    first = add(
        office,
        "reviews",
        review_type="rapid_review",
        legal_hold=True,
        notified_on=dt.date(2026, 11, 12),
        pseudonym="=Wren",
    )
    second = add(office, "reviews", review_type="sar_mandatory")
    number = add(office, "learning", title="See the child", reviews=(first, second), themes="neglect;voice")
    office.write("Extras", [Edit("learning", number, {"extra": {"Box file": "B12"}})])
    reviews = json.loads(write_json(office, "reviews", tmp_path / "r.json").read_text("utf-8"))
    (learning,) = json.loads(write_json(office, "learning", tmp_path / "l.json").read_text("utf-8"))
    assert [one["ref"] for one in reviews] == ["RR-2026-001", "SAR-2026-001"]
    assert reviews[0]["review_type"] == "Child rapid review"
    assert (reviews[0]["legal_hold"], reviews[0]["notified_on"], reviews[0]["pseudonym"]) == (
        True,
        "2026-11-12",
        "=Wren",
    )
    assert reviews[1]["notified_on"] is None
    assert reviews[0]["state"] == "Due this week"
    assert learning["reviews"] == ["RR-2026-001", "SAR-2026-001"]
    assert learning["themes"] == ["Neglect", "Voice of the child or adult"]
    assert (learning["extra"], learning["version"]) == ({"Box file": "B12"}, 2)


def test_every_register_goes_out_both_ways(office: Office, tmp_path: Path) -> None:
    fill(office)
    for own in REGISTERS:
        data = json.loads(write_json(office, own.key, tmp_path / "x.json").read_text("utf-8"))
        lines = rows_of(write_csv(office, own.key, tmp_path / "x.csv"))
        assert len(data) == len(lines) >= 2, own.key
        assert {one.key for one in own.fields} <= data[-1].keys(), own.key


def test_a_folder_that_is_not_there_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="There is no folder"):
        write_csv(office, "actions", tmp_path / "nowhere" / "a.csv")
