"""The program starts light: what is slow to load waits for its first use."""

import subprocess
import sys
from pathlib import Path

import pytest

from lif_desktop.office import create_office
from lif_desktop.places import resources

SLOW = {"alembic", "docx", "holidays", "matplotlib", "openpyxl"}

VERSION = """
import sys
from lif_desktop.app import main
assert main(["--version"]) == 0
{then}
print("loaded:", *sorted(sys.modules))
"""

WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lif_desktop.app import main

application = QApplication([])

def close_once_the_office_is_shown():
    windows = application.topLevelWidgets()
    if any(getattr(one, "desk", None) is not None and one.desk.isVisible() for one in windows):
        application.quit()
    else:
        QTimer.singleShot(20, close_once_the_office_is_shown)

close_once_the_office_is_shown()
assert main([sys.argv[1]]) == 0
{then}
print("loaded:", *sorted(sys.modules))
"""


def loaded(code: str, *arguments: str, then: str = "") -> set[str]:
    """Give the modules that a new process has loaded after running `code` and doing `then`."""
    command = [sys.executable, "-c", code.format(then=then), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("loaded: "))
    return set(line.split()[1:])


@pytest.fixture
def office(tmp_path: Path) -> str:
    """Give the path of a new office."""
    path = tmp_path / "office.lif"
    create_office(path, resources() / "framework", "stockport", "A tester").close()
    return str(path)


def test_starting_loads_nothing_slow() -> None:
    assert loaded(VERSION) & (SLOW | {"PySide6", "sqlalchemy"}) == set()


def test_a_window_that_shows_its_office_has_loaded_nothing_slow(office: str) -> None:
    found = loaded(WINDOW, office)
    assert found & SLOW == set()
    assert {"PySide6", "sqlalchemy"} <= found


@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_slow_library_would_be_seen(name: str) -> None:
    assert name in loaded(VERSION, then=f"import {name}")
