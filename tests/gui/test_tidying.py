"""Garbage is collected on the main thread alone."""

import gc
import threading
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from lif_desktop.gui.tidying import Tidying


class Knot:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.self = self


def test_a_workers_thread_never_collects_and_the_main_thread_does(qapp: QApplication) -> None:
    parent = QObject()
    tidying = Tidying(parent)
    knot = ref(Knot())

    def make_many() -> None:
        for _ in range(20_000):
            Knot()

    worker = threading.Thread(target=make_many)
    worker.start()
    worker.join()
    assert knot() is not None
    assert gc.get_count()[0] > gc.get_threshold()[0]
    tidying.tidy()
    assert knot() is None
    tidying.stop()
    assert gc.isenabled()
