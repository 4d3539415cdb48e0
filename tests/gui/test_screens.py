"""Pictures of every page: one each, of the right size, light and dark, with nothing written into the office."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from lif_desktop.gui.actions import PLACES
from lif_desktop.gui.screens import SIZE, STEPS, TABS, take_pictures
from lif_desktop.gui.tokens import DARK, LIGHT
from lif_desktop.office import open_office
from lif_desktop.places import resources
from tests.gui.made_up_office import make_office

TOP = Path(__file__).parents[2]
LEAVING = (
    "paper",
    "preview",
    "before-it-leaves",
    "letters",
    "invitations",
    "bundle",
    "papers-that-left",
    "names-to-look-for",
    "templates",
    "report-words",
)
WINDOWS = (*LEAVING, "chase", *(f"import-{step}" for step in STEPS))
WITHIN = tuple(f"{key}-{tab.lower()}" for key, tab in TABS)
KEYS = (*(key for key, _, _ in PLACES), "returns", *WITHIN, *WINDOWS, "welcome")
DRAW = """
import sys
from pathlib import Path
from lif_desktop.gui.screens import draw_all
for path in draw_all(Path(sys.argv[1]), Path(sys.argv[2]), "light", 1.5, 100):
    print(path)
"""


@pytest.mark.parametrize(("theme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_every_page_is_drawn_in_its_colours(tmp_path: Path, qtbot: QtBot, theme: str, tokens: object) -> None:
    make_office(tmp_path).close()
    before = (tmp_path / "office.lif").read_bytes()
    office = open_office(tmp_path / "office.lif", resources() / "framework", "Ann Officer", read_only=True)
    drawn = take_pictures(office, tmp_path / "pictures", theme)  # type: ignore[arg-type]
    assert [path.name for path in drawn] == [f"{key}-{theme}.png" for key in KEYS]
    for path in drawn:
        image = QImage(str(path))
        if path.name.startswith(WINDOWS):
            assert image.pixelColor(3, 3) == QColor(f"#{tokens.window}"), path.name  # type: ignore[attr-defined]
            continue
        assert image.size() == SIZE
        corner = image.pixelColor(SIZE.width() // 2, SIZE.height() - 3)
        assert corner == QColor(f"#{tokens.window}"), path.name  # type: ignore[attr-defined]
    assert len({path.read_bytes() for path in drawn}) == len(drawn)
    assert (tmp_path / "office.lif").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == sorted(path.name for path in drawn)


def test_the_scale_is_that_of_the_screen(tmp_path: Path) -> None:
    make_office(tmp_path).close()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-c", DRAW, str(tmp_path / "office.lif"), str(tmp_path / "pictures")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings, timeout=120)
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert len(paths) == len(KEYS)
    assert QImage(str(paths[0])).size() == QSize(round(SIZE.width() * 1.5), round(SIZE.height() * 1.5))
