"""Reads a spreadsheet in a process of its own that can be killed: the one door for agency files."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO, Any

from lif_desktop.sheets.raw import Merge, RawBook, RawSheet, Row
from lif_desktop.sheets.refused import ReadCancelled, Reason, SheetRefused
from lif_desktop.sheets.sink import MOST_CELLS, MOST_COLUMNS, MOST_SENT
from lif_desktop.sheets.wire import LONGEST, BrokenFrame, Unpacker, receive

_PACKAGE_FOLDER = Path(__file__).resolve().parents[2]
_ANSWER_SECONDS = 0.1
"""How long Cancel may take to be seen."""
_END_SECONDS = 2.0
"""How long a reader may take to end once nothing more comes from it."""
_PYTHON_ERROR = 1
"""What Python exits with after an error that nobody caught: the file is not what its format says."""

_Frame = tuple[str, Any] | None


@dataclass(frozen=True)
class Limits:
    """What the reader process may use: `seconds` without progress, `memory` in bytes."""

    seconds: float = 20.0
    memory: int = 1024**3


def _never() -> bool:
    return False


def _ignore(_rows: int) -> None:
    return None


def read_book(
    path: Path,
    cancelled: Callable[[], bool] = _never,
    progress: Callable[[int], None] = _ignore,
    limits: Limits | None = None,
    command: tuple[str, ...] = ("-m", "lif_desktop.sheets.reader_child"),
) -> RawBook:
    """Read all sheets of the file at `path`.

    `cancelled` is asked ten times a second, `progress` is told the rows read so far; both are called in the
    calling thread. `command` are the arguments for Python that start the reader. Raises SheetRefused and
    ReadCancelled; no process is left behind.
    """
    limits = limits or Limits()
    taken = _Taken(path)
    with _started(path, limits, command) as child:
        try:
            for kind, body in _frames(path.name, child, cancelled, limits.seconds):
                if taken.take(kind, body):
                    progress(taken.rows_read)
        finally:
            child.kill()
            child.wait()
    return taken.book()


def _started(path: Path, limits: Limits, command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    paths = [str(_PACKAGE_FOLDER), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.Popen(
        [sys.executable, *command, str(path.absolute()), str(limits.memory)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _frames(
    name: str, child: "subprocess.Popen[bytes]", cancelled: Callable[[], bool], seconds: float
) -> Iterator[tuple[str, Any]]:
    """Give the frames as they come, until the last one ("done"). Raises SheetRefused and ReadCancelled."""
    queue: SimpleQueue[_Frame] = SimpleQueue()
    Thread(target=_pump, args=(child, queue), daemon=True).start()
    heard = monotonic()
    while True:
        if cancelled():
            raise ReadCancelled(name)
        try:
            frame = queue.get(timeout=_ANSWER_SECONDS)
        except Empty:
            if monotonic() - heard > seconds:
                raise SheetRefused(Reason.STUCK, name, f"{seconds:g}") from None
            continue
        heard = monotonic()
        if frame is None:
            raise SheetRefused(Reason.DAMAGED if _ended_by_error(child) else Reason.DIED, name)
        yield frame
        if frame[0] == "done":
            return


def _pump(child: "subprocess.Popen[bytes]", queue: "SimpleQueue[_Frame]") -> None:
    """Carry the frames from the pipe to the queue; None at its end or at anything that is no frame."""
    try:
        stream = _Counted(child.stdout) if child.stdout is not None else None
        while stream is not None and (frame := receive(stream)) is not None:
            queue.put(frame)
    except (BrokenFrame, OSError, ValueError):
        pass
    queue.put(None)


def _ended_by_error(child: "subprocess.Popen[bytes]") -> bool:
    """Whether the reader ended by an error of Python. One that sends no more frames, but goes on, did not."""
    try:
        return child.wait(timeout=_END_SECONDS) == _PYTHON_ERROR
    except subprocess.TimeoutExpired:
        return False


class _Counted:
    """The pipe of a reader, which ends where a reader would have sent more than it may: it was taken over."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_SENT + LONGEST

    def read(self, size: int) -> bytes:
        self._left -= size
        if self._left < 0:
            raise BrokenFrame("more than a reader sends")
        return self._stream.read(size)


class _Taken:
    """Gathers the frames into a book. The limits of a reader are held here as well, since a file may take it over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = path.name
        self._sheets: list[RawSheet] = []
        self._rows: list[Row] = []
        self._unpacker = Unpacker()
        self._open: list[Any] = []
        self._done: dict[str, Any] = {}
        self._before = 0
        self._cells = 0

    @property
    def rows_read(self) -> int:
        """How many rows came so far, over all sheets."""
        return self._before + len(self._rows)

    def take(self, kind: str, body: Any) -> bool:
        """Take one frame; True when it brought rows. Raises SheetRefused where the frame says so, or is none."""
        try:
            self._take(kind, body)
        except (BrokenFrame, KeyError, IndexError, TypeError, ValueError) as error:
            raise SheetRefused(Reason.DIED, self._name) from error
        return kind == "rows"

    def _take(self, kind: str, body: Any) -> None:
        if kind == "rows":
            rows = list(self._unpacker.rows(body))
            self._cells += sum(max(len(row), 1) for row in rows)
            if self._cells > MOST_CELLS:
                raise BrokenFrame("more cells than a reader sends")
            self._rows.extend(rows)
        elif kind == "sheet":
            self._open, self._rows = body, []
        elif kind == "end":
            self._sheets.append(_sheet(self._open, self._rows, body))
            self._before += len(self._rows)
            self._rows = []
        elif kind == "refused":
            raise SheetRefused(Reason[body[0]], self._name, body[1])
        elif kind == "done":
            self._done = {
                "kind": str(body["kind"]),
                "epoch": bool(body["epoch_1904"]),
                "notices": list(map(str, body["notices"])),
            }

    def book(self) -> RawBook:
        """The whole book. Raises SheetRefused when no sheet has any row."""
        if not any(sheet.rows for sheet in self._sheets):
            raise SheetRefused(Reason.NO_ROWS, self._name)
        done = self._done
        notices = list(done["notices"])
        if done["epoch"]:
            notices.append("The workbook counts its dates from 1904; they were read that way.")
        return RawBook(self._path, self._sha256(), done["kind"], tuple(self._sheets), done["epoch"], tuple(notices))

    def _sha256(self) -> str:
        try:
            with self._path.open("rb") as stream:
                return file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise SheetRefused(Reason.CANNOT_OPEN, self._name, "it was taken away while it was read") from error


def _sheet(head: list[Any], rows: list[Row], facts: dict[str, Any]) -> RawSheet:
    width = int(facts["width"])
    if width > MOST_COLUMNS or len(rows) * width > MOST_CELLS:
        raise BrokenFrame(f"{len(rows)} rows of {width} columns")
    return RawSheet(
        name=str(head[0]),
        state=head[1],
        rows=tuple(_padded(row, width) for row in rows),
        hidden_rows=tuple(map(int, facts["hidden_rows"])),
        hidden_columns=tuple(map(int, facts["hidden_columns"])),
        merged=tuple(Merge(*map(int, ends)) for ends in facts["merged"]),
        cut_after=int(facts["cut_after"]),
        cut_columns=bool(facts["cut_columns"]),
    )


def _padded(row: Row, width: int) -> Row:
    return row if len(row) == width else (*row, *(None,) * (width - len(row)))
