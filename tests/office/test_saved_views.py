"""Saved filters: kept and brought back as they were, journalled and undone, and the records that they show."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lif_desktop.office import Bin, Edit, Office, OfficeReadOnly, open_office
from lif_desktop.office.saved_views import (
    FilterProblem,
    ViewFilter,
    change_filter,
    delete_filter,
    from_json,
    rename_filter,
    save_filter,
    saved_filters,
    shown_rows,
    to_json,
    view_rows,
)
from lif_desktop.office.standing import BIN, LATE, OPEN, VIEWS
from lif_desktop.registers import register
from tests.gui.made_up_office import add
from tests.office.conftest import PROFILES

ACTIONS = register("actions")
LATE_POLICE = ViewFilter("ward", {"lead_agency_id": "police"}, LATE, (("due_on", True),), ("extra:Ward",), ("state",))


def police(office: Office) -> int:
    found = office.lookup.agency("Greater Manchester Police")
    assert found is not None
    return found


def some(office: Office) -> dict[str, int]:
    """Actions, late and in time, of the police and of others, one done, one in the bin."""
    day = office.today()
    late, soon = day - dt.timedelta(days=20), day + dt.timedelta(days=90)
    own = police(office)
    made = {
        "late": add(office, "actions", title="Late", due_on=late, lead_agency_id=own),
        "later": add(office, "actions", title="Later", due_on=late - dt.timedelta(days=9), lead_agency_id=own),
        "soon": add(office, "actions", title="Soon", due_on=soon, lead_agency_id=own),
        "other": add(office, "actions", title="Late too", due_on=late, lead_agency_id=own + 1),
        "done": add(office, "actions", title="Done", due_on=late, completed_on=late, status="complete"),
    }
    wards = {made["late"]: "North ward", made["later"]: "South ward", made["soon"]: "North ward"}
    changes = [Edit("actions", number, {"extra": {"Ward": ward}}) for number, ward in wards.items()]
    office.write("Brought along", changes)
    return made


# ------------------------------------------------------------------------------------------------ to and from


keys = st.sampled_from([one.key for one in ACTIONS.columns("table")])
filters = st.builds(
    ViewFilter,
    st.text(max_size=20),
    st.dictionaries(keys, st.text(min_size=1, max_size=9).filter(str.strip), max_size=3),
    st.sampled_from(VIEWS),
    st.lists(st.tuples(keys, st.booleans()), max_size=3).map(tuple),
    st.lists(st.sampled_from(["extra:Ward", "extra:", "effect"]), unique=True, max_size=3).map(tuple),
)


@given(filters)
def test_a_filter_comes_back_as_it_was_kept(found: ViewFilter) -> None:
    assert from_json(ACTIONS, to_json(found)) == found


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
parts = st.sampled_from(["words", "columns", "view", "order", "more", "less"])


@given(anything | st.dictionaries(parts, anything))
@example({"order": [[[], True], ["due_on"], "ab"], "columns": {"due_on": []}, "more": [{}], "view": []})
def test_whatever_is_kept_something_can_be_shown(kept: Any) -> None:
    found = from_json(ACTIONS, kept)
    assert from_json(ACTIONS, to_json(found)) == found


def test_a_column_that_is_not_shown_neither_filters_nor_sorts() -> None:
    kept = to_json(ViewFilter("", {"gone": "x", "due_on": "2026"}, OPEN, (("gone", True), ("due_on", False))))
    assert from_json(ACTIONS, kept) == ViewFilter("", {"due_on": "2026"}, OPEN, (("due_on", False),))
    left_out = from_json(ACTIONS, kept | {"less": ["due_on"]})
    assert (left_out.columns, left_out.order) == ({}, ())


# ------------------------------------------------------------------------------------------------ keeping


def test_saving_renaming_changing_and_deleting_are_journalled_and_undone(office: Office) -> None:
    save_filter(office, "actions", "  Late,  police ", LATE_POLICE)
    assert office.batches()[0].words == "Saved the filter “Late, police” of Actions"
    [saved] = saved_filters(office, "actions")
    assert (saved.name, saved.filter, saved_filters(office, "reviews")) == ("Late, police", LATE_POLICE, ())
    rename_filter(office, saved, "Police")
    assert office.batches()[0].words == "Renamed the filter “Late, police” of Actions to “Police”"
    [saved] = saved_filters(office, "actions")
    change_filter(office, saved, ViewFilter("other"))
    assert office.batches()[0].words == "Changed the filter “Police” of Actions"
    [saved] = saved_filters(office, "actions")
    assert saved.filter == ViewFilter("other")
    delete_filter(office, saved)
    assert office.batches()[0].words == "Deleted the filter “Police” of Actions"
    assert saved_filters(office, "actions") == ()
    for expected in ([("Police", "other")], [("Police", "ward")], [("Late, police", "ward")], []):
        office.undo()
        assert [(one.name, one.filter.words) for one in saved_filters(office, "actions")] == expected
    assert office.broken_link() is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Enter a name for the filter."),
        (" \n ", "Enter a name for the filter."),
        ("x" * 61, "Enter a name of 60 characters or fewer; this one has 61."),
        ("late, POLICE", "There is a filter called “late, POLICE” already. Enter another name."),
    ],
)
def test_a_name_that_will_not_do(office: Office, name: str, says: str) -> None:
    save_filter(office, "actions", "Late, police", LATE_POLICE)
    save_filter(office, "actions", "Other", ViewFilter())
    before = office.batches()
    with pytest.raises(FilterProblem) as trouble:
        save_filter(office, "actions", name, ViewFilter())
    assert str(trouble.value) == says
    other = saved_filters(office, "actions")[1]
    with pytest.raises(FilterProblem):
        rename_filter(office, other, name)
    assert office.batches() == before
    save_filter(office, "reviews", "Late, police", ViewFilter())
    rename_filter(office, other, "OTHER")


def test_nothing_is_kept_in_an_office_open_for_reading(office: Office) -> None:
    save_filter(office, "actions", "Late", ViewFilter(view=LATE))
    reading = open_office(office.path, PROFILES, "Bob", read_only=True)
    [saved] = saved_filters(reading, "actions")
    with pytest.raises(OfficeReadOnly):
        delete_filter(reading, saved)
    reading.close()


def test_a_filter_that_cannot_be_read_shows_everything(office: Office) -> None:
    made = some(office)
    save_filter(office, "actions", "Odd", ViewFilter())
    [saved] = saved_filters(office, "actions")
    office.write("Spoilt", [Edit("saved_views", saved.id, {"filters": {"view": 3, "columns": [], "order": "x"}})])
    assert set(view_rows(office, "actions", "Odd")) == set(made.values())


# ------------------------------------------------------------------------------------------------ applying


def test_the_records_of_a_filter_in_its_order(office: Office) -> None:
    made = some(office)
    save_filter(office, "actions", "Late, police", LATE_POLICE)
    assert view_rows(office, "actions", " late,  police ") == (made["late"], made["later"])
    everything = set(made.values())
    assert set(shown_rows(office, ACTIONS, ViewFilter())) == everything
    assert set(shown_rows(office, ACTIONS, ViewFilter(view=OPEN))) == everything - {made["done"]}
    assert shown_rows(office, ACTIONS, ViewFilter(columns={"title": "late too"})) == (made["other"],)
    assert shown_rows(office, ACTIONS, ViewFilter(columns={"lead_agency_id": "="})) == (made["done"],)


def test_words_find_what_stands_in_a_column_of_a_spreadsheet_shown_or_not(office: Office) -> None:
    made = some(office)
    wanted = {made["late"], made["soon"]}
    assert set(shown_rows(office, ACTIONS, ViewFilter("NORTH"))) == wanted
    shown = ViewFilter(columns={"extra:Ward": "north"}, more=("extra:Ward",))
    assert set(shown_rows(office, ACTIONS, shown)) == wanted


def test_what_lies_in_the_bin_is_shown_only_there(office: Office) -> None:
    made = some(office)
    office.write("Binned", [Bin("actions", made["late"])])
    assert shown_rows(office, ACTIONS, ViewFilter(view=BIN)) == (made["late"],)
    assert made["late"] not in shown_rows(office, ACTIONS, ViewFilter())


def test_a_name_that_is_not_there_is_said_with_those_that_are(office: Office) -> None:
    with pytest.raises(FilterProblem, match="Actions has no saved filter called “Police”"):
        view_rows(office, "actions", "Police")
    save_filter(office, "actions", "Late", ViewFilter(view=LATE))
    with pytest.raises(FilterProblem, match="The saved filters are: “Late”"):
        view_rows(office, "actions", "Police")
