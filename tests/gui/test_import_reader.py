"""The import window lives through a reader that dies, hangs or is cancelled, and leaves no process behind."""

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui import import_planning
from lif_desktop.gui.import_wizard import FILE, SHEET
from lif_desktop.gui.worker import ProgressDialog
from lif_desktop.office import Office
from lif_desktop.sheets import reader
from lif_desktop.sheets.reader import Limits, read_book
from tests.gui.made_up_office import make_office
from tests.gui.test_import_wizard import opened, press, problems, workbook
from tests.sheets.test_reader import SPOILT

AT_ONCE = "if True"
"""A reader that is spoilt before its first rows."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """Every reader that the window starts."""
    processes: list[subprocess.Popen[bytes]] = []
    start = reader._started

    def watched(*arguments: object) -> "subprocess.Popen[bytes]":
        processes.append(start(*arguments))  # type: ignore[arg-type]
        return processes[-1]

    monkeypatch.setattr(reader, "_started", watched)
    return processes


def spoilt(end: str) -> tuple[str, str]:
    return ("-c", SPOILT.replace("if chunks == 3", AT_ONCE).format(end=end))


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("os.kill(os.getpid(), 11)", "made the reader stop before the end"),
        ("os.abort()", "made the reader stop before the end"),
        ("raise KeyError('sheet1.xml')", "is damaged or was cut short"),
        ("sys.exit(0)", "made the reader stop before the end"),
        ("threading.Event().wait()", "made no progress for 0.3 seconds"),
    ],
)
def test_a_reader_that_dies_is_told_and_the_window_goes_on(
    qtbot: QtBot,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list["subprocess.Popen[bytes]"],
    end: str,
    words: str,
) -> None:
    before = office.batches()
    with monkeypatch.context() as patched:
        dying = partial(read_book, command=spoilt(end), limits=Limits(seconds=0.3 if "wait" in end else 20))
        patched.setattr(import_planning, "read_book", dying)
        wizard = opened(qtbot, office, workbook(tmp_path))
        press(wizard, wizard.next)
        [sentence] = problems(wizard)
        assert words in sentence
        assert wizard.step() == FILE
    press(wizard, wizard.next)

    assert wizard.step() == SHEET
    assert problems(wizard) == []
    assert office.batches() == before
    assert [process.returncode is not None for process in started] == [True, True]


def test_cancel_ends_a_reader_that_says_nothing(
    qtbot: QtBot,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list["subprocess.Popen[bytes]"],
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(import_planning, "read_book", partial(read_book, command=spoilt("threading.Event().wait()")))
        wizard = opened(qtbot, office, workbook(tmp_path))
        QTest.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: any(one.isVisible() for one in wizard.findChildren(ProgressDialog)))
        qtbot.waitUntil(lambda: len(started) == 1)
        [dialog] = wizard.findChildren(ProgressDialog)
        assert started[0].poll() is None
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        wizard.runner.wait()

    assert started[0].returncode is not None
    assert wizard.step() == FILE
    assert problems(wizard) == []
