"""The program starts light: what is slow to load waits for its first use."""

import subprocess
import sys

import pytest

SLOW = {"alembic", "docx", "matplotlib", "openpyxl"}

START = """
import sys
from lif_desktop.app import main
try:
    main(["--version"])
except SystemExit as ended:
    assert not ended.code, ended.code
{then}
print("loaded:", *sorted(sys.modules))
"""


def loaded(then: str = "") -> set[str]:
    """Give the modules that a new process has loaded after starting the program and doing `then`."""
    command = [sys.executable, "-c", START.format(then=then)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    line = next(line for line in done.stdout.splitlines() if line.startswith("loaded: "))
    return set(line.split()[1:])


def test_starting_loads_nothing_slow() -> None:
    assert loaded() & (SLOW | {"PySide6", "sqlalchemy"}) == set()


@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_slow_library_would_be_seen(name: str) -> None:
    assert name in loaded(f"import {name}")
