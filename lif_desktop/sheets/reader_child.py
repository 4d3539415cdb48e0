"""The reader process: `python -m lif_desktop.sheets.reader_child FILE MEMORY` sends what is in the file.

It may be killed at any moment, and a file may make it crash: nothing but frames on its stdout counts.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from lif_desktop.sheets.limits import limit
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import Sink
from lif_desktop.sheets.sniff import Kind, sniff
from lif_desktop.sheets.wire import send


def main(arguments: list[str]) -> int:
    """Read the file named by the first argument within the bytes of memory of the second; send the frames."""
    stream = _own_stdout()
    path = Path(arguments[0])
    limit(int(arguments[1]))
    try:
        _read(path, stream)
    except SheetRefused as error:
        send(stream, "refused", [error.reason.name, error.what])
    except MemoryError:
        send(stream, "refused", [Reason.TOO_LARGE.name, "reading it needs more memory than is allowed"])
    return 0


def _read(path: Path, stream: BinaryIO) -> None:
    found = sniff(path)
    sink = Sink(stream, path.name)
    epoch_1904 = _reader(found.kind)(path, sink)
    send(stream, "done", {"kind": found.kind, "epoch_1904": epoch_1904, "notices": found.notices})


def _reader(kind: Kind) -> Callable[[Path, Sink], bool]:
    """Import only what this kind needs."""
    if kind == "xlsx":
        # defusedxml doubles openpyxl's time, against what sniff has refused; numpy and lxml only cost.
        os.environ["OPENPYXL_DEFUSEDXML"] = os.environ["OPENPYXL_LXML"] = "False"
        sys.modules["numpy"] = None  # type: ignore[assignment]
        from lif_desktop.sheets.formats import xlsx

        return xlsx.read
    if kind == "xls":
        from lif_desktop.sheets.formats import xls

        return xls.read
    if kind == "csv":
        from lif_desktop.sheets.formats import text

        return text.read
    if kind == "xlsb":
        from lif_desktop.sheets.formats import xlsb

        return xlsb.read
    from lif_desktop.sheets.formats import ods

    return ods.read


def _own_stdout() -> BinaryIO:
    """Take stdout for the frames alone: what a library prints goes nowhere."""
    stream = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return stream


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
