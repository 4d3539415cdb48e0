"""What a cell stands for in its field, what it is called in words, and what is told of it."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field, Kind
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import ValueProblem
from lif_desktop.sheets import cells
from lif_desktop.sheets.cells import as_text, reader
from lif_desktop.sheets.planned import Problem, rows_words
from lif_desktop.sheets.raw import ErrorCell, Value
from tests.sheets.going_out import TODAY
from tests.sheets.taking_in import planned

ACTIONS = register("actions")
DAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, ""), (" ", ""), ("  two\u00a0words \r\n", "two words"), (5, "5"), (2.5, "2.5"), (True, "Yes"),
        (DAY, "3 March 2026"),
        (dt.datetime.combine(DAY, dt.time(14, 30)), "3 March 2026 14:30"), (ErrorCell("#N/A"), "#N/A"),
        ("=1+1", "=1+1"), ("a\x07b", "ab"),
    ],
)  # fmt: skip
def test_a_cell_in_words(raw: Value, words: str) -> None:
    assert as_text(raw) == words


def test_an_extra_column_keeps_its_words_and_blanks_are_nothing(office: Office) -> None:
    read = reader(None, office.lookup, TODAY)

    assert [read(raw) for raw in (DAY, 5, "  ", ErrorCell("#N/A"))] == ["3 March 2026", "5", None, "#N/A"]


def test_a_text_is_read_once_and_a_trouble_is_told_each_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    parse_date = cells.parse_date

    def counting(text: str, *rest: object, **named: object) -> object:
        asked.append(text)
        return parse_date(text, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(cells, "parse_date", counting)
    read = reader(ACTIONS.field("due_on"), office.lookup, TODAY)
    assert [read("3/3/26"), read("3/3/26"), read(DAY), read(DAY)] == [DAY] * 4
    for _ in range(2):
        with pytest.raises(Exception, match="tbc"):
            read("tbc")
    assert asked == ["3/3/26", "tbc"]


def test_a_month_and_a_number_are_asked_about_in_a_file_and_not_where_they_are_typed(office: Office) -> None:
    field = ACTIONS.field("due_on")
    read = reader(field, office.lookup, TODAY)

    with pytest.raises(LifError, match="“Mar 26” could be 26 March or March 2026"):
        read(" Mar\u00a026 ")
    assert cells.parse(field, "Mar 26", office.lookup, TODAY) == dt.date(2026, 3, 26)
    assert reader(ACTIONS.field("title"), office.lookup, TODAY)("Mar 26") == "Mar 26"


def test_one_and_true_are_not_mixed_up(office: Office) -> None:
    read = reader(ACTIONS.field("percent"), office.lookup, TODAY)

    assert read(1) == 1
    with pytest.raises(ValueProblem, match="Yes is not a number"):
        read(True)


def test_an_error_cell_is_told_with_its_reason(office: Office) -> None:
    read = reader(ACTIONS.field("title"), office.lookup, TODAY)

    with pytest.raises(ValueProblem, match="holds the error #REF!"):
        read(ErrorCell("#REF!"))


@given(
    st.sampled_from(["date", "whole", "decimal", "yes_no", "text", "choice", "choices", "agency", "ref", "note"]),
    st.text(max_size=8) | st.text("²½٣12/-. +d", max_size=8),
)
def test_any_text_is_a_value_or_a_reason(kind: Kind, text: str) -> None:
    """Figures that are no digits, "²²²²²", are no date and no number, and end no import."""
    with contextlib.suppress(LifError):
        reader(Field("column", "Column", kind), Lookup({}), TODAY)(text)


def test_figures_that_are_no_digits_are_no_date() -> None:
    with pytest.raises(LifError, match="could not be read as a date"):
        reader(Field("column", "Column", "date"), Lookup({}), TODAY)("²²²²²")


def test_a_problem_names_place_value_and_reason_once() -> None:
    assert str(Problem("Open", "C5", "tbc", "“tbc” is no date.")) == "Open, C5: “tbc” is no date."
    assert str(Problem("Open", "C5", "tbc", "That is no date.")) == "Open, C5, “tbc”: That is no date."
    assert str(Problem("Open", "row 5", "", "It is empty.")) == "Open, row 5: It is empty."


def test_counts_of_rows_in_words() -> None:
    assert [rows_words(count) for count in (0, 1, 34, 5000)] == ["0 rows", "1 row", "34 rows", "5,000 rows"]


def test_each_cell_of_a_row_says_what_becomes_of_it(office: Office) -> None:
    head = ("Ref", "Action", "Due", "Ward", "Lead agency")
    plan = planned(office, "actions", head, ("A1", "One", "tbc", "Ash", None), agency=None)
    found = plan.cells(plan.rows[0])

    assert [cell.cell for cell in found] == ["A2", "B2", "C2", "D2", "E2"]
    assert [cell.field for cell in found] == ["ref", "title", "due_on", None, "lead_agency_id"]
    assert [cell.state for cell in found] == ["same", "same", "problem", "same", "blank"]
    assert found[2].why.startswith("“tbc” could not be read")
    added = planned(office, "actions", head, ("A1", "One", "3/3/26", "Ash", None), agency="GMP")
    assert [cell.state for cell in added.cells(added.rows[0])] == ["add"] * 5
    assert added.cells(added.rows[0])[4].after == "Greater Manchester Police"
