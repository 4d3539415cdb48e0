"""Headings of strangers to the fields of a register."""

import pytest

from lif_desktop.office import Office
from lif_desktop.registers import REGISTERS, register
from lif_desktop.registers.register import Register
from lif_desktop.sheets.columns import agency_field, settle_columns
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.match import Choices, Column, Vocabulary, column_notices, match_columns

ACTIONS, RISKS, VOICES = register("actions"), register("risks"), register("voices")


def match(own: Register, *headings: str, extras: tuple[str, ...] = (), **choices: str) -> list[str]:
    """What each heading became: "field how", "extra: name" or "worked out"."""
    columns = match_columns(own, headings, range(1, len(headings) + 1), Choices(choices), extras)
    return [told(column) for column in columns]


def told(column: Column) -> str:
    if column.field is not None:
        return f"{column.field.key} {column.how}"
    return "worked out" if column.worked_out else f"extra: {column.extra}"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Lead agency", "lead_agency_id heading"),
        ("LEAD  agency:", "lead_agency_id heading"),
        ("lead_agency_id", "lead_agency_id heading"),
        ("By whom", "lead_agency_id alias"),
        ("Target date (dd/mm/yyyy)", "due_on alias"),
        ("Due dd/mm/yy", "due_on heading"),
        ("Action [one each row]", "title heading"),
        ("% complete", "percent alias"),
        ("Notes (2)", "extra: Notes (2)"),
        ("Wie heißt es", "extra: Wie heißt es"),
    ],
)
def test_a_heading_is_known_in_any_way_of_writing_it(heading: str, expected: str) -> None:
    assert match(ACTIONS, heading) == [expected]


def test_the_surer_heading_has_the_field_and_the_other_is_kept() -> None:
    assert match(ACTIONS, "Deadline", "Due") == ["extra: Deadline", "due_on heading"]
    assert match(ACTIONS, "Deadline", "Due date") == ["due_on alias", "extra: Due date"]


def test_a_word_for_two_fields_goes_to_the_one_that_is_free() -> None:
    assert match(RISKS, "Impact", "Likelihood") == ["residual_impact alias", "residual_likelihood alias"]
    assert match(VOICES, "Type", "Stage") == ["kind alias", "dispute_stage alias"]


def test_what_the_person_chose_comes_first() -> None:
    assert match(ACTIONS, "Action", "Update", Update="notes", Action="") == ["extra: Action", "notes remembered"]


def test_a_rival_column_is_said() -> None:
    columns = match_columns(ACTIONS, ["Deadline", "Due date", "Elsewhere"], [1, 2, 3], Choices())

    assert column_notices(columns, ACTIONS) == (
        "“Due date” was kept as an extra column, because “Deadline” is read as Due.",
    )


def test_a_second_column_of_the_same_name_is_said() -> None:
    columns = match_columns(ACTIONS, ["Due date", "Due date (2)", "Ward (2)"], [1, 2, 3], Choices())

    assert column_notices(columns, ACTIONS) == (
        "“Due date (2)” was kept as an extra column, because “Due date” is read as Due.",
    )


def test_an_extra_column_that_found_its_name_again_needs_no_word() -> None:
    headings = ("Reference", "Version", "Risk", "Risk (2)")
    columns = match_columns(RISKS, headings, (1, 2, 3, 4), Choices(), ("Risk",))

    assert columns[3].extra == "Risk"
    assert column_notices(columns, RISKS) == ()


def test_only_our_own_tracker_has_columns_that_are_worked_out() -> None:
    assert match(RISKS, "Reference", "Version", "Risk", "Score") == [
        "ref heading", "worked out", "title heading", "worked out",
    ]  # fmt: skip
    assert match(RISKS, "Reference", "Risk", "Score") == ["ref heading", "title heading", "extra: Score"]


def test_an_extra_column_called_like_ours_finds_its_name_again() -> None:
    headings = ("Reference", "Version", "Risk", "Score", "Score (2)")

    assert match(RISKS, *headings, extras=("Score",))[3:] == ["worked out", "extra: Score"]
    assert match(RISKS, *headings)[4] == "extra: Score (2)"


@pytest.mark.parametrize("own", REGISTERS, ids=lambda own: own.key)
def test_every_label_of_a_register_finds_its_own_field(own: Register) -> None:
    labels = [field.label for field in own.fields]

    assert match(own, *labels) == [f"{field.key} heading" for field in own.fields]
    assert all(Vocabulary(own).knows(alias) for field in own.fields for alias in field.aliases)


def settled(
    office: Office, own: Register, headings: tuple[str, ...], *rows: tuple[object, ...]
) -> tuple[list[str], str]:
    numbered = tuple(enumerate(rows, 2))
    table = Table("Sheet1", 1, headings, tuple(range(1, len(headings) + 1)), numbered, 2)  # type: ignore[arg-type]
    found = settle_columns(office, own, table, Choices(), 1)
    return [told(column) for column in found.columns], " ".join(found.said)


def test_numbers_of_rows_are_no_references(office: Office) -> None:
    found, said = settled(office, ACTIONS, ("No", "Action"), (1, "One"), ("2", "Two"))

    assert found[0] == "extra: No"
    assert "“No” was kept as an extra column, because it numbers the rows" in said
    assert settled(office, ACTIONS, ("No", "Action"), (1, "One"), ("A2", "Two"))[0][0] == "ref alias"


def test_an_alias_whose_values_do_not_fit_is_something_else(office: Office) -> None:
    found, said = settled(office, ACTIONS, ("Action", "Source"), ("One", "a hunch"), ("Two", None))

    assert found[1] == "extra: Source"
    assert "none of its values is one for From review" in said


def test_a_label_is_believed_and_so_is_an_alias_of_what_must_be_there(office: Office) -> None:
    assert settled(office, ACTIONS, ("Action", "From review"), ("One", "a hunch"))[0][1] == "review_id heading"
    assert settled(office, VOICES, ("Type", "Message"), ("a hunch", "One"))[0][0] == "kind alias"


def test_the_agency_of_the_file_has_a_column_unless_the_file_has_one(office: Office) -> None:
    assert settled(office, ACTIONS, ("Action",), ("One",))[0][1] == "lead_agency_id content"
    assert settled(office, ACTIONS, ("Action", "Lead agency"), ("One", "GMP"))[0][1] == "lead_agency_id heading"
    assert "Meetings have no field for an agency" in settled(office, register("meetings"), ("Group",), ("One",))[1]


def test_the_field_simply_called_agency_is_preferred() -> None:
    assert [agency_field(register(key)) for key in ("meetings",)] == [None]
    assert agency_field(VOICES) == VOICES.field("agency_id")
    assert agency_field(RISKS) == RISKS.field("owner_agency_id")


def test_a_field_that_each_record_must_have_is_missed(office: Office) -> None:
    assert "No column gives Action, which each action must have." in settled(office, ACTIONS, ("Due",), ("3/3/26",))[1]


def test_no_two_columns_are_kept_under_one_name() -> None:
    columns = match_columns(ACTIONS, ["Notes", "Notes (2)", "Notes (3)"], [1, 2, 3], Choices(), extras=["Notes"])
    assert [column.extra for column in columns] == ["", "Notes", "Notes (3)"]
