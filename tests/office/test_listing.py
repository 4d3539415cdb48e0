"""A register as its list shows it: columns, values, short words, and what the list does not show."""

import datetime as dt

from lif_desktop.office import Edit, Office
from lif_desktop.office.listing import beside, columns_of, extra_field, extra_words, is_extra, short_words, values_of
from lif_desktop.registers import register
from tests.gui.made_up_office import add


def with_extras(office: Office) -> int:
    number = add(office, "actions", title="Brief health visitors", due_on=dt.date(2026, 3, 3))
    extra = {"Ward": "Bramhall North", "Seen": True, "Told": None}
    office.write("Brought along", [Edit("actions", number, {"extra": extra})])
    add(office, "actions", title="Without any")
    return number


def test_only_records_with_extra_columns_are_read(office: Office) -> None:
    number = with_extras(office)
    assert office.extras("actions") == {number: {"Ward": "Bramhall North", "Seen": True, "Told": None}}
    assert office.extras("reviews") == {}


def test_columns_and_values_with_those_of_spreadsheets_among_them(office: Office) -> None:
    with_extras(office)
    columns = columns_of(register("actions"), ("extra:Ward", "extra:Seen", "no such field"), ("ref",))
    keys = [one.key for one in columns]
    assert "ref" not in keys
    assert keys.index("extra:Seen") == keys.index("extra:Ward") + 1
    assert not any(one.kind == "status" for one in columns[: keys.index("extra:Ward")])
    rows = values_of(office.rows("actions"), office.extras("actions"), columns)
    at = keys.index("extra:Ward")
    assert [row[at : at + 2] for row in rows] == [("Bramhall North", "Yes"), (None, None)]
    assert [row[keys.index("title")] for row in rows] == ["Brief health visitors", "Without any"]


def test_what_the_list_does_not_show_stands_beside(office: Office) -> None:
    number = with_extras(office)
    extras = office.extras("actions")
    assert beside([number, 99], extras, []) == ["Bramhall North\nYes", ""]
    assert beside([number], extras, [extra_field("Ward")]) == ["Yes"]


def test_words_of_an_extra_column() -> None:
    assert [extra_words(value) for value in (None, True, False, 3, "x")] == [None, "Yes", "No", "3", "x"]
    assert is_extra(extra_field("Ward").key)


def test_words_are_short_in_a_list(office: Office) -> None:
    own = register("actions")
    assert short_words(own.field("due_on"), dt.date(2026, 3, 3), office.lookup) == "3 Mar 2026"
    assert short_words(own.field("title"), "As it is", office.lookup) == "As it is"
    types = register("reviews").field("review_type")
    brief = office.lookup.brief(types.choices, "rapid_review")
    assert short_words(types, "rapid_review", office.lookup) == brief
