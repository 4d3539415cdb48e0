"""What each row of a file will do: add, change, nothing, or be held back with a reason."""

import datetime as dt
from pathlib import Path

import pytest

from lif_desktop.office import Bin, Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import Choices, ImportTrouble, make_plan, sheets_for
from lif_desktop.sheets.raw import ErrorCell, Merge
from lif_desktop.sheets.refused import Reason, SheetRefused
from tests.sheets import awkward
from tests.sheets.going_out import add
from tests.sheets.taking_in import actions, book, planned, reasons, sheet

HEAD = ("Ref", "Action", "Due", "Lead agency", "Status")


@pytest.fixture
def stood(office: Office) -> Office:
    """An office with one action, ACT-2026-001."""
    police = office.lookup.agency("GMP")
    add(
        office,
        "actions",
        title="Write to schools",
        due_on=dt.date(2026, 3, 3),
        lead_agency_id=police,
        status="in_progress",
    )
    return office


def test_a_new_row_is_added_with_what_its_words_stand_for(office: Office) -> None:
    plan = planned(office, "actions", HEAD, ("A1", "Write to schools", "Tues 3rd March 2026", "GMP", "Underway"))
    row = plan.rows[0]

    assert (row.action, row.id, row.ref, row.before) == ("add", None, "A1", ())
    assert row.values == ("A1", "Write to schools", dt.date(2026, 3, 3), office.lookup.agency("GMP"), "in_progress")
    assert [cell.after for cell in plan.cells(row)][2:4] == ["3 March 2026", "Greater Manchester Police"]
    assert [cell.text for cell in plan.cells(row)][2:4] == ["Tues 3rd March 2026", "GMP"]


def test_a_row_with_a_known_reference_changes_what_differs_and_blanks_wipe_nothing(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, ("act 2026 001", "Write to schools", "24/3/26", None, "  "))
    row = plan.rows[0]

    assert (row.action, row.ref, row.version) == ("change", "ACT-2026-001", 1)
    assert row.changes() == (2,)
    states = {cell.heading: (cell.state, cell.before, cell.after) for cell in plan.cells(row)}
    assert states["Due"] == ("change", "3 March 2026", "24 March 2026")
    assert states["Lead agency"] == ("blank", "Greater Manchester Police", "Greater Manchester Police")
    assert states["Ref"] == ("same", "ACT-2026-001", "ACT-2026-001")


def test_a_row_that_says_what_is_there_is_unchanged(stood: Office) -> None:
    plan = planned(stood, "actions", HEAD, ("ACT-2026-001", "Write to schools", dt.date(2026, 3, 3), "GMP", None))

    assert actions(plan) == ["same"]
    assert plan.rows[0].changes() == ()


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        ("31/02/2026", "C2: “31/02/2026” was read as day 31, and February 2026 has 28 days."),
        ("tbc", "C2: “tbc” could not be read as a date."),
        (ErrorCell("#REF!"), "C2: The cell holds the error #REF!."),
        (ErrorCell("", "not saved"), "C2: Its formula was never worked out."),
        (45000, "C2: 45000 is a number, not a date."),
    ],
)
def test_a_cell_that_cannot_be_understood_holds_its_row_back(office: Office, due: object, reason: str) -> None:
    plan = planned(office, "actions", HEAD, ("A1", "One", due), ("A2", "Two", "3/3/26"))

    assert actions(plan) == ["held", "add"]
    assert reasons(plan)[0].startswith(reason)
    assert plan.problems[0].sheet == "Sheet1"
    assert plan.cells(plan.rows[0])[2].state == "problem"


def test_what_each_record_must_have_is_asked_for_once(office: Office) -> None:
    plan = planned(office, "risks", ("Ref", "Risk", "Likelihood"), ("R1", None, 9), ("R2", "Two", 3))
    without = planned(office, "actions", ("Ref", "Due"), ("A1", "3/3/26"))

    assert [reason[:30] for reason in reasons(plan)] == [
        "C2: 9 is outside what Residual",
        "B2: Risk is empty, and each ri",
    ]
    assert actions(plan) == ["held", "add"]
    assert reasons(without) == ["row 2: Action is empty, and each action must have it. Fill it in."]


def test_a_known_row_may_lack_what_a_new_one_must_have(stood: Office) -> None:
    assert actions(planned(stood, "actions", ("Ref", "Due"), ("ACT-2026-001", "24/3/26"))) == ["change"]


def test_the_same_reference_twice_is_a_question(stood: Office) -> None:
    rows = (("A1", "One"), ("ACT-2026-001", "Other words"), ("a1", "Two"), ("act/2026/001", "Third"), (None, "Free"))
    plan = planned(stood, "actions", ("Ref", "Action"), *rows)

    assert actions(plan) == ["held", "held", "held", "held", "add"]
    assert reasons(plan)[:2] == [
        "A2: The same reference stands in row 4. Keep the row that is right.",
        "A3: The same reference stands in row 5. Keep the row that is right.",
    ]


def test_a_repeated_row_that_changes_nothing_is_no_question(stood: Office) -> None:
    rows = (("ACT-2026-001", "Write to schools"), ("ACT-2026-001", "Write to schools"))

    assert actions(planned(stood, "actions", ("Ref", "Action"), *rows)) == ["same", "same"]


def test_a_row_without_a_reference_that_is_there_already_is_not_added_again(office: Office) -> None:
    head = ("Type", "Message", "Date", "Colour")
    rows = (("Compliment", "Well done", "3/3/26", "blue"), ("Complaint", "Too slow", None, None))
    first = planned(office, "voices", head, *rows)
    apply(office, first)

    assert actions(first) == ["add", "add"]
    assert actions(planned(office, "voices", head, *rows)) == ["same", "same"]
    assert actions(planned(office, "voices", head, ("Compliment", "Well done", "24/3/26", "blue"))) == ["add"]


def test_columns_that_no_field_knows_are_kept(office: Office) -> None:
    plan = planned(
        office,
        "actions",
        ("Action", "Ward", "When"),
        ("One", "Ash", dt.date(2026, 3, 3)),
        ("Two", 5, ErrorCell("#N/A")),
    )

    assert [row.values[1:] for row in plan.rows] == [("Ash", "3 March 2026"), ("5", "#N/A")]
    assert [column.how for column in plan.columns] == ["heading", "unknown", "unknown"]


def test_the_agency_that_sent_the_file_fills_what_is_empty(stood: Office) -> None:
    homes = stood.lookup.agency("Stockport Homes")
    rows = (("A1", "One", "GMP"), ("A2", "Two", None), ("ACT-2026-001", "Write to schools", None))
    with_column = planned(stood, "actions", ("Ref", "Action", "Lead agency"), *rows, agency="Stockport Homes")
    without = planned(stood, "actions", ("Ref", "Action"), *(row[:2] for row in rows), agency="Stockport Homes")

    assert [row.values[2] for row in with_column.rows] == [
        stood.lookup.agency("GMP"),
        homes,
        stood.lookup.agency("GMP"),
    ]
    assert [row.values[2] for row in without.rows] == [homes, homes, stood.lookup.agency("GMP")]
    assert actions(with_column) == actions(without) == ["add", "add", "same"]


def test_lines_are_known_by_all_that_they_match_on(stood: Office) -> None:
    review = add(stood, "reviews", review_type="rapid_review", pseudonym="Child A", referred_on=dt.date(2026, 2, 2))
    ref = stood.record("reviews", review)["ref"]
    add(stood, "criteria", review_id=review, question="Was there serious harm?", answer="met")
    rows = ((ref, "was there serious harm", "Not met"), (ref, "Another question", "Met"), ("RR-1", "A third", "Met"))
    plan = planned(stood, "criteria", ("Case ref", "Condition", "Answer"), *rows)

    assert actions(plan) == ["change", "add", "held"]
    assert plan.rows[0].changes() == (2,)
    assert "has the reference “RR-1”" in reasons(plan)[0]


def test_what_is_only_added_to_is_never_changed(stood: Office) -> None:
    action = stood.lookup.record("actions", "ACT-2026-001")
    add(stood, "action_updates", action_id=action, told_on=dt.date(2026, 3, 3), text="Letters sent", told_by="Head")
    head = ("Action ref", "Date", "Update", "Told by")
    rows = (("ACT-2026-001", "3/3/26", "Letters sent", "Deputy"), ("ACT-2026-001", "24/3/26", "Replies in", None))
    plan = planned(stood, "action_updates", head, *rows)

    assert actions(plan) == ["held", "add"]
    assert reasons(plan) == ["row 2: This update is recorded already and is never changed. Add a later one instead."]


def test_several_records_with_the_same_key_are_a_question(office: Office) -> None:
    meeting = add(office, "meetings", group_key=office.profile.groups[0].key)
    ref = office.record("meetings", meeting)["ref"]
    for name in ("present", "apology"):
        add(office, "attendance", meeting_id=meeting, agency_id=3, present=name)
    agency = office.lookup.agency_name(3)
    plan = planned(
        office, "attendance", ("Meeting", "Agency", "Attendance"), (ref, agency, "Deputy"), (ref, agency, "Apology")
    )

    assert actions(plan) == ["held", "same"]
    assert "2 records have this meeting, agency and role" in reasons(plan)[-1]


def test_a_record_in_the_bin_is_not_made_again(stood: Office) -> None:
    number = stood.lookup.record("actions", "ACT-2026-001")
    stood.write("Binned", [Bin("actions", number)])  # type: ignore[arg-type]

    plan = planned(stood, "actions", ("Ref", "Action"), ("ACT-2026-001", "One"))
    assert reasons(plan) == ["A2: “ACT-2026-001” lies in the bin. Take it out of the bin, then import the row again."]


def test_an_agency_whose_name_lies_in_the_bin_is_not_made_again(office: Office) -> None:
    number = add(office, "agencies", name="Bramhall Trust")
    office.write("Binned", [Bin("agencies", number)])
    plan = planned(office, "agencies", ("Agency", "Short name"), ("BRAMHALL trust", "BT"), ("Another Trust", "AT"))

    assert actions(plan) == ["held", "add"]
    assert reasons(plan) == ["A2: “BRAMHALL trust” lies in the bin. Take it out of the bin, then import the row again."]
    assert apply(office, plan) is not None


def test_a_name_that_another_agency_has_is_not_given_to_a_second(office: Office) -> None:
    refs = [office.record("agencies", add(office, "agencies", name=name))["ref"] for name in ("One", "Two", "Three")]
    office.write("Binned", [Bin("agencies", int(office.lookup.record("agencies", refs[2]) or 0))])
    plan = planned(office, "agencies", ("Ref", "Agency"), (refs[0], "Two"), (refs[1], "Three"))

    assert reasons(plan) == [
        f"B2: {refs[1]} is called “Two” already. Give this one another name, or correct its reference.",
        "B3: “Three” lies in the bin. Take it out of the bin, then import the row again.",
    ]


def test_one_name_under_two_references_is_a_question(office: Office) -> None:
    plan = planned(office, "agencies", ("Ref", "Agency"), ("X1", "One"), ("X2", "One"), (None, "one"))

    assert actions(plan) == ["held"] * 3
    assert reasons(plan)[0] == "B2: The same agency stands in rows 3 and 4. Keep the row that is right."


def test_a_reference_that_is_too_long_is_said(office: Office) -> None:
    plan = planned(office, "actions", ("Ref", "Action"), ("A" * 41, "One"))

    assert reasons(plan) == ["A2: The reference has 41 characters; the most is 40. Shorten it."]


def test_an_agency_is_known_by_its_name(office: Office) -> None:
    plan = planned(office, "agencies", ("Ref", "Name", "Kind"), ("X-1", "greater manchester police", "Police"))

    assert plan.rows[0].action in ("same", "change")
    assert plan.rows[0].ref.startswith("AG-")
    assert "X-1" not in plan.rows[0].values
    assert "Greater Manchester Police" in plan.rows[0].values


def test_several_links_stand_in_one_cell(office: Office) -> None:
    refs = []
    for name in ("Child A", "Child B"):
        number = add(office, "reviews", review_type="rapid_review", pseudonym=name, referred_on=dt.date(2026, 2, 2))
        refs.append((number, office.record("reviews", number)["ref"]))
    rows = (("One", "; ".join(ref for _, ref in refs)),)

    plan = planned(office, "learning", ("Learning point", "From reviews"), *rows)
    assert plan.rows[0].values[1] == tuple(number for number, _ in refs)


def test_what_was_chosen_is_done(office: Office) -> None:
    rows = (("Note at the top", None), ("Thing", "Elsewhere"), ("One", "x"))
    chosen = Choices({"Thing": "title", "Elsewhere": ""}, header_row=2)
    plan = planned(office, "actions", *rows, choices=chosen)

    assert (plan.header_row, actions(plan)) == (2, ["add"])
    assert [column.field.key if column.field else column.extra for column in plan.columns] == ["title", "Elsewhere"]


def test_the_sheet_that_fits_is_taken_and_the_others_are_said(office: Office) -> None:
    made = book(
        sheet([("Read me",)], "Guidance"),
        sheet([("Status", "Lead agency", "Priority"), ("Open", "GMP", "High")], "Lists"),
        sheet([HEAD, ("A1", "One")], "Open"),
        sheet([HEAD, ("A2", "Two")], "Old", state="hidden"),
    )
    plan = make_plan(office, made, "actions")

    assert plan.sheet == "Open"
    assert "Other sheets of the file, not part of this: “Guidance”, “Lists”, “Old” (hidden)." in plan.notices
    assert make_plan(office, made, "actions", sheet="Old").rows[0].ref == "A2"
    with pytest.raises(ImportTrouble, match="has no sheet “New”"):
        make_plan(office, made, "actions", sheet="New")


def test_every_sheet_of_the_register_is_named(office: Office) -> None:
    made = book(sheet([HEAD, ("A1", "One")], "Open"), sheet([("Read me",)]), sheet([HEAD, ("A2", "Two")], "Closed"))

    assert sheets_for(made, "actions") == ("Open", "Closed")
    assert sheets_for(book(("Due", "Status"), ("3/3/26", "Open")), "actions") == ("Sheet1",)
    assert sheets_for(book(("x", "y")), "actions") == ()


def test_rows_that_another_sheet_has_are_held_back(office: Office) -> None:
    made = book(sheet([HEAD, ("A1", "One")], "Open"), sheet([HEAD, ("a1", "Two"), ("A3", "Three")], "Closed"))
    first = make_plan(office, made, "actions", sheet="Open")
    second = make_plan(office, made, "actions", sheet="Closed", earlier=[first])

    assert actions(second) == ["held", "add"]
    assert "stands in sheet “Open”" in reasons(second)[0]


def test_troubles_with_the_whole_file_are_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="no heading that matches the register “Actions”") as caught:
        planned(office, "actions", ("Colour", "Shape"), ("red", "round"))
    assert caught.value.reason is Reason.NO_HEADINGS
    with pytest.raises(ImportTrouble, match="No agency is called “Nobody”"):
        planned(office, "actions", HEAD, agency="Nobody")
    with pytest.raises(SheetRefused, match="password"):
        make_plan(office, awkward.ole(tmp_path / "a.xlsx", "EncryptedPackage"), "actions")


def test_the_plan_says_what_it_will_do_as_the_command_line_writes_it(stood: Office) -> None:
    rows = (
        ("A1", "One", "3/3/26", None, None, "Ash"),
        ("ACT-2026-001", "Write to all schools", None, None, None, None),
        ("ACT-2026-001x", "Two", "tbc", None, None, None),
        ("Total", None, None, None, None, None),
    )
    made = book(sheet([("Actions of March",), (*HEAD, "Ward"), *rows], hidden_rows=(4,), merged=(Merge(1, 1, 1, 5),)))
    plan = make_plan(stood, made, "actions")
    found = plan.to_json()

    assert {key: found[key] for key in ("file", "sheet", "header_row", "register", "rows_read", "batch")} == {
        "file": "return.xlsx", "sheet": "Sheet1", "header_row": 2, "register": "actions", "rows_read": 3, "batch": None,
    }  # fmt: skip
    assert [found[key] for key in ("added", "changed", "unchanged", "held_back")] == [1, 1, 0, 1]
    assert found["columns"][0] == {"heading": "Ref", "field": "ref", "how": "heading"}
    assert found["columns"][5] == {"heading": "Ward", "field": None, "how": "unknown"}
    assert found["problems"][0]["cell"] == "C5"
    assert found["problems"][0]["value"] == "tbc"
    assert any("hidden row" in notice for notice in found["notices"])
    assert any("left out as a total" in notice for notice in found["notices"])
    words = plan.in_words()
    assert words[0].startswith(
        "return.xlsx, sheet “Sheet1”, into Actions: 3 rows read, 1 added, 1 changed, 0 unchanged, 1 held"
    )
    assert any(line.startswith("! Sheet1, C5: “tbc” could not be read") for line in words)
