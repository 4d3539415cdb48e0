"""What the reader process sends: rows in chunks, trimmed, and never more than the limits."""

import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.sheets import sink as room
from lif_desktop.sheets.raw import ErrorCell, Merge, address, letters
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import Sink, plain
from lif_desktop.sheets.wire import Unpacker, receive


@pytest.fixture
def stream() -> io.BytesIO:
    return io.BytesIO()


@pytest.fixture
def sink(stream: io.BytesIO) -> Sink:
    made = Sink(stream, "a.xlsx")
    made.sheet("Return")
    return made


def sent(stream: io.BytesIO) -> list[tuple[str, Any]]:
    stream.seek(0)
    return list(iter(lambda: receive(stream), None))  # type: ignore[arg-type]


def rows(stream: io.BytesIO) -> list[list[Any]]:
    unpacker = Unpacker()
    return [list(row) for kind, body in sent(stream) if kind == "rows" for row in unpacker.rows(body)]


def facts(stream: io.BytesIO) -> dict[str, Any]:
    return dict(sent(stream)[-1][1])


def test_rows_are_trimmed_and_gaps_are_blank_rows(sink: Sink, stream: io.BytesIO) -> None:
    assert sink.row(2, ["a", None, None])
    assert sink.row(3, [None, None])
    assert sink.row(5, [None, "b"])
    sink.end_sheet()

    assert rows(stream) == [[None, None], ["a", None], [None, None], [None, None], [None, "b"]]
    assert facts(stream)["width"] == 2


@given(st.lists(st.lists(st.sampled_from([None, "x", 1]), max_size=4), max_size=60))
def test_nothing_is_lost_between_chunks(given_rows: list[list[Any]]) -> None:
    stream = io.BytesIO()
    sink = Sink(stream, "a.xlsx")
    sink.sheet("Return")
    for number, row in enumerate(given_rows * 20, 1):
        sink.row(number, list(row))
    sink.end_sheet()

    def trimmed(row: list[Any]) -> list[Any]:
        return row[: max((at for at, value in enumerate(row, 1) if value is not None), default=0)]

    expected = [trimmed(row) for row in given_rows * 20]
    while expected and not expected[-1]:
        expected.pop()
    assert [trimmed(row) for row in rows(stream)] == expected
    assert all(body[0] <= room.CHUNK_ROWS + 60 for kind, body in sent(stream) if kind == "rows")


def test_facts_beyond_the_data_are_left_out(sink: Sink, stream: io.BytesIO) -> None:
    sink.row(1, ["a", "b"])
    sink.row(2, ["c"])
    sink.end_sheet([1, 3], [2, 9], [Merge(1, 1, 1, 300), Merge(2, 2, 9, 2), Merge(7, 1, 8, 1), Merge(1, 5, 1, 6)])

    found = facts(stream)
    assert (found["hidden_rows"], found["hidden_columns"]) == ([1], [2])
    assert found["merged"] == [[1, 1, 1, 2], [2, 2, 2, 2]]


def test_a_cell_far_below_stops_the_sheet_without_a_million_rows(sink: Sink, stream: io.BytesIO) -> None:
    sink.row(1, ["a"])

    assert not sink.row(1_048_576, ["far"])
    sink.end_sheet()
    assert rows(stream) == [["a"]]
    assert facts(stream)["cut_after"] == 1


def test_too_many_cells_are_refused(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_CELLS", 100)
    for number in range(1, 11):
        sink.row(number, ["x"] * 10)
    with pytest.raises(SheetRefused, match="more than 100 cells") as caught:
        sink.row(11, ["x"])
    assert caught.value.reason is Reason.TOO_LARGE


def test_the_cells_of_all_sheets_count_together(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_CELLS", 100)
    sink.row(10, ["x"] * 10)
    sink.end_sheet()
    sink.sheet("Second")
    with pytest.raises(SheetRefused):
        sink.row(1, ["x"])


def test_one_text_repeated_for_ever_is_refused(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_SENT", 1024**2)
    with pytest.raises(SheetRefused, match="longer than 1 MB") as caught:
        all(sink.row(number, ["x" * 32_767]) for number in range(1, 5000))
    assert caught.value.reason is Reason.TOO_LARGE


def test_ticks_are_few(sink: Sink, stream: io.BytesIO) -> None:
    for _ in range(1000):
        sink.tick()
    assert len([kind for kind, _ in sent(stream) if kind == "tick"]) <= 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, 5), (2.5, 2.5), (1e300, 1e300), ("", None), (None, None), (True, True), ("x", "x"),
        (dt.time(14, 30), "14:30"), (dt.time(14, 30, 5), "14:30:05"), (dt.timedelta(hours=36), "36:00"),
        (dt.timedelta(seconds=61), "00:01:01"), (dt.date(2026, 3, 3), dt.date(2026, 3, 3)),
        (dt.datetime.combine(dt.date(2026, 3, 3), dt.time()), dt.date(2026, 3, 3)),
    ],
)  # fmt: skip
def test_values_of_libraries_become_plain(value: object, expected: object) -> None:
    found = plain(value)

    assert (type(found), found) == (type(expected), expected)


def test_a_value_of_no_known_kind_is_a_fault() -> None:
    with pytest.raises(TypeError):
        plain(object())


def test_columns_have_the_letters_of_excel() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53, 256, 703, 16384)] == [
        "A", "Z", "AA", "AZ", "BA", "IV", "AAA", "XFD",
    ]  # fmt: skip
    assert address(3, 2) == "B3"
    assert str(Merge(1, 1, 3, 28)) == "A1:AB3"
    assert str(ErrorCell("#REF!")) == "#REF!"
