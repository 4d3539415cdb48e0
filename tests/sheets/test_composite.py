"""The composite action plan: every recommendation and action, in order, summed up, and back through the import."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from lif_desktop.office import Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.composite import Layout, write_composite
from lif_desktop.sheets.outgoing import DECISION, FINDING, SOURCE, TOLD
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.tracker import Profile
from tests.sheets.going_out import TODAY, add, fill


@pytest.fixture
def planned(office: Office) -> Office:
    """Two reviews and an audit, three recommendations of which one has no action, and actions from everywhere."""
    dhr = add(office, "reviews", review_type="domestic_homicide_review", pseudonym="Adult Alder", board="adults")
    rapid = add(office, "reviews", review_type="rapid_review", pseudonym="Child Wren")
    audit = add(office, "audits", audit_type="section_11", title="Schools")
    point = add(office, "learning", title="See the child alone", reviews=(rapid,))
    accepted = add(
        office, "recommendations", text="Brief every team", learning_id=point, review_id=rapid, decision="accepted"
    )
    add(office, "recommendations", text="Buy a new system", review_id=rapid, decision="not_implemented", reason="Cost")
    home = add(office, "recommendations", text="Ask about abuse", review_id=dhr, decision="accepted")
    day = dt.date(2026, 12, 1)
    police = {"lead_agency_id": 3, "lead_role": "Superintendent"}
    add(
        office,
        "actions",
        title="Later",
        recommendation_id=accepted,
        review_id=rapid,
        due_on=day.replace(day=20),
        **police,
    )
    begun = {"status": "in_progress", "latest_update": "Half of them"}
    add(office, "actions", title="First", recommendation_id=accepted, due_on=day, **begun, **police)
    add(
        office,
        "actions",
        title="Ask",
        recommendation_id=home,
        due_on=day,
        completed_on=day,
        impact_evidence="=They ask",
    )
    add(office, "actions", title="Late", audit_id=audit, due_on=dt.date(2026, 11, 2), lead_agency_id=4)
    add(office, "actions", title="From learning", learning_id=point)
    add(office, "actions", title="From nowhere")
    return office


def book(office: Office, folder: Path, profile: Profile = "working", layout: Layout = "plan") -> Workbook:
    return load_workbook(write_composite(office, folder / "plan.xlsx", profile, layout, TODAY))


def rows(found: Workbook, name: str, head: int = 1) -> list[dict[str, Any]]:
    listed = list(found[name].iter_rows(min_row=head, values_only=True))
    return [dict(zip(listed[0], one, strict=True)) for one in listed[1:]]


def test_each_action_stands_under_its_source_by_due_day(planned: Office, tmp_path: Path) -> None:
    found = rows(book(planned, tmp_path), "Action plan")
    assert [(one[SOURCE], one["Action"]) for one in found] == [
        ("DHR-2026-001, Adult Alder", "Ask"),
        ("RR-2026-001, Child Wren", "First"),
        ("RR-2026-001, Child Wren", "Later"),
        ("RR-2026-001, Child Wren", "From learning"),
        ("RR-2026-001, Child Wren", None),
        ("S11-2026-001, Schools", "Late"),
        ("No source recorded", "From nowhere"),
    ]


def test_what_was_asked_what_was_decided_and_how_it_stands_are_beside_it(planned: Office, tmp_path: Path) -> None:
    found = {one["Action"]: one for one in rows(book(planned, tmp_path), "Action plan")}
    first = found["First"]
    assert (first[FINDING], first[DECISION]) == ("REC-2026-001: Brief every team", "Accepted")
    assert (first["Lead agency"], first["Lead role"]) == ("Greater Manchester Police", "Superintendent")
    assert (first["Latest update"], first[TOLD].date()) == ("Half of them", TODAY)
    assert found["Late"]["State"] == "◆ Overdue by 15 working days"
    assert found["From learning"][FINDING] == "LP-2026-001: See the child alone"
    assert found[None][DECISION] == "Not to be implemented: Cost"
    assert {found[None][key] for key in ("Reference", "Version", "Due", "Status")} == {None}


def test_it_is_a_tracker_with_filter_drop_downs_and_colours(planned: Office, tmp_path: Path) -> None:
    whole = book(planned, tmp_path)
    sheet = whole["Action plan"]
    assert whole.sheetnames == ["Action plan", "By agency", "By source", "Lists"]
    (table,) = sheet.tables.values()
    assert (table.ref.split(":")[0], sheet.freeze_panes, sheet["A1"].value) == ("A1", "B2", "Reference")
    assert len(sheet.data_validations.dataValidation) == 2
    assert any(rule.type == "beginsWith" for area in sheet.conditional_formatting for rule in area.rules)
    assert sheet.oddHeader.center.text.endswith("Composite action plan")


def test_it_comes_back_without_a_change(planned: Office, tmp_path: Path) -> None:
    fill(planned)
    path = write_composite(planned, tmp_path / "plan.xlsx")
    plan = make_plan(planned, path, "actions")
    said = [str(one) for one in plan.problems]
    assert (said, dict(plan.counts)) == ([], {"same": len(planned.rows("actions").rows)})
    assert [column.heading for column in plan.columns if column.extra] == []
    assert any("left out, with nothing in any column that is read" in one for one in plan.notices)
    assert apply(planned, plan) is None


def test_what_was_changed_and_added_in_excel_comes_in_as_actions(planned: Office, tmp_path: Path) -> None:
    path = write_composite(planned, tmp_path / "plan.xlsx")
    whole = load_workbook(path)
    sheet = whole["Action plan"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, at["Status"]).value = "Complete"
    sheet.cell(3, at["State"]).value = "fine"
    sheet.cell(3, at[FINDING]).value = "what I would rather have found"
    sheet.cell(6, at["Action"]).value = "Look for the money"
    sheet.cell(6, at["Recommendation"]).value = "REC-2026-002"
    whole.save(path)
    apply(planned, make_plan(planned, path, "actions"))
    actions = {one["title"]: one for one in planned.records("actions")}
    assert actions["First"]["status"] == "complete"
    assert (
        planned.lookup.reference("recommendations", actions["Look for the money"]["recommendation_id"])
        == "REC-2026-002"
    )
    assert planned.extras("actions") == {}
    assert len(actions) == 7


def test_the_sums_say_how_many_stand_how(planned: Office, tmp_path: Path) -> None:
    whole = book(planned, tmp_path)
    by_agency = {one["Lead agency"]: one for one in rows(whole, "By agency", 2)}
    assert by_agency["Greater Manchester Police"]["Actions"] == 2
    assert by_agency["Stockport Children's Social Care"]["Red"] == 1
    assert (by_agency["All"]["Actions"], by_agency["All"]["Overdue"]) == (6, 1)
    by_source = {one[SOURCE]: one for one in rows(whole, "By source", 2)}
    assert by_source["RR-2026-001, Child Wren"]["Recommendations without an action"] == 1
    for found in (by_agency, by_source):
        states = ("Red", "Amber", "Green", "Blue", "No due date")
        assert all(one["Actions"] == sum(one[state] for state in states) for one in found.values())
        parts = [one for name, one in found.items() if name != "All"]
        assert sum(one["Actions"] for one in parts) == found["All"]["Actions"]


def test_published_it_has_no_names_of_cases_roles_or_working_notes(planned: Office, tmp_path: Path) -> None:
    whole = book(planned, tmp_path, "published")
    sheet = whole["Action plan"]
    assert whole.sheetnames == ["Action plan", "By agency", "By source", "Notes"]
    assert sheet["A1"].value.startswith("Composite action plan: Stockport")
    assert not any((sheet.merged_cells.ranges, sheet.tables, sheet.auto_filter.ref, sheet.freeze_panes))
    text = str([[one.value for one in row] for name in whole.sheetnames for row in whole[name].rows])
    assert "RR-2026-001" in text
    assert not any(words in text for words in ("Wren", "Alder", "Superintendent", "Half of them", "Version"))
    assert all(any(one.value is not None for one in row) for row in sheet.rows)
    assert sheet.oddHeader.right.text.endswith("OFFICIAL")


def test_the_plan_of_a_homicide_review_has_the_columns_of_the_home_office(planned: Office, tmp_path: Path) -> None:
    found = rows(book(planned, tmp_path, layout="homicide"), "Action plan", 2)
    assert [list(one) for one in found] == [
        [
            "Recommendation",
            "Scope",
            "Action",
            "Lead agency",
            "Key milestones",
            "Target date",
            "Date of completion and outcome",
        ]
    ]
    assert found[0]["Recommendation"] == "DHR-2026-001: REC-2026-003: Ask about abuse"
    assert found[0]["Date of completion and outcome"] == "1 December 2026: =They ask"
    assert found[0]["Scope"] == planned.lookup.label("boards", "adults")


@pytest.mark.parametrize("layout", ["plan", "homicide"])
@pytest.mark.parametrize("profile", ["working", "published"])
def test_an_office_without_anything_has_a_plan_too(
    office: Office, tmp_path: Path, profile: Profile, layout: Layout
) -> None:
    assert book(office, tmp_path, profile, layout)["Action plan"]["A1"].value
