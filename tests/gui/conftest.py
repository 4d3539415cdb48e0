"""The one application of the window tests: no screen, British dates, our light palette, the real style."""

import gc
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from lif_desktop.gui.look import dress


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tidied: None) -> QApplication:
    """The application in light colours at 100 %, before each test, whatever the one before did.

    No garbage is collected meanwhile: it would free widgets while all of them are being gone through.
    """
    dress(qapp, "light", 100)
    return qapp


@pytest.fixture(autouse=True)
def tidied() -> Iterator[None]:
    """Cyclic garbage is collected here, between tests, never in a worker's thread, as in the program itself."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()
