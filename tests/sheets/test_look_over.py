"""The look over a table sees every text cell and heading, and a masked copy goes out without changing the office."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from lif_desktop.office import Office
from lif_desktop.office.watched import watch, watch_names
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.composite import Layout, composite_table, write_composite
from lif_desktop.sheets.look_over import count_whole, look_over, masked
from lif_desktop.sheets.outgoing import Outgoing, outgoing
from lif_desktop.sheets.plain import json_table, write_csv, write_json
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.tracker import Profile, tracker_table, write_tracker
from tests.sheets.going_out import add

NHS = "943 476 5919"
NAMES = ("Orla Fennimore",)
TOLD = f"Orla Fennimore ({NHS}) moved to SK1 3XE"
CLEAN = "[name removed] ([NHS number removed]) moved to [postcode removed]"


def acted(office: Office, **values: object) -> int:
    return add(office, "actions", title="Ring twice", **values)


def mask_all(table: Outgoing) -> Outgoing:
    return masked(table, look_over(table, NAMES))


def words_in(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


# The look


def test_each_find_says_register_row_reference_and_column(office: Office) -> None:
    acted(office)
    acted(office, evidence=TOLD)
    found = look_over(outgoing(office, register("actions")), NAMES)
    ref = office.records("actions")[1]["ref"]
    assert {one.where for one in found} == {f"Actions, row 2 ({ref}), Evidence of completion"}
    assert [one.kind for one in found] == ["watched", "nhs", "postcode"]
    assert "Fennimore" not in repr(found)


def test_the_heading_and_the_cells_of_an_extra_column_are_looked_at(office: Office) -> None:
    extra = {f"About {NHS}": "SK1 3XE", "DOB": "3 March 2014", "n": 9434765919}
    office.write("Extra", office.changes_for("actions", None, {"title": "A", "extra": extra}))
    found = look_over(outgoing(office, register("actions")))
    assert [one.kind for one in found] == ["nhs", "postcode", "birth", "nhs"]
    assert "heading of column" in found[0].where
    assert NHS not in " ".join(one.where for one in found)
    table = mask_all(outgoing(office, register("actions")))
    assert table.columns[-3].heading == "About [NHS number removed]"
    assert table.rows[0][-3:] == ("[postcode removed]", "[date of birth removed]", "[NHS number removed]")


def test_a_number_in_an_extra_column_does_not_go_out_as_json_unseen(office: Office, tmp_path: Path) -> None:
    extra = {"Their number": 9434765919, "Rows": 12, "Seen": True}
    office.write("Extra", office.changes_for("actions", None, {"title": "A", "extra": extra}))
    assert [one.kind for one in look_over(json_table(office, "actions"))] == ["nhs"]
    path = write_json(office, "actions", tmp_path / "a.json", change=mask_all)
    masked_extra = json.loads(path.read_text(encoding="utf-8"))[0]["extra"]
    assert masked_extra == {"Their number": "[NHS number removed]", "Rows": 12, "Seen": True}


def test_the_name_of_an_agency_is_looked_at_in_json_and_left_out_of_the_lists(office: Office, tmp_path: Path) -> None:
    number = add(office, "agencies", name="Practice of Orla Fennimore")
    acted(office, lead_agency_id=number)
    assert [one.kind for one in look_over(json_table(office, "actions"), NAMES)] == ["watched"]
    watch_names(office, NAMES)
    book = openpyxl.load_workbook(write_tracker(office, "actions", tmp_path / "a.xlsx", change=mask_all))
    offered = [cell.value for column in book["Lists"].columns for cell in column if cell.value]
    assert "Stockport Homes" in offered
    assert not [one for one in offered if "Fennimore" in one]


def test_the_sums_of_the_action_plan_say_its_sources_as_they_were_masked(office: Office, tmp_path: Path) -> None:
    meeting = add(office, "meetings", title="About Orla Fennimore", group_key="review_group")
    acted(office, meeting_id=meeting)
    profiles: tuple[Profile, ...] = ("working", "published")
    for profile in profiles:
        path = write_composite(office, tmp_path / "p.xlsx", profile)
        assert ("Fennimore" in words_in(path)) == (profile == "working")
        path = write_composite(office, tmp_path / "p.xlsx", profile, change=mask_all)
        assert "Fennimore" not in words_in(path)


def test_what_the_program_works_out_is_not_looked_at_and_not_touched(office: Office) -> None:
    acted(office, evidence=TOLD, due_on=office.today())
    table = outgoing(office, register("actions"))
    changed = mask_all(table)
    at = table.place("evidence")
    assert changed.rows[0][at] == CLEAN
    assert changed.rows[0][:at] + changed.rows[0][at + 1 :] == table.rows[0][:at] + table.rows[0][at + 1 :]
    assert masked(table, ()) is table


def test_the_list_of_people_is_meant_for_the_details_of_roles_and_for_nothing_else(office: Office) -> None:
    add(
        office,
        "contacts",
        agency_id=1,
        role="Lead",
        person="Orla Fennimore",
        email="a@b.org",
        telephone="0161 496 0123",
    )
    add(office, "contacts", agency_id=1, role="Deputy of c@d.org", receives="Write to a@b.org")
    watch_names(office, NAMES)
    watching = watch(office)
    found = look_over(outgoing(office, register("contacts")), watching.names, watching.own)
    assert [(one.kind, one.text) for one in found] == [("watched", "Orla Fennimore"), ("email", "c@d.org")]
    assert len(look_over(outgoing(office, register("contacts")))) == 4


# A masked copy


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "published"])
def test_a_masked_copy_goes_out_and_the_office_keeps_its_words(office: Office, tmp_path: Path, ending: str) -> None:
    add(office, "actions", title=TOLD, evidence=TOLD)
    path = tmp_path / f"out.{'xlsx' if ending == 'published' else ending}"
    if ending == "csv":
        write_csv(office, "actions", path, change=mask_all)
        said = path.read_text(encoding="utf-8-sig")
        assert CLEAN in next(csv.reader(said.splitlines()[1:]))
    elif ending == "json":
        write_json(office, "actions", path, change=mask_all)
        said = path.read_text(encoding="utf-8")
        assert json.loads(said)[0]["evidence"] == CLEAN
    else:
        write_tracker(office, "actions", path, "published" if ending == "published" else "working", change=mask_all)
        said = words_in(path)
        assert CLEAN in said
    assert NHS not in said
    assert "Fennimore" not in said
    assert office.records("actions")[0]["evidence"] == TOLD


def test_json_without_a_change_is_what_it_was_and_its_extras_are_masked_too(office: Office, tmp_path: Path) -> None:
    values = {"title": "A", "evidence": TOLD, "extra": {f"No {NHS}": "SK1 3XE", "Number": 3}}
    office.write("Extra", office.changes_for("actions", None, values))
    [plain] = json.loads(write_json(office, "actions", tmp_path / "a.json").read_text(encoding="utf-8"))
    [clean] = json.loads(
        write_json(office, "actions", tmp_path / "b.json", change=mask_all).read_text(encoding="utf-8")
    )
    assert plain["extra"] == values["extra"]
    assert clean["extra"] == {"No [NHS number removed]": "[postcode removed]", "Number": 3}
    assert clean | {"evidence": TOLD, "extra": plain["extra"]} == plain
    assert [one.kind for one in look_over(json_table(office, "actions"), NAMES)] == [
        "nhs",
        "watched",
        "nhs",
        "postcode",
        "postcode",
    ]


@pytest.mark.parametrize("profile", ["working", "published"])
@pytest.mark.parametrize("layout", ["plan", "homicide"])
def test_the_composite_plan_is_looked_over_and_masked(
    office: Office, tmp_path: Path, profile: Profile, layout: Layout
) -> None:
    review = add(office, "reviews", review_type="domestic_homicide_review", pseudonym="Adult Elm")
    acted(office, review_id=review, impact_evidence=TOLD)
    add(office, "recommendations", text=f"Ask {TOLD}", review_id=review)
    found = look_over(composite_table(office, profile, layout), NAMES)
    assert {one.kind for one in found} == {"watched", "nhs", "postcode"}
    path = write_composite(office, tmp_path / "p.xlsx", profile, layout, change=mask_all)
    assert NHS not in words_in(path)
    assert CLEAN in words_in(path)


def test_only_the_chosen_records_are_looked_over(office: Office) -> None:
    first, second = acted(office, evidence=NHS), acted(office, evidence="SK1 3XE")
    assert [one.kind for one in look_over(tracker_table(office, "actions", rows=[second]))] == ["postcode"]
    assert len(look_over(tracker_table(office, "actions"))) == 2
    assert first != second


# It comes back


def taken_in(office: Office, path: Path, change: str = "") -> tuple[int, int]:
    if change:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.value == CLEAN:
                    cell.value = change
        book.save(path)
    [plan] = [make_plan(office, read_book(path), "actions", None, read_book(path).sheets[0].name)]
    apply(office, plan)
    return plan.count("change"), plan.count("same")


def test_a_masked_tracker_that_comes_back_changes_nothing(office: Office, tmp_path: Path) -> None:
    number = acted(office, evidence=TOLD)
    path = write_tracker(office, "actions", tmp_path / "t.xlsx", change=mask_all)
    assert taken_in(office, path) == (0, 1)
    assert office.record("actions", number)["evidence"] == TOLD


def test_what_somebody_wrote_into_a_masked_cell_is_taken_as_they_wrote_it(office: Office, tmp_path: Path) -> None:
    number = acted(office, evidence=TOLD)
    path = write_tracker(office, "actions", tmp_path / "t.xlsx", change=mask_all)
    assert taken_in(office, path, f"{CLEAN}. Done since.") == (1, 0)
    assert office.record("actions", number)["evidence"] == f"{CLEAN}. Done since."


def test_the_name_of_an_agency_is_looked_at_where_it_is_only_pointed_to(office: Office) -> None:
    agency = add(office, "agencies", name="Orla Fennimore Childminding")
    acted(office, lead_agency_id=agency)
    [found] = look_over(outgoing(office, register("actions")), NAMES)
    assert found.where.endswith("Lead agency")


# The whole office


def test_the_whole_office_is_counted(office: Office) -> None:
    assert not count_whole(office)
    acted(office, evidence=TOLD)
    add(office, "voices", kind="compliment", message=f"Thanks from {NHS}")
    watch_names(office, NAMES)
    assert count_whole(office) == {"nhs": 2, "watched": 2, "postcode": 1}  # one is that of the list itself
