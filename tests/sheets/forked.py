"""Readers that are forked from one process that has imported everything: the program's own reader, a hundred a second.

`ForkedReaders` takes the place of what starts a reader in `lif_desktop.sheets.reader`; the rest of `read_book` and all
of the reader process is the program's own. Run as a script, this is the process that forks.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from lif_desktop.sheets.reader import Limits

FORKS = hasattr(os, "fork")
SPOILT = ("crash", "hang", "abort")
"""What a reader may be told to do instead of reading, so that a test can see that it would notice."""


class ForkedReaders:
    """Starts readers; `spoilt` makes each of them crash, hang or abort. To be closed."""

    def __init__(self, folder: Path, spoilt: str = "") -> None:
        self._fifo = folder / "frames"
        os.mkfifo(self._fifo)
        self._spoilt = spoilt
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.sheets.forked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])},
        )
        self.started = 0
        self.left = 0

    def start(self, path: Path, limits: Limits, _command: tuple[str, ...]) -> "ForkedReader":
        """As the reader's own function that starts a process."""
        self.started += 1
        # Opened before anybody writes, so that neither end waits for the other.
        reading = os.open(self._fifo, os.O_RDONLY | os.O_NONBLOCK)
        number = int(self._ask("read", self._spoilt, str(limits.memory), str(self._fifo), str(path)))
        os.set_blocking(reading, True)
        return ForkedReader(self, number, os.fdopen(reading, "rb"))

    def ended(self, number: int) -> int:
        """How a reader ended, once it has: its exit code, or the signal that ended it as a negative number."""
        return os.waitstatus_to_exitcode(int(self._ask("wait", str(number))))

    def _ask(self, *words: str) -> str:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write("\t".join(words).encode() + b"\n")
        self._server.stdin.flush()
        return self._server.stdout.readline().decode().strip()

    def close(self) -> None:
        """End the process that forks."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait()


class ForkedReader:
    """One reader, as far as `read_book` knows it as a Popen."""

    def __init__(self, readers: ForkedReaders, number: int, stdout: IO[bytes]) -> None:
        self._readers = readers
        self._number = number
        self._code: int | None = None
        self.stdout = stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stdout.close()
        self._readers.left += self._code is None

    def kill(self) -> None:
        if self._code is None:
            os.kill(self._number, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        if self._code is None:
            self._code = self._readers.ended(self._number)
        return self._code


def _serve() -> None:
    from lif_desktop.sheets import reader_child

    for kind in ("xlsx", "xls", "csv", "ods", "xlsb"):
        reader_child._reader(kind)  # imports what this kind needs
    for line in sys.stdin.buffer:
        what, *words = line.decode().rstrip("\n").split("\t")
        answer = _fork(*words) if what == "read" else os.waitpid(int(words[0]), 0)[1]
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _fork(spoilt: str, memory: str, fifo: str, path: str) -> int:
    writing = os.open(fifo, os.O_WRONLY)
    number = os.fork()
    if number:
        os.close(writing)
        return number
    os.dup2(writing, 1)
    os.close(writing)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    code = 1
    try:
        code = _read(spoilt, path, memory)
    finally:
        os._exit(code)


def _read(spoilt: str, path: str, memory: str) -> int:
    from lif_desktop.sheets import reader_child

    if spoilt == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if spoilt == "abort":
        os.abort()
    if spoilt == "hang":
        signal.pause()
    return reader_child.main([path, memory])


if __name__ == "__main__":
    _serve()
