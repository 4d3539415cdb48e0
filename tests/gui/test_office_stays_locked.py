"""A look at the folder of an open office, as the file window takes it, leaves the office locked."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

_LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QFileInfo, QMimeDatabase
from lif_desktop.gui.start import make_offices_known
from lif_desktop.office import create_office
from lif_desktop.places import resources

path = Path(sys.argv[1])
if sys.argv[2] == "known":
    make_offices_known()
office = create_office(path, resources() / "framework", "stockport", "A tester")
QMimeDatabase().mimeTypeForFile(QFileInfo(str(path)))
print("looked", flush=True)
sys.stdin.readline()
office.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does closing a file drop the locks of the process")
@pytest.mark.parametrize("known", ["known", "not known"])
def test_the_file_window_leaves_the_office_locked(tmp_path: Path, known: str) -> None:
    path = tmp_path / "office.lif"
    command = [sys.executable, "-c", _LOOK, str(path), known]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        assert window.stdout.readline() == "looked\n"
        other = sqlite3.connect(path, timeout=0)
        try:
            if known == "known":
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.execute("SELECT count(*) FROM agencies").fetchone()
            else:  # the control: without it Qt reads the file, and the lock is gone
                assert other.execute("SELECT count(*) FROM agencies").fetchone()
        finally:
            other.close()
            window.stdin.write("\n")
            window.stdin.flush()
