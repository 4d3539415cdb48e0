"""Layouts that were taken in before, and columns that only their cells tell."""

import datetime as dt

import pytest

from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.content import field_by_content
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.plan import Plan
from tests.sheets.going_out import TODAY, add
from tests.sheets.taking_in import planned

HEAD = ("Was zu tun ist", "Wer", "Bemerkung", "Deadline")
ROW = ("Write to schools", "GMP", "soon", "13/3/26")
CHOSEN = Choices({"Was zu tun ist": "title", "Wer": "lead_agency_id", "Bemerkung": ""})


def told(plan: Plan) -> list[str]:
    return [f"{one.field.key if one.field else 'extra'} {one.how}" for one in plan.columns if one.place]


def test_a_layout_is_known_again_with_what_was_decided_about_it(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, ROW, agency="GMP", choices=CHOSEN))
    plan = planned(office, "actions", HEAD, ("Ask the leads", "GMP", "later", "14/4/26"), agency="GMP")

    assert told(plan) == ["title remembered", "lead_agency_id remembered", "extra remembered", "due_on alias"]
    assert plan.layout is not None
    assert str(plan.layout).startswith("This matches Greater Manchester Police, Actions, last used ")
    assert (plan.layout.alike, plan.layout.headings) == (4, 4)
    assert [row.action for row in plan.rows] == ["add"]


def test_the_layout_of_the_same_agency_counts_before_that_of_another(office: Office) -> None:
    other = Choices({"Was zu tun ist": "title", "Wer": "lead_role"})
    apply(office, planned(office, "actions", HEAD, ROW, agency="GMP", choices=CHOSEN))
    apply(office, planned(office, "actions", HEAD, ("Other", "Ann", "x", "15/3/26"), agency="Probation", choices=other))

    assert told(planned(office, "actions", HEAD, ROW, agency="GMP"))[1] == "lead_agency_id remembered"
    assert told(planned(office, "actions", HEAD, ROW, agency="Probation"))[1] == "lead_role remembered"


def test_a_file_that_shares_few_headings_is_another_layout(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, ROW, choices=CHOSEN))
    plan = planned(office, "actions", ("Action", "Deadline", "Ward", "School"), ("One", "13/3/26", "Ash", "St Ann"))

    assert plan.layout is None


def test_what_a_person_chooses_now_counts_before_what_was_decided(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, ROW, choices=CHOSEN))
    plan = planned(office, "actions", HEAD, ROW, choices=Choices({"Wer": "lead_role"}))

    assert told(plan)[:2] == ["title remembered", "lead_role remembered"]


def test_an_import_that_was_undone_teaches_nothing(office: Office) -> None:
    apply(office, planned(office, "actions", HEAD, ROW, choices=CHOSEN))
    office.undo()
    plan = planned(office, "actions", HEAD, ROW, choices=Choices({"Was zu tun ist": "title"}))

    assert plan.layout is None
    assert told(plan)[1] != "lead_agency_id remembered"


def test_a_column_is_known_by_what_stands_in_it_and_that_is_said(office: Office) -> None:
    rows = [(f"Step {n}", who, "sooner") for n, who in enumerate(("GMP", "Probation", "Stockport Homes"))]
    plan = planned(office, "actions", ("Action", "Wer", "Wann"), *rows)

    assert told(plan) == ["title heading", "lead_agency_id content", "extra unknown"]
    assert "“Wer” is read as Lead agency, because of what stands in it." in plan.notices


@pytest.mark.parametrize(
    ("key", "cells", "taken", "found"),
    [
        ("actions", ("Red", "Amber", "Green"), (), "brag"),
        ("actions", ("Red", "Red", "Red"), (), None),
        ("actions", ("Red", "Amber", "Green"), ("brag",), None),
        ("actions", ("Red", "Amber", "unsure"), (), None),
        ("actions", (dt.date(2026, 3, 3),) * 3, (), None),
        ("chronology", (dt.date(2026, 3, 3), dt.date(2026, 3, 4), dt.date(2026, 3, 5)), (), "happened_on"),
        ("chronology", ("3/3/26", "14/3/26", "15 March 2026"), (), "happened_on"),
        ("chronology", ("today", "tomorrow", "yesterday"), (), None),
        ("chronology", (45000, 45001, 45002), (), None),
        ("chronology", (dt.date(2026, 3, 3), dt.date(2026, 3, 4)), (), None),
        ("actions", ("A1", "A2", "A3"), (), None),
        ("actions", (None, None, None), (), None),
    ],
)
def test_only_cells_that_can_be_one_field_alone_name_it(
    office: Office, key: str, cells: tuple[object, ...], taken: tuple[str, ...], found: str | None
) -> None:
    field = field_by_content(register(key), cells, taken, office.lookup, TODAY)  # type: ignore[arg-type]
    assert (field.key if field is not None else None) == found


def test_references_of_the_register_are_known_in_a_column_of_any_name(office: Office) -> None:
    for number in range(3):
        add(office, "actions", title=f"Step {number}")
    refs = [row["ref"] for row in office.records("actions")]
    plan = planned(office, "actions", ("Nr", "Action"), *((ref, f"Step {n}") for n, ref in enumerate(refs)))

    assert told(plan) == ["ref content", "title heading"]
    assert [row.action for row in plan.rows] == ["same"] * 3
