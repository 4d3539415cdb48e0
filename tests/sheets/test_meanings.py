"""Words that no list has: asked once, remembered with the import, forgotten with its undo."""

import pytest

from lif_desktop.office import Office
from lif_desktop.office.imports import meanings_of
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.meanings import MOST_ASKED, offers
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import Plan, ValueQuestion
from tests.sheets.taking_in import actions, book, planned, reasons

HEAD = ("Action", "Lead agency", "Status")
ROWS = (
    ("One", "GMP Bramhall hub", "Underweigh"),
    ("Two", "gmp  bramhall HUB", "In progress"),
    ("Three", "GMP", "underweigh!"),
)
ANSWERS = Choices(
    values={
        ("lead_agency_id", "GMP Bramhall hub"): "Greater Manchester Police",
        ("status", "Underweigh"): "In progress",
    }
)


def remembered(office: Office) -> list[tuple[str, int | None, str, str]]:
    found = office.read(lambda connection: meanings_of(connection, "actions"))
    return [(one.field, one.agency_id, one.written, one.meant) for one in found]


def asked(plan: Plan) -> list[tuple[str, str, int]]:
    return [(one.field, one.written, one.rows) for one in plan.questions if isinstance(one, ValueQuestion)]


def test_a_word_is_asked_once_however_many_rows_have_it_and_however_it_is_written(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *ROWS)

    assert asked(plan) == [("lead_agency_id", "GMP Bramhall hub", 2), ("status", "Underweigh", 2)]
    assert [one.offers[0] for one in plan.questions if isinstance(one, ValueQuestion)] == [
        "Greater Manchester Police",
        "In progress",
    ]
    assert actions(plan) == ["held"] * 3
    assert "No agency is called “GMP Bramhall hub”" in reasons(plan)[0]


def test_one_answer_settles_all_rows(office: Office) -> None:
    plan = planned(office, "actions", HEAD, *ROWS, choices=ANSWERS)
    police = office.lookup.agency("GMP")

    assert actions(plan) == ["add"] * 3
    assert not plan.questions
    assert [row.values[1:] for row in plan.rows] == [(police, "in_progress")] * 3


def test_an_answer_can_leave_the_cell_out_and_one_that_no_list_has_asks_on(office: Office) -> None:
    rows = (("One", None, "n/a"), ("Two", None, "-"))
    left = planned(office, "actions", HEAD, *rows, choices=Choices(values={("status", "n/a"): "", ("status", "-"): ""}))
    wrong = planned(office, "actions", HEAD, *rows, choices=Choices(values={("status", "n/a"): "Nonsense"}))

    assert [row.values[2] for row in left.rows] == [None, None]
    assert actions(left) == ["add", "add"]
    assert actions(wrong) == ["held", "held"]
    assert "“Nonsense” is not in the list for Status" in reasons(wrong)[0]


def test_a_word_that_is_no_date_is_asked_once_left_out_and_remembered(office: Office) -> None:
    head = ("Action", "Due date")
    rows = (("One", "TBC"), ("Two", "t.b.c."), ("Three", "Ongoing"), ("Four", "32 May 2026"))
    plan = planned(office, "actions", head, *rows)
    assert asked(plan) == [("due_on", "TBC", 1), ("due_on", "t.b.c.", 1), ("due_on", "Ongoing", 1)]
    assert all(not one.offers for one in plan.questions if isinstance(one, ValueQuestion))
    left = Choices(values={("due_on", "TBC"): "", ("due_on", "Ongoing"): ""})
    apply(office, planned(office, "actions", head, *rows, choices=left))
    assert remembered(office) == [("due_on", None, "TBC", ""), ("due_on", None, "Ongoing", "")]
    again = planned(office, "actions", head, ("Five", "ongoing"), ("Six", "Soon"))
    assert actions(again) == ["add", "held"]
    assert asked(again) == [("due_on", "Soon", 1)]


def test_a_word_left_out_wipes_no_date_that_is_there(office: Office) -> None:
    apply(office, planned(office, "actions", ("Ref", "Action", "Due date"), ("A1", "One", "3 March 2026")))
    left = Choices(values={("due_on", "TBC"): ""})
    plan = planned(office, "actions", ("Ref", "Action", "Due date"), ("A1", "One", "TBC"), choices=left)
    assert actions(plan) == ["same"]


def test_what_was_answered_is_remembered_for_the_agency_and_undone_with_the_import(office: Office) -> None:
    homes = office.lookup.agency("Stockport Homes")
    apply(office, planned(office, "actions", HEAD, *ROWS, choices=ANSWERS, agency="Stockport Homes"))
    reference = office.lookup.reference("agencies", office.lookup.agency("GMP") or 0)

    assert remembered(office) == [
        ("agency", homes, "GMP Bramhall hub", reference),
        ("status", homes, "Underweigh", "in_progress"),
    ]
    again = (("Four", "GMP Bramhall hub", "UNDERWEIGH"),)
    assert actions(planned(office, "actions", HEAD, *again, agency="Stockport Homes")) == ["add"]
    assert asked(planned(office, "actions", HEAD, *again, agency="Probation")) == [("status", "UNDERWEIGH", 1)]
    office.undo()
    assert remembered(office) == []


def test_only_words_of_the_file_are_remembered_and_a_new_answer_takes_the_place_of_the_old(office: Office) -> None:
    plan = planned(office, "actions", HEAD, ("One", "GMP", "Underweigh"), choices=ANSWERS)
    apply(office, plan)
    assert remembered(office) == [("status", None, "Underweigh", "in_progress")]

    other = Choices(values={("status", "underweigh"): "Complete"})
    apply(office, planned(office, "actions", HEAD, ("Two", "GMP", "Underweigh"), choices=other))
    assert [one[2:] for one in remembered(office)] == [("Underweigh", office.lookup.key("action_statuses", "Complete"))]
    assert planned(office, "actions", HEAD, ("Three", "GMP", "Underweigh"), choices=other).learnt == ()


def test_of_several_words_in_a_cell_the_unknown_ones_are_asked(office: Office) -> None:
    labels = [choice.label for choice in office.lookup.choices("themes")][:2]
    head, rows = ("Type", "Pseudonym", "Themes"), (("Rapid review", "Child A", f"{labels[0]}; Wibbling; {labels[1]}"),)
    plan = planned(office, "reviews", head, *rows)
    assert asked(plan) == [("themes", "Wibbling", 1)]

    left = planned(office, "reviews", head, *rows, choices=Choices(values={("themes", "Wibbling"): ""}))
    assert set(left.rows[0].values[2].split(";")) == {office.lookup.key("themes", label) for label in labels}


def test_a_column_of_agencies_that_nobody_knows_yet_is_asked_about_and_no_extra(office: Office) -> None:
    plan = planned(office, "actions", ("Action", "Agency"), ("One", "GMP Bramhall hub"), ("Two", "GMP Bramhall hub"))

    assert plan.columns[1].field == register("actions").field("lead_agency_id")
    assert asked(plan) == [("lead_agency_id", "GMP Bramhall hub", 2)]


def test_a_column_of_free_text_is_no_list_of_questions(office: Office) -> None:
    rows = [(f"Action {number}", "GMP", f"note {number}") for number in range(MOST_ASKED + 1)]
    plan = make_plan(office, book(HEAD, *rows), "actions")

    assert asked(plan) == []
    assert plan.count("held") == len(rows)


@pytest.mark.parametrize(
    ("field", "written", "first"),
    [
        ("lead_agency_id", "GMP Bramhall hub", "Greater Manchester Police"),
        ("lead_agency_id", "Greater Manchester Polise", "Greater Manchester Police"),
        ("status", "Compleet", "Complete"),
    ],
)
def test_the_likeliest_entry_is_offered_first(office: Office, field: str, written: str, first: str) -> None:
    found = offers(register("actions").field(field), written, office.lookup)
    assert found[0].startswith(first)


def test_nothing_is_offered_for_what_looks_like_no_entry(office: Office) -> None:
    assert offers(register("actions").field("status"), "?", office.lookup) == ()
    assert offers(register("actions").field("status"), "xqzw", office.lookup) == ()
