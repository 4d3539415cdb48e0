"""Rows are found by their words and sorted by their values, without being touched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.office.sieve import Sieve
from tests.gui.made_up import COLUMNS, DUE, IDS, NAME, ROWS, choices, show


@pytest.fixture
def sieve() -> Sieve:
    made = Sieve(COLUMNS, show, choices)
    made.load(ROWS)
    return made


def refs(sieve: Sieve, order: list[int]) -> list[object]:
    return [sieve.rows[at][0] for at in order]


ALL = list(range(len(IDS)))


def test_every_word_must_be_somewhere_in_the_row(sieve: Sieve) -> None:
    assert refs(sieve, sieve.matching(ALL, "rapid WREN")) == ["RR-2026-005"]
    assert sieve.matching(ALL, "rapid hazel") == []
    assert sieve.matching(ALL, "  ") == ALL


def test_dates_and_statuses_are_found_as_they_are_shown(sieve: Sieve) -> None:
    assert refs(sieve, sieve.matching(ALL, "3 december")) == ["RR-2026-005"]
    assert refs(sieve, sieve.matching(ALL, "overdue")) == ["RR-2026-004"]


def test_words_do_not_run_from_one_column_into_the_next(sieve: Sieve) -> None:
    assert sieve.matching(ALL, "rowansign") == []


def test_a_column_is_filtered_by_its_own_words_only(sieve: Sieve) -> None:
    assert refs(sieve, sieve.matching(ALL, columns={"stage": "report"})) == [
        "SAR-2026-002",
        "CSPR-2026-001",
        "PEER-2026-001",
    ]
    assert sieve.matching(ALL, columns={"name": "report"}) == []


def test_an_equals_sign_alone_finds_the_empty_cells(sieve: Sieve) -> None:
    assert refs(sieve, sieve.matching(ALL, columns={"due": " = "})) == ["PEER-2026-001"]


def test_a_scope_comes_before_any_filter(sieve: Sieve) -> None:
    found = sieve.matching(ALL, "rapid", scope=lambda row: row[5] == 12)
    assert refs(sieve, found) == ["RR-2026-010"]


def test_dates_sort_as_dates_and_empty_ones_come_last_either_way(sieve: Sieve) -> None:
    column = COLUMNS.index(DUE)
    for downwards in (False, True):
        order = sieve.ordered([("due", downwards)])
        days = [sieve.rows[at][column] for at in order]
        assert days[-1] is None
        filled = [day for day in days if isinstance(day, date)]
        assert filled == sorted(filled, reverse=downwards)


def test_numbers_sort_as_numbers(sieve: Sieve) -> None:
    assert [sieve.rows[at][5] for at in sieve.ordered([("count", False)])] == [2, 5, 5, 6, 12, None]


def test_references_sort_by_their_number() -> None:
    sieve = Sieve(COLUMNS[:1], show)
    sieve.load([("RR-2026-10",), ("RR-2026-9",), ("AU-2026-1",), ("RR-2026-9²",)])
    assert refs(sieve, sieve.ordered([("ref", False)])) == ["AU-2026-1", "RR-2026-9", "RR-2026-9²", "RR-2026-10"]


def test_a_choice_sorts_in_the_order_of_its_list(sieve: Sieve) -> None:
    kinds = [sieve.rows[at][1] for at in sieve.ordered([("kind", False)])]
    assert kinds[:3] == ["Rapid review"] * 3
    assert kinds[3:] == ["Adult review (SAR)", "Practice review", "Peer review"]


def test_statuses_sort_from_red_to_blue(sieve: Sieve) -> None:
    tones = [sieve.rows[at][6].tone for at in sieve.ordered([("state", False)])]  # type: ignore[attr-defined]
    assert tones == ["red", "amber", "green", "green", "green", "blue"]


def test_the_second_column_sorts_among_equals(sieve: Sieve) -> None:
    order = sieve.ordered([("kind", False), ("due", True)])
    assert refs(sieve, order)[:3] == ["RR-2026-005", "RR-2026-010", "RR-2026-004"]


def test_a_replaced_row_is_found_by_its_new_words_only(sieve: Sieve) -> None:
    assert sieve.matching(ALL, "wren") == [2]
    changed = list(ROWS[2])
    changed[COLUMNS.index(NAME)] = "Child Larch"
    sieve.replace(2, tuple(changed))
    assert sieve.matching(ALL, "wren") == []
    assert sieve.matching(ALL, "larch") == [2]


def test_what_no_column_shows_is_found_and_stays_with_its_row(sieve: Sieve) -> None:
    asked: list[int] = []
    beside = [f"ward-no-{at}." for at in ALL]
    sieve.load(ROWS, lambda: asked.append(1) or beside)  # type: ignore[func-returns-value]
    assert asked == []
    assert sieve.matching(ALL, "Ward-no-2.") == [2]
    assert sieve.matching(ALL, "ward-no-2. WREN") == [2]
    changed = list(ROWS[2])
    changed[COLUMNS.index(NAME)] = "Child Larch"
    sieve.replace(2, tuple(changed))
    assert sieve.matching(ALL, "WARD-no-2. larch") == [2]
    assert asked == [1]
    sieve.load(ROWS)
    assert sieve.matching(ALL, "ward") == []


def test_warming_changes_nothing_that_is_found(sieve: Sieve) -> None:
    cold = sieve.matching(ALL, "report")
    again = Sieve(COLUMNS, show, choices)
    again.load(ROWS)
    assert len(list(again.warm())) == len(COLUMNS)
    assert again.matching(ALL, "report") == cold


def test_no_columns_and_no_rows_are_no_trouble() -> None:
    assert Sieve((), show).matching([], "words") == []
    assert Sieve(COLUMNS, show).ordered([("due", True)]) == []


@given(st.lists(st.tuples(st.none() | st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=30), st.booleans())
def test_sorting_keeps_every_row_and_agrees_with_a_plain_sort(
    pairs: list[tuple[int | None, int | None]], downwards: bool
) -> None:
    count = COLUMNS[5]
    sieve = Sieve((count, count), show)
    sieve.load(pairs)
    order = sieve.ordered([(count.key, downwards)])
    assert sorted(order) == list(range(len(pairs)))
    column = 1  # the later of two fields with one key is the one that is named
    values = [pairs[at][column] for at in order]
    filled = [value for value in values if value is not None]
    assert values == filled + [None] * (len(values) - len(filled))
    assert filled == sorted(filled, reverse=downwards)
    for value in set(filled):
        same = [at for at in order if pairs[at][column] == value]
        assert same == sorted(same)
