"""Sharing as agencies by channels: what is confirmed, shared, planned or not yet, and who is still awaited."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.sharing import Cell, sharing

DAY, LATER = dt.date(2026, 3, 2), dt.date(2026, 4, 1)


def line(number: int, agency: int | None, channel: str = "workshop", **values: Any) -> dict[str, Any]:
    plain = {"id": number, "agency_id": agency, "channel": channel, "shared_on": DAY, "confirmed_on": None}
    return plain | {"reached": None} | values


def test_nothing_shared_is_an_empty_matrix() -> None:
    found = sharing([])
    assert (found.agencies, found.channels, found.told, found.confirmed, found.reached, found.awaited) == (
        (), (), 0, 0, 0, (),
    )  # fmt: skip
    assert found.cell(1, "workshop") == Cell("not yet")


def test_a_cell_is_as_far_as_its_furthest_line() -> None:
    found = sharing(
        [
            line(1, 3),
            line(2, 3, shared_on=LATER),
            line(3, 4, shared_on=None),
            line(4, 5, reached=7),
            line(5, 5, confirmed_on=LATER, reached=5),
        ]
    )
    assert found.cell(3, "workshop") == Cell("shared", LATER, (1, 2))
    assert found.cell(4, "workshop") == Cell("planned", None, (3,))
    assert found.cell(5, "workshop") == Cell("confirmed", LATER, (4, 5), 12)
    assert found.cell(9, "workshop").how == "not yet"


def test_agencies_and_channels_stand_in_the_order_of_their_first_line() -> None:
    lines = [line(1, 7, "website"), line(2, None, "campaign"), line(3, 7, "workshop"), line(4, 2, "website")]
    found = sharing(lines, also=[2, 9])
    assert found.agencies == (7, None, 2, 9)
    assert found.channels == ("website", "campaign", "workshop")


def test_the_counts_are_of_agencies_and_people() -> None:
    lines = [line(1, 3, reached=10), line(2, 3, "website", confirmed_on=DAY, reached=5), line(3, None, reached=100)]
    found = sharing([*lines, line(4, 4, shared_on=None)])
    assert (found.told, found.confirmed, found.reached) == (1, 1, 115)


def test_who_is_awaited_longest_comes_first() -> None:
    lines = [
        line(1, 3, shared_on=LATER),
        line(2, 4),
        line(3, 4, "website", shared_on=LATER),
        line(4, 5, confirmed_on=LATER),
        line(5, 6, shared_on=None),
        line(6, None),
    ]
    assert [(one.agency, one.since, one.lines) for one in sharing(lines).awaited] == [
        (4, DAY, (2, 3)),
        (None, DAY, (6,)),
        (3, LATER, (1,)),
    ]


days = st.none() | st.sampled_from([DAY, LATER])
rows = st.builds(
    lambda agency, channel, shared, confirmed: (agency, channel, shared, confirmed),
    st.none() | st.integers(1, 4),
    st.sampled_from("ab"),
    days,
    days,
)


@given(st.lists(rows, max_size=12))
def test_every_line_stands_in_one_cell_and_no_confirmed_one_is_awaited(found: list[Any]) -> None:
    lines = [line(at, a, c, shared_on=s, confirmed_on=d) for at, (a, c, s, d) in enumerate(found)]
    matrix = sharing(lines)
    assert sorted(number for cell in matrix.cells.values() for number in cell.lines) == list(range(len(lines)))
    awaited = {number for one in matrix.awaited for number in one.lines}
    assert awaited == {row["id"] for row in lines if row["shared_on"] and not row["confirmed_on"]}
