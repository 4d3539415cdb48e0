"""The reader process: it can be cancelled, hang, run out of memory or be killed, and the program lives."""

import datetime as dt
import io
import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from lif_desktop.sheets import reader, wire
from lif_desktop.sheets.raw import ErrorCell
from lif_desktop.sheets.reader import Limits, read_book
from lif_desktop.sheets.refused import ReadCancelled, Reason, SheetRefused
from tests.sheets import awkward

DAY = dt.date(2026, 3, 3)

# A reader that does as the real one does until its third chunk of rows, and then what {end} says.
SPOILT = """
import os, sys, threading
from lif_desktop.sheets import sink, wire, reader_child
chunks = 0
def spoilt(stream, kind, body=None):
    global chunks
    chunks += kind == "rows"
    if chunks == 3:
        {end}
    return wire.send(stream, kind, body)
sink.send = spoilt
sys.exit(reader_child.main(sys.argv[1:]))
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = [("Ref", "Title"), *((f"A{number}", f"Title {number}") for number in range(5000))]
    return awkward.xlsx(tmp_path / "return.xlsx", rows)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """Every process that the reader starts."""
    processes: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[call-overload]
            processes.append(self)

    monkeypatch.setattr(reader.subprocess, "Popen", Watched)
    return processes


def spoilt(end: str) -> tuple[str, str]:
    return ("-c", SPOILT.format(end=end))


def refusal(path: Path, **named: object) -> Reason:
    with pytest.raises(SheetRefused) as caught:
        read_book(path, **named)  # type: ignore[arg-type]
    return caught.value.reason


def test_the_rows_come_with_progress_and_no_process_is_left(
    book: Path, started: list["subprocess.Popen[bytes]"]
) -> None:
    told: list[int] = []

    assert len(read_book(book, progress=told.append).sheets[0].rows) == 5001
    assert told == sorted(told)
    assert told[-1] == 5001
    assert len(told) > 5
    assert [process.poll() is not None for process in started] == [True]


def test_cancel_stops_the_reader_in_the_middle(book: Path, started: list["subprocess.Popen[bytes]"]) -> None:
    told: list[int] = []

    with pytest.raises(ReadCancelled, match="Nothing was taken"):
        read_book(book, cancelled=lambda: len(told) >= 2, progress=told.append)
    assert told[-1] < 5001
    assert started[0].returncode is not None


def test_cancel_stops_a_reader_that_says_nothing(book: Path) -> None:
    asked = iter([False, False, True])

    with pytest.raises(ReadCancelled):
        read_book(book, cancelled=lambda: next(asked), command=spoilt("threading.Event().wait()"))


def test_a_reader_that_is_killed_in_the_middle_is_reported(book: Path) -> None:
    assert refusal(book, command=spoilt("os.kill(os.getpid(), 9)")) is Reason.DIED
    assert len(read_book(book).sheets[0].rows) == 5001


def test_a_reader_that_is_killed_from_outside_is_reported(book: Path, started: list["subprocess.Popen[bytes]"]) -> None:
    assert (
        refusal(book, progress=lambda _: started[0].kill(), command=spoilt("threading.Event().wait()")) is Reason.DIED
    )


def test_a_reader_that_hangs_is_given_up(book: Path, started: list["subprocess.Popen[bytes]"]) -> None:
    reason = refusal(book, limits=Limits(seconds=0.3), command=spoilt("threading.Event().wait()"))

    assert reason is Reason.STUCK
    assert started[0].returncode is not None


def test_an_error_in_a_reading_library_means_a_damaged_file(book: Path) -> None:
    assert refusal(book, command=spoilt("raise KeyError('sheet1.xml')")) is Reason.DAMAGED


def test_a_reader_that_writes_something_else_is_reported(book: Path) -> None:
    assert refusal(book, command=("-c", "print('x' * 100)")) is Reason.DIED


HEAD = ("sheet", ["Return", "visible"])
FACTS = {"width": 1, "hidden_rows": [], "hidden_columns": [], "merged": [], "cut_after": 0, "cut_columns": False}


@pytest.mark.parametrize(
    "frames",
    [
        [HEAD, ("rows", [2, [["s", ["one"]]]])],
        [HEAD, ("rows", [1, [["s", [1]]]])],
        [HEAD, ("rows", [1, [["d", [-1]]]])],
        [HEAD, ("rows", [1, [["d", ["x"]]]])],
        [HEAD, ("rows", [1, [["m", [["a", "list"]]]]])],
        [HEAD, ("rows", [2, [["m", [1, 2]], ["m", [1]]]])],
        [HEAD, ("rows", [1, [["zz", [1]]]])],
        [HEAD, ("rows", "rows")],
        [HEAD, ("rows", [10**12, []])],
        [HEAD, ("rows", [1, [["m", [1]]]]), ("end", FACTS | {"width": 10**9})],
        [HEAD, *[("rows", [9_000, []])] * 10, ("end", FACTS | {"width": 256})],
        [HEAD, ("end", {"width": 1})],
        [HEAD, ("end", FACTS | {"merged": [[1, 2]]})],
        [HEAD, ("end", FACTS | {"hidden_rows": ["x"]})],
        [("refused", ["NO_SUCH_REASON", ""])],
        [("done", {})],
        [("done", None)],
    ],
)
def test_a_reader_that_was_taken_over_is_reported(book: Path, frames: list[tuple[str, object]]) -> None:
    """Whatever it sends is a refusal, and never an error here."""
    script = (
        f"import sys; from lif_desktop.sheets import wire\nfor one in {frames!r}: wire.send(sys.stdout.buffer, *one)"
    )

    assert refusal(book, command=("-c", script)) is Reason.DIED


@pytest.mark.parametrize(
    "endless",
    [
        'wire.send(sys.stdout.buffer, "rows", [5000, []])',
        'wire.send(sys.stdout.buffer, "tick", "x" * 30_000_000)',
    ],
)
def test_a_reader_that_never_stops_sending_is_stopped(
    book: Path, started: list["subprocess.Popen[bytes]"], endless: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that takes the reader over cannot fill the memory of the program."""
    monkeypatch.setattr("lif_desktop.sheets.reader.MOST_CELLS", 100_000)
    monkeypatch.setattr("lif_desktop.sheets.reader.MOST_SENT", 1_000_000)
    script = (
        "import sys; from lif_desktop.sheets import wire\n"
        f"wire.send(sys.stdout.buffer, *{HEAD!r})\nwhile True: {endless}"
    )

    assert refusal(book, command=("-c", script)) is Reason.DIED
    assert started[0].returncode is not None


def test_a_reader_that_goes_on_after_what_is_no_frame_is_stopped(
    book: Path, started: list["subprocess.Popen[bytes]"]
) -> None:
    script = "import sys, threading; sys.stdout.write('x' * 100); sys.stdout.flush(); threading.Event().wait()"

    assert refusal(book, command=("-c", script)) is Reason.DIED
    assert started[0].returncode is not None


def test_a_reader_that_ends_early_is_reported(book: Path) -> None:
    assert refusal(book, command=("-c", "pass")) is Reason.DIED


def test_a_file_that_needs_too_much_memory_is_refused(book: Path) -> None:
    assert refusal(book, command=spoilt(f"bytearray({Limits().memory})")) is Reason.TOO_LARGE


def test_refusals_of_the_child_come_with_their_sentence(tmp_path: Path) -> None:
    path = awkward.ole(tmp_path / "locked.xlsx", "EncryptedPackage")

    with pytest.raises(SheetRefused, match="is locked by a password"):
        read_book(path)


def test_what_a_library_prints_does_not_disturb_the_rows(book: Path) -> None:
    assert len(read_book(book, command=spoilt("print('x' * 9000); chunks = 9")).sheets[0].rows) == 5001


def test_a_workbook_with_broken_inside_is_damaged(tmp_path: Path, book: Path) -> None:
    broken = awkward.changed(
        tmp_path / "b.xlsx", book, lambda name, data: data[: len(data) // 2] if "sheet1.xml" in name else data
    )
    assert refusal(broken) is Reason.DAMAGED


@pytest.mark.parametrize("name", ["a.xls", "a.ods"])
def test_a_cut_file_of_another_format_is_refused(tmp_path: Path, name: str) -> None:
    rows = [("Ref", "Title")] * 500
    whole = tmp_path / f"whole-{name}"
    awkward.xls(whole, rows) if name.endswith("xls") else awkward.ods(whole, awkward.ods_table(rows))

    assert refusal(awkward.truncated(tmp_path / name, whole)) in (Reason.DAMAGED, Reason.DIED)


def test_rows_out_of_order_are_damage(tmp_path: Path, book: Path) -> None:
    turned = awkward.changed(tmp_path / "t.xlsx", book, lambda _, data: data.replace(b'<row r="9"', b'<row r="3"'))

    assert refusal(turned) is Reason.DAMAGED


def test_reading_needs_no_library_here(book: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from lif_desktop.sheets.reader import read_book;"
        f"read_book(Path({str(book)!r}));"
        "sys.exit(any(name in sys.modules for name in ('openpyxl', 'xlrd', 'python_calamine')))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])}

    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 0


def test_frames_bring_values_as_they_were() -> None:
    stream = io.BytesIO()
    wire.send(stream, "rows", [["a", 1, 2.5, True, None, ErrorCell("#N/A"), ErrorCell("", "not saved")]])
    stream.seek(0)

    assert wire.receive(stream) == ("rows", [["a", 1, 2.5, True, None, ErrorCell("#N/A"), ErrorCell("", "not saved")]])
    assert wire.receive(stream) is None


@pytest.mark.parametrize(
    "data", [b"\x00", struct.pack(">I", 9) + b"short", struct.pack(">I", 2**31), struct.pack(">I", 4) + b"nope"]
)
def test_what_is_no_frame_is_said(data: bytes) -> None:
    with pytest.raises(wire.BrokenFrame):
        wire.receive(io.BytesIO(data))


def test_equal_texts_and_days_are_one_object() -> None:
    unpacker = wire.Unpacker()
    rows = [["a long text", 7, DAY], [None, True, None], ["a long text", "x", DAY]]
    frames = [json.loads(json.dumps(wire.packed(rows))) for _ in range(2)]
    first, second = (unpacker.rows(frame) for frame in frames)

    assert first == second == [tuple(row) for row in rows]
    assert [type(value) for value in first[1]] == [type(None), bool, type(None)]
    assert first[0][0] is first[2][0] is second[0][0]
    assert first[0][2] is second[2][2]


def test_only_plain_values_travel() -> None:
    with pytest.raises(TypeError, match="does not travel"):
        wire.send(io.BytesIO(), "rows", [[object()]])
