"""Collects cyclic garbage on the main thread only: a window freed by a worker's thread ends the process."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Tidying(QObject):
    """Takes the place of Python's own collecting, which runs in whatever thread happens to make the next object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collect as far up as Python itself would by now."""
        due = [
            place
            for place, (now, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if now > most
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
