"""The way in: arguments, logging, crash report, and then the window or a command."""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from lif_desktop import __version__
from lif_desktop.errors import LifError
from lif_desktop.places import person

_NAME = "LIF Desktop"
_LOG = logging.getLogger("lif_desktop")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program with `arguments` (those of the process where none are given); gives its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with _log():
        try:
            return _run(given)
        except LifError as trouble:
            print(trouble, file=sys.stderr)
            return 1
        except BrokenPipeError:
            sys.stdout = None  # who read the output has gone, and needs no more of it
            return 0
        except Exception as error:  # noqa: BLE001 - the top of the program: what is left is a bug, and gets its report
            report = crash_report(error)
            print(f"Something happened that the program did not expect. A report is in {report}.", file=sys.stderr)
            return 1


def _run(given: list[str]) -> int:
    if given == ["--version"]:
        print(f"{_NAME} {__version__}")
        return 0
    if not given or (len(given) == 1 and given[0].casefold().endswith(".lif")):
        return _open_window(Path(given[0]) if given else None)
    from lif_desktop.commands import run_command

    return run_command(given)


def _open_window(path: Path | None) -> int:
    from lif_desktop.gui.start import run

    return run(path, person(), _make_demo, crash_report)


def _make_demo(folder: Path, progress: Callable[[str, int, int], object] | None = None) -> list[Path]:
    from lif_desktop.demo import make_demo
    from lif_desktop.places import resources

    return make_demo(folder, resources(), progress=progress)


def log_folder() -> Path:
    """Where the log and crash reports lie: the program's own local data, never beside an office."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


@contextmanager
def _log() -> Iterator[None]:
    """Keeps a short log. It holds what the program did, never what is in a record."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_folder() / "log.txt", maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        yield
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOG.removeHandler(handler)
        handler.close()


def crash_report(error: BaseException) -> Path:
    """Writes `error` into a file of its own: where it happened, without its words and without any values."""
    path = log_folder() / f"crash {datetime.now():%Y-%m-%d %H%M%S}.txt"  # noqa: DTZ005 - the reader's own clock
    lines = [f"{_NAME} {__version__}, Python {sys.version.split()[0]} on {sys.platform}\n"]
    lines += traceback.format_list(traceback.extract_tb(error.__traceback__))
    lines.append(type(error).__name__)
    _LOG.error("%s", type(error).__name__)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
    except OSError:
        return Path("no file: the log folder cannot be written to")
    return path


if __name__ == "__main__":
    sys.exit(main())
