"""Makes a tagged PDF of a Word file through a word processor of this computer, whole or not at all."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic, time

from lif_desktop import saving
from lif_desktop.papers.pdf_programs import (
    SOURCE,
    TARGET,
    WORD_PROCESS,
    Writer,
    command,
    environment,
    find_writer,
    which_writer,
    write_profile,
)
from lif_desktop.papers.saving import PaperError

__all__ = ["LONGEST", "NO_WRITER", "Writer", "find_writer", "pdf_bytes", "pdf_from_docx", "which_writer"]

LONGEST = 180.0
"""Seconds that a word processor may take: a report of sixty pages takes some five, the first start some fifteen."""

NO_WRITER = (
    "There is no LibreOffice or Word on this computer to make the PDF with. Save the paper as Word, or open the print "
    "preview and make a PDF for printing there."
)
_ANSWER_SECONDS = 0.1
"""How long Cancel may take to be seen."""
_PREFIX = "lif-desktop-pdf-"
_LEFT_BEHIND = 3600.0
"""Seconds after which the folder of a run is one that a crash left: no run takes so long."""

Progress = Callable[[str], object]
"""Is told what is being done, ten times a second; what it raises ends the run (Cancel)."""


def _ignore(_words: str) -> None:
    return None


def pdf_from_docx(
    docx: Path,
    pdf: Path,
    progress: Progress = _ignore,
    writer: Writer | None = None,
    longest: float = LONGEST,
) -> Path:
    """Make a tagged PDF at `pdf` of the Word file `docx`; gives the path.

    Raises PaperError where there is no word processor, it fails or takes longer than `longest` seconds, or the target
    cannot be written; and what `progress` raises. Whatever was at `pdf` stays as it was then.
    """
    try:
        data = docx.read_bytes()
    except OSError as error:
        raise PaperError(f"“{docx}” could not be read ({error.strerror or error}). Check where it lies.") from error
    return saving.save_whole(pdf, pdf_bytes(data, progress, writer, longest), "a PDF reader", PaperError)


def pdf_bytes(
    docx: bytes, progress: Progress = _ignore, writer: Writer | None = None, longest: float = LONGEST
) -> bytes:
    """The bytes of a tagged PDF of a Word file, in PDF/UA where the word processor can.

    The words lie in clear in a folder that only this person can read, and only while the program works. When the
    program itself is killed meanwhile, that folder stays until the next PDF is made. Raises as `pdf_from_docx` does.
    """
    writer = writer or find_writer()
    if writer is None:
        raise PaperError(NO_WRITER)
    _sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        return _made(writer, folder, docx, progress, longest)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(writer: Writer, folder: Path, docx: bytes, progress: Progress, longest: float) -> bytes:
    (folder / SOURCE).write_bytes(docx)
    write_profile(folder)
    try:
        process = _started(writer, folder)
    except OSError as error:
        raise PaperError(f"{writer.name} could not be started ({error.strerror or error}). Save as Word.") from error
    try:
        _wait(process, writer, progress, longest)
    finally:
        _end(process, folder)
    return _result(writer, folder)


def _started(writer: Writer, folder: Path) -> "subprocess.Popen[bytes]":
    """The program at work, at the head of a family of processes of its own."""
    return subprocess.Popen(
        command(writer, folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _wait(process: "subprocess.Popen[bytes]", writer: Writer, progress: Progress, longest: float) -> None:
    begun = monotonic()
    while True:
        progress(f"{writer.name} is making the PDF…")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_ANSWER_SECONDS)
            return
        if monotonic() - begun > longest:
            raise PaperError(
                f"{writer.name} took longer than {longest:g} seconds for the PDF and was ended. "
                "Save the paper as Word, open it there and save it as PDF."
            )


def _result(writer: Writer, folder: Path) -> bytes:
    target = folder / TARGET
    data = target.read_bytes() if target.is_file() else b""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise PaperError(
            f"{writer.name} made no PDF of the paper. Save it as Word, open it in {writer.name} and save it as PDF "
            "there."
        )
    return data


def _sweep(folder: Path) -> None:
    """Clear away what runs left there that were killed with the program."""
    for old in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time() - old.lstat().st_mtime > _LEFT_BEHIND and not old.is_symlink():
                shutil.rmtree(old, ignore_errors=True)


if sys.platform == "win32":

    def _end(process: "subprocess.Popen[bytes]", folder: Path) -> None:
        """End the program with all it started, and the Word that it spoke with."""
        numbers = [str(process.pid)] if process.poll() is None else []
        note = folder / WORD_PROCESS
        with contextlib.suppress(OSError, ValueError):
            if numbers:
                numbers.append(str(int(note.read_text(encoding="ascii"))))
        for number in numbers:
            subprocess.run(
                [
                    str(Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / "taskkill.exe"),
                    "/F",
                    "/T",
                    "/PID",
                    number,
                ],
                check=False,
                capture_output=True,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )
        process.wait()

else:

    def _end(process: "subprocess.Popen[bytes]", folder: Path) -> None:  # noqa: ARG001 - as on Windows
        """End the program with all it started: every process of its family."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
