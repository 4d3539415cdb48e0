"""Spares what long work makes from being looked through for garbage, which would stop the window meanwhile."""

import gc

from PySide6.QtCore import QObject, QTimer

from lif_desktop.gui.worker import Runner

EVERY_MS = 50


class Sparing(QObject):
    """While work is under way, what there is by then is set apart from collecting, every 50 ms.

    A plan of 50,000 rows is a million young objects, and one look through them takes 150 ms on the main thread, where
    `Tidying` does it. Setting apart takes no time, and what nobody holds any more is freed all the same; only circles
    stay until `give_back`. Work that is over sooner than the first 50 ms is left alone.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._spared = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._spare)

    def follow(self, runner: Runner) -> None:
        """Spare what each piece of work of a window makes."""
        runner.begun.connect(self.begin)
        runner.ended.connect(lambda: None if runner.busy else self.end())

    def begin(self) -> None:
        """Work begins."""
        self._timer.start()

    def end(self) -> None:
        """Work is over; what it has made stays set apart."""
        if self._timer.isActive() and self._spared:
            self._spare()
        self._timer.stop()

    def give_back(self) -> None:
        """Let everything be looked through again: what was set apart is needed no longer."""
        self._timer.stop()
        if self._spared:
            gc.unfreeze()
        self._spared = False

    def _spare(self) -> None:
        gc.freeze()
        self._spared = True
