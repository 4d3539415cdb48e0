"""What stands for a stored value in a cell of the whole office's workbook: every value comes back as it was."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.errors import LifError
from lif_desktop.office.whole import Stored, StoredColumn
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import ValueProblem
from lif_desktop.sheets.raw import ErrorCell
from lif_desktop.sheets.sizes import units
from lif_desktop.sheets.whole_layout import Part
from lif_desktop.sheets.whole_words import CODED, LONG, LongTexts, Reading, Writing, coded, decoded
from tests.sheets.traps import TRAPS

TODAY = dt.date(2026, 11, 23)
LISTS = {
    "colours": {
        "red": "Red",
        "deep_red": "Red; deep",
        "blue": "[blue]",
        "amber": "Amber",
        "yellow": "Amber",
        "grey": "grey ",
    }
}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


def part(kind: Stored = "text", field: Field | None = None, extra: str = "", target: str = "") -> Part:
    return Part(StoredColumn("column", kind, target, False, False), "Column", field, extra)


def there_and_back(one: Part, value: Any) -> Any:
    """The value after it stood in a cell; the cell can hold it."""
    long_texts = LongTexts()
    names = {"reviews": {3: "RR-2026-001", 4: "RR-2026-002"}}
    cell = Writing(LISTS, names, long_texts).of(one)(value)
    cells = [cell, *(text for _, _, text in long_texts.pieces)]
    assert all(units(text) <= 32_767 for text in cells if isinstance(text, str))
    whole: dict[int, str] = {}
    for number, _, text in long_texts.pieces:
        whole[number] = whole.get(number, "") + (decoded(text) if text.startswith(CODED) else text)
    records = {"reviews": {name: number for number, name in names["reviews"].items()}}
    return Reading(LISTS, records, whole, Lookup({}), TODAY).of(one)(cell)


@pytest.mark.parametrize("text", TRAPS)
def test_every_awkward_text_comes_back_as_it_was(text: str) -> None:
    assert there_and_back(part(), text) == text
    assert there_and_back(part(extra="Box file"), text) == text
    assert there_and_back(part("json"), {text[:99]: text}) == {text[:99]: text}


@given(TEXT)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert there_and_back(part(), text) == text


@given(JSON)
def test_any_extra_value_and_any_json_comes_back_with_its_type(value: Any) -> None:
    for one in (part("json"), part("json", extra="Box file")):
        back = there_and_back(one, value)
        assert (back, type(back)) == (value, type(value))


@given(st.integers(-(2**63) + 1, 2**63 - 1), FLOATS)
def test_any_number_comes_back_as_it_was(whole: int, decimal: float) -> None:
    assert there_and_back(part("whole"), whole) == whole
    assert there_and_back(part("decimal"), decimal) == decimal


@given(st.dates(dt.date(1850, 1, 1), dt.date(2300, 1, 1)), st.datetimes())
def test_any_day_and_moment_comes_back_as_it_was(day: dt.date, moment: dt.datetime) -> None:
    assert there_and_back(part("date"), day) == day
    assert there_and_back(part("moment"), moment) == moment


def test_a_day_later_than_an_import_takes_comes_back_as_it_was() -> None:
    assert there_and_back(part("date"), dt.date(2219, 12, 31)) == dt.date(2219, 12, 31)


@pytest.mark.parametrize(
    ("key", "cell"),
    [("red", "Red"), ("deep_red", "Red; deep"), ("blue", "[blue]"), ("amber", "[amber]"), ("yellow", "Amber"),
     ("grey", "[grey]"), ("gone", "[gone]"), ("Red", "[Red]"), ("red;amber", "[red;amber]"), ("", "[]")],
)  # fmt: skip
def test_an_entry_is_its_words_unless_they_would_not_lead_back(key: str, cell: str) -> None:
    one = part(field=Field("column", "Column", "choice", choices="colours"))
    assert Writing(LISTS, {}, LongTexts()).of(one)(key) == cell
    assert there_and_back(one, key) == key


@pytest.mark.parametrize("keys", ["red", "red;yellow", "red;amber", "deep_red", "gone;red", "yellow;red"])
def test_several_entries_come_back_in_their_order(keys: str) -> None:
    assert there_and_back(part(field=Field("column", "Column", "choices", choices="colours")), keys) == keys


def test_a_link_is_a_name_where_there_is_one_else_a_number() -> None:
    one = part("whole", target="reviews")
    assert Writing({}, {"reviews": {3: "RR-2026-001"}}, LongTexts()).of(one)(3) == "RR-2026-001"
    assert [there_and_back(one, number) for number in (3, 4, 77)] == [3, 4, 77]


READING = Reading(LISTS, {"reviews": {"RR-2026-001": 3, "rr 2026 001": 3}}, {1: "whole"}, Lookup({}), TODAY)


@pytest.mark.parametrize(
    ("one", "cell", "value"),
    [
        (part("date"), "3 March 2026", dt.date(2026, 3, 3)),
        (part("date"), "03/04/2026", dt.date(2026, 4, 3)),
        (part("date"), dt.datetime(2026, 3, 3, 9, 30), dt.date(2026, 3, 3)),  # noqa: DTZ001 - as a cell gives it
        (part("moment"), dt.date(2026, 3, 3), dt.datetime(2026, 3, 3)),  # noqa: DTZ001 - as the office keeps it
        (part("whole"), "12", 12),
        (part("whole"), 12.0, 12),
        (part("decimal"), "1,200.5", 1200.5),
        (part("yes_no"), True, True),
        (part("yes_no"), "n", False),
        (part("text"), 7, "7"),
        (part("whole", target="reviews"), "rr-2026-001", 3),
        (part("text", Field("column", "Column", "choice", choices="colours")), "RED", "red"),
        (part("text"), f"{LONG}1", "whole"),
    ],
)
def test_what_a_person_types_in_excel_is_understood(one: Part, cell: Any, value: Any) -> None:
    assert READING.of(one)(cell) == value


@pytest.mark.parametrize(
    ("one", "cell", "words"),
    [
        (part("date"), "31/02/2026", "February 2026 has 28 days"),
        (part("date"), "2026-02-31", "February"),
        (part("date"), 46_000, "is a number, not a date"),
        (part("moment"), "yesterday", "is not a day and time"),
        (part("whole"), "many", "is not a number"),
        (part("whole"), "9" * 19, "too large"),
        (part("whole"), True, "is not a number"),
        (part("decimal"), "inf", "is not a number"),
        (part("yes_no"), "perhaps", "neither yes nor no"),
        (part("whole", target="reviews"), "RR-2026-999", "No record in this workbook"),
        (part("text", Field("column", "Column", "choice", choices="colours")), "Mauve", "is not in the list"),
        (part("json"), "{", "has been changed"),
        (part("json"), "[" * 100_000, "has been changed"),
        (part("json"), "NaN", "has been changed"),
        (part("json"), '"\\ud800"', "has been changed"),
        (part("text"), f"{CODED}[1]", "has been changed"),
        (part("text"), f"{LONG}2", "not on the sheet"),
        (part("text"), f"{LONG}two", "not on the sheet"),
        (part("text"), ErrorCell("#REF!"), "#REF!"),
    ],
)
def test_what_cannot_be_understood_is_said(one: Part, cell: Any, words: str) -> None:
    with pytest.raises(LifError, match=words):
        READING.of(one)(cell)


def test_a_code_holds_what_no_cell_can() -> None:
    assert coded("a\x00b").isprintable()
    assert decoded(coded("a\x00b")) == "a\x00b"


@pytest.mark.parametrize("number", ["2", "0000000010", "9" * 5000, "²", "one", ""])
def test_a_long_text_that_is_not_there_is_said(number: str) -> None:
    reading = Reading({}, {}, {1: "whole"}, Lookup({}), dt.date.min)
    assert reading.text("long text: 1") == "whole"
    with pytest.raises(ValueProblem, match="is not on the sheet"):
        reading.text(f"long text: {number}")
